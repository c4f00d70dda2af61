// Makes random, valid, terminating programs: the same seed gives the same program.
//
// A program is a list of units. Each unit is a function scope of its own with helper functions, classes and a body, and
// prints what it computes through `out`, which the runner defines. Values are chosen by a rough kind (number, int,
// string, boolean, array, object, …); now and then a wrong kind is taken on purpose, so that coercions and errors
// are met too. Loops have constant bounds, functions call only what stands before them, and an estimate of the cost
// keeps the product of nested loops small, so every program ends.

// mulberry32: 32 bits of state, enough for choosing.
export class Random {
  constructor(seed) {
    this.state = seed >>> 0;
  }
  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
  below(n) {
    return Math.floor(this.next() * n);
  }
  chance(p) {
    return this.next() < p;
  }
  pick(list) {
    return list[this.below(list.length)];
  }
  // One of the functions in [weight, function] pairs.
  weighted(table) {
    let total = 0;
    for (const [weight] of table) total += weight;
    let at = this.next() * total;
    for (const [weight, make] of table) if ((at -= weight) < 0) return make;
    return table[table.length - 1][1];
  }
}

const KINDS = ["int", "num", "str", "bool", "arr", "obj", "any"];
const NUMBERS =
  "0 -0 1 -1 2 3 7 10 0.5 -1.5 0.1 100 255 256 65535 65536 2147483647 -2147483648 2147483648 4294967295 4294967296 9007199254740991 1e21 1e-7 NaN Infinity -Infinity".split(
    " ",
  );
const INTS =
  "0 1 -1 2 3 4 5 7 8 10 16 31 32 63 100 255 1000 -7 65536 2147483647 -2147483648 1073741824".split(
    " ",
  );
const STRINGS = [
  "",
  "a",
  "b",
  "abc",
  "0",
  "1",
  "-1",
  "1.5",
  " 12 ",
  "length",
  "x",
  "y",
  "\\u00e9",
  "\\ud83d\\ude00",
  "0x10",
  "NaN",
  "[object Object]",
];
const KEYS = ["x", "y", "z", "k", "v", "length", "0", "1"];
const MATH1 =
  "abs floor ceil round trunc sign sqrt fround clz32 cbrt log2 sin exp".split(
    " ",
  );

const MOST_COST = 20000;

class Unit {
  constructor(random) {
    this.r = random;
    this.serial = 0;
    this.functions = []; // {name, params, cost, generator}
    this.classes = []; // {name, methods, fields}
    this.lines = [];
    this.indent = 1;
    this.cost = 0;
    this.multiplier = 1;
    this.scopes = [[]];
    this.loopDepth = 0;
    this.labels = [];
    this.depth = 0;
    this.inFunction = false;
    this.inGenerator = false;
    this.inFinally = 0;
  }

  name(prefix) {
    return `${prefix}${this.serial++}`;
  }
  emit(line) {
    this.lines.push("  ".repeat(this.indent) + line);
  }
  block(head, body, tail = "}") {
    this.emit(head);
    this.indent++;
    this.scopes.push([]);
    body();
    this.scopes.pop();
    this.indent--;
    this.emit(tail);
  }
  declare(name, kind, writable = true) {
    this.scopes[this.scopes.length - 1].push({ name, kind, writable });
  }
  variables(filter) {
    return this.scopes.flat().filter(filter);
  }
  variable(kind) {
    const fitting = this.variables((v) => v.kind === kind);
    return fitting.length > 0 ? this.r.pick(fitting).name : null;
  }

  // ---- expressions ----

  expression(kind, depth = 3) {
    const r = this.r;
    if (kind === "any" || r.chance(0.03))
      kind = r.pick(["int", "num", "str", "bool", "arr", "obj", "odd"]);
    const known = this.variable(kind);
    if (known && r.chance(depth <= 0 ? 0.9 : 0.45)) return known;
    if (depth <= 0) return this.leaf(kind);
    switch (kind) {
      case "int":
        return this.integer(depth - 1);
      case "num":
        return this.number(depth - 1);
      case "str":
        return this.string(depth - 1);
      case "bool":
        return this.boolean(depth - 1);
      case "arr":
        return this.array(depth - 1);
      case "obj":
        return this.object(depth - 1);
      default:
        return this.odd(depth - 1);
    }
  }

  // An expression that may stand before a dot.
  base(kind, depth) {
    return this.expression(kind, depth).replace(/^\d.*$/, "($&)");
  }

  // A variable of the kind, or something new, whose property can be assigned to at the start of a statement.
  target(kind) {
    return this.variable(kind) ?? (kind === "obj" ? "({ x: 1 })" : "[1, 2]");
  }

