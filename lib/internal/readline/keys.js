"use strict";
// What a terminal sends for keys: characters, control characters and the escape
// sequences of xterm (its manual, "ctlseqs") and rxvt, as Node names them.

// By the final character of ESC [ … or ESC O …
const BY_LETTER = {
  __proto__: null,
  A: "up",
  B: "down",
  C: "right",
  D: "left",
  E: "clear",
  F: "end",
  H: "home",
  P: "f1",
  Q: "f2",
  R: "f3",
  S: "f4",
  Z: "tab",
};
// By the number of ESC [ number ~
const BY_NUMBER = {
  __proto__: null,
  1: "home",
  2: "insert",
  3: "delete",
  4: "end",
  5: "pageup",
  6: "pagedown",
  7: "home",
  8: "end",
  11: "f1",
  12: "f2",
  13: "f3",
  14: "f4",
  15: "f5",
  17: "f6",
  18: "f7",
  19: "f8",
  20: "f9",
  21: "f10",
  23: "f11",
  24: "f12",
  200: "paste-start",
  201: "paste-end",
};

const SEQUENCE =
  /^(?:O([A-Z])|\[(?:\[([A-E])|(?:(\d+)(?:;(\d+))?)?([A-Za-z~^$])))/;

function key(sequence, name, ctrl, meta, shift) {
  return { sequence, name, ctrl, meta, shift };
}

function escaped(match, sequence, meta) {
  const letter = match[1] ?? match[5];
  if (match[2] !== undefined)
    return key(
      sequence,
      `f${%StringPrototypeCharCodeAt(match[2], 0) - 64}`,
      false,
      meta,
      false,
    );
  const byNumber = letter === "~" || letter === "^" || letter === "$";
  const modifiers = +(match[4] ?? (byNumber ? 1 : (match[3] ?? 1))) - 1;
  const name = byNumber
    ? BY_NUMBER[match[3]]
    : BY_LETTER[%StringPrototypeToUpperCase(letter)];
  return key(
    sequence,
    name ?? "undefined",
    Boolean(modifiers & 4) || letter === "^",
    Boolean(modifiers & 10) || meta,
    Boolean(modifiers & 1) || letter === "Z" || letter === "$",
  );
}

// One character, which `meta` says came behind an ESC.
function plain(c, sequence, meta) {
  const code = %StringPrototypeCodePointAt(c, 0);
  if (c === "\r") return key(sequence, "return", false, meta, false);
  if (c === "\n") return key(sequence, "enter", false, meta, false);
  if (c === "\t") return key(sequence, "tab", false, meta, false);
  if (c === "\b" || c === "\x7f")
    return key(sequence, "backspace", false, meta, false);
  if (c === "\x1b") return key(sequence, "escape", false, meta, false);
  if (c === " ") return key(sequence, "space", false, meta, false);
  if (code <= 26)
    return key(sequence, %StringFromCharCode(code + 96), true, meta, false);
  if (/^[0-9A-Za-z]$/.test(c)) {
    const name = %StringPrototypeToLowerCase(c);
    return key(sequence, name, false, meta, c !== name);
  }
  return key(sequence, undefined, false, meta, false);
}

// Calls emit(text, key, isLast) for every key in what the terminal sent; text
// is undefined for what is no character.
function readKeys(text, emit) {
  for (let i = 0; i < text.length;) {
    let meta = false;
    let start = i;
    while (text[i] === "\x1b" && i + 1 < text.length) {
      const match = SEQUENCE.exec(%StringPrototypeSlice(text, i + 1));
      if (match !== null) {
        const end = i + 1 + match[0].length;
        emit(
          undefined,
          escaped(match, %StringPrototypeSlice(text, start, end), meta),
          end === text.length,
        );
        start = i = end;
        meta = false;
        continue;
      }
      meta = true;
      i++;
    }
    if (i >= text.length) break;
    const c = %StringFromCodePoint(%StringPrototypeCodePointAt(text, i));
    i += c.length;
    const k = plain(c, %StringPrototypeSlice(text, start, i), meta);
    emit(meta || k.name === "escape" ? undefined : c, k, i === text.length);
  }
}

const watched = new %WeakSet();

// Makes a stream emit 'keypress' for what it reads, once somebody listens. The
// editor is told when more keys follow in what came at once: a tab among them
// is no wish for completion.
function emitKeypressEvents(stream, editor) {
  if (%WeakSetPrototypeHas(watched, stream)) return;
  %WeakSetPrototypeAdd(watched, stream);
  const { StringDecoder } = require("string_decoder");
  const decoder = new StringDecoder("utf8");
  const emit = (c, k, isLast) => {
    if (editor !== undefined) editor.completes = isLast;
    stream.emit("keypress", c, k);
  };
  const onData = (chunk) => {
    if (stream.listenerCount("keypress") > 0)
      readKeys(typeof chunk === "string" ? chunk : decoder.write(chunk), emit);
    else {
      stream.removeListener("data", onData);
      stream.on("newListener", onListener);
    }
  };
  const onListener = (name) => {
    if (name !== "keypress") return;
    stream.removeListener("newListener", onListener);
    stream.on("data", onData);
  };
  if (stream.listenerCount("keypress") > 0) stream.on("data", onData);
  else stream.on("newListener", onListener);
}

module.exports = { emitKeypressEvents, readKeys };
