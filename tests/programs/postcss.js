"use strict";
// postcss: parsing, building, walking and changing trees, plugins with visitors, source maps, errors, JSON.

const postcss = require("postcss");
const { attempt, show, cut } = require("./support");

const css = `@charset "utf-8";
@import url("x.css") screen;
/* head
   comment */
:root { --main: #abc; --empty:; --json: { a: b } }
a, a:hover > b::before , [data-x="y;{}"] { color: red !important; background: url(data:image/png;base64,AA==) no-repeat; ; }
@media (min-width: 100px) and (max-width:200px) {
\t.x { margin: 0 auto; filter: progid:DXImageTransform.Microsoft.gradient(startColorstr='#1', endColorstr='#2'); *zoom: 1; _h: 1px }
\t@supports (display: grid) { .y{display:grid} /* in */ }
}
@font-face { font-family: "A\\"B"; src: url(a.woff) }
.u\\:v { content: "\\201C\\
x"; width: calc( (1px + 2%) * 3 ) }
@page :first { margin: 1in }
@layer a, b;
.last { transition: all .3s cubic-bezier(0,0,.2,1), color 1s /* why */ ! important }
`;
const plain = (node) => `${node.type}(${node.selector ?? node.name ?? node.prop ?? node.text ?? ""})`;

const root = postcss.parse(css, { from: "/css/a.css" });
console.log(root.toString() === css, root.nodes.map(plain).join(" "));
root.walk((node) => {
  const { start, end } = node.source;
  console.log(plain(node), `${start.line}:${start.column}-${end.line}:${end.column}`, show(node.raws, 3));
});
root.walkDecls(/^(color|margin)$/, (d) => console.log(d.prop, d.value, d.important, d.variable));
root.walkDecls("color", (d) => void (d.value = "blue"));
root.walkRules(/^\.x/, (r) => console.log(r.selectors));
root.walkAtRules("media", (r) => console.log(r.params, r.nodes.length));
root.walkAtRules(/s/, (r) => console.log(r.name));
root.walkComments((c) => console.log(JSON.stringify(c.text)));
root.walkAtRules((r) => r.name !== "import");
root.walkRules((r) => void (r.selectors = r.selectors.map((s) => s.toUpperCase())));

// ---- building ----

const tree = postcss.root();
const rule = postcss.rule({ selector: ".made" });
tree.append(rule, postcss.comment({ text: "a comment" }), postcss.atRule({ name: "media", params: "print", nodes: [] }));
rule.append({ prop: "color", value: "red" }, postcss.decl({ prop: "top", value: 0, important: true }));
rule.prepend({ prop: "left", value: "1px" });
rule.insertBefore(0, "right: 2px").insertAfter(rule.last, { prop: "z-index", value: "3" });
tree.prepend({ name: "charset", params: '"x"' });
tree.first.after(".after { a: b }").before("/* before */");
tree.last.append({ selector: "i", nodes: [{ prop: "j", value: "k" }] });
console.log(tree.toString());
console.log(rule.index(rule.last), rule.some((n) => n.prop === "top"), rule.every((n) => n.type === "decl"), rule.first.next().prop, rule.last.prev().prop, rule.root() === tree, rule.parent === tree, rule.first.toProxy().prop, rule.nodes.length);
const copy = rule.clone({ selector: ".copy" });
rule.cloneBefore({ selector: ".x" }).cloneAfter({ selector: ".y" });
rule.replaceWith(copy, ".more { l: m }");
copy.replaceValues(/\d+px/, { props: ["left"], fast: "px" }, (s) => s.replace("p", "q"));
copy.removeChild(0).each((d, i) => console.log(i, String(d)));
copy.normalize("n: o").forEach((n) => console.log(n.type));
copy.last.remove(), copy.assign({ selector: ".assigned" }), copy.cleanRaws(true);
console.log(copy.raw("between"), JSON.stringify(copy.raw("before")), JSON.stringify(copy.last.raw("before", "beforeDecl")), tree.raw("semicolon"), tree.raw("indent"));
console.log(tree.toString(), copy.removeAll().nodes.length);
console.log(show(postcss.list.space("1px calc(2px + 3px) 'a b'")), show(postcss.list.comma("a, b(c, d), 'e,f', ")), show(postcss.list.split("a;b;;c", [";"], true)));
attempt("json", () => {
  const back = postcss.fromJSON(JSON.parse(JSON.stringify(root)));
  return [back.toString() === root.toString(), back.first.source.input.from, back.nodes.length];
});
attempt("document", () => {
  const d = postcss.document({ nodes: [postcss.parse("a{}"), postcss.parse("b{}")] });
  return [String(d), d.toResult().css];
});
attempt("positions", () => {
  const r = postcss.parse("a{\n  b: c d;\n}", { from: "/p.css" }), d = r.first.first;
  return [d.positionBy({ word: "d" }), d.positionBy({ index: 1 }), d.rangeBy({ word: "c" }), d.rangeBy({ index: 0, endIndex: 3 }), d.positionInside(2), r.source.input.fromOffset(4), r.source.input.from, r.source.input.css.length];
}, (v) => show(v, 4));

