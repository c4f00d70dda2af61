// Statements that exercise one part of the language or library each, as small programs with random holes.

import { Expressions, KEYS } from "./expressions.mjs";
import { pattern, replacement, subject } from "./patterns.mjs";

const BIGINTS =
  "0n 1n -1n 2n 7n 255n -256n 2147483648n -4294967296n 9007199254740993n 18446744073709551615n -18446744073709551616n 123456789012345678901234567890n".split(
    " ",
  );
const COMPARE = ["<", "<=", ">", ">=", "==", "!=", "===", "!=="];

export class Features extends Expressions {
  feature() {
    const r = this.r;
    if (this.multiplier > 50) return this.simple();
    this.cost += 30 * this.multiplier;
    r.weighted([
      [2, () => this.privateClass()],
      [1, () => this.builtinSubclass()],
      [2, () => this.generatorUse()],
      [1, () => this.iterable()],
      [2, () => this.patterns()],
      [2, () => this.loopClosures()],
      [2, () => this.typedArrays()],
      [2, () => this.labelled()],
      [3, () => this.finallyFlow()],
      [2, () => this.accessors()],
      [1, () => this.proxy()],
      [3, () => this.stringMethods()],
      [3, () => this.regexps()],
      [2, () => this.bigints()],
      [1, () => this.collections()],
      [2, () => this.arrayMethods()],
      [1, () => this.json()],
      [2, () => this.order()],
      [1, () => this.recursion()],
      [1, () => this.argumentsObject()],
      [1, () => this.numberTexts()],
      [1, () => this.dates()],
      [1.5, () => this.asynchronous()],
      [1, () => this.optionalChains()],
    ])();
  }

  // `text` in a try block whose exception is printed.
  guarded(text) {
    const e = this.name("e");
    this.emit(`try { ${text} } catch (${e}) { out("caught", ${e}); }`);
  }

  small(kind = "any") {
    return this.expression(kind, 1);
  }

  // ---- classes ----

  privateClass() {
    const r = this.r;
    const name = this.name("P");
    const base = r.chance(0.3) ? this.name("B") : null;
    if (base)
      this.emit(
        `class ${base} { #own = ${this.small()}; get own() { return this.#own; } set own(v) { this.#own = v; } probe(o) { return #own in o; } hook() { return "base"; } }`,
      );
    this.block(
      `const ${name} = class ${r.chance(0.5) ? name : ""} ${base ? `extends ${base}` : ""} {`,
      () => {
        this.emit(`#a = ${this.small("num")};`);
        this.emit(`#list = [];`);
        this.emit(`static #count = ${r.below(3)};`);
        this.emit(`b = ${r.pick(["this.#a", "() => this.#a", this.small()])};`);
        if (r.chance(0.5))
          this.emit(
            `static { ${r.pick(["this.made = this.#count;", "this.tag = typeof this;", `for (let i = 0; i < 3; i++) this.#count += i;`])} }`,
          );
        if (base && r.chance(0.5))
          this.emit(
            `constructor(...rest) { ${r.pick(["super(...rest);", "const f = () => super(); f();", "super(); this.rest = rest.length;"])} this.#a += ${this.small("num")}; }`,
          );
        else if (!base)
          this.emit(
            `constructor(v = ${this.small("num")}) { this.#a = v; ${name}_made(new.target === undefined); }`,
          );
        this.emit(
          `#add(v) { this.#list.push(v); return ${r.pick(["this.#list.length", "this", "this.#a"])}; }`,
        );
        this.emit(
          `get #twice() { return this.#a ${r.pick(["* 2", "+ 1", "| 0"])}; }`,
        );
        this.emit(`set #twice(v) { this.#a = v; }`);
        this.emit(
          `use(v) { this.#add(v); this.#twice ${r.pick(["=", "+=", "??=", "*=", "**=", "&&="])} v; return [this.#a, this.#twice, this.#list.length]; }`,
        );
        this.emit(
          `static peek(o) { return #a in o ? o.#a ${r.pick(["++", "--", ""])} : "none"; }`,
        );
        this.emit(
          `static get next() { return ++${r.pick(["this", "this"])}.#count; }`,
        );
        if (base)
          this.emit(
            `hook() { return super.hook() + ${this.small("str")}; } get own() { return [super.own]; }`,
          );
        this.emit(`["k" + ${r.below(3)}]() { return this.#a; }`);
      },
      "};",
    );
    this.emit(`function ${name}_made(plain) { out("made", plain); }`);
    const o = this.name("o");
    this.emit(`const ${o} = new ${name}(${this.small("num")});`);
    for (let i = 1 + r.below(4); i > 0; i--)
      this.guarded(
        r.pick([
          `out(${o}.use(${this.small()}));`,
          `out(${name}.peek(${r.pick([o, "{}", o])}));`,
          `out(${name}.next, ${name}.next);`,
          `out(typeof ${o}.b === "function" ? ${o}.b() : ${o}.b);`,
          `out(${o}.k0?.(), ${o}.k1?.(), ${o}.k2?.());`,
          `out(${name}.prototype.use.call({}, 1));`,
          `out(Object.keys(${o}), ${name}.name, ${name}.made, ${name}.tag);`,
          base
            ? `out(${o}.hook(), ${o}.own, ${o}.probe(${o}), ${o}.probe({}));`
            : `out(${o} instanceof ${name});`,
          base ? `${o}.own = ${this.small()};` : `${name}();`,
          `for (let i = 0; i < 4; i++) ${o}.use(i * ${r.pick(["1", "0.5", "1e9"])}); out(${name}.peek(${o}));`,
        ]),
      );
  }

