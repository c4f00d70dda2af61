"use strict";
// A function made of a text, with the file and the place that traces give for
// it: lines and columns of the text's beginning, from 0. "#!" begins a comment.

module.exports = (code, params, file, line, column, global) => {
  const head = `(function (${%ArrayPrototypeJoin(params, ", ")}) `;
  if (%StringPrototypeStartsWith(code, "#!"))
    code = `//${%StringPrototypeSlice(code, 2)}`;
  const text = `${head}{\n${code}\n})`;
  return %CompileFunction(text, file, line - 1, column, head.length, global);
};
