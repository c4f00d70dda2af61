"use strict";
// prettier's standalone build formats files of other packages in eight languages, with several options.

const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const prettier = require("prettier/standalone");
const names = ["babel", "estree", "postcss", "markdown", "typescript", "html", "yaml", "graphql"];
const plugins = [
  require("prettier/plugins/babel"), require("prettier/plugins/estree"), require("prettier/plugins/postcss"),
  require("prettier/plugins/markdown"), require("prettier/plugins/typescript"), require("prettier/plugins/html"),
  require("prettier/plugins/yaml"), require("prettier/plugins/graphql"),
];
const files = {
  babel: ["esprima/dist/esprima.js", "postcss/lib/parser.js", "nunjucks/src/compiler.js", "marked/bin/main.js"],
  typescript: ["typescript/lib/lib.es5.d.ts", "postcss/lib/node.d.ts", "acorn/dist/acorn.d.ts"],
  css: ["highlight.js/styles/github.css", "highlight.js/scss/an-old-hope.scss"],
  markdown: ["koa/Readme.md", "lodash/README.md", "terser/README.md"],
};
const texts = {
  html: `<!doctype html><html><head><title>x</title><style>a{b:c}</style><script>let  a=1</script></head><body class="a   b"><p>Some <b>bold</b> and <i>italic</i> text that goes on and on and on and on until it is too long for a line</p><ul><li>1<li>2</ul><pre>  kept
   as is</pre><input type=text disabled></body></html>`,
  yaml: "a:   1\nb:\n    - x\n    -   y: {z: [1,2,   3]}\n# comment\nc: >\n  folded\n  text\nd: &anchor {e: 'f'}\ng: *anchor\n",
  json: '{"a":[1,2,3],"b":{"c":null,"d":[{"e":"f"},{"g":[]}]},"long":["aaaaaaaaaaaaaaaaaaaaaaaa","bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","cccccccccccccccc"]}',
  graphql: "query Q($a:Int=1){user(id:$a){...F,name @include(if:true)}} fragment F on User{id friends(first:10){edges{node{name}}}}",
  less: "@a:1px;.m(){color:red}.x{.m();&:hover{width:(@a + 2)}}",
};
const options = [{}, { semi: false, singleQuote: true, trailingComma: "none", tabWidth: 4 }, { useTabs: true, printWidth: 120, arrowParens: "avoid", proseWrap: "always", bracketSameLine: true, quoteProps: "consistent" }];

(async () => {
  for (const [parser, list] of Object.entries(files)) {
    for (const file of list) {
      const text = fs.readFileSync(path.join("node_modules", file), "utf8");
      const by = file.endsWith(".scss") ? "scss" : parser;
      for (const o of options) {
        const out = await prettier.format(text, { parser: by, plugins, ...o });
        const digest = createHash("sha1").update(out).digest("hex");
        console.log(`== ${file} ${JSON.stringify(o)}: ${out.length} ${digest} ${await prettier.check(out, { parser: by, plugins, ...o })}`);
        if (out.length < 10000) console.log(out);
      }
    }
  }
  for (const [parser, text] of Object.entries(texts))
    for (const o of options) console.log(`== ${parser}\n${await prettier.format(text, { parser, plugins, ...o })}`);
  console.log(await prettier.formatWithCursor(" a  +b", { parser: "babel", plugins, cursorOffset: 5 }));
  for (const [parser, text] of [["babel", "let = (;"], ["css", "a{"], ["typescript", "type x ="], ["yaml", "a: [1"], ["nothing", ""]]) {
    try {
      console.log(await prettier.format(text, { parser, plugins }));
    } catch (e) {
      console.log(e.name, e.message);
    }
  }
  console.log(names.length, prettier.version, (await prettier.getSupportInfo({ plugins })).languages.map((l) => l.name).join());
})();
