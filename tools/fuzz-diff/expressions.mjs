// The state of a unit while it is made, and its expressions.

export const KINDS = ["int", "num", "str", "bool", "arr", "obj", "any"];
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
export const KEYS = ["x", "y", "z", "k", "v", "length", "0", "1"];
const MATH1 =
  "abs floor ceil round trunc sign sqrt fround clz32 cbrt log2 sin exp".split(
    " ",
  );

// What a unit may cost at most, in statements run.
const MOST_COST = 20000;

export class Expressions {
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
      [1, () => `((${num()}) ** ${r.pick(["2", "0.5", "-1", "3"])})`],
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
      [1, () => `(typeof ${any()})`],
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
      [1, () => `(void ${this.expression("any", d)})`],
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
}
