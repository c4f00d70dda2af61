"use strict";
// esprima: trees, tokens, comments, JSX, tolerant mode and errors of small sources and of two whole files.

const fs = require("node:fs");
const path = require("node:path");
const esprima = require("esprima");

const packages = path.join(__dirname, "../../node_modules");

function summary(tree) {
  const counts = {};
  JSON.stringify(tree, (key, value) => {
    if (value !== null && typeof value === "object" && typeof value.type === "string") counts[value.type] = (counts[value.type] || 0) + 1;
    return typeof value === "bigint" ? String(value) : value;
  });
  return Object.keys(counts).sort().map((k) => `${k}=${counts[k]}`).join(" ");
}

for (const file of ["esprima/dist/esprima.js", "moment/moment.js"]) {
  const text = fs.readFileSync(path.join(packages, file), "utf8");
  const tree = esprima.parseScript(text, { range: true, loc: true, comment: true, tokens: true });
  console.log(file, tree.tokens.length, tree.comments.length, tree.range.join("-"), summary(tree.body));
  console.log(esprima.tokenize(text, { comment: true, loc: true }).length);
}

const sources = [
  "var a = 1, b = 'x\\n\\x41\\u0042\\101', c = /[a-z/]+(?:x|y)/gi, d = 0x1f + 0b11 + 0o17 + 017 + 1.5e3;",
  "if (a) b; else c; for (var i = 0; i < 1; i++) continue; for (k in o) break; for (const v of o) ; while (1) {} do x; while (0) ; l: for (;;) { break l }",
  "switch (a) { case 1: b; break; default: } try { t() } catch (e) { } finally { } throw new Error; with (a) b; debugger; ;",
  "function f(a, b = 2, ...c) { 'use strict'; return a } function* g() { yield 1; yield* g() } async function h() { await 1 } (async () => { await 2 })(); async x => x",
  "class A extends B { constructor() { super(1); super.m() } static s() {} get x() { return 1 } set x(v) {} *g() {} [k]() {} async a() {} }",
  "let { a, b: [c, d = 1], ...e } = f; const [g, , ...h] = i; ({ a, b: c } = d); [a, b] = [b, a]; `t${a}u${`n`}`; tag`x`; new.target_; a ** b; a => ({ b }); (a, { b }, [c] = []) => a",
  "x = { a: 1, 'b': 2, 3: 4, [c]: 5, get d() { return 1 }, set d(v) {}, e() {}, *f() {}, async g() {}, h, ...i }; delete x.y; void 0; typeof a; !b; ~c; -d; +e; f++; --g; a ? b : c, d; new A; new A(1)(2).b[c]; a instanceof B; 'a' in b",
  "// line\n/* block */ a /* inner */ + b // end\n<!-- html\n--> also\n",
  "var \u00e9t\u00e9 = '\u2028', \\u0061bc; a\n++b\nreturn_\n",
];
for (const text of sources) {
  const seen = [];
  try {
    const tree = esprima.parse(text, { range: true, loc: true, comment: true, tokens: true, attachComment: true, source: "s.js" }, (node, meta) => {
      seen.push(`${node.type}@${meta.start.offset}`);
      return node;
    });
    console.log(JSON.stringify(tree, (k, v) => (v instanceof RegExp ? String(v) : k === "loc" ? `${v.start.line}:${v.start.column}` : v)).slice(0, 5000));
  } catch (error) {
    console.log(`${error.name}: ${error.message}`);
  }
  console.log(seen.length, seen.slice(-3).join(" "));
}

const modules = [
  "import a, { b as c } from 'm'; import * as d from 'n'; import 'o'; export { a, c as e }; export default function () {} export * from 'p'; export const f = 1; export class G {} export { h } from 'q'; import('r')",
  "export default class {}", "export default 1 + 2", "export default async function f() { await 1 }", "export let a = 1",
];
for (const text of modules) {
  try {
    console.log(JSON.stringify(esprima.parseModule(text)));
  } catch (error) {
    console.log(`${error.name}: ${error.message}`);
  }
}

const jsx = ["<a b='c' d={e} {...f} g:h='1'>text &amp; &#65; &#x42; {/* empty */}<i.j.k/> <l:m></l:m>{n}</a>", "<a/>", "<></>", "<a>{...b}</a>", "<a b=<c/> />", "<a><b></a>", "<a b></a"];
for (const text of jsx) {
  try {
    console.log(JSON.stringify(esprima.parse(text, { jsx: true, range: true, tokens: true })));
  } catch (error) {
    console.log(`${error.name}: ${error.message}`);
  }
}

const invalid = [
  "var = 1", "a b", "(", "'abc", "/abc", "1a", "let let", "const a", "break", "continue", "l: l: ;", "return", "({ a = 1 })", "function f(a, a) { 'use strict' }", "'use strict'; with (a) ;", "'use strict'; 010", "'use strict'; delete a",
  "'use strict'; eval = 1", "class A { constructor() {} constructor() {} }", "super()", "new.target", "for (let a = 1 of b) ;", "try { }", "switch (1) { default: default: }", "({ __proto__: 1, __proto__: 2 })", "-a ** b", "'\\u{zz}'", "`${", "/(/",
  "/*", "1 = 2", "a++ = 1", "if (a) let b", "throw\n1", "async () => await", "yield => { 'use strict' }", "var a\\u{110000}", "0b", "0o9", "0xg", "@", "'\n'", "import x from 'y'", "function* g() { function yield() {} }", "class { }", "let [a]", "({ get a(b) {} })", "({ set a() {} })", "x = y => { } ()", "for (var i, j of k) ;", "a: function* b() {}",
];
for (const text of invalid) {
  for (const tolerant of [false, true]) {
    try {
      const tree = esprima.parse(text, { tolerant, loc: true, tokens: true });
      console.log(JSON.stringify(text), "parsed", tree.body.length, (tree.errors || []).map((e) => e.message).join("; "));
    } catch (error) {
      console.log(JSON.stringify(text), error.name, error.message, error.index, error.lineNumber, error.column, error.description);
    }
  }
}
for (const text of ["a = b / c / d; (e) / f; {} /g/; if (h) /i/.test(j)", "`a${b}c`", "x = #", "function f() {} /a/", "({}) / 2", "this / a", "var a = {} / 1", "a\u2029b"]) {
  try {
    console.log(esprima.tokenize(text, { range: true }).map((t) => `${t.type}:${t.value}`).join(" "));
  } catch (error) {
    console.log(`${error.name}: ${error.message}`);
  }
  const bad = esprima.tokenize(text, { tolerant: true });
  console.log(bad.length, bad.errors ? bad.errors.length : 0);
}
console.log(esprima.version, Object.keys(esprima.Syntax).length);
