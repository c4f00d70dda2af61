"use strict";
// ejs: templates become functions, of `with` statements or with names taken apart, whole and in strict mode.

const ejs = require("ejs");
const { attempt, show } = require("./support");

const data = { user: { name: "Ann <b>", tags: ["x", "y&z"] }, list: [3, 1, 2], n: 0, f: (x) => `f(${x})` };
const templates = {
  escaped: "Hi <%= user.name %>, <%- user.name %>",
  loop: "<% for (const x of list) { %>[<%= x %>]<% } %>",
  nested: "<ul><% list.forEach((x, i) => { %>\n  <li><%= i %>:<%= f(x) %></li><% if (x === 1) { %>!<% } %><% }) %>\n</ul>",
  trimmed: "<%_ if (n === 0) { _%>\n  zero\n<%_ } else { _%>\n  other\n<%_ } _%>\nend",
  slurp: "a\n<% /* gone */ -%>\nb",
  literal: "<%% not code %%> <%# comment %>done",
  assigned: "<% let total = 0; for (const x of list) total += x; %>sum <%= total %>",
  missing: "<%= nobody.home %>",
  throwing: "line one\n<% throw new RangeError('in template') %>",
  broken: "<% if (list) { %> never closed",
};

for (const [name, text] of Object.entries(templates)) {
  attempt(name, () => ejs.render(text, data));
  attempt(`${name}, strict`, () => ejs.render(text, data, { strict: true, destructuredLocals: Object.keys(data) }));
  attempt(`${name}, no debug`, () => ejs.render(text, data, { compileDebug: false }));
}
attempt("delimiter", () => ejs.render("<? list.length ?><?= list ?>", data, { delimiter: "?" }));
attempt("brackets", () => ejs.render("[% if (n < 1) { %]small[% } %]", data, { openDelimiter: "[", closeDelimiter: "]" }));
attempt("locals", () => ejs.render("<%= it.n + it.list.length %>", data, { _with: false, localsName: "it" }));
attempt("escape", () => ejs.render("<%= user.name %>", data, { escape: (s) => String(s).toUpperCase() }));
attempt("rmWhitespace", () => ejs.render("  a  \n\n   <%= n %>  \n", data, { rmWhitespace: true }));
attempt("context", () => ejs.render("<%= this.n1 %>", data, { context: { n1: 7 } }));
attempt("include", () =>
  ejs.render("<%- include('part', { x: 5 }) %>|<%- include('other') %>", data, {
    includer: (path) => ({ template: path === "part" ? "part <%= x %> of <%= n %>" : "other <%= list[0] %>" }),
  }),
);
const compiled = ejs.compile("<%= a %>-<%= b %>", { client: true });
attempt("client", () => [compiled({ a: 1, b: "<" }), compiled.name, compiled.length, typeof compiled.toString()]);
attempt("cache", () => {
  const options = { cache: true, filename: "/cached.ejs" };
  return [ejs.render("<%= n %>", { n: 1 }, options), ejs.render("never seen", { n: 2 }, options), show(ejs.cache.get("/cached.ejs") !== undefined)];
});
let rows = "";
const row = ejs.compile("<tr><% for (let i = 0; i < cells.length; i++) { %><td><%= cells[i] %></td><% } %></tr>\n");
for (let i = 0; i < 2000; i++) rows += row({ cells: [i, i * i, `<${i}>`] });
let hash = 0;
for (let i = 0; i < rows.length; i++) hash = (hash * 31 + rows.charCodeAt(i)) | 0;
console.log(rows.length, hash);
ejs.render("<%= await Promise.resolve(n + 1) %>!", data, { async: true }).then((text) => console.log("async:", text));
