"use strict";
// acorn: parses TypeScript's compiler (_tsc.js, 6 MB) and counts nodes and tokens by type; then small sources that
// enter the rest of the parser, valid and invalid ones.

const fs = require("node:fs");
const path = require("node:path");
const acorn = require("acorn");

const packages = path.join(__dirname, "../../node_modules");

// ---- counting ----

function countNodes(tree) {
  const counts = new Map();
  let characters = 0;
  const stack = [tree];
  while (stack.length > 0) {
    const node = stack.pop();
    counts.set(node.type, (counts.get(node.type) ?? 0) + 1);
    characters += node.end - node.start;
    for (const key of Object.keys(node)) {
      const value = node[key];
      if (Array.isArray(value)) {
        for (const v of value) if (v !== null && typeof v === "object" && typeof v.type === "string") stack.push(v);
      } else if (value !== null && typeof value === "object" && typeof value.type === "string") {
        stack.push(value);
      }
    }
  }
  return { counts, characters };
}

function printCounts(title, counts) {
  console.log(`## ${title}`);
  for (const [type, n] of [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))) console.log(`${type}: ${n}`);
}

const source = fs.readFileSync(path.join(packages, "typescript/lib/_tsc.js"), "utf8");
const tree = acorn.parse(source, { ecmaVersion: "latest", sourceType: "script", allowHashBang: true });
const { counts, characters } = countNodes(tree);
printCounts(`_tsc.js: ${source.length} units, ${characters} within nodes`, counts);

const tokens = new Map();
const part = source.slice(0, 300000);
const tokenizer = acorn.tokenizer(part, { ecmaVersion: 2020 });
try {
  for (const token of tokenizer) tokens.set(token.type.label, (tokens.get(token.type.label) ?? 0) + 1);
} catch (error) {
  console.log(`the tokenizer stopped: ${error.message}`);
}
printCounts("tokens", tokens);

// ---- every construct ----

const valid = [
  ["script", "var a = 1, b; a += b ? -a : +b; a++ || --b; void 0; delete a.b; typeof a; ({ a, 'b': 1, 2: 3, [a]: 4, get c() { return 1 }, set c(v) {}, d() {}, *e() {}, async f() {}, async *g() {}, ...b })"],
  ["script", "label: for (var i = 0, j; i < 3; i++) { if (i) continue label; else break label }  do ; while (0) for (;;) break; for (var k in {}) ; for (let k of []) ; while (0) {}"],
  ["script", "switch (1) { case 1: default: break; case 2: }  try { throw 1 } catch { } finally { }  try { } catch ({ a, b: [c] = [] }) { }  with (a) b; debugger; if (0) ; "],
  ["script", "let [a, , b = 1, ...c] = d, { e, f: { g = 2 } = {}, ...h } = i; [a.b, c[d]] = [1, 2]; ({ a: b.c, d: e = 1 } = f); const k = 1"],
  ["script", "`a${1}b${`c${2}`}\\u{41}`; tag`x\\unicode${1}`; a?.b?.[c]?.(d); a ?? b; a ||= b; a &&= c; a ??= d; a ** b ** c; 1_000n; 0b11; 0o17; 0xff; .5e-3; 017; 1..a"],
  ["script", "(a, b = 1, ...c) => a; async x => await x; async (a) => { for await (const b of a) ; }; function* g() { yield; yield* 1; const x = yield a } new.target; () => ({}); async\nfunction z() {}".replace(" new.target;", " function t() { new.target }")],
  ["script", "class A extends (B, C) { constructor() { super(); super.x } static a = 1; #b = 2; get c() { return this.#b } set c(v) { this.#b = v } static #d() {} static { this.e = #b in this } *f() {} async g() {} async *h() {} 'i' = 1; [j]; static async *[k]() {} static static; get; set; async }"],
  ["script", "/a[/\\]]+(?:b|c)*?(?<n>\\d{1,3})\\k<n>(?=x)(?!y)(?<=z)(?<!w)\\u0041\\x41\\cA\\0[^\\w\\s-]$^./dgimsuy; /[\\p{L}--[a-z]&&\\q{abc|d}]/v; /\\u{1F600}\\p{Script=Greek}/u; /(?i:a)(?-i:b)/; a / b / c"],
  ["script", "<!-- html\n--> close\n'\\x41\\u0042\\u{43}\\1\\n\\\n'; \"\u2028\"; x\n++\ny; return_ ; function f() { return\n1 } var \u00e9\\u0061 = 1, \ud842\udfb7"],
  ["script", "function f(a, { b }, [c] = [], ...d) { 'use strict'; arguments; eval; } function g() { yield = 1; let = 2; static_ = 3; async = 4; of = 5; var await, get, set; }"],
  ["module", "import a, { b as c, default as d } from 'x'; import * as e from 'y'; import 'z'; import f from 'j' with { type: 'json' }; export { a, c as default, d as 'string name' }; export * from 'x'; export * as ns from 'y'; export { g } from 'z'; import.meta.url; import('q'); await 1"],
  ["module", "export default class { }"],
  ["module", "export default function () { }  export const x = 1, [y] = []; export async function z() { }; export class K { }"],
  ["module", "export default (1, 2); export { x as y }; let x; export let w"],
  ["script", "#!/usr/bin/env node\nusing_; 1"],
];