// ---- errors ----

for (const bad of ["a {", "a }", "a { b", "a { b: c", "/* open", "a { 'x: y }", "a { b: c; d }", ":{", "@", "a { : x }", "a { b:: c; (: }", "a{ [x }", "@media (", "a { b: url(x }", "{}", "x", "a { color: red; b { c }"])
  attempt(JSON.stringify(bad), () => postcss.parse(bad, { from: "/bad.css" }).toString());
try {
  postcss.parse("a {\n  color red;\n}", { from: "/e.css" });
} catch (error) {
  console.log(error.name, error.reason, error.line, error.column, error.file, error instanceof postcss.CssSyntaxError, error.showSourceCode(false), String(error));
}
try {
  throw root.last.first.error("own error", { word: "all", plugin: "mine" });
} catch (error) {
  console.log(error.message, error.plugin, error.line, error.endColumn);
}

// ---- plugins ----

const log = [];
const visitors = (name) => {
  const note = (what) => (node) => void log.push(`${name}:${what}:${cut(plain(node), 20)}`);
  return { postcssPlugin: name, Once: note("once"), OnceExit: note("onceExit"), Root: note("root"), RootExit: note("rootExit"), Rule: { "*": note("rule") }, RuleExit: note("ruleExit"), Declaration: { color: (d, { result }) => { if (d.value !== "green") { d.value = "green"; d.warn(result, "was changed", { word: "color" }); } }, "*": note("decl") }, DeclarationExit: note("declExit"), AtRule: { media: note("media") }, AtRuleExit: note("atExit"), Comment: note("comment"), CommentExit: note("commentExit"), prepare: undefined };
};
const adding = { postcssPlugin: "adding", prepare: (result) => ({ Rule(r, { Declaration, postcss: p }) { if (!r.some((d) => d.prop === "added")) r.append(new Declaration({ prop: "added", value: String(typeof p.parse) })); }, OnceExit() { result.messages.push({ type: "note", plugin: "adding" }); } }) };
const creator = (options) => ({ postcssPlugin: "creator", Once: (r) => r.append(`/* ${options?.text} */`) });
creator.postcss = true;

const processor = postcss([visitors("one"), adding]).use(creator({ text: "hello" })).use(postcss([{ postcssPlugin: "nested" }]));
const result = processor.process(css, { from: "/css/a.css", to: "/out/a.css", map: { inline: false, annotation: true, sourcesContent: false } });
console.log(result.css);
console.log(log.length, cut(log.join(" "), 900), processor.plugins.length, processor.version === undefined);
console.log(result.warnings().map(String), result.messages.length, result.root.nodes.length, result.opts.to, String(result).length, result.content.length, result.processor === processor);
console.log(result.map.toString());

async function main() {
  const slow = { postcssPlugin: "slow", async Once(r) { await null; r.first.remove(); }, async Declaration(d) { await null; if (d.prop === "a" && d.value !== "z") d.value = "z"; }, async OnceExit(r) { await null; r.append("p{q:r}"); } };
  const done = await postcss([slow]).process("@x; b { a: c }", { from: undefined });
  console.log(done.css, done.map === undefined, done.messages.length, (await postcss().process("a{b:c}", { from: undefined })).css);
  for (const bad of [{ postcssPlugin: "bad", async Rule() { throw new Error("in plugin"); } }, { postcssPlugin: "bad2", Declaration(d) { throw d.error("decl error"); } }])
    console.log(await postcss([bad]).process("a{b:c}", { from: "/f.css" }).then(String, (e) => `${e.name}: ${e.message} ${e.plugin}`));
  attempt("async in sync", () => postcss([slow]).process("a{}", { from: undefined }).css);
  attempt("not a plugin", () => postcss([5]));
  attempt("object plugin", () => postcss([{ nope: 1 }]).process("a{}", { from: undefined }).css);
  await postcss([creator]).process("a{}", { from: undefined }).finally(() => console.log("finally")).catch(() => {});
  const first = postcss([{ postcssPlugin: "p", Once() {} }]).process("a{ b: c }\n", { from: "/in.css", to: "/mid.css", map: { inline: true } });
  console.log(first.css);
  const second = postcss([{ postcssPlugin: "q", Declaration(d) { d.prop = "bb"; } }]).process(first.css, { from: "/mid.css", to: "/out.css", map: { inline: false, prev: undefined } });
  console.log(second.map.toString(), second.css);
  const none = postcss().process("a{b:c}", { from: undefined, map: false, parser: (text, o) => postcss.parse(text.toUpperCase(), o), stringifier: (node, builder) => { postcss.stringify(node, builder); builder("/* own */"); } });
  console.log((await none).css, String(await postcss().process(root, { syntax: { parse: postcss.parse, stringify: postcss.stringify } })).length);
  console.log(show(new postcss.Warning("w", { node: root.first, index: 1 }).toString()), new postcss.Input("a{}", { from: "/i.css" }).from, postcss.default === postcss);
}
main();
