"use strict";
// Reads a Markdown file, prints its outline and a few figures, and renders it as HTML with the npm package marked.
//
//   jsc examples/markdown/main.js -o markdown && ./markdown [file.md]

const fs = require("node:fs");
const path = require("node:path");
const { marked } = require("marked");

const file = process.argv[2] ?? path.join(__dirname, "article.md");
let text;
try {
  text = fs.readFileSync(file, "utf8");
} catch (error) {
  console.error(`cannot read it: ${error.message}`);
  process.exit(1);
}

const tokens = marked.lexer(text);
const kinds = new Map();
marked.walkTokens(tokens, (token) => {
  kinds.set(token.type, (kinds.get(token.type) ?? 0) + 1);
});
const words = text.match(/[a-z]+/gi) ?? [];
const longest = words.reduce((a, b) => (b.length > a.length ? b : a), "");

console.log(
  `${path.basename(file)}: ${words.length} words, the longest is “${longest}”`,
);
for (const token of tokens) {
  if (token.type === "heading")
    console.log(`${"  ".repeat(token.depth)}${token.text}`);
}
console.log(kinds);
console.log(marked.parser(tokens));
