// Makes random, valid, terminating programs: the same seed gives the same program.
//
// A program is a list of units. Each unit is a function scope of its own with helper functions, classes and a body, and
// prints what it computes through `out`, which the runner defines. Values are chosen by a rough kind (number, int,
// string, boolean, array, object, …); now and then a wrong kind is taken on purpose, so that coercions and errors
// are met too. Loops have constant bounds, functions call only what stands before them, and an estimate of the cost
// keeps the product of nested loops small, so every program ends.

import { KEYS, KINDS } from "./expressions.mjs";
import { Features } from "./features.mjs";
import { Random } from "./random.mjs";

class Unit extends Features {
  // ---- statements ----

  statements(n) {
    for (let i = 0; i < n; i++) this.statement();
  }

  statement() {
    const r = this.r;
    this.cost += this.multiplier;
    if (this.depth > 4) return this.simple();
    this.depth++;
    r.weighted([
      [8, () => this.simple()],
      [3, () => this.conditional()],
      [3, () => this.loop()],
      [1, () => this.forOf()],
      [1, () => this.forIn()],
      [1, () => this.whileLoop()],
      [1, () => this.switchStatement()],
      [1.5, () => this.tryStatement()],
      [0.7, () => this.jump()],
      [1, () => this.destructuring()],
      [0.7, () => this.closures()],
      [1.2, () => this.kernel()],
      [0.7, () => this.records()],
      [3, () => this.feature()],
    ])();
    this.depth--;
  }

  simple() {
    const r = this.r;
    const kind = r.pick(KINDS);
    r.weighted([
      [
        4,
        () => {
          const value = this.expression(kind);
          const name = this.name("v");
          const constant = r.chance(0.25);
          this.emit(
            `${constant ? "const" : r.chance(0.8) ? "let" : "var"} ${name} = ${value};`,
          );
          this.declare(name, kind, !constant);
        },
      ],
      [
        4,
        () => {
          const targets = this.variables((v) => v.writable);
          if (targets.length === 0) return;
          const v = r.pick(targets);
          if (v.kind === "int" || v.kind === "num")
            this.emit(
              `${v.name} ${r.pick(["=", "+=", "-=", "*=", v.kind === "int" ? "|=" : "/=", "="])} ${this.expression(v.kind)};`,
            );
          else if (v.kind === "str" && r.chance(0.6))
            this.emit(
              `if (${v.name}.length < 200) ${v.name} += ${this.expression("any")};`,
            );
          else if (v.kind !== "typed")
            this.emit(`${v.name} = ${this.expression(v.kind)};`);
        },
      ],
      [
        2,
        () =>
          this.emit(
            `${this.target("obj")}.${r.pick(KEYS.slice(0, 5))} ${r.pick(["=", "+=", "??=", "||="])} ${this.expression("any")};`,
          ),
      ],
      [
        2,
        () =>
          this.emit(
            `${this.target("arr")}[${this.expression("int", 1)} & 7] = ${this.expression("any")};`,
          ),
      ],
      [
        1,
        () => {
          const v = this.variable("arr");
          if (v)
            this.emit(
              `if (${v}.length < 20) ${v}.${r.pick(["push", "unshift"])}?.(${this.expression("any")});`,
            );
        },
      ],
      [
        0.5,
        () => {
          const v = this.variable("arr");
          if (v) this.emit(`${v}.${r.pick(["pop", "shift"])}?.();`);
        },
      ],
      [
        1,
        () => {
          const name = this.name("t");
          const length = r.below(9);
          this.emit(`const ${name} = new ${this.typedName()}(${length});`);
          this.declare(name, "typed", false);
        },
      ],
      [
        2,
        () => {
          const v = this.variable("typed");
          if (v)
            this.emit(
              `${v}[${this.expression("int", 1)} & 15] ${r.pick(["=", "+=", "-=", "^="])} ${this.expression("num")};`,
            );
        },
      ],
      [2, () => this.emit(`out(${this.expression(kind)});`)],
      [
        0.3,
        () =>
          this.emit(
            `throw ${r.pick([`new Error(${this.expression("str", 1)})`, this.expression("any", 1)])};`,
          ),
      ],
      [
        0.5,
        () =>
          this.emit(
            `Object.defineProperty(${this.expression("obj", 1)}, "${r.pick(KEYS.slice(0, 4))}", { value: ${this.expression("any", 1)}, writable: ${r.chance(0.5)}, enumerable: ${r.chance(0.5)}, configurable: ${r.chance(0.5)} });`,
          ),
      ],
    ])();
  }

