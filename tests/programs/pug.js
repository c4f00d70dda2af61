"use strict";
// pug: indented templates become JavaScript; functions are made of it, and expressions are looked at by a parser first.

const pug = require("pug");
const { attempt } = require("./support");

const data = { title: "A <title>", user: { name: "Ann", admin: true }, list: [3, 1, 2], map: { a: 1, b: 2 }, n: 5, html: "<b>x</b>", f: (x) => `f(${x})` };
const templates = {
  document: "doctype html\nhtml(lang='en')\n  head\n    title= title\n  body.main#top(class=user.admin ? 'admin' : 'plain')\n    h1 Hello #{user.name}!\n    p!= html\n    p= html\n    img(src=`/img/${n}.png` alt)\n",
  each: "ul\n  each x, i in list\n    li(data-i=i)= x * 2\n  else\n    li none\n",
  eachObject: "each v, k in map\n  span #{k}=#{v}\neach x in []\n  b never\nelse\n  i empty\n",
  conditions: "if n > 3\n  p big\nelse if n\n  p small\nelse\n  p zero\nunless user.admin\n  p no\n",
  cases: "case n\n  when 4\n  when 5\n    p four or five\n  default\n    p other\n",
  loops: "- let k = 0\nwhile k < 3\n  b= k++\n- for (let i = 0; i < 2; i++)\n  i= i\n",
  mixins: "mixin item(name, ...rest)\n  li(class!=attributes.class)&attributes(attributes)\n    = name\n    each r in rest\n      u= r\n    if block\n      block\n+item('one', 1, 2).x(data-q='1')\n  em inner\n+item('two')\n",
  attributes: "a(href='/?a=1&b=\"2\"' title=\"it's\" checked disabled=false data-o={a: [1, 2]} style={color: 'red', width: n} class=['a', null, 'b'] class={on: true, off: false})\ndiv&attributes({id: 'q', 'data-x': '<'})\n",
  text: "p\n  | piped #{f(n)} text\n  |  #[strong inline #[em deep]] and !{html}\npre.\n  block\n    text #{n}\nscript.\n  if (a < b) alert('x')\n",
  interpolated: "- const tag = 'h' + 2\n#{tag}.dyn text\n",
  comments: "// shown\n//- hidden\n  also hidden\np after\n",
  code: "- var total = list.reduce((a, b) => a + b)\n-\n  var twice = total * 2\n  var text = `t${twice}`\np= text\np= typeof undefinedName\n",
  filters: ":upper\n  shout #{n}\n",
  selfClosing: "br\ninput(type='text')\ncustom/\n",
  missing: "p= nobody.home\n",
  broken: "p(\n  a=\n",
  indentation: "div\n    p a\n  p b\n",
};
const options = { filters: { upper: (text) => text.toUpperCase() } };
for (const [name, text] of Object.entries(templates)) {
  attempt(name, () => pug.render(text, { ...data, ...options }), (s) => JSON.stringify(s));
  attempt(`${name}, plain`, () => pug.compile(text, { ...options, compileDebug: false })(data).length);
  attempt(`${name}, pretty`, () => pug.compile(text, { ...options, pretty: true, doctype: "xml" })(data).length);
}
attempt("client", () => pug.compileClient("p= a\neach x in list\n  b= x\n", { name: "render", compileDebug: false }).length);
attempt("self", () => pug.compile("p= self.n + 1\n", { self: true })(data));
attempt("globals", () => pug.compile("p= JSON.stringify(map)\np= Number(n).toFixed(2)\n", { globals: ["Number"] })(data));
const row = pug.compile("tr\n  each c in cells\n    td(class=c % 2 ? 'odd' : 'even')= c\n");
let hash = 0;
for (let i = 0; i < 1000; i++) for (const c of row({ cells: [i, i + 1, `<${i}>`] })) hash = (hash * 31 + c.charCodeAt(0)) | 0;
console.log(hash);
