// terser: minifies lodash.js, and small sources under many options.

import fs from "node:fs";
import path from "node:path";
import { minify, minify_sync } from "terser";

const packages = path.join(import.meta.dirname, "../../node_modules");

const lodash = fs.readFileSync(path.join(packages, "lodash/lodash.js"), "utf8");
const small = await minify({ "lodash.js": lodash }, { compress: { passes: 2 }, mangle: true, sourceMap: { filename: "lodash.min.js", url: "lodash.min.js.map" } });
let hash = 0;
for (let i = 0; i < small.code.length; i++) hash = (Math.imul(hash, 31) + small.code.charCodeAt(i)) | 0;
console.log(`lodash.js: ${lodash.length} to ${small.code.length}, map ${small.map.length}, ${hash}`);
console.log(small.code.slice(0, 500));

const sources = {
  constants: "const a = 1 + 2 * 3, b = 'x' + 'y' + a; if (a === 7) console.log(b); else never(); var dead = 5; function unused() {} console.log(typeof a, !0, void 0, [1, 2].length, 'abc'.charAt(1), -(-a), !(x < y), a ? true : false, Infinity, NaN, 1e3, 0.5, 1000000, 0xffffffff, 2 ** 31 * 2)",
  control: "function f(a) { if (a) { return 1 } else { return 2 } while (true) { if (x) break; continue } for (var i = 0; ; i++) { if (i > 5) break } switch (a) { case 1: g(); break; case 2: default: h() } do { k() } while (0); try { t() } catch (e) { u() } finally { v() } l: for (;;) { for (;;) continue l } if (p) { if (q) r() } a && b() || c(); throw new Error('x'); unreachable() }",
  functions: "(function () { function add(a, b) { return a + b } var twice = function (x) { return add(x, x) }; console.log(twice(4), add(1, 2)); var self = this; [1].map(function (x) { return x * 2 }); (() => { return { a: 1 } })(); async function g() { await 1; for await (const x of y) z(x) } function* h() { yield* i() } new (class { })(); function outer() { return arguments.length } outer(1) })()",
  classes: "class A extends B { #p = 1; static s = 2; static { init() } constructor(x) { super(x); this.y = x } get z() { return this.#p } set z(v) { this.#p = v } async *gen() { } ['comp' + 'uted']() { } static async m({ a, b: [c, ...d] = [], ...e }, f = 1) { return super.m?.(a ?? b) } #q() { return #p in this } } export { A as default }; import x, { y as z } from 'm'; import * as n from 'o'; export * from 'p'; x(z, n, import.meta.url, import('q'))",
  objects: "var o = { a: 1, 'b-c': 2, get d() { return 1 }, [e]: 3, f() { }, ...g, 'valid': 4, 5: 6, __proto__: null }; o['a']; o['b-c']; o.a.b.c; delete o.x; var { a, d: { q = 1 } = {}, ...rest } = o; [a, q] = [q, a]; ({ a } = o); o?.a?.[b]?.(c); a ||= b; a **= 2; a >>>= 1; label: { break label } debugger; with_ = `t${a}u${'v'}${1}`; tag`x${y}`; /re[/]x/giu.test(s); 10n ** 2n",
  reduce: "var x = 1; x = x + 1; x = x | 0; a = a ? b : c; if (!a) b(); a = a || b; !(a && b); a == null; a === undefined; typeof a === 'undefined'; (a, b, c); a ? b() : a ? c() : d(); if (a) b = 1; else b = 2; return_(a) ? c(1) : c(2); void a; for (var k in o) if (o.hasOwnProperty(k)) f(k); let u; const w = 3; { let inner = w; f(inner) } String(a) + ''; Math.floor(1.5); Object.keys({}); new Array(3); new Object; Array(1, 2); 'a' in b; a instanceof b; !!a; +a; a * 1; a + 0",
  unsafe: "var r = new RegExp('a', 'g'), f = new Function('a', 'return a'), s = String(1), b = Boolean(2), e = Error('x'), u = undefined; [1, 2, 3].join('-'); 'abc'.length; 'a,b'.split(','); [].concat(a); x.toString(); function p(a) { a = 1; return arguments[0] } Math.pow(a, 2); !isNaN(x); [a, b][0]; ({ q: 1 }).q; parseInt('1'); Symbol('z')",
  comments: "/*! license */ /** @preserve x */ // drop\nfunction /* @__PURE__ */ f() {} /*@__PURE__*/ f(); var a = /* @__INLINE__ */ g(); /* @__NOINLINE__ */ h(); 'use strict'; <!-- x\n",
  loops: "for (let i = 0, n = a.length; i < n; ++i) { b(i); c(i) } while (x) { y(); if (z) continue; w() } for (const q of r) s(q); for (var t in u) ; do { v(); if (k) break } while (m); outer: while (1) { inner: while (1) { break outer } }",
};
const optionSets = {
  default: {},
  none: { compress: false, mangle: false },
  beautified: { compress: false, mangle: false, format: { beautify: true, comments: "all", quote_style: 3, braces: true, semicolons: false, indent_level: 2 } },
  unsafe: { compress: { unsafe: true, unsafe_arrows: true, unsafe_math: true, unsafe_methods: true, unsafe_proto: true, unsafe_regexp: true, unsafe_undefined: true, unsafe_Function: true, unsafe_comps: true, unsafe_symbols: true, keep_fargs: false, passes: 3, pure_getters: true, toplevel: true, drop_console: true, booleans_as_integers: true, ecma: 2020 }, toplevel: true },
  careful: { compress: { defaults: false, dead_code: true, evaluate: true, join_vars: true, sequences: 3, conditionals: true, if_return: true, collapse_vars: true, reduce_vars: true, inline: 1 }, keep_fnames: true, keep_classnames: /A/, ecma: 5, ie8: true, safari10: true },
  properties: { mangle: { properties: { regex: /^[a-z]$/, reserved: ["d"], keep_quoted: true }, toplevel: true, eval: true, reserved: ["x"] }, format: { ascii_only: true, max_line_len: 80, wrap_iife: true, preamble: "// pre", inline_script: true, keep_quoted_props: true } },
  defines: { compress: { global_defs: { "@y": "Y.z", x: 5, DEBUG: false }, drop_debugger: false, pure_funcs: ["f"], hoist_funs: true, hoist_vars: true, hoist_props: true, arguments: true, typeofs: true, top_retain: ["a"], computed_props: true, lhs_constants: true, directives: true, side_effects: true, switches: true, unused: "keep_assign", drop_console: ["log"] } },
};
for (const [set, options] of Object.entries(optionSets)) {
  for (const [name, code] of Object.entries(sources)) {
    try {
      const module = name === "classes";
      const r = await minify(code, { ...structuredCloneOptions(options), module });
      console.log(`${set} ${name}: ${r.code}`);
    } catch (error) {
      console.log(`${set} ${name}: ${error.name} ${error.message} ${error.line}:${error.col}`);
    }
  }
}