  conditional() {
    this.block(
      `if (${this.expression("bool")}) {`,
      () => this.statements(1 + this.r.below(3)),
      this.r.chance(0.5) ? "} else {" : "}",
    );
    if (!this.lines[this.lines.length - 1].endsWith("else {")) return;
    this.lines.pop();
    this.block("} else {", () => this.statements(1 + this.r.below(2)));
  }

  loopBody(count, body) {
    const saved = this.multiplier;
    this.multiplier *= count;
    this.loopDepth++;
    body();
    this.loopDepth--;
    this.multiplier = saved;
  }

  loop() {
    const r = this.r;
    const count = r.pick([2, 3, 5, 10, 40]);
    if (this.multiplier * count > 2000) return this.simple();
    const i = this.name("i");
    const label = r.chance(0.15) ? this.name("L") : null;
    const down = r.chance(0.2);
    const step = r.pick(["++", "++", "++", " += 2", " += 0.5"]);
    const head = down
      ? `for (let ${i} = ${count}; ${i} > 0; ${i}--) {`
      : `for (let ${i} = 0; ${i} < ${count}; ${i}${step}) {`;
    if (label) this.labels.push(label);
    this.loopBody(step === " += 0.5" ? count * 2 : count, () =>
      this.block((label ? `${label}: ` : "") + head, () => {
        this.declare(i, step === " += 0.5" ? "num" : "int", false);
        this.statements(1 + r.below(4));
      }),
    );
    if (label) this.labels.pop();
  }

  forOf() {
    if (this.multiplier > 500) return this.simple();
    const name = this.name("e");
    const source = this.r.chance(0.7)
      ? this.expression("arr")
      : this.r.chance(0.5)
        ? this.expression("str")
        : `new ${this.r.pick(["Set", "Map"])}(Object.entries(${this.expression("obj")}))`;
    this.loopBody(5, () =>
      this.block(`for (const ${name} of ${source}) {`, () => {
        this.declare(name, "any", false);
        this.statements(1 + this.r.below(3));
      }),
    );
  }

  forIn() {
    if (this.multiplier > 500) return this.simple();
    const name = this.name("k");
    const source = this.expression(this.r.chance(0.7) ? "obj" : "arr");
    this.loopBody(4, () =>
      this.block(`for (const ${name} in ${source}) {`, () => {
        this.declare(name, "str", false);
        this.statements(1 + this.r.below(2));
      }),
    );
  }

  whileLoop() {
    const count = this.r.pick([2, 5, 10]);
    if (this.multiplier * count > 2000) return this.simple();
    const n = this.name("n");
    this.emit(`let ${n} = ${count};`);
    this.loopBody(count, () => {
      const doWhile = this.r.chance(0.3);
      this.block(
        doWhile
          ? "do {"
          : `while (${n}-- > 0 && ${this.expression("bool", 1)}) {`,
        () => this.statements(1 + this.r.below(3)),
        doWhile ? `} while (--${n} > 0);` : "}",
      );
    });
    this.declare(n, "int", false);
  }

  switchStatement() {
    const kind = this.r.pick(["int", "str", "any"]);
    this.block(`switch (${this.expression(kind)}) {`, () => {
      const cases = 2 + this.r.below(4);
      const at = this.r.chance(0.6) ? this.r.below(cases) : -1;
      for (let i = 0; i < cases; i++) {
        this.block(i === at ? "default: {" : `case ${this.leaf(kind)}: {`, () =>
          this.statements(1),
        );
        if (this.r.chance(0.6)) this.emit("break;");
      }
    });
  }

  tryStatement() {
    const e = this.name("e");
    const withFinally = this.r.chance(0.4);
    this.block(
      "try {",
      () => this.statements(1 + this.r.below(3)),
      `} catch (${e}) {`,
    );
    this.lines.pop();
    this.block(
      `} catch (${e}) {`,
      () => {
        this.declare(e, "any");
        this.emit(`out(${e});`);
        if (this.r.chance(0.5)) this.statements(1);
      },
      withFinally ? "} finally {" : "}",
    );
    if (!withFinally) return;
    this.lines.pop();
    this.block("} finally {", () => this.statements(1));
  }

