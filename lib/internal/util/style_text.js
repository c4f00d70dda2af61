"use strict";
// util.styleText: text in the colours of inspect.colors or of a #RGB or #RRGGBB
// colour; an inner end of a style does not end the outer one.

const { inspect } = require("internal/util/inspect");
const { invalidArgType, invalidArgValue } = require("internal/errors");
const {
  validateBoolean,
  validateObject,
  validateOneOf,
  validateString,
} = require("internal/validators");

const BOLD = 1;
const DIM = 2;

function hexDigit(c) {
  return (c >= 48 && c <= 57) || (c >= 97 && c <= 102) || (c >= 65 && c <= 70);
}

// The escape that turns on a colour like #f80 or #ff8800.
function hexStyle(color) {
  let good = color.length === 4 || color.length === 7;
  for (let i = 1; good && i < color.length; i++)
    good = hexDigit(%StringPrototypeCharCodeAt(color, i));
  if (!good)
    throw invalidArgValue(
      "format",
      color,
      "must be a valid hex color (#RGB or #RRGGBB)",
    );
  const step = color.length === 4 ? 1 : 2;
  let out = "\u001b[38;2";
  for (let i = 1; i < color.length; i += step) {
    const part = %StringPrototypeSlice(color, i, i + step);
    out += `;${%ParseInt(step === 1 ? part + part : part, 16)}`;
  }
  return { on: `${out}m`, off: "\u001b[39m", keepOff: false };
}

function styleOf(name) {
  if (typeof name === "string" && name[0] === "#") return hexStyle(name);
  const codes = inspect.colors[name];
  if (!codes)
    validateOneOf(name, "format", %ObjectGetOwnPropertyNames(inspect.colors));
  const keepOff = codes[0] === BOLD || codes[0] === DIM;
  return { on: `\u001b[${codes[0]}m`, off: `\u001b[${codes[1]}m`, keepOff };
}

// Every end of the same style inside the text starts it again.
function renew(text, style) {
  const { on, off } = style;
  let out = "";
  let from = 0;
  for (;;) {
    const at = %StringPrototypeIndexOf(text, off, from);
    if (at === -1 || at + off.length >= text.length) break;
    out +=
      %StringPrototypeSlice(text, from, at) + (style.keepOff ? off + on : on);
    from = at + off.length;
  }
  return out + %StringPrototypeSlice(text, from);
}

function streamShowsColor(stream) {
  if (stream === undefined) return require("internal/color_mode").isColored(1);
  if (
    stream === null ||
    typeof stream !== "object" ||
    (typeof stream.write !== "function" &&
      typeof stream.read !== "function" &&
      typeof stream.on !== "function")
  )
    throw invalidArgType(
      "stream",
      ["ReadableStream", "WritableStream", "Stream"],
      stream,
    );
  const forced = require("internal/process").process.env.FORCE_COLOR;
  if (forced !== undefined)
    return (
      require("internal/color_mode").colorDepth({ FORCE_COLOR: forced }) > 2
    );
  if (!stream.isTTY) return false;
  return (
    typeof stream.getColorDepth !== "function" || stream.getColorDepth() > 2
  );
}

function styleText(format, text, options) {
  validateString(text, "text"); //@ *.styleText util:271:3
  if (options !== undefined) validateObject(options, "options");
  const check = options?.validateStream ?? true;
  validateBoolean(check, "options.validateStream");
  const isShown = !check || streamShowsColor(options?.stream); //@ *.styleText util:285:13|      throw new ERR_INVALID_ARG_TYPE('stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
  const names = %ArrayIsArray(format) ? format : [format];
  let on = "";
  let off = "";
  let inner = text;
  for (let i = 0; i < names.length; i++) {
    if (names[i] === "none") continue;
    const style = styleOf(names[i]); //@ *.styleText util:316:7
    on += style.on;
    off = style.off + off;
    inner = renew(inner, style);
  }
  return isShown ? on + inner + off : text;
}

module.exports = { styleText };