  builtinSubclass() {
    const r = this.r;
    const name = this.name("S");
    const base = r.pick(["Array", "Map", "Set", "Error", "Uint8Array"]);
    this.emit(
      `class ${name} extends ${base} { extra = ${this.small()}; get twice() { return [this.extra, this.extra]; } ${r.chance(0.3) && base === "Array" ? "static get [Symbol.species]() { return Array; }" : ""} }`,
    );
    const o = this.name("o");
    const argument = {
      Array: `${1 + r.below(4)}`,
      Map: `[[1, 2], ["x", ${this.small()}]]`,
      Set: `[1, 2, 2, ${this.small()}]`,
      Error: `"m", { cause: ${this.small()} }`,
      Uint8Array: "[1, 2, 300]",
    }[base];
    this.emit(`const ${o} = new ${name}(${argument});`);
    this.emit(
      `out(${o}.twice, ${o} instanceof ${base}, ${o}.constructor.name, Object.prototype.toString.call(${o}));`,
    );
    if (base === "Array" || base === "Uint8Array")
      this.emit(
        `out(${o}.map((x) => x + 1).constructor.name, ${o}.length, ${o}.concat?.([1]).length);`,
      );
    else if (base !== "Error") this.emit(`out([...${o}], ${o}.size);`);
    else this.emit(`out(${o}.message, ${o}.cause, String(${o}));`);
  }

  // ---- iteration ----

  generatorUse() {
    const r = this.r;
    const [g, it] = [this.name("g"), this.name("it")];
    this.block(`function* ${g}(n) {`, () => {
      this.emit(`let sent = ${this.small()};`);
      this.block("try {", () => {
        this.block(`for (let i = 0; i < n; i++) {`, () => {
          this.emit(
            r.pick([
              "sent = yield i;",
              "const f = () => i; sent = yield f(); if (f() !== i) out('bad');",
              "out(sent = yield [i, sent]);",
              "yield* [i, -i];",
              `try { yield i; } finally { out("inner", i); }`,
              "sent = (yield i) + (yield sent);",
              `if (i === 2) ${r.pick(["return i;", "throw i;", "continue;", "break;"])} yield i;`,
              `sent = { a: yield i, b: [yield, ...[i]] };`,
            ]),
          );
          if (r.chance(0.3))
            this.emit(`const { x = yield "x", ...rest } = Object(sent);`);
        });
      });
      this.lines.pop();
      this.emit(
        r.pick([
          '} finally { out("done", sent); }',
          '} catch (e) { out("in", e); yield "caught"; }',
          '} finally { yield "last"; out("end"); }',
          "} finally { if (n > 5) return 9; }",
        ]),
      );
      this.emit(`return ${this.small()};`);
    });
    const log = (call) => `{ const s = ${call}; out(s.value, s.done); }`;
    switch (r.below(4)) {
      case 0:
        this.emit(`out([...${g}(${r.below(4)})]);`);
        break;
      case 1:
        this.emit(`const ${it} = ${g}(${1 + r.below(4)});`);
        for (let i = 2 + r.below(5); i > 0; i--)
          this.guarded(
            log(
              `${it}.${r.pick(["next()", `next(${this.small()})`, `next(${this.small()})`, `return(${this.small()})`, `throw(${this.small()})`])}`,
            ),
          );
        break;
      case 2:
        this.guarded(
          `for (const v of ${g}(${r.below(9)})) { out(v); if (v === ${r.below(4)}) ${r.pick(["break", "continue", "throw v"])}; }`,
        );
        break;
      default: {
        const outer = this.name("g");
        this.emit(
          `function* ${outer}(n) { const got = yield* ${g}(n); out("got", got); if (n > 0) yield* ${outer}(n - 1); }`,
        );
        this.guarded(
          `const [a, , b, ...c] = ${outer}(${r.below(3)}); out(a, b, c.length);`,
        );
      }
    }
  }

  iterable() {
    const r = this.r;
    const name = this.name("q");
    this.emit(
      `const ${name} = { [Symbol.iterator]() { let i = 0; return { next: () => ({ value: i * ${r.below(4)}, done: i++ >= ${1 + r.below(5)} }), ${r.chance(0.7) ? 'return(v) { out("closed", v); return { v }; },' : ""} }; } };`,
    );
    this.guarded(
      r.pick([
        `for (const x of ${name}) { out(x); ${r.pick(["break;", "if (x > 2) break;", "if (x) throw x;", ""])} }`,
        `const [a, b] = ${name}; out(a, b);`,
        `const [...all] = ${name}; out(all);`,
        `out(Math.max(...${name}), new Set(${name}).size);`,
        `out(Array.from(${name}, (x) => x + 1));`,
        `out([...Iterator.from(${name}).map((x) => x + 1).${r.pick(["take(2)", "drop(1)", "filter((x) => x & 1)", "flatMap((x) => [x, x])"])}]);`,
        `L: for (const a of ${name}) for (const b of ${name}) { if (b > a) continue L; out(a, b); if (a > 3) break L; }`,
        `let x = ${this.small()}; [x, ...[x.y]] = ${name}; out(x);`,
      ]),
    );
  }

  patterns() {
    const r = this.r;
    const [f, o] = [this.name("f"), this.name("o")];
    const text = () => r.pick(["out('default')", this.small(), "1"]);
    this.guarded(
      r.pick([
        `const { a: { b = ${text()}, ...c } = {}, [${this.small("str")}]: d = ${text()} } = ${this.small("obj")}; out(b, c, d);`,
        `const ${f} = ({ x = ${text()}, y: [y0 = ${text()}, ...ys] = [${this.small()}], ...rest } = {}, z = x, w = () => z) => { z = 1; out(x, y0, ys, rest, z, w()); }; ${f}(${this.small("obj")}); ${f}();`,
        `const ${o} = {}; [${o}.a, ${o}["b"], ...${o}.c] = ${this.small("arr")}; ({ x: ${o}.x = ${text()}, ...${o}.r } = ${this.small("obj")}); out(${o});`,
        `let a = ${this.small()}, b = ${this.small()}; [a, b] = [b, a]; [b, a] = [a, b, a]; out(a, b);`,
        `for (const [k, { length: n = ${text()} } = {}] of Object.entries(${this.small("obj")})) out(k, n);`,
        `const ${f} = function (a, b = a, [c, d = b] = [a, b]) { var a = a ?? 1; out(a, b, c, d, arguments.length); }; ${f}(${this.small()}, ${r.pick(["undefined", this.small()])}); ${f}(${this.small()}, undefined, ${this.small("arr")});`,
        `try { throw ${this.small("obj")}; } catch ({ x, y: [z] = [x] }) { out(x, z); }`,
        `const [[a = ${text()}] = [], { b } = { b: a }] = [${r.pick(["", this.small("arr")])}]; out(a, b);`,
      ]),
    );
  }