  jump() {
    const r = this.r;
    const choices = [];
    if (this.loopDepth > 0) choices.push("break;", "continue;");
    for (const label of this.labels)
      choices.push(`break ${label};`, `continue ${label};`);
    if (this.inFunction) choices.push(`return ${this.expression("any", 2)};`);
    if (this.inGenerator) choices.push(`yield ${this.expression("any", 2)};`);
    if (choices.length === 0) return this.simple();
    const jump = r.pick(choices);
    this.emit(`if (${this.expression("bool", 2)}) ${jump}`);
  }

  destructuring() {
    const r = this.r;
    const [a, b, c] = [this.name("d"), this.name("d"), this.name("d")];
    const defaulted = (name, kind) =>
      r.chance(0.5) ? `${name} = ${this.expression(kind, 1)}` : name;
    if (r.chance(0.5))
      this.emit(
        `let [${defaulted(a, "num")}, ${r.chance(0.3) ? ", " : ""}${defaulted(b, "any")}, ...${c}] = ${this.expression("arr")};`,
      );
    else
      this.emit(
        `let { x: ${defaulted(a, "num")}, ${r.pick(["y", "z", '["k"]'])}: ${defaulted(b, "any")}, ...${c} } = ${this.expression("obj")};`,
      );
    this.declare(a, "any");
    this.declare(b, "any");
    this.declare(c, "any");
  }

  closures() {
    const name = this.name("c");
    const i = this.name("i");
    this.emit(`const ${name} = [];`);
    const saved = this.multiplier;
    this.multiplier *= 3;
    this.block(`for (let ${i} = 0; ${i} < 3; ${i}++) {`, () => {
      this.declare(i, "int", true);
      const body = this.expression("num", 2);
      this.emit(
        `${name}.push(() => ${this.r.pick([`(${i}++, ${body})`, body, `${body} + ${i}`])});`,
      );
    });
    this.multiplier = saved;
    this.emit(`for (const f of ${name}) out(f());`);
  }

  // A loop over an array of numbers, or over a typed array, as numeric programs have them.
  kernel() {
    const r = this.r;
    if (this.multiplier > 50) return this.simple();
    const [a, b, i, sum] = ["a", "b", "i", "s"].map((p) => this.name(p));
    const n = r.pick([4, 9, 16]);
    const make = () =>
      r.pick([
        `new ${this.typedName()}(${n})`,
        `new Array(${n}).fill(${r.pick(["0", "0.5", "1", '"1"'])})`,
        `Array.from({ length: ${n} }, (_, i) => ${r.pick(["i", "i * 0.5", "i - 3", "i * 1e9"])})`,
        "[]",
      ]);
    this.emit(`const ${a} = ${make()}, ${b} = ${make()};`);
    this.emit(`let ${sum} = ${r.pick(["0", "0.5", "(-0)", "1"])};`);
    const index = () =>
      r.pick([
        i,
        `${i} + 1`,
        `${i} - 1`,
        `${n - 1} - ${i}`,
        `${i} >> 1`,
        `${i} * 2`,
        `${i} & 3`,
        `(${i} * 7) % ${n}`,
      ]);
    const term = () =>
      r.pick([
        `${a}[${index()}]`,
        `${b}[${index()}]`,
        i,
        sum,
        r.pick(["0.5", "2", "3", "1e9"]),
        this.leaf("int"),
      ]);
    const operator = () =>
      r.pick(["+", "-", "*", "+", "-", "/", "%", "^", "&", "|", "<<", ">>>"]);
    const value = () =>
      r.pick([
        `${term()} ${operator()} ${term()}`,
        `(${term()} ${operator()} ${term()}) ${operator()} ${term()}`,
        `(${term()} ${operator()} ${term()}) | 0`,
        `Math.${r.pick(["floor", "abs", "sqrt", "max", "min"])}(${term()}, ${term()})`,
        `(${term()} > ${term()} ? ${term()} : ${term()})`,
      ]);
    // elements written behind the end must not keep the loop going
    this.loopBody(n * 4, () =>
      this.block(
        `for (let ${i} = ${r.pick(["0", "0", "1", "(-1)"])}; ${i} < ${r.pick([n, `${a}.length && ${i} < ${3 * n}`, n + 2])}; ${i}++) {`,
        () => {
          for (let k = 1 + r.below(3); k > 0; k--)
            this.emit(
              r.pick([
                `${a}[${index()}] = ${value()};`,
                `${b}[${index()}] = ${value()};`,
                `${a}[${index()}] ${r.pick(["+=", "-=", "*=", "^="])} ${term()};`,
                `${sum} = ${value()};`,
                `${sum} += ${term()};`,
                `if (${term()} < ${term()}) ${r.pick(["continue", "break", `${sum}++`])};`,
              ]),
            );
        },
      ),
    );
    // element writes at an index like 1e9 make long arrays: only their first elements are shown
    this.emit(`out(${sum}, ${a}, ${b});`);
    this.declare(sum, "num");
  }

