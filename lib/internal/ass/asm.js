"use strict";
// A program under construction, and its compilation: jumps begin short, and those
// that do not reach grow until all do.

const { Buffer } = require("buffer");
const { Label } = require("internal/ass/expression");

// Functions that others add: the first one that gives something decides.
class Hook {
  constructor() {
    this.taps = [];
  }
  tap(options, fn) {
    const name = typeof options === "string" ? options : options?.name;
    if (typeof name !== "string" || !name)
      throw new Error("Missing name for tap");
    this.taps.push({ name, fn });
  }
  call(...args) {
    for (const { fn } of this.taps) {
      const result = fn(...args);
      if (result !== undefined) return result;
    }
    return undefined;
  }
}

class Asm {
  // commands: (asm, name, args) -> what the command gives, undefined if unknown
  constructor(commands, options = {}) {
    this.commands = commands;
    this.opts = { littleEndian: true, ...options };
    this.expressions = [];
    // command(name, args): commands that this assembler does not have;
    // compilation(compilation): before each; its hook `compiled` is called after.
    this.hooks = { command: new Hook(), compilation: new Hook() };
    this._ = (name, ...args) => this.command(name, ...args);
    this._.lbl = (text) => this.lbl(text);
    this._.insert = (expression) => this.insert(expression);
    this._.op = (text) => this.op(text);
    this.insert(this.lbl(this.opts.main || "main"));
  }

  command(name, ...args) {
    const result =
      this.commands(this, name, args) ?? this.hooks.command.call(name, args);
    if (result === undefined)
      throw new Error(`Unknown command ${JSON.stringify(name)}.`);
    return result;
  }

  // An operand by its name.
  op(text) {
    return this.command(text);
  }

  // Runs a template: a function that gets `_`.
  code(template) {
    template(this._);
  }

  lbl(name) {
    return new Label(name);
  }

  get label() {
    return this.expressions[0];
  }

  insert(expression) {
    return this.replace(expression, this.expressions.length);
  }

  replace(expression, index = this.expressions.length) {
    expression.index = index;
    expression.asm = this;
    this.expressions[index] = expression;
    expression.settle();
    return expression;
  }

  // Offsets, with whatever has more than one size as short as it can be.
  layOut() {
    const { expressions } = this;
    for (const e of expressions) e.reset?.();
    let hasGrown;
    do {
      let at = 0;
      for (const e of expressions) {
        e.offset = at;
        if (e.by) e.grow(); // gaps depend on what is before them only
        at += e.bytes();
      }
      hasGrown = false;
      for (const e of expressions) if (!e.by && e.grow()) hasGrown = true;
    } while (hasGrown);
    let most = 0;
    for (const e of expressions) {
      e.offsetMax = most;
      most += e.bytesMax();
    }
  }

  // A Buffer of the program, or `container` with the bytes pushed.
  compile(container) {
    const compilation = { asm: this, hooks: { compiled: new Hook() } };
    this.hooks.compilation.call(compilation);
    this.layOut();
    const out = container ?? [];
    for (const e of this.expressions) {
      e.evaluate();
      e.write(out);
    }
    compilation.hooks.compiled.call();
    return container ?? Buffer.from(out);
  }

  toString(lineNumbers = true, hex = true) {
    const lines = this.expressions.map((e, i) => {
      const number = lineNumbers ? `${`${i}`.padStart(3, "0")} ` : "";
      return number + e.toString("    ", hex);
    });
    return lines.join("\n");
  }
}

module.exports = { Asm };