  leaf(kind) {
    const r = this.r;
    switch (kind) {
      case "int":
        return r.pick(INTS).replace(/^-.*/, "($&)");
      case "num":
        return r.pick(NUMBERS).replace(/^-.*/, "($&)");
      case "str":
        return `"${r.pick(STRINGS)}"`;
      case "bool":
        return r.pick(["true", "false"]);
      case "arr":
        return r.pick(["[]", "[1, 2, 3]", "[0.5, , 2]", '["a", 1, null]']);
      case "obj":
        return r
          .pick(["{}", "{ x: 1 }", "{ x: 1, y: 0.5 }"])
          .replace(/^.*$/, (t) => `(${t})`);
      default:
        return r.pick(["null", "undefined", "NaN", "true", "[]", '""', "(-0)"]);
    }
  }

  integer(d) {
    const r = this.r;
    const int = () => this.expression("int", d);
    const num = () => this.expression("num", d);
    return r.weighted([
      [
        6,
        () => `(${int()} ${r.pick(["+", "-", "*", "&", "|", "^"])} ${int()})`,
      ],
      [3, () => `((${int()} ${r.pick(["+", "-", "*"])} ${int()}) | 0)`],
      [3, () => `(${int()} ${r.pick(["<<", ">>", ">>>"])} ${int()})`],
      [2, () => `(${num()} ${r.pick(["|", ">>", ">>>", "&"])} ${int()})`],
      [1, () => `(~${num()})`],
      [1, () => `(-${int()})`],
      [1, () => `(${int()} % ${int()})`],
      [1, () => `Math.imul(${int()}, ${int()})`],
      [1, () => `${this.base("arr", d)}.length`],
      [1, () => `${this.base("str", d)}.length`],
      [1, () => `${this.base("str", d)}.charCodeAt(${int()})`],
      [1, () => `${this.base("arr", d)}.indexOf(${this.expression("any", d)})`],
      [1, () => `(${this.expression("bool", d)} ? ${int()} : ${int()})`],
      [1, () => this.update("int") ?? int()],
      [1, () => this.call(d) ?? int()],
    ])();
  }

  number(d) {
    const r = this.r;
    const num = () => this.expression(r.chance(0.5) ? "num" : "int", d);
    return r.weighted([
      [6, () => `(${num()} ${r.pick(["+", "-", "*", "/", "%"])} ${num()})`],
      [1, () => `(${num()} ** ${r.pick(["2", "0.5", "-1", "3"])})`],
      [2, () => `Math.${r.pick(MATH1)}(${num()})`],
      [
        1,
        () =>
          `Math.${r.pick(["min", "max", "pow", "atan2", "hypot"])}(${num()}, ${num()})`,
      ],
      [1, () => `(-${num()})`],
      [1, () => `(+${this.expression("any", d)})`],
      [1, () => `Number(${this.expression("any", d)})`],
      [
        1,
        () => `parse${r.pick(["Int", "Float"])}(${this.expression("str", d)})`,
      ],
      [3, () => `${this.base("arr", d)}[${this.expression("int", d)}]`],
      [3, () => this.property(d)],
      [1, () => `(${this.expression("bool", d)} ? ${num()} : ${num()})`],
      [1, () => this.update("num") ?? num()],
      [2, () => this.call(d) ?? num()],
      [1, () => this.typedRead(d) ?? num()],
    ])();
  }

  string(d) {
    const r = this.r;
    const str = () => this.expression("str", d);
    const any = () => this.expression("any", d);
    const int = () => this.expression("int", d);
    return r.weighted([
      [4, () => `(${str()} + ${any()})`],
      [2, () => `(${any()} + ${str()})`],
      [2, () => "`${" + any() + "}-${" + any() + "}`"],
      [1, () => `String(${any()})`],
      [1, () => `typeof ${any()}`],
      [1, () => `${this.base("str", d)}[${int()}]`],
      [
        1,
        () =>
          `${this.base("str", d)}.${r.pick(["slice", "substring", "substr", "at"])}(${int()})`,
      ],
      [
        1,
        () =>
          `${this.base("str", d)}.${r.pick(["toUpperCase", "trim", "toLowerCase"])}()`,
      ],
      [1, () => `${this.base("str", d)}.split(${str()}).join(${str()})`],
      [
        1,
        () =>
          `${this.base("str", d)}.replace(${r.pick(["/a/g", "/(.)b/", '"a"'])}, ${r.pick(['"[$&]"', "(m) => m + m"])})`,
      ],
      [1, () => `${this.base("str", d)}.repeat(${r.below(4)})`],
      [1, () => `${this.base("str", d)}.padStart(${r.below(12)}, ${str()})`],
      [1, () => `${this.base("arr", d)}.join(${str()})`],
      [
        1,
        () =>
          `(${this.expression("num", d)}).toString(${r.pick(["", "2", "16", "36"])})`,
      ],
      [1, () => `(${this.expression("num", d)}).toFixed(${r.below(5)})`],
      [1, () => `JSON.stringify(${any()})`],
      [1, () => `Object.keys(${this.expression("obj", d)}).join()`],
    ])();
  }