  // Objects of like shape in an array, read and written in a loop.
  records() {
    const r = this.r;
    if (this.multiplier > 50) return this.simple();
    const [list, e] = [this.name("l"), this.name("o")];
    const number = () => this.expression(r.chance(0.5) ? "num" : "int", 1);
    const record = () =>
      r.weighted([
        [4, () => `{ x: ${number()}, y: ${number()} }`],
        [1, () => `{ y: ${number()}, x: ${number()} }`],
        [1, () => `{ x: ${this.expression("any", 1)}, y: ${number()}, z: 1 }`],
        [2, () => this.construct(1) ?? `{ x: 0, y: (-0) }`],
      ])();
    this.emit(
      `const ${list} = [${Array.from({ length: 1 + r.below(4) }, record).join(", ")}];`,
    );
    this.loopBody(8, () =>
      this.block(`for (const ${e} of ${list}) {`, () => {
        this.declare(e, "obj", false);
        for (let k = 1 + r.below(3); k > 0; k--)
          this.emit(
            r.pick([
              `${e}.x = ${e}.x ${r.pick(["+", "-", "*", "|", ">>>"])} ${e}.y;`,
              `${e}.${r.pick(["x", "y"])} ${r.pick(["+=", "-=", "*="])} ${number()};`,
              `${e}.${r.pick(["x", "y", "w"])} = ${this.expression("any", 1)};`,
              `${e}.y = ${list}[0].x;`,
              `if (${e}.x > ${e}.y) ${r.pick(["continue", "break"])};`,
              `delete ${e}.${r.pick(["x", "z"])};`,
            ]),
          );
      }),
    );
    this.emit(`out(${list});`);
    this.declare(list, "arr", false);
  }

  // ---- functions and classes ----

  // The body of a function, in a scope of its own; returns its cost.
  body(params, make, options = {}) {
    const saved = {
      cost: this.cost,
      multiplier: this.multiplier,
      loopDepth: this.loopDepth,
      labels: this.labels,
      inFunction: this.inFunction,
      inGenerator: this.inGenerator,
    };
    Object.assign(this, {
      cost: 1,
      multiplier: 1,
      loopDepth: 0,
      labels: [],
      inFunction: !options.constructor,
      inGenerator: options.generator === true,
    });
    this.indent++;
    this.scopes.push(params.map((p) => ({ ...p, writable: true })));
    make();
    this.scopes.pop();
    this.indent--;
    const { cost } = this;
    Object.assign(this, saved);
    return cost;
  }

  functionDeclaration() {
    const r = this.r;
    const name = this.name("f");
    const generator = r.chance(0.15);
    const params = Array.from({ length: r.below(4) }, () => ({
      name: this.name("a"),
      kind: r.pick(KINDS),
    }));
    const text = params.map((p) =>
      r.chance(0.15) ? `${p.name} = ${this.leaf(p.kind)}` : p.name,
    );
    if (r.chance(0.1)) {
      const rest = { name: this.name("r"), kind: "arr" };
      text.push(`...${rest.name}`);
      params.push(rest);
    }
    const simple = text.every((t) => !/[=.]/.test(t));
    this.emit(`function${generator ? "*" : ""} ${name}(${text.join(", ")}) {`);
    const cost = this.body(
      params,
      () => {
        if (simple && r.chance(0.1)) this.emit('"use strict";');
        if (r.chance(0.1)) this.emit(`out(arguments.length, arguments[0]);`);
        this.statements(1 + r.below(5));
        if (generator) this.emit(`yield ${this.expression("any", 2)};`);
        else
          this.emit(
            `return ${this.expression(r.pick(["num", "int", "any"]))};`,
          );
      },
      { generator },
    );
    this.emit("}");
    this.functions.push({
      name,
      params: params.map((p) => p.kind),
      cost,
      generator,
    });
  }

