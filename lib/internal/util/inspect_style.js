"use strict";
// The colour tables behind `inspect.colors` and `inspect.styles` (both public
// and changeable by the program), and the colouring of regular expressions.
// Codes: ECMA-48 Select Graphic Rendition, [on, off].

function foreground(code) {
  return [code, 39];
}

function background(code) {
  return [code, 49];
}

const colors = {
  __proto__: null,
  reset: [0, 0],
  bold: [1, 22],
  dim: [2, 22],
  italic: [3, 23],
  underline: [4, 24],
  blink: [5, 25],
  inverse: [7, 27],
  hidden: [8, 28],
  strikethrough: [9, 29],
  doubleunderline: [21, 24],
  black: foreground(30),
  red: foreground(31),
  green: foreground(32),
  yellow: foreground(33),
  blue: foreground(34),
  magenta: foreground(35),
  cyan: foreground(36),
  white: foreground(37),
  bgBlack: background(40),
  bgRed: background(41),
  bgGreen: background(42),
  bgYellow: background(43),
  bgBlue: background(44),
  bgMagenta: background(45),
  bgCyan: background(46),
  bgWhite: background(47),
  framed: [51, 54],
  overlined: [53, 55],
  gray: foreground(90),
  redBright: foreground(91),
  greenBright: foreground(92),
  yellowBright: foreground(93),
  blueBright: foreground(94),
  magentaBright: foreground(95),
  cyanBright: foreground(96),
  whiteBright: foreground(97),
  bgGray: background(100),
  bgRedBright: background(101),
  bgGreenBright: background(102),
  bgYellowBright: background(103),
  bgBlueBright: background(104),
  bgMagentaBright: background(105),
  bgCyanBright: background(106),
  bgWhiteBright: background(107),
};

// Other spellings, not enumerable.
const aliases = [
  ["grey", "gray"],
  ["blackBright", "gray"],
  ["bgGrey", "bgGray"],
  ["bgBlackBright", "bgGray"],
  ["faint", "dim"],
  ["crossedout", "strikethrough"],
  ["strikeThrough", "strikethrough"],
  ["crossedOut", "strikethrough"],
  ["conceal", "hidden"],
  ["swapColors", "inverse"],
  ["swapcolors", "inverse"],
  ["doubleUnderline", "doubleunderline"],
];

for (let i = 0; i < aliases.length; i++) {
  const target = aliases[i][1];
  %ObjectDefineProperty(colors, aliases[i][0], {
    __proto__: null,
    get() {
      return this[target];
    },
    set(value) {
      this[target] = value;
    },
    configurable: true,
    enumerable: false,
  });
}

const styles = {
  __proto__: null,
  special: "cyan",
  number: "yellow",
  bigint: "yellow",
  boolean: "yellow",
  undefined: "grey",
  null: "bold",
  string: "green",
  symbol: "green",
  date: "magenta",
  regexp: highlightRegExp,
  module: "underline",
};

const regexpColors = ["green", "red", "yellow", "cyan", "magenta"];
highlightRegExp.colors = regexpColors;
const defaultRegexpColors = %ArrayPrototypeSlice(regexpColors);

function paint(text, style) {
  const name = styles[style];
  if (name === undefined) return text;
  const pair = colors[name];
  if (pair !== undefined) return `\u001b[${pair[0]}m${text}\u001b[${pair[1]}m`;
  return typeof name === "function" ? name(text) : text;
}

function plain(text) {
  return text;
}

// ---- Regular expressions ----------------------------------------------------

// A single tolerant walk over `/source/flags`. Every token is painted by its
// group depth, shifted by a step of its own kind, modulo the palette.
class Highlighter {
  constructor(text, palette) {
    this.text = text;
    this.palette = palette;
    this.out = "";
    this.i = 0;
    this.depth = 0;
  }

  put(token, shift) {
    const n = this.palette.length;
    const color = this.palette[(this.depth + shift) % n] ?? this.palette[0];
    this.out += color[0] + token + color[1];
  }

  // Puts and steps over text that stands in the source.
  take(token, shift) {
    this.put(token, shift);
    this.i += token.length;
  }

  at(offset) {
    const i = this.i + offset;
    return i < this.text.length ? this.text[i] : "";
  }

  digits() {
    const from = this.i;
    while (this.at(0) >= "0" && this.at(0) <= "9" && this.at(0) !== "")
      this.i++;
    return %StringPrototypeSlice(this.text, from, this.i);
  }

  // `open … close` with what is between painted one deeper; `nest` is how
  // much deeper the closing mark is than the surroundings.
  enclosed(open, close, nest) {
    this.i++;
    const from = this.i;
    while (this.i < this.text.length && this.text[this.i] !== close) this.i++;
    const body = %StringPrototypeSlice(this.text, from, this.i);
    if (this.i < this.text.length) {
      this.depth -= nest;
      this.put(open, 0);
      this.put(body, 1);
      this.i++;
      this.put(close, 0);
      this.depth += nest;
    } else {
      this.put(open, 1);
      this.i -= body.length;
    }
  }