  boolean(d) {
    const r = this.r;
    const any = () => this.expression("any", d);
    const num = () => this.expression(r.chance(0.5) ? "num" : "int", d);
    return r.weighted([
      [5, () => `(${num()} ${r.pick(["<", ">", "<=", ">="])} ${num()})`],
      [3, () => `(${any()} ${r.pick(["==", "!=", "===", "!=="])} ${any()})`],
      [
        1,
        () =>
          `(${this.expression("str", d)} ${r.pick(["<", ">=", "==="])} ${this.expression("str", d)})`,
      ],
      [2, () => `(!${any()})`],
      [
        2,
        () =>
          `(${this.expression("bool", d)} ${r.pick(["&&", "||"])} ${this.expression("bool", d)})`,
      ],
      [1, () => `("${r.pick(KEYS)}" in ${this.expression("obj", d)})`],
      [
        1,
        () => `(${this.expression("int", d)} in ${this.expression("arr", d)})`,
      ],
      [1, () => `Number.isInteger(${any()})`],
      [1, () => `Object.is(${any()}, ${any()})`],
      [1, () => `Array.isArray(${any()})`],
      [1, () => `delete ${this.base("obj", d)}.${r.pick(["x", "y", "z"])}`],
      [
        1,
        () =>
          this.classes.length > 0
            ? `(${any()} instanceof ${r.pick(this.classes).name})`
            : any(),
      ],
    ])();
  }

  array(d) {
    const r = this.r;
    const some = () =>
      Array.from({ length: r.below(5) }, () =>
        this.expression(r.pick(["int", "num", "any"]), d),
      );
    return r.weighted([
      [4, () => `[${some().join(", ")}]`],
      [1, () => `[${some().join(", ")}, ...${this.expression("arr", d)}]`],
      [1, () => `new Array(${r.below(6)}).fill(${this.expression("any", d)})`],
      [
        1,
        () =>
          `Array.from({ length: ${r.below(6)} }, (_, i) => i * ${r.pick(NUMBERS)})`,
      ],
      [1, () => `${this.base("arr", d)}.map(${this.arrow(["num"], "num", d)})`],
      [
        1,
        () =>
          `${this.base("arr", d)}.filter(${this.arrow(["num"], "bool", d)})`,
      ],
      [1, () => `${this.base("arr", d)}.slice(${this.expression("int", d)})`],
      [1, () => `${this.base("arr", d)}.concat(${this.expression("any", d)})`],
      [1, () => `[...${this.expression("arr", d)}].sort()`],
      [1, () => `[...${this.expression("arr", d)}].reverse()`],
      [
        1,
        () =>
          `Object.${r.pick(["keys", "values", "entries"])}(${this.expression("obj", d)})`,
      ],
      [1, () => `[...${this.expression("str", d)}]`],
      [1, () => `new ${this.typedName()}(${this.expression("arr", d)})`],
      [1, () => this.generatorCall(d) ?? "[1]"],
    ])();
  }

  object(d) {
    const r = this.r;
    const value = () => this.expression(r.pick(["int", "num", "any"]), d);
    return r.weighted([
      [4, () => `({ x: ${value()}, y: ${value()} })`],
      [
        2,
        () =>
          `({ ${r.pick(KEYS)}: ${value()}, [${this.expression("str", d)}]: ${value()} })`,
      ],
      [1, () => `({ ...${this.expression("obj", d)}, z: ${value()} })`],
      [
        1,
        () =>
          `({ get x() { return ${value()}; }, set x(v) {}, y: ${value()} })`,
      ],
      [1, () => `({ valueOf() { return ${this.expression("num", d)}; } })`],
      [
        1,
        () =>
          `({ toString() { return ${this.expression("str", d)}; }, k: ${value()} })`,
      ],
      [
        1,
        () =>
          `Object.assign(${this.expression("obj", d)}, ${this.expression("obj", d)})`,
      ],
      [1, () => `Object.freeze({ x: ${value()} })`],
      [1, () => `Object.create(${this.expression("obj", d)})`],
      [4, () => this.construct(d) ?? `({ v: ${value()} })`],
    ])();
  }

