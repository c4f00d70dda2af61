"use strict";
// js-yaml: loading and dumping under every schema, comments on styles, errors with snippets, own tags.

const yaml = require("js-yaml");
const { attempt, show } = require("./support");

const documents = [
  "plain: text\nnumber: 1\nfloats: [1.5, -.5e3, .inf, -.INF, .nan, 0x1F, 0o17, 0b101, 1_000, 017, +12, 190:20:30]\nnothing: [null, ~, Null, ]\nflags: [true, false, True, yes, no, on, off]",
  "- a\n- - b\n  - c\n-\n  d: e\n  f:\n    - g\n- ? complex\n  : key\n- ? [x, y]\n  : list key",
  "literal: |\n  line one\n    indented\n\n  after\nfolded: >-\n  one\n  two\n\n  three\n   more\nkeep: |+\n  kept\n\n\nstrip: >2-\n    two\nlast: end",
  "single: 'it''s'\ndouble: \"tab\\t nl\\n uni\\u00e9 \\x41 \\U0001F600 cont\\\n  inued \\/ \\e\"\nmulti: one\n  two\n\n  three\n'quoted key': {a: 1, b: [2, {c: d}], 'e': \"f\", ? g : h, i: }",
  "base: &base {a: 1, b: 2}\nderived:\n  <<: *base\n  b: 3\nboth:\n  <<: [*base, {c: 4}]\nalias: *base",
  "date: 2001-12-14\ntime: 2001-12-14t21:59:43.10-05:00\nspaced: 2001-12-14 21:59:43.10 -5\nbinary: !!binary R0lGODlhDAAMAIQAAP==\nset: !!set {a, b}\nomap: !!omap [a: 1, b: 2]\npairs: !!pairs [a: 1, a: 2]\nstr: !!str 12\nint: !!int \"3\"\nfloat: !!float \"3.5\"\nbool: !!bool \"true\"\nnull: !!null ''\nseq: !!seq [1]\nmap: !!map {a: 1}",
  "%YAML 1.2\n%TAG !e! tag:example.org,2000:\n---\n# comment\na: 1 # trailing\n...\n",
  "--- first\n--- second\n...\n---\nthird: [\n  1,\n  2 # two\n]\n",
  "a: !point {x: 1, y: 2}\nb: !unknown text\nc: ! plain\nd: !<tag:yaml.org,2002:str> 5",
  "?\n: empty\n? a\n? b\n: c\n\"x\" : y\n\nkey with spaces: value: with colon\nurl: http://a.b/c#d\n",
];
const invalid = ["a: b: c", "[1, 2", "{a: 1", "'open", "\"open", "a:\n\tb", "- a\nb", "a: *none", "&a &b c", "%YAML 3.0\n---", "%TAG x\n---", "a: 1\na: 2", "\"\\z\"", "!<x", "@at", "`tick", "a: |x\n b", "--- a\n...\nb\n--- c", "[a]]", "? a\n- b", "\0", "!!int abc", "!!binary '*'", "a: >\n\tx", "{a b: c, , d}", "'a\n---\nb'", "- &x\n- *y"];
const schemas = { default: undefined, failsafe: yaml.FAILSAFE_SCHEMA, json: yaml.JSON_SCHEMA, core: yaml.CORE_SCHEMA, yaml11: yaml.YAML11_SCHEMA };

for (const [name, schema] of Object.entries(schemas)) {
  const options = schema === undefined ? {} : { schema };
  documents.forEach((text, i) => attempt(`${name} ${i}`, () => yaml.loadAll(text, options), (v) => show(v, 7)));
}
for (const text of invalid) {
  attempt(JSON.stringify(text), () => yaml.loadAll(text, { filename: "f.yml" }));
  attempt("  json", () => yaml.load(text, { json: true, filename: "f.yml" }));
}
try {
  yaml.load("ok: 1\nbad: [1, 2\nnext: 3\n", { filename: "x.yml" });
} catch (error) {
  console.log(error instanceof yaml.YAMLException, error.name, error.reason, error.mark?.line, error.mark?.column);
  console.log(error.toString());
  console.log(error.toString(true));
}

// ---- own tags ----