  escape(inClass) {
    let token = "\\";
    this.i++;
    if (this.i >= this.text.length) return this.put(token, inClass ? 0 : 1);
    const kind = this.at(0);
    token += kind;
    this.i++;
    const braces = kind === "u" || kind === "p" || kind === "P";
    if (braces && this.at(0) === "{") return this.enclosed(`${token}{`, "}", 0);
    if (inClass || this.i < this.text.length) {
      if (kind === "x") {
        token += %StringPrototypeSlice(this.text, this.i, this.i + 2);
        this.i += 2;
      } else if (!inClass && kind >= "0" && kind <= "9") {
        token += this.digits();
      } else if (!inClass && kind === "k" && this.at(0) === "<") {
        return this.enclosed(`${token}<`, ">", 1);
      }
    }
    this.put(token, inClass ? 0 : 1);
  }

  groupStart() {
    this.take("(", 0);
    this.depth++;
    if (this.at(0) !== "?") return;
    this.i++;
    const a = this.at(0);
    const b = this.at(1);
    if (a === ":" || a === "=" || a === "!") {
      this.depth--;
      this.put(`?${a}`, 0);
      this.depth++;
      this.i++;
    } else if (a === "<" && (b === "=" || b === "!")) {
      this.depth--;
      this.put(`?<${b}`, 0);
      this.depth++;
      this.i += 2;
    } else if (a === "<") {
      this.groupName();
    } else {
      this.put("?", 0);
    }
  }

  groupName() {
    this.i++;
    const from = this.i;
    while (this.i < this.text.length && this.text[this.i] !== ">") this.i++;
    const name = %StringPrototypeSlice(this.text, from, this.i);
    this.depth--;
    this.put("?<", 0);
    if (this.i < this.text.length) {
      this.put(name, 1);
      this.put(">", 0);
      this.i++;
      this.depth++;
    } else {
      this.depth++;
      this.put(name, 0);
    }
  }

  quantifier() {
    this.i++;
    const low = this.digits();
    if (low !== "") {
      this.put("{", 0);
      this.depth++;
      this.put(low, 1);
    }
    if (this.i < this.text.length) {
      if (this.at(0) === ",") {
        if (low === "") {
          this.put("{", 0);
          this.depth++;
        }
        this.take(",", 0);
      } else if (low === "") {
        this.put("{", 1);
        return;
      }
    }
    const high = this.digits();
    if (high !== "") this.put(high, 1);
    if (this.at(0) === "}") {
      this.depth--;
      this.take("}", 0);
    }
    if (this.at(0) === "?") this.take("?", 3);
  }

  classAtom(c) {
    const before = this.text[this.i - 1];
    const after = this.at(1);
    if (c === "-" && before !== "[" && after !== "" && after !== "]")
      this.take("-", 1);
    else this.take(c, 0);
  }

  run() {
    this.put("/", 0);
    this.depth++;
    this.i = 1;
    let inClass = false;
    while (this.i < this.text.length) {
      const c = this.text[this.i];
      if (c === "\\") this.escape(inClass);
      else if (inClass) {
        if (c === "]") {
          this.depth--;
          inClass = false;
          this.take("]", 0);
        } else this.classAtom(c);
      } else if (c === "[") {
        this.take("[", 0);
        this.depth++;
        inClass = true;
      } else if (c === "(") this.groupStart();
      else if (c === ")") {
        this.depth--;
        this.take(")", 0);
      } else if (%StringPrototypeIncludes("|+*?,^$", c)) this.take(c, 3);
      else if (c === "{") this.quantifier();
      else if (c === ".") this.take(c, 2);
      else if (c === "/") break;
      else this.take(c, 1);
    }
    this.depth--;
    this.take("/", 0);
    this.depth++;
    if (this.i < this.text.length)
      this.put(%StringPrototypeSlice(this.text, this.i), 0);
    return this.out;
  }
}

function palettePairs(names) {
  const pairs = [];
  for (let i = 0; i < names.length; i++) {
    const code = colors[names[i]];
    if (code)
      %ArrayPrototypePush(pairs, [`\u001b[${code[0]}m`, `\u001b[${code[1]}m`]);
  }
  return pairs;
}

function highlightRegExp(text) {
  const custom = highlightRegExp.colors;
  let palette =
    %ArrayIsArray(custom) && custom.length > 0 ? palettePairs(custom) : [];
  if (palette.length === 0) palette = palettePairs(defaultRegexpColors);
  return new Highlighter(text, palette).run();
}

module.exports = { colors, styles, paint, plain };