// Options are changed by a run: a copy that keeps regular expressions.
function structuredCloneOptions(o) {
  if (Array.isArray(o)) return o.map(structuredCloneOptions);
  if (o === null || typeof o !== "object" || o instanceof RegExp) return o;
  return Object.fromEntries(Object.entries(o).map(([k, v]) => [k, structuredCloneOptions(v)]));
}

for (const bad of ["var = 1", "a b", "(", "'x", "/x", "function f( {", "let a; let a", "return 1", "break", "class { }", "import x from", "await 1;\nyield 2", "\u0000", "a => { ", "for (;;", "const x;", "0b2", "`${", "super()", "delete x; 'use strict'; with (a) b", "new.target", "a?.b = 1", "x = {a: 1, a}=>", "switch (a) { foo }", "label: label: x", "continue l", "enum x {}"]) {
  try {
    console.log(JSON.stringify(bad), (await minify(bad)).code);
  } catch (error) {
    console.log(JSON.stringify(bad), error.name, error.message, error.line, error.col, error.pos, error.filename);
  }
}
const cache = {};
const first = minify_sync({ "a.js": "var shared = { propOne: 1 }; export_(shared.propOne)" }, { nameCache: cache, mangle: { toplevel: true, properties: true }, compress: false });
const second = minify_sync({ "b.js": "export_(shared.propOne)" }, { nameCache: cache, mangle: { toplevel: true, properties: true } });
console.log(first.code, second.code, JSON.stringify(cache));
const mapped = minify_sync({ "a.js": "function add(first, second) { return first + second }\nadd(1, 2)", "b.js": "console.log('b')" }, { sourceMap: { url: "inline", includeSources: true, root: "/src", asObject: false }, toplevel: true });
console.log(mapped.code, mapped.map);
const ast = minify_sync("let a = 1; a++", { parse: {}, compress: false, mangle: false, format: { ast: true, code: false, spidermonkey: true } });
console.log(JSON.stringify(ast.ast).length, minify_sync(ast.ast, { parse: { spidermonkey: true }, compress: false }).code);
const estree = minify_sync(sources.classes + ";" + sources.objects.replace("debugger;", ""), { module: true, compress: false, mangle: false, format: { code: false, spidermonkey: true } });
console.log(minify_sync(estree.ast, { module: true, parse: { spidermonkey: true } }).code);
console.log(minify_sync("x", { enclose: "a:b", wrap: "w", timings: false }).code, minify_sync("return 1", { parse: { bare_returns: true, html5_comments: false, shebang: true } }).code);
for (const bad of [{ nope: 1 }, { compress: { nope: 1 } }, { mangle: { nope: 1 } }, { format: { nope: 1 } }, { sourceMap: { content: 5 } }]) {
  try {
    console.log(minify_sync("a", bad).code);
  } catch (error) {
    console.log(error.name, error.message);
  }
}
