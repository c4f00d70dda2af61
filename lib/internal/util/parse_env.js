"use strict";
// util.parseEnv: the lines NAME=value of a .env file, with comments, quoted
// values over several lines, and "export" in front of names.

const { validateString } = require("internal/validators");

function isBlank(c) {
  return c === " " || c === "\t" || c === "\r" || c === "\n";
}

function parseEnv(content) {
  validateString(content, "content"); //@ *.parseEnv util:491:3
  const text = %StringPrototypeReplaceAll(content, "\r\n", "\n");
  const env = { __proto__: null };
  let i = 0;
  const lineEnd = (from) => {
    const at = %StringPrototypeIndexOf(text, "\n", from);
    return at === -1 ? text.length : at;
  };
  while (i < text.length) {
    if (isBlank(text[i])) {
      i++;
      continue;
    }
    const end = lineEnd(i);
    const equals = %StringPrototypeIndexOf(text, "=", i);
    if (text[i] === "#" || equals === -1 || equals > end) {
      i = end + 1;
      continue;
    }
    let name = %StringPrototypeTrim(%StringPrototypeSlice(text, i, equals));
    if (%StringPrototypeStartsWith(name, "export "))
      name = %StringPrototypeTrim(%StringPrototypeSlice(name, 7));
    i = equals + 1;
    while (i < text.length && (text[i] === " " || text[i] === "\t")) i++;
    const mark = text[i];
    if (name === "") {
      i = end + 1;
      continue;
    }
    const close =
      mark === '"' || mark === "'" || mark === "`"
        ? %StringPrototypeIndexOf(text, mark, i + 1)
        : -1;
    if (close !== -1) {
      const value = %StringPrototypeSlice(text, i + 1, close);
      env[name] =
        mark === '"' ? %StringPrototypeReplaceAll(value, "\\n", "\n") : value;
      i = lineEnd(close) + 1;
      continue;
    }
    const stop = lineEnd(i);
    let value = %StringPrototypeSlice(text, i, stop);
    const comment = %StringPrototypeIndexOf(value, "#");
    if (comment !== -1) value = %StringPrototypeSlice(value, 0, comment);
    env[name] = %StringPrototypeTrim(value);
    i = stop + 1;
  }
  return env;
}

module.exports = { parseEnv };
