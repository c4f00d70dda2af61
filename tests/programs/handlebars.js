"use strict";
// Handlebars: templates become JavaScript through its own compiler, which `new Function` makes functions of.

const Handlebars = require("handlebars");
const { attempt } = require("./support");

const data = {
  title: "A <title>", html: "<b>bold</b>", people: [{ name: "Ann", age: 30, kids: ["x", "y"] }, { name: "Bob", age: 17 }],
  map: { one: 1, two: 2 }, empty: [], nested: { a: { b: { c: "deep" } } }, "odd key": "odd",
};
Handlebars.registerHelper("shout", (text, options) => `${String(text).toUpperCase()}${options.hash.mark ?? "!"}`);
Handlebars.registerHelper("sum", (...args) => args.slice(0, -1).reduce((a, b) => a + b, 0));
Handlebars.registerHelper("bold", function (options) { return new Handlebars.SafeString(`<b>${options.fn(this)}</b>`); });
Handlebars.registerHelper("eq", (a, b) => a === b);
Handlebars.registerPartial("person", "{{name}}({{age}}){{#if @root.title}}*{{/if}}");
Handlebars.registerPartial("layout", "<main>{{> @partial-block}}</main>");

const templates = {
  plain: "{{title}} {{{html}}} {{&html}} {{missing}}",
  each: "{{#each people}}{{@index}}:{{name}}{{#if @last}}.{{else}}, {{/if}}{{/each}}",
  eachMap: "{{#each map}}{{@key}}={{this}};{{/each}}",
  eachElse: "{{#each empty}}x{{else}}none{{/each}}",
  params: "{{#each people as |p i|}}{{i}}{{p.name}}{{#each p.kids as |k|}}<{{k}}{{../p.age}}>{{/each}}{{/each}}",
  scopes: "{{#with nested.a}}{{b.c}} {{../title}}{{#with b}}{{c}}{{../../title}}{{/with}}{{/with}}",
  conditions: "{{#if empty}}a{{else if map.one}}b{{else}}c{{/if}}{{#unless empty}}d{{/unless}}",
  helpers: "{{shout title mark='?'}} {{sum 1 2 (sum 3 4)}} {{#bold}}{{title}}{{/bold}} {{#if (eq map.one 1)}}same{{/if}}",
  partials: "{{#each people}}{{> person}};{{/each}}{{#> layout}}inside {{title}}{{/layout}}{{> person name='Eve' age=1}}",
  inline: "{{#*inline 'it'}}<{{this}}>{{/inline}}{{#each map}}{{> it}}{{/each}}",
  dynamic: "{{> (lookup . 'which')}}",
  whitespace: "  {{~#each people~}}  {{name}}  {{~/each~}}  end\n{{! comment }}\n{{!-- long {{comment}} --}}\nlast",
  lookup: "{{lookup people.[0] 'name'}} {{[odd key]}} {{people.1.name}} {{@root.title}}",
  escapes: "\\{{title}} {{{{raw}}}} {{x}} {{{{/raw}}}}",
  broken: "{{#if a}}never closed",
  unknown: "{{nohelper 1 2}}",
  missingPartial: "{{> nowhere}}",
};
Handlebars.registerHelper("raw", (options) => options.fn());
for (const [name, text] of Object.entries(templates)) {
  attempt(name, () => Handlebars.compile(text)({ ...data, which: "person" }));
  attempt(`${name}, strict`, () => Handlebars.compile(text, { strict: true, noEscape: true, preventIndent: true })({ ...data, which: "person" }));
  attempt(`${name}, precompiled`, () => Handlebars.precompile(text).length);
}
attempt("knownHelpersOnly", () => Handlebars.compile("{{#if a}}{{b}}{{/if}}", { knownHelpersOnly: true })({ a: 1, b: 2 }));
attempt("prototype", () => Handlebars.compile("{{constructor.name}}{{toString}}|")({}));
attempt("data", () => Handlebars.compile("{{@level}}{{#each list}}{{@../level}}{{@first}}{{/each}}")({ list: [1, 2] }, { data: { level: 5 } }));
attempt("template", () => Handlebars.template(new Function(`return ${Handlebars.precompile("{{a}} and {{b}}")}`)())({ a: 1, b: "<2>" }));
attempt("ast", () => JSON.stringify(Handlebars.parse("a{{b.c}}")).length);
const own = Handlebars.create();
own.registerHelper("shout", () => "own");
attempt("instances", () => [own.compile("{{shout}}")({}), Handlebars.compile("{{shout 'x'}}")({})]);
let hash = 0;
const row = Handlebars.compile("{{#each rows}}<td>{{this}}</td>{{/each}}");
for (let i = 0; i < 500; i++)
  for (const c of row({ rows: [i, `&${i}`, i % 2 === 0] })) hash = (hash * 31 + c.charCodeAt(0)) | 0;
console.log(hash);