class Point {
  constructor(x, y) {
    this.x = x;
    this.y = y;
  }
}
attempt("own tags", () => Object.keys(yaml).filter((k) => /Tag$/.test(k)).sort().join(" "), String);
const tagDefinitions = [
  ["scalar", () => yaml.defineScalarTag("!upper", { implicit: false, resolve: (s) => s.toUpperCase(), identify: () => false })],
  ["mapping", () => yaml.defineMappingTag("!point", { create: () => ({}), addPair: (o, k, v) => ((o[k] = v), ""), has: (o, k) => k in o, keys: (o) => Object.keys(o), get: (o, k) => o[k], finalize: (o) => new Point(o.x, o.y), identify: (v) => v instanceof Point, represent: (p) => new Map(Object.entries(p)) })],
  ["sequence", () => yaml.defineSequenceTag("!set", { create: () => [], addItem: (a, v) => (a.push(v), ""), finalize: (a) => new Set(a), identify: (v) => v instanceof Set, represent: (s) => [...s] })],
];
for (const [name, define] of tagDefinitions) attempt(`define ${name}`, () => Object.keys(define()).sort().join(" "), String);
attempt("with tags", () => {
  const schema = yaml.CORE_SCHEMA.withTags(...tagDefinitions.map(([, define]) => define()));
  const value = yaml.load("- !upper abc\n- !point {x: 1, y: 2}\n- !set [a, a, b]\n", { schema });
  return [value[0], value[1] instanceof Point, value[2] instanceof Set, yaml.dump(value.slice(1), { schema })];
});

// ---- dumping ----

const shared = { deep: [1] };
const value = {
  strings: ["", " lead", "trail ", "plain text", "multi\nline\n", "multi\nline", "colon: x", "# hash", "'q'", "\"d\"", "- dash", "? q", "true", "null", "12", "1.5", "0x1f", "2001-01-01", "tab\t", "\u0007bell", "é ñ 日本", "🎉", "a".repeat(100), "long words ".repeat(12), "@at", "`t", "%p", "&a", "*b", "!c", "|", ">", "{", "[", "a, b", "~", "=", "<<", "...", "---", "line\n\n\nend\n\n", "  indented\nblock"],
  numbers: [0, -0, 1, -1.5, 1e21, 1e-7, NaN, Infinity, -Infinity],
  others: [true, false, null, new Date(Date.UTC(2020, 1, 2, 3, 4, 5, 678)), new Date(Date.UTC(2020, 1, 2))],
  nested: { list: [[1, [2, []], {}], { a: { b: { c: [] } } }], "key with space": 1, "": 2, 3: 4, "k: v": 5, "multi\nline": 6, true: 7 },
  shared, again: shared,
  "a very long key that goes on and on, so that it cannot be written in one line of a reasonable length, and more than one hundred and twenty-eight characters": "v",
};
const dumpOptions = [{}, { indent: 4 }, { flowLevel: 1 }, { flowLevel: 0 }, { sortKeys: true }, { sortKeys: (a, b) => (a < b ? 1 : -1) }, { lineWidth: 40 }, { lineWidth: -1 }, { noRefs: true }, { noArrayIndent: true }, { condenseFlow: true, flowLevel: 2 }, { quotingType: '"' }, { forceQuotes: true }, { quoteStyle: "double" }, { noCompatMode: true }, { schema: yaml.JSON_SCHEMA }, { schema: yaml.YAML11_SCHEMA }, { skipInvalid: true }, { replacer: (k, v) => (k === "numbers" ? undefined : v) }, { seqNoIndent: true }, { flowBracketPadding: true, flowLevel: 1 }];
for (const options of dumpOptions) {
  attempt(`dump ${Object.keys(options)}`, () => {
    const text = yaml.dump(value, options);
    console.log(text);
    return [text.length, yaml.dump(yaml.load(text, { schema: yaml.YAML11_SCHEMA }), {}).length];
  });
}
for (const bad of [undefined, () => 1, Symbol("s"), { f() {} }, [undefined, () => 1], /re/, 10n])
  for (const skipInvalid of [false, true]) attempt(`dump ${typeof bad}`, () => yaml.dump(bad, { skipInvalid }));
const cyclic = { name: "loop" };
cyclic.self = cyclic;
attempt("cycle", () => {
  const text = yaml.dump(cyclic), back = yaml.load(text);
  return [text, back.self === back];
});

// ---- events and trees ----

attempt("events", () => yaml.parseEvents("a: &x [1, 'two']\nb: *x\n").map((e) => e.type ?? e.id).join(" "), String);
attempt("ast", () => {
  const seen = [];
  const asts = yaml.eventsToAst(yaml.parseEvents("a: [1, two]\nb: {c: d}\n"));
  yaml.visit(asts, (node) => void seen.push(typeof node.kind === "undefined" ? typeof node : String(node.kind)));
  return seen.join(" ");
}, String);
attempt("present", () => yaml.present(yaml.jsToAst({ a: [1, { b: "x" }], c: null })), String);