  classDeclaration() {
    const r = this.r;
    const name = this.name("C");
    const base =
      this.classes.length > 0 && r.chance(0.4) ? r.pick(this.classes) : null;
    this.emit(`class ${name}${base ? ` extends ${base.name}` : ""} {`);
    this.indent++;
    if (r.chance(0.4)) this.emit(`z = ${this.expression("num", 1)};`);
    const secret = r.chance(0.4);
    if (secret) this.emit(`#p = ${this.expression("any", 1)};`);
    this.emit("constructor(a, b) {");
    let cost = this.body(
      [
        { name: "a", kind: "num" },
        { name: "b", kind: "any" },
      ],
      () => {
        if (base) this.emit("super(b, a);");
        this.emit(`this.x = ${this.expression("num", 2)};`);
        if (r.chance(0.7)) this.emit(`this.y = ${this.expression("any", 2)};`);
        if (r.chance(0.3)) this.statements(1);
      },
      { constructor: true },
    );
    this.emit("}");
    if (base) cost += base.cost;
    const methods = [];
    for (let i = r.below(3); i >= 0; i--) {
      const method = r.pick(["m", "n", "o"]);
      const p = this.name("a");
      this.emit(`${method}(${p}) {`);
      const methodCost = this.body([{ name: p, kind: "num" }], () => {
        this.statements(r.below(3));
        if (secret && r.chance(0.5))
          this.emit(`this.#p = ${this.expression("any", 1)};`);
        if (r.chance(0.5))
          this.emit(
            `this.${r.pick(["x", "y", "w"])} = ${this.expression("num", 2)};`,
          );
        if (base?.methods.some((m) => m.name === method) && r.chance(0.5))
          this.emit(`out(super.${method}(${p}));`);
        this.emit(
          `return ${r.pick([`this.x + ${p}`, "this.y", secret ? "this.#p" : "this.z", this.expression("num", 2)])};`,
        );
      });
      this.emit("}");
      methods.push({ name: method, cost: methodCost + (base ? 20 : 0) });
    }
    if (r.chance(0.2)) this.emit(`get k() { return this.x; }`);
    if (r.chance(0.2)) this.emit(`static s = ${this.expression("num", 1)};`);
    this.indent--;
    this.emit("}");
    const most = Math.max(0, ...methods.map((m) => m.cost));
    for (const m of methods)
      m.cost =
        most + (base ? Math.max(0, ...base.methods.map((x) => x.cost)) : 0);
    this.classes.push({
      name,
      methods: [...methods, ...(base?.methods ?? [])],
      cost,
    });
  }
}

/**
 * The text of a unit: statements for the body of a function in which `out` is defined, and `waits`, an array that takes
 * promises.
 * @param {number} seed
 * @returns {string}
 */
export function generateUnit(seed) {
  const r = new Random(seed);
  for (let i = 0; i < 4; i++) r.next();
  const unit = new Unit(r);
  // something of every kind to begin with
  for (const kind of KINDS) {
    const name = unit.name("v");
    unit.emit(`let ${name} = ${unit.expression(kind, 1)};`);
    unit.declare(name, kind);
  }
  for (let i = 1 + r.below(4); i > 0; i--) {
    if (r.chance(0.3)) unit.statements(2);
    if (r.chance(0.35)) unit.classDeclaration();
    else unit.functionDeclaration();
  }
  unit.statements(4 + r.below(10));
  for (let i = 1 + r.below(3); i > 0; i--) unit.feature();
  for (const v of unit.scopes[0]) unit.emit(`out(${v.name});`);
  return unit.lines.join("\n");
}