for (const [sourceType, text] of valid) {
  const comments = [], list = [], inserted = [];
  try {
    const program = acorn.parse(text, {
      ecmaVersion: "latest",
      sourceType,
      locations: true,
      ranges: true,
      onComment: comments,
      onToken: list,
      onInsertedSemicolon: (at) => inserted.push(at),
      onTrailingComma: (at) => inserted.push(-at),
      preserveParens: true,
      sourceFile: "x.js",
      directSourceFile: "y.js",
    });
    console.log(JSON.stringify(program.body, (key, v) => (typeof v === "bigint" ? `${v}n` : key === "loc" ? `${v.start.line}:${v.start.column}` : key === "range" ? v.join("-") : v)).slice(0, 6000));
    console.log(list.length, comments.length, inserted.join(" "));
  } catch (error) {
    console.log(`${error.name} ${error.message} ${error.pos}`);
  }
}

// ---- errors ----

const invalid = [
  "var a = ;", "a b", "(", "'abc", "`abc", "/abc", "1a", "0b2", "let let", "let a, a", "const a", "break", "continue x", "a: a: ;", "return", "({ a = 1 })", "[a] => 1 => 2",
  "function f(a, a) { 'use strict' }", "'use strict'; with (a) ;", "'use strict'; 010", "'use strict'; delete a", "'use strict'; eval = 1", "class A { constructor() {} constructor() {} }",
  "class A { #a; #a }", "a.#b", "class A { get constructor() {} }", "super()", "super.x", "new.target", "yield_ => { await 1 }; async () => { await }", "function* g() { yield = 1 }", "async (x = await 1) => 1",
  "import 'x'", "export { a }", "import.meta", "for (let a = 1 of b) ;", "for (a => 1 of b) ;", "for (let of b) ;", "if (1) function* f() {}", "label: let\na", "try { }", "switch (1) { default: default: }",
  "({ a: 1, a() {}, __proto__: 1, __proto__: 2 })", "a?.b = 1", "new a?.b()", "a?.`x`", "a ?? b || c", "-a ** b", "async function f() { function g(x = await 1) {} }", "\\u{110000}", "'\\u{zz}'", "'\\xz'", "`\\u{zz}`",
  "/(/", "/[b-a]/", "/a{2,1}/", "/\\k<a>/u", "/(?<a>.)(?<a>.)/", "/\\p{Nope}/u", "/*", "@a class B {}", "a\u2028\u0000", "1 = 2", "a++ = 1", "(a, b) = 1", "(a => 1)++", "({ a }) = 1", "function f() { break; }", "#x in y",
  "enum A {}", "'use strict'; implements", "throw\n1", "x = { async *get a() {} }", "class A { static prototype() {} }", "let [a, a] = b", "function f(...a, b) {}", "(...a, b) => 1", "for await (a of b) ;",
];
for (const text of invalid) {
  for (const ecmaVersion of [5, "latest"]) {
    try {
      const program = acorn.parse(text, { ecmaVersion, sourceType: "script" });
      console.log(`${JSON.stringify(text)} ${ecmaVersion}: ${program.body.map((n) => n.type).join(" ")}`);
    } catch (error) {
      console.log(`${JSON.stringify(text)} ${ecmaVersion}: ${error.name}: ${error.message} ${error.pos} ${error.raisedAt} ${error.loc.line}:${error.loc.column}`);
    }
  }
}

// ---- the rest of the interface ----

console.log(acorn.version, Object.keys(acorn).sort().join(" "));
console.log(acorn.parseExpressionAt("  a + b * c; rest", 2, { ecmaVersion: 2022 }).end);
console.log(acorn.isIdentifierStart(0x61), acorn.isIdentifierStart(0x20bb7, true), acorn.isIdentifierChar(0x30), acorn.isIdentifierChar(0x203f), acorn.isNewLine(10), acorn.isNewLine(32));
console.log(acorn.getLineInfo("a\nb\r\nc", 5), new acorn.Position(3, 4).offset(2), acorn.tokTypes.name.label, acorn.tokContexts.b_stat.token);

class Shouting extends acorn.Parser {
  finishNode(node, type) {
    const done = super.finishNode(node, type);
    if (type === "Identifier") done.name = done.name.toUpperCase();
    return done;
  }
}
console.log(Shouting.parse("let answer = life + universe", { ecmaVersion: 2022 }).body[0].declarations[0].init.right.name);
const Extended = acorn.Parser.extend((Base) => class extends Base {
  readToken(code) {
    if (code === 35 && this.input.charCodeAt(this.pos + 1) === 35) {
      this.pos += 2;
      return this.finishToken(acorn.tokTypes.name, "hash");
    }
    return super.readToken(code);
  }
});
console.log(JSON.stringify(Extended.parse("## + 1", { ecmaVersion: 2022 }).body[0].expression.left));
console.log([...acorn.tokenizer("a /* c */ + `b${1}`", { ecmaVersion: 2022, locations: true })].map((t) => `${t.type.label}@${t.loc.start.column}`).join(" "));