  loopClosures() {
    const r = this.r;
    const list = this.name("c");
    this.emit(`const ${list} = [];`);
    this.emit(
      r.pick([
        `for (let i = 0; i < 4; i++) { if (i === ${r.below(4)}) continue; ${list}.push(() => i); i += ${r.pick(["0", "1"])}; }`,
        `for (let i = 0, j = 9; i < j; i += 2, j--) { ${list}.push(() => [i, j]); ${list}.push(() => i++); }`,
        `for (var i = 0; i < 3; i++) { let k = i; ${list}.push(() => (k += i)); }`,
        `for (let i = 0, f = () => i; i < 3; i++) { ${list}.push(f); f = () => i * 10; }`,
        `for (const k in { a: 1, b: 2 }) for (const v of [1, 2]) ${list}.push(() => k + v);`,
        `{ let n = ${this.small("num")}; const up = () => n++; for (let i = 0; i < 5; i++) { up(); ${list}.push(() => n + i); } }`,
        `{ let i = 0; while (i < 3) { const k = i; let t = k; switch (k) { case 1: let t = "s"; ${list}.push(() => t); default: ${list}.push(() => t + k); } i++; } }`,
        `for (let i = 0; i < 3; i++) { try { if (i === 1) throw i; ${list}.push(() => i); } catch (e) { ${list}.push(() => e + i); } finally { ${list}.push(() => -i); } }`,
        `(function self(n) { if (n > 0) { ${list}.push(() => n); self(n - 1); ${list}.push(() => (n *= 2)); } })(3);`,
      ]),
    );
    this.emit(`out(${list}.map((f) => f()), ${list}.map((f) => f()));`);
  }

  typedArrays() {
    const r = this.r;
    const [a, b] = [this.name("t"), this.name("t")];
    const n = 2 + r.below(9);
    this.emit(
      `const ${a} = ${r.pick([`new ${this.typedName()}(${n})`, `${this.typedName()}.from({ length: ${n} }, (_, i) => i * ${r.pick(["1", "-1", "0.5", "1e5", "1e10"])})`, `${this.typedName()}.of(${this.small("num")}, ${this.small("num")}, ${this.small("num")})`])};`,
    );
    this.emit(
      `const ${b} = new ${this.typedName()}(${r.pick([`${a}`, `${a}.length`, `Array.from(${a})`])});`,
    );
    for (let i = 2 + r.below(4); i > 0; i--)
      this.guarded(
        r.pick([
          `${a}.set(${r.pick([b, "[1, 2.7, -3]", `${a}.subarray(1)`])}, ${r.below(3)});`,
          `out(${a}.subarray(${r.below(4)}, ${r.below(9)}).map((x) => x * ${this.small("num")}));`,
          `out(${a}.${r.pick(["reduce((x, y) => x + y)", "join()", "indexOf(0)", "includes(NaN)", "at(-1)", "findLast((x) => x > 0)", "toReversed()", "toSorted()"])});`,
          `${a}.${r.pick(["fill", "fill"])}(${this.small("num")}, ${r.below(4)});`,
          `${a}.copyWithin(${r.below(3)}, ${r.below(3)}, ${r.below(9)});`,
          `${b}.sort(${r.pick(["", "(x, y) => y - x"])});`,
          `for (let i = ${r.pick(["0", "0", "-1"])}; i <= ${a}.length; i++) ${a}[i] ${r.pick(["=", "+=", "-=", "*=", "^=", ">>=", ">>>=", "/="])} ${r.pick([`${b}[i]`, "i", this.small("num"), `${a}[i - 1]`])};`,
          `let s = ${r.pick(["0", "0.5", '""'])}; for (const x of ${a}) s ${r.pick(["+=", "-=", "^="])} x; out(s);`,
          // NaN has many representations
          `const d = new DataView(${a}.buffer); d.set${r.pick(["Int8", "Uint8", "Int16", "Uint16", "Int32", "Uint32", "Float32", "Float64"])}(${r.below(4)}, ${this.small("num")} || 0${r.chance(0.5) ? ", true" : ""}); out(d.get${r.pick(["Int8", "Uint8", "Int16", "Uint16", "Int32", "Uint32", "Float32", "Float64"])}(${r.below(4)}${r.chance(0.5) ? ", true" : ""}));`,
          `${a}[${r.pick(["1.5", '"1"', '"-0"', "-1", '"x"'])}] = 7; out(Object.keys(${a}).length, ${r.pick(['"1"', '"1.5"', '"x"', "9"])} in ${a});`,
        ]),
      );
    this.emit(`out(${a}, ${b});`);
  }

  // ---- control ----