  odd(d) {
    const r = this.r;
    return r.weighted([
      [2, () => this.leaf("odd")],
      [
        1,
        () => `(${this.expression("any", d)} ?? ${this.expression("any", d)})`,
      ],
      [
        1,
        () => `(${this.expression("any", d)} && ${this.expression("any", d)})`,
      ],
      [
        1,
        () => `(${this.expression("any", d)} || ${this.expression("any", d)})`,
      ],
      [1, () => `(${this.expression("any", d)}, ${this.expression("any", d)})`],
      [1, () => `${this.base("any", d)}?.${r.pick(["x", "y", "length"])}`],
      [1, () => `void ${this.expression("any", d)}`],
      [
        1,
        () =>
          `${r.pick(["1n", "0n", "-5n", "123456789012345678901234567890n"])}`,
      ],
      [
        1,
        () =>
          `(${r.pick(["2n", "-7n", "10n"])} ${r.pick(["+", "-", "*", "/", "%", "&", "<<"])} ${r.pick(["3n", "5n", "1n"])})`,
      ],
      [2, () => this.property(d)],
      [1, () => this.call(d) ?? "null"],
    ])();
  }

  property(d) {
    const r = this.r;
    const base = this.base("obj", d);
    if (r.chance(0.15)) return `${base}[${this.expression("str", d)}]`;
    if (r.chance(0.2) && this.classes.length > 0) {
      const c = r.pick(this.classes);
      if (c.methods.length > 0) {
        const m = r.pick(c.methods);
        return this.spend(m.cost)
          ? `${base}.${m.name}?.(${this.expression("num", d)})`
          : `${base}.x`;
      }
    }
    return `${base}.${r.pick(KEYS.slice(0, 6))}`;
  }

  typedName() {
    return this.r.pick([
      "Int8Array",
      "Uint8Array",
      "Int16Array",
      "Uint32Array",
      "Int32Array",
      "Float32Array",
      "Float64Array",
      "Uint8ClampedArray",
    ]);
  }
  typedRead(d) {
    const v = this.variable("typed");
    return v && `${v}[${this.expression("int", d)}]`;
  }

  update(kind) {
    const v = this.variables((x) => x.kind === kind && x.writable);
    if (v.length === 0) return null;
    const { name } = this.r.pick(v);
    return this.r.pick([
      `(${name}++)`,
      `(--${name})`,
      `(${name} += ${this.leaf(kind)})`,
      `(${name} ^= ${this.leaf("int")})`,
    ]);
  }

  arrow(kinds, result, d) {
    const params = kinds.map((kind) => ({
      name: this.name("p"),
      kind,
      writable: true,
    }));
    this.scopes.push(params);
    const saved = this.multiplier;
    this.multiplier *= 5;
    const body = this.expression(result, d);
    this.multiplier = saved;
    this.scopes.pop();
    return `(${params.map((p) => p.name).join(", ")}) => ${body}`;
  }

  // Books the cost of something that runs here; false if that is too much.
  spend(cost) {
    if (this.cost + cost * this.multiplier > MOST_COST) return false;
    this.cost += cost * this.multiplier;
    return true;
  }

  call(d) {
    const usable = this.functions.filter((f) => !f.generator);
    if (usable.length === 0) return null;
    const f = this.r.pick(usable);
    if (!this.spend(f.cost + 1)) return null;
    const args = f.params.map((kind) =>
      this.expression(this.r.chance(0.9) ? kind : "any", d),
    );
    if (this.r.chance(0.1)) args.pop();
    if (this.r.chance(0.1)) args.push(this.expression("any", d));
    if (this.r.chance(0.05))
      return `${f.name}.call(${[this.expression("any", d), ...args].join(", ")})`;
    if (this.r.chance(0.05))
      return `${f.name}(...${this.expression("arr", d)})`;
    return `${f.name}(${args.join(", ")})`;
  }
  generatorCall(d) {
    const usable = this.functions.filter((f) => f.generator);
    if (usable.length === 0) return null;
    const f = this.r.pick(usable);
    if (!this.spend(f.cost + 5)) return null;
    return `[...${f.name}(${f.params.map((kind) => this.expression(kind, d)).join(", ")})]`;
  }
  construct(d) {
    if (this.classes.length === 0) return null;
    const c = this.r.pick(this.classes);
    if (!this.spend(c.cost + 1)) return null;
    return `new ${c.name}(${this.expression("num", d)}, ${this.expression("any", d)})`;
  }

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
 * The text of a unit: statements for the body of a function in which `out` is defined.
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
  for (const v of unit.scopes[0]) unit.emit(`out(${v.name});`);
  return unit.lines.join("\n");
}
