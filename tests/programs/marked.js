"use strict";
// marked: documents with every construct, extensions, hooks, own renderers and tokenizers, options, asynchronous use.

const fs = require("node:fs");
const path = require("node:path");
const { Hooks, Lexer, Marked, Parser, Renderer, TextRenderer, Tokenizer, getDefaults, lexer, marked, parseInline, parser, walkTokens } = require("marked");
const { attempt, show } = require("./support");

const samples = [
  "# One #\n\nTwo\n===\n\nThree\n---\n\n###### six\n\n***\n\n---\n_ _ _\n",
  "para *em* _em_ **strong** __strong__ ***both*** ~~del~~ `code` ``a ` b`` line  \nbreak\\\nescape \\* &amp; &copy; &#35; <b>html</b> <!-- c -->",
  "[link](http://a.b 'title') [ref][Id] [id] [a](<b c>) ![img](src.png \"t\") ![ref img][id] <http://auto.link> <me@mail.org> http://bare.org/x?y=z www.bare.org.\n\n[id]: http://id.org/x 'Id title'\n",
  "- a\n- b\n  - c\n\n    para in item\n  - d\n* other\n+ third\n\n1. one\n2. two\n   ```\n   code\n   ```\n10) ten\n\n- [ ] todo\n- [x] done\n\nloose\n\n- x\n\n- y\n",
  "> quote\n> more\n>> nested\nlazy\n\n> - list\n> # head\n",
  "    indented\n      code\n\n```js info\nlet a = '<b>';\n```\n\n~~~\ntilde\n~~~\n\n````\n```\n````\n",
  "| a | b | c |\n|:--|:-:|--:|\n| 1 | `x\\|y` | *3* |\n| 4 |\n\nnot | a table\n",
  "<div class=\"x\">\n*not md*\n</div>\n\n<script>\nif (a < b) c();\n</script>\n\n<p>para</p> after\n\n<?php echo 1 ?>\n\n<![CDATA[x]]>\n",
  "a\tb\r\nc\u00a0d **bold*** *a*b* _a_b_ **a*b*c** [unclosed](x [ok](y) `open *x\n\n[not defined][nope] [] ![]() []()\n",
  "1986\\. A year. 5 * 3 * 2 \"quotes\" -- dash --- ... 'x'\n\n# dup\n# dup\n## A `code` *head*\n",
];
samples.forEach((text, i) => {
  console.log(`## ${i}`);
  console.log(marked.parse(text));
  console.log(marked.parse(text, { gfm: false }));
  console.log(marked.parse(text, { breaks: true, pedantic: i % 2 === 0 }));
  attempt("tokens", () => lexer(text).map((t) => [t.type, t.raw.length]));
  attempt("inline", () => parseInline(text));
});
for (const name of ["marked/README.md", "postcss/README.md", "immutable/README.md"]) {
  const text = fs.readFileSync(path.join(__dirname, "../../node_modules", name), "utf8");
  const html = marked(text);
  console.log(name, text.length, html.length, html.slice(0, 300));
}

// ---- own parts ----

const text = samples.join("\n\n");
const renderer = {
  heading({ tokens, depth }) { return `<H${depth}>${this.parser.parseInline(tokens)}</H${depth}>\n`; },
  code({ text, lang }) { return `[code ${lang ?? ""} ${text.length}]\n`; },
  link({ href, tokens }) { return href.includes("auto") ? false : `<L ${href}>${this.parser.parseInline(tokens, new TextRenderer())}</L>`; },
};
const tokenizer = {
  codespan(src) {
    const m = /^\$([^$]+)\$/.exec(src);
    return m ? { type: "codespan", raw: m[0], text: m[1] } : false;
  },
};
const shout = {
  name: "shout", level: "inline", start: (src) => src.indexOf("!!"),
  tokenizer(src) {
    const m = /^!!([^!]+)!!/.exec(src);
    return m ? { type: "shout", raw: m[0], text: m[1], tokens: this.lexer.inlineTokens(m[1]) } : undefined;
  },
  renderer(token) { return `<S>${this.parser.parseInline(token.tokens)}</S>`; },
};
const box = {
  name: "box", level: "block", start: (src) => src.match(/:::/)?.index,
  tokenizer(src) {
    const m = /^:::\n([\s\S]*?)\n:::(?:\n|$)/.exec(src);
    if (!m) return undefined;
    const token = { type: "box", raw: m[0], tokens: [] };
    this.lexer.blockTokens(m[1], token.tokens);
    return token;
  },
  renderer(token) { return `<box>${this.parser.parse(token.tokens)}</box>`; },
  childTokens: ["tokens"],
};
const counts = {};
const mine = new Marked({ renderer, tokenizer, extensions: [shout, box], walkTokens: (t) => void (counts[t.type] = (counts[t.type] ?? 0) + 1), hooks: { preprocess: (s) => `${s}\n\nadded`, postprocess: (h) => `${h}<!-- end -->`, processAllTokens: (t) => t } });
console.log(mine.parse(`a !!b *c*!! $d$\n\n:::\n- in a box\n:::\n\n${text}`));
console.log(show(counts));
console.log(mine.parseInline("!!x!! `y`"));

class Upper extends Renderer {
  text(token) { return super.text(token).toUpperCase(); }
}
attempt("renderer class", () => marked.parse("a *b* [c](d)", { renderer: new Upper() }));
attempt("parts", () => {
  const options = { ...getDefaults(), tokenizer: new Tokenizer(), renderer: new Renderer() };
  const l = new Lexer(options);
  return [Parser.parse(l.lex("x **y**"), options), Parser.parseInline(Lexer.lexInline("*z*"), options), Object.keys(Lexer.rules).join(), parser(lexer("q")), Hooks.passThroughHooks.size];
});
const types = [];
walkTokens(lexer(samples[6] + samples[3]), (t) => types.push(t.type));
console.log(types.join(" "));
attempt("text renderer", () => {
  const t = new TextRenderer();
  return [t.strong({ text: "a" }), t.image({ text: "b" }), t.br(), t.checkbox?.({ raw: "[x]" }), t.html({ text: "<b>" }), t.codespan({ text: "c" }), t.del({ text: "d" }), t.em({ text: "e" }), t.link({ text: "f" })];
});
for (const bad of [null, undefined, 5, {}]) attempt(`input ${String(bad)}`, () => marked.parse(bad));
attempt("silent", () => marked.parse(null, { silent: true }));
attempt("no such renderer", () => new Marked({ renderer: { nope() {} } }));
attempt("no such tokenizer", () => new Marked({ tokenizer: { nope() {} } }));
attempt("extension without name", () => new Marked({ extensions: [{}] }));
attempt("no such hook", () => new Marked({ hooks: { nope() {} } }));

async function main() {
  const slow = new Marked({ async: true, walkTokens: async (t) => { await null; if (t.type === "text") t.text += "~"; }, hooks: { preprocess: async (s) => s.trim(), postprocess: async (h) => h.trim() } });
  console.log(await slow.parse("  a *b* c  "));
  console.log(await slow.parse(null).catch((e) => `${e.name}: ${e.message}`));
  marked.use({ gfm: true }, { breaks: true });
  console.log(marked.parse("a\nb"), marked.defaults.breaks);
  marked.setOptions({ breaks: false });
  console.log(marked.parse("a\nb"));
}
main();