  labelled() {
    const r = this.r;
    const [x, y] = [this.name("L"), this.name("L")];
    const [i, j, n] = [this.name("i"), this.name("j"), this.name("n")];
    const jump = () =>
      r.pick([
        `continue ${x};`,
        `break ${x};`,
        `continue ${y};`,
        `break ${y};`,
        "continue;",
        "break;",
        `${n}++;`,
      ]);
    const test = () =>
      r.pick([
        `${i} === ${r.below(4)}`,
        `${j} === ${r.below(4)}`,
        `(${i} + ${j}) % ${2 + r.below(3)} === 0`,
        `${n} > ${r.below(12)}`,
        this.small("bool"),
      ]);
    this.emit(`let ${n} = 0;`);
    this.emit(`${x}: for (let ${i} = 0; ${i} < 4; ${i}++) {`);
    this.emit(
      `  ${y}: ${r.pick([`for (let ${j} = 0; ${j} < 4; ${j}++) {`, `for (const ${j} of [0, 1, 2, 3]) {`, `for (const ${j} in [9, 9, 9]) {`])}`,
    );
    this.emit(`    ${n} += ${r.pick(["1", i, "2"])};`);
    this.emit(`    if (${test()}) ${jump()}`);
    this.emit(
      `    try { if (${test()}) ${jump()} ${n}++; } finally { ${n} += 3; ${r.chance(0.3) ? `if (${test()}) ${jump()}` : ""} }`,
    );
    this.emit(
      `    switch (${r.pick([i, j, `${n} & 3`])}) { case 0: ${jump()} case 1: ${n} += 5; ${r.pick(["break;", "", `continue ${x};`])} default: if (${test()}) ${jump()} }`,
    );
    this.emit("  }");
    if (r.chance(0.5)) this.emit(`  if (${n} > ${r.below(40)}) break;`);
    this.emit("}");
    if (r.chance(0.4)) {
      const block = this.name("B");
      this.emit(
        `${block}: { if (${this.small("bool")}) break ${block}; ${n} += 100; { if (${n} > 120) break ${block}; ${n} = -${n}; } }`,
      );
    }
    this.emit(`out(${n});`);
  }

  finallyFlow() {
    const r = this.r;
    const f = this.name("f");
    const step = (depth) => {
      const leave = () =>
        r.pick([
          `return ${this.small()};`,
          `throw ${r.pick([this.small(), "new TypeError('t')", "new Error('e')"])};`,
          "break;",
          "continue;",
          `n += ${r.below(9)};`,
          `if (n > ${r.below(9)}) return n;`,
          `if (n % 2) throw n;`,
          `null.x;`,
          `out(n);`,
          `n = g(n);`,
        ]);
      if (depth === 0 || r.chance(0.2)) return leave();
      const parts = [
        `try { n++; ${step(depth - 1)} ${r.chance(0.5) ? leave() : ""} }`,
      ];
      const withCatch = r.chance(0.6);
      if (withCatch)
        parts.push(
          `catch ${r.chance(0.7) ? "(e)" : ""} { out("c", n); ${r.chance(0.5) ? step(depth - 1) : leave()} }`,
        );
      if (!withCatch || r.chance(0.5))
        parts.push(
          `finally { n += 10; ${r.chance(0.35) ? step(depth - 1) : ""} out("f", n); }`,
        );
      return parts.join(" ");
    };
    const generator = r.chance(0.2);
    this.emit(
      `const ${f} = function${generator ? "*" : ""} (n) { const g = (v) => { if (v > 20) throw "big"; return v + 1; }; for (let i = 0; i < 3; i++) { ${generator ? "yield n;" : ""} ${step(3)} } return ["end", n]; };`,
    );
    for (let i = 1 + r.below(3); i > 0; i--)
      this.guarded(
        generator
          ? `out([...${f}(${r.below(9)})]);`
          : `out(${f}(${r.pick([r.below(9), this.small("int")])}));`,
      );
  }

  optionalChains() {
    const r = this.r;
    const o = this.name("o");
    this.emit(
      `const ${o} = { a: { b: (x) => [x, typeof this], n: null, f() { return this === ${o}.a; } }, u: undefined, z: 0, e: "" };`,
    );
    const chain = () =>
      `${o}${r.pick(["", "?"])}.${r.pick(["a", "u", "q", "z"])}` +
      `?.${r.pick(["b", "n", "f", "q", '["f"]', "length"])}` +
      r.pick(["?.()", "?.x", "?.(1)?.[0]", "?.[0]", ""]);
    this.guarded(
      `out(${chain()}, delete ${o}?.q?.r, ${o}.a.f?.(), (${o}?.a.f)(), ${chain()} ?? ${this.small()});`,
    );
    this.guarded(
      `out(${o}.z ||= ${this.small()}, ${o}.e &&= ${this.small()}, ${o}.u ??= ${this.small()}, ${o}.z &&= 5, ${o});`,
    );
    this.guarded(
      `out(${o}.${r.pick(["a.n.x", "u.v", "z.v.w", "q()", "a.n()"])});`,
    );
  }

  recursion() {
    const r = this.r;
    const f = this.name("f");
    this.emit(
      r.pick([
        `const ${f} = (n, a = ${this.small("num")}) => n <= 0 ? a : ${f}(n - ${r.pick(["1", "2", "0.5"])}, a ${r.pick(["+ n", "* 2", "- 0.5", "| n", "+ String(n)"])});`,
        `function ${f}(n) { return n < 2 ? n : ${f}(n - 1) + ${f}(n - 2); }`,
        `function ${f}(n) { if (n <= 0) return []; const l = ${f}(n - 1); l.push(n, ${this.small()}); return l; }`,
        `function ${f}(n, k) { if (n === 0) return k + 1; if (k === 0 || k === undefined) return ${f}(n - 1, 1); return ${f}(n - 1, k - 1); }`,
        `function ${f}(n) { return n > 0 ? { n, next: ${f}(n - 1), v: ${this.small()} } : null; }`,
      ]),
    );
    this.guarded(`out(${f}(${r.below(9)}), ${f}(${r.below(3)}, 2));`);
    if (r.chance(0.2))
      this.guarded(`(function deep(n) { return deep(n + 1) + 1; })(0);`);
  }

  argumentsObject() {
    const r = this.r;
    const f = this.name("f");
    this.emit(
      `function ${f}(a, b, c) { ${r.chance(0.3) ? '"use strict";' : ""} ${r.pick(["a = 5;", "arguments[0] = 6;", "arguments.length = 1;", "delete arguments[0]; a = 7;", "const s = () => arguments[1]; b = s;", ""])} ${r.pick(["arguments[1] += 'x';", "b = arguments;", "[a, b] = [b, a];", ""])} return [a, typeof b, c, arguments.length, ...arguments]; }`,
    );
    this.guarded(
      `out(${f}(), ${f}(1), ${f}(${this.small()}, 2, 3, 4), ${f}.apply(${this.small()}, ${r.pick(["[1, , 3]", "{ length: 2, 0: 1 }", "null", this.small("arr")])}), ${f}.length, ${f}.bind(null, 1)(2));`,
    );
  }

  asynchronous() {
    const r = this.r;
    const f = this.name("f");
    this.emit(
      `const ${f} = async ${r.chance(0.3) ? "(n) =>" : "function (n)"} {`,
    );
    const step = () =>
      r.pick([
        `out("a", n, await n);`,
        `await null; out("b");`,
        `n += await Promise.resolve(${this.small()});`,
        `try { await Promise.reject(${this.small()}); } catch (e) { out("r", e); } finally { await 0; out("fin"); }`,
        `for await (const x of [Promise.resolve(1), 2, ${this.small()}]) { if (x === 2) continue; out(x); }`,
        `for await (const x of (async function* () { try { yield 1; yield await 2; yield* [3]; } finally { out("closed"); } })()) { out(x); if (x === ${r.below(4)}) break; }`,
        `out(await Promise.${r.pick(["all", "allSettled", "race", "any"])}([n, Promise.resolve(2), ${r.pick(["Promise.reject(3)", "3", "{ then(f) { f(4); } }"])}]));`,
        `Promise.resolve().then(() => out("t1")).then(() => out("t2")); queueMicrotask(() => out("m"));`,
        `if (await ${this.small("bool")}) return "early";`,
        `{ const { x = await 5, ...y } = ${this.small("obj")}; out(x, y); }`,
        `throw ${this.small()};`,
        `n = [await 1, n, await (async () => { throw 8; })().catch((e) => e)];`,
      ]);
    this.indent++;
    for (let i = 1 + r.below(4); i > 0; i--) this.emit(step());
    this.emit("return n;");
    this.indent--;
    this.emit("};");
    this.emit(
      r.pick([
        `waits.push(${f}(${this.small()}).then((v) => out("ok", v), (e) => out("failed", e)));`,
        `waits.push((async () => { for (let i = 0; i < 2; i++) try { out(await ${f}(i)); } catch (e) { out("failed", e); } })());`,
        `waits.push(Promise.allSettled([${f}(1), ${f}(2)]).then((l) => out(l)));`,
      ]),
    );
  }

  // ---- objects ----

  accessors() {
    const r = this.r;
    const o = this.name("o");
    this.emit(
      `const ${o} = { _v: ${this.small()}, get v() { ${r.chance(0.3) ? 'out("get");' : ""} return this._v; }, set v(x) { out("set", x); this._v = ${r.pick(["x", "[x]", "x + 1", "typeof this"])}; }, get [${r.pick(['"w"', "1", this.small("str")])}]() { return ${this.small()}; }, valueOf() { return ${this.small("num")}; }, ${r.chance(0.4) ? `toString() { return ${this.small("str")}; },` : ""} ${r.chance(0.3) ? `[Symbol.toPrimitive](hint) { return hint; },` : ""} };`,
    );
    const child = this.name("o");
    this.emit(
      `const ${child} = Object.create(${o}, { own: { get: () => "own", enumerable: ${r.chance(0.5)} } });`,
    );
    for (let i = 2 + r.below(4); i > 0; i--)
      this.guarded(
        r.pick([
          `${r.pick([o, child])}.v ${r.pick(["=", "+=", "??=", "||=", "&&=", "**="])} ${this.small()};`,
          `out(${o} + 1, \`\${${o}}\`, ${o} * 2, ${o} < 5, ${o} == 1);`,
          `out(Object.keys(${child}), "v" in ${child}, Object.hasOwn(${child}, "_v"));`,
          `${child}.v++; out(${child}._v, ${o}._v);`,
          `"use strict"; ${child}.own = 1; out(${child}.own);`,
          `out({ ...${o} }, Object.assign({}, ${child}));`,
          `for (const k in ${child}) out(k, k === "v" ? 0 : ${child}[k]);`,
          `Object.${r.pick(["freeze", "seal", "preventExtensions"])}(${child}); ${child}.fresh = 1; out(Object.isFrozen(${child}), ${child}.fresh);`,
          `Object.defineProperty(${child}, "v", { value: ${this.small()}, writable: ${r.chance(0.5)} }); ${child}.v = 2; out(${child}.v);`,
          `delete ${o}.v; ${o}.v = 3; out(${o}.v, ${child}.v);`,
          `Object.setPrototypeOf(${child}, { get v() { return "new proto"; } }); out(${child}.v, ${child}._v);`,
          `out(Object.getOwnPropertyDescriptor(${r.pick([o, child])}, "${r.pick(["v", "_v", "own"])}"));`,
        ]),
      );
  }

  proxy() {
    const r = this.r;
    const p = this.name("p");
    this.emit(
      `const ${p} = new Proxy(${this.small(r.pick(["obj", "arr"]))}, { get(t, k, self) { out("get", String(k)); return ${r.pick(["Reflect.get(t, k, self)", "t[k]", this.small()])}; }, ${r.chance(0.5) ? `has(t, k) { out("has", String(k)); return Reflect.has(t, k); },` : ""} ${r.chance(0.5) ? `set(t, k, v, self) { out("set", String(k), v); return Reflect.set(t, k, v${r.chance(0.5) ? ", self" : ""}); },` : ""} ${r.chance(0.4) ? `ownKeys(t) { out("keys"); return Reflect.ownKeys(t); }, getOwnPropertyDescriptor(t, k) { out("desc", String(k)); return Reflect.getOwnPropertyDescriptor(t, k); },` : ""} deleteProperty(t, k) { out("delete", String(k)); return delete t[k]; } });`,
    );
    for (let i = 1 + r.below(4); i > 0; i--)
      this.guarded(
        r.pick([
          `out(${p}.${r.pick(KEYS.slice(0, 5))});`,
          `${p}.${r.pick(KEYS.slice(0, 5))} ${r.pick(["=", "+="])} ${this.small()};`,
          `out("x" in ${p}, delete ${p}.x);`,
          `out({ ...${p} });`,
          `for (const k in ${p}) out(k);`,
          `const { x, ...rest } = ${p}; out(x, rest);`,
          `out(Object.keys(${p}), JSON.stringify(${p}));`,
          `out(Array.isArray(${p}), typeof ${p});`,
        ]),
      );
  }

  // What runs in which order, shown by operands that say so.
  order() {
    const r = this.r;
    const t = this.name("t");
    this.emit(
      `const ${t} = (n, v) => (out("at", n), ${r.pick(["v", "v", `{ valueOf() { out("value", n); return v; }, toString() { out("text", n); return "s" + n; } }`])});`,
    );
    const v = () => r.pick(["1", "2", '"a"', "null", this.small()]);
    this.guarded(
      r.pick([
        `out(String(${t}(1, ${v()}) ${r.pick(["+", "-", "*", "<", "==", "&", "**", ">>>"])} ${t}(2, ${v()}) ${r.pick(["+", "-", "&"])} ${t}(3, ${v()})));`,
        // Node converts the key of a compound assignment twice: it has to be a string here
        `const o = {}; o[${t}(1, "k")] = ${t}(2, ${v()}); o[(${t}(3, 1), "k")] ${r.pick(["+=", "-=", "??=", "||="])} ${t}(4, ${v()}); out(o);`,
        `${t}(0, {}).x[${t}(1, "k")] = ${t}(2, 2);`,
        `out([${t}(1, 1), ...[${t}(2, 2)], ${t}(3, 3)].length, { [${t}(4, "a")]: ${t}(5, 5), ...${t}(6, {}) });`,
        `((a = ${t}(1, 1), { b = ${t}(2, 2) } = ${t}(3, {})) => out(a, b))(${t}(4, undefined));`,
        `new (${t}(1, class { constructor(...l) { out(l.length); } }))(${t}(2, 2), ${t}(3, 3));`,
        `out(${t}(1, ${v()}) ?? ${t}(2, 2), ${t}(3, ${v()}) && ${t}(4, 4), ${t}(5, 0) || ${t}(6, 6), ${t}(7, null)?.[${t}(8, 8)]);`,
        `(${t}(1, null))(${t}(2, 2));`,
        `let s = ${t}(1, 1); s += ${t}(2, s = 5); out(s);`,
        `switch (${t}(1, ${v()})) { case ${t}(2, 2): out("two"); default: out("d"); case ${t}(3, 1): out("one"); break; case ${t}(4, 4): }`,
        `out(\`\${${t}(1, 1)}\${${t}(2, "b")}\`, ((s, ...l) => s.raw.concat(l).length)\`\\n\${${t}(3, 1)}\${${t}(4, 1)}\`);`,
      ]),
    );
  }

  collections() {
    const r = this.r;
    const m = this.name("m");
    const map = r.chance(0.5);
    this.emit(
      `const ${m} = new ${map ? "Map" : "Set"}(${map ? `[[1, "a"], ["1", ${this.small()}], [NaN, 3]]` : `[1, "1", NaN, ${this.small()}]`});`,
    );
    const key = () => r.pick(["1", "-0", "NaN", '"1"', this.small()]);
    for (let i = 2 + r.below(4); i > 0; i--)
      this.guarded(
        map
          ? r.pick([
              `${m}.set(${key()}, ${this.small()});`,
              `out(${m}.get(${key()}), ${m}.has(${key()}), ${m}.delete(${key()}), ${m}.size);`,
              `for (const [k, v] of ${m}) { out(k, v); if (${m}.size < 8) ${m}.set(${m}.size + "n", 1); ${r.chance(0.3) ? `${m}.delete(k);` : ""} }`,
              `out([...${m}.${r.pick(["keys", "values", "entries"])}()]);`,
              `out([...Map.groupBy([1, 2, 3.5, "4"], (x) => x ${r.pick(["& 1", "> 2", "% 2"])})]);`,
            ])
          : r.pick([
              `${m}.add(${key()});`,
              `out(${m}.has(${key()}), ${m}.delete(${key()}), ${m}.size, [...${m}]);`,
              `out([...${m}.${r.pick(["union", "intersection", "difference", "symmetricDifference"])}(new Set([1, "1", 5]))], ${m}.${r.pick(["isSubsetOf", "isSupersetOf", "isDisjointFrom"])}(new Set([1])));`,
              `${m}.forEach((v) => { out(v); if (${m}.size < 7) ${m}.add(${m}.size * 11); });`,
            ]),
      );
  }

  // ---- library ----

  arrayMethods() {
    const r = this.r;
    const a = this.name("l");
    this.emit(
      `let ${a} = ${r.pick([this.small("arr"), "[5, 3, , 1]", '[3, "10", 2, undefined, "b", null]', "Array.from({ length: 12 }, (_, i) => (i * 7) % 12)", "[1.5, 2, -0, NaN]"])};`,
    );
    const n = () => r.pick(["0", "1", "-1", "2", "9", "-9", "1.5", "NaN"]);
    const call = () =>
      r.pick([
        `splice(${n()}, ${n()}, ${this.small()})`,
        `splice(${n()})`,
        `slice(${n()}, ${n()})`,
        `sort(${r.pick(["", "(x, y) => y - x", "(x, y) => x - y", "() => 0", "(x, y) => (x < y ? -1 : 1)"])})`,
        `reduce((x, y) => x + y, ${this.small()})`,
        `reduceRight((x, y) => [x, y])`,
        `flatMap((x) => [x, [x]])`,
        `flat(Infinity)`,
        `find${r.pick(["", "Last", "Index", "LastIndex"])}((x) => x > ${this.small("num")})`,
        `${r.pick(["some", "every", "filter"])}((x, i) => x > i)`,
        `copyWithin(${n()}, ${n()}, ${n()})`,
        `fill(${this.small()}, ${n()}, ${n()})`,
        `with(${r.below(3)}, ${this.small()})`,
        `toSpliced(${n()}, ${n()}, 7)`,
        `to${r.pick(["Sorted", "Reversed"])}()`,
        `concat(${this.small()}, [1, , 2])`,
        `lastIndexOf(${this.small()})`,
        `includes(${r.pick(["NaN", "undefined", this.small()])})`,
        `entries().toArray()`,
        `map((x, i, l) => { if (i === 1) l.${r.pick(["push(9)", "pop()", "length = 2"])}; return typeof x; })`,
        `forEach((x, i) => { if (i < 3) out(x, i); })`,
        `join(${this.small("str")})`,
        `at(${n()})`,
      ]);
    for (let i = 2 + r.below(4); i > 0; i--)
      this.guarded(
        r.chance(0.7)
          ? `out(${a}.${call()});`
          : r.pick([
              `${a}.length = ${r.below(7)};`,
              `${a}[${a}.length + ${r.below(3)}] = ${this.small()};`,
              `delete ${a}[${r.below(4)}];`,
              `${a}[${r.below(3)}] = ${r.pick(["0.5", '"s"', "1", "undefined"])};`,
              `out(Array.prototype.${call().replace(/\(/, `.call({ length: 3, 0: 5, 2: ${this.small()} }, `).replace(", )", ")")});`,
              `${a} = ${a}.concat(${a}).slice(0, 20);`,
            ]),
      );
    this.emit(`out(${a});`);
  }

  stringMethods() {
    const r = this.r;
    const s = this.name("s");
    this.emit(
      `let ${s} = ${r.pick([this.small("str"), '"The quick brown fox"', '"a,b,,c"', '"\\ud83d\\ude00x\\ud83d"', '"\\u00dfI\\u0130i\\u03a3"', '" \\t pad\\u00a0"', '"x".repeat(40) + "y"', '"abcabc"'])};`,
    );
    const n = () =>
      r.pick(["0", "1", "-1", "2", "7", "-3", "1.5", "NaN", "Infinity"]);
    const t = () =>
      r.pick(['"a"', '""', '"b"', '","', '"x"', this.small("str")]);
    for (let i = 2 + r.below(5); i > 0; i--)
      this.guarded(
        `out(${s}.${r.pick([
          `slice(${n()}, ${n()})`,
          `substring(${n()}, ${n()})`,
          `substr(${n()}, ${n()})`,
          `split(${t()}, ${r.pick(["undefined", "2", "0"])})`,
          `indexOf(${t()}, ${n()})`,
          `lastIndexOf(${t()}, ${n()})`,
          `replace${r.pick(["", "All"])}(${t()}, ${replacement(r)})`,
          `codePointAt(${n()})`,
          `at(${n()})`,
          `charAt(${n()})`,
          `pad${r.pick(["Start", "End"])}(${r.below(30)}, ${t()})`,
          `trim${r.pick(["", "Start", "End"])}()`,
          `to${r.pick(["Upper", "Lower"])}Case()`,
          `normalize("${r.pick(["NFC", "NFD", "NFKC", "NFKD"])}")`,
          `${r.pick(["startsWith", "endsWith", "includes"])}(${t()}, ${n()})`,
          `isWellFormed()`,
          `toWellFormed()`,
          `concat(${this.small()}, 1)`,
          `repeat(${r.below(4)})`,
          `length`,
        ])});`,
      );
    this.guarded(
      r.pick([
        `for (let i = 0; i < 12; i++) ${s} = ${r.pick([`${s} + i`, `i + ${s}`, `${s}.slice(1) + ${s}[0]`, `${s} + ${t()}`])}; out(${s}, ${s}.length);`,
        `let h = 0; for (let i = 0; i < ${s}.length; i++) h = (h * 31 + ${s}.charCodeAt(i)) ${r.pick(["| 0", ">>> 0", "% 1000003"])}; out(h);`,
        `out([...${s}].reverse().join(""), [...${s}].map((c) => c.codePointAt(0).toString(16)));`,
        `out(encodeURIComponent(${s}), escape(${s}));`,
        `out(${s} ${r.pick(COMPARE)} ${t()}, ${s}[0] === ${s}.charAt(0), ${s}[99]);`,
        `out(String.fromCharCode(...[...${s}].slice(0, 999).map((c) => c.charCodeAt(0) + 1)), String.raw\`\\x\${${s}}\\n\`);`,
      ]),
    );
  }

  regexps() {
    const r = this.r;
    const re = this.name("r");
    const flags = ["g", "i", "m", "s", "y", "d"]
      .filter(() => r.chance(0.25))
      .join("");
    const unicode = r.pick(["", "", "", "u", "v"]);
    this.emit(`const ${re} = ${pattern(r, unicode)}${flags}${unicode};`);
    // No surrogates for unicode patterns: Node's matches may begin within a pair, where those of ES 22.2.7.2 do not.
    const stripped = unicode && '.replace(/\\p{Cs}|[^\\0-\\uffff]/gu, "")';
    const s = () => subject(r) + stripped;
    for (let i = 2 + r.below(3); i > 0; i--)
      this.guarded(
        r.pick([
          `const m = ${re}.exec(${s()}); out(m, m?.index, m?.groups && { ...m.groups }, ${re}.lastIndex);`,
          `out(${re}.test(${s()}), ${re}.lastIndex, ${re}.test(${s()}), ${re}.lastIndex);`,
          `out(${s()}.replace(${re}, ${replacement(r)}));`,
          `out(${s()}.split(${re}${r.chance(0.3) ? ", 3" : ""}));`,
          `out(${s()}.match(${re}), ${s()}.search(${re}));`,
          flags.includes("g")
            ? `for (const m of ${s()}.matchAll(${re})) out(m[0], m.index);`
            : `out(${re}.flags, ${re}.source);`,
          `${re}.lastIndex = ${r.below(4)}; out(${re}.exec(${s()})?.[0]);`,
        ]),
      );
  }

  bigints() {
    const r = this.r;
    const [a, b] = [this.name("n"), this.name("n")];
    this.emit(`let ${a} = ${r.pick(BIGINTS)}, ${b} = ${r.pick(BIGINTS)};`);
    const v = () =>
      r.pick([a, b, a, b, r.pick(BIGINTS).replace(/^-.*/, "($&)")]);
    for (let i = 2 + r.below(5); i > 0; i--)
      this.guarded(
        r.pick([
          `out(${v()} ${r.pick(["+", "-", "*", "/", "%", "&", "|", "^"])} ${v()});`,
          `out(${v()} ${r.pick(["<<", ">>"])} ${r.pick(["1n", "5n", "64n", "-3n", "100n", "0n"])});`,
          `out((${v()} & 0xFFn) ** ${r.below(6)}n, -${v()}, ~${v()});`,
          `out(${v()} ${r.pick(COMPARE)} ${r.pick([v(), this.small("num"), this.small("str")])});`,
          `${r.pick([a, b])} ${r.pick(["+=", "-=", "*=", "&=", "|=", "^=", "%="])} ${v()}; ${a}++; --${b};`,
          `out(BigInt.as${r.pick(["Int", "Uint"])}N(${r.pick(["0", "1", "8", "32", "64", "65"])}, ${v()}));`,
          `out(${v()}.toString(${r.pick(["2", "16", "36", "10"])}), Number(${v()}), String(${v()}), parseInt(${v()}));`,
          `out(BigInt(${r.pick([this.small("num"), '"0x1F"', '" 12 "', '"1.5"', "true", this.small("str")])}));`,
          `out(${v()} + ${this.small()});`,
          `const t = new Big${r.pick(["Int", "Uint"])}64Array([${v()}, ${v()}]); t[0] += ${v()}; out(t);`,
          `let f = 1n; for (let i = 1n; i < ${5 + r.below(30)}n; i++) f = f * i ${r.pick(["", "+ 1n", "% 1000007n", "^ 5n"])}; out(f);`,
          `out(typeof ${v()}, !${v()}, ${v()} ? 1 : 2, [${v()}, 3, 1n].sort());`,
        ]),
      );
  }

  json() {
    const r = this.r;
    const o = r.pick([
      this.expression("obj", 2),
      this.expression("arr", 2),
      `{ a: [1, { b: undefined, c: () => 1 }], d: new Date(0), "e\\n": "\\ud800\\u2028", f: NaN, g: -0, toJSON: ${r.pick(["undefined", "(k) => [k]"])} }`,
    ]);
    this.guarded(
      `out(JSON.stringify(${o}${r.pick(["", ", null, 2", ', ["x", "a", "b"]', ', (k, v) => (typeof v === "number" ? v + 1 : v), "--"'])}));`,
    );
    this.guarded(
      `out(JSON.parse(${r.pick([`JSON.stringify(${o}) ?? "1"`, "'[1, {\"a\": [2.5e3, null]}]'", '"{bad}"', "'{\"__proto__\": 1}'", '" [1 ,2 ] "', '"01"', "'\"\\\\u0041\\\\n\"'"])}${r.pick(["", ", (k, v) => (Array.isArray(v) ? v.length : v)"])}));`,
    );
  }

  numberTexts() {
    const r = this.r;
    const x = () =>
      `(${r.pick([this.small("num"), "1e21", "1.005", "0.000001234", "123456789.987654321", "5e-324", "1.7976931348623157e308", "2 ** 53 + 2", "0.1 + 0.2", `${Math.floor(r.next() * 1e9)} / ${1 + r.below(99999)}`])})`;
    for (let i = 1 + r.below(4); i > 0; i--)
      this.guarded(
        `out(${x()}.${r.pick([`toFixed(${r.below(21)})`, `toPrecision(${1 + r.below(21)})`, `toExponential(${r.below(21)})`, `toString(${2 + r.below(35)})`, "toString()"])}, Number.parseFloat(${x()} + "px"), Math.${r.pick(["sin", "cos", "tan", "log", "expm1", "cbrt", "tanh", "hypot", "atan", "log10", "fround", "f16round", "round"])}(${x()}));`,
      );
  }

  dates() {
    const r = this.r;
    const d = this.name("d");
    this.emit(
      `const ${d} = new Date(${r.pick([this.small("num"), "0", "8.64e15", "Date.UTC(2024, 1, 29, 12)", '"2020-02-30"', '"2019-07-01T10:00:00Z"', '"Tue, 05 Nov 2019 12:34:56 GMT"', "-1e12"])});`,
    );
    this.guarded(
      `${d}.setUTC${r.pick(["FullYear", "Month", "Date", "Hours", "Minutes", "Milliseconds"])}(${r.pick(["0", "31", "-1", "12", "1.9", this.small("num")])}); out(${d}.getTime(), ${d}.getUTC${r.pick(["Day", "Month", "FullYear", "Date"])}(), ${d}.toISOString());`,
    );
  }
}
