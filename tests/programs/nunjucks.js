"use strict";
// nunjucks: its compiler writes JavaScript, which `new Function` makes functions of.

const nunjucks = require("nunjucks");
const { attempt } = require("./support");

const files = {
  "base.html": "<title>{% block title %}base{% endblock %}</title>{% block body %}{% endblock %}",
  "page.html": "{% extends 'base.html' %}{% block title %}page of {{ super() }}{% endblock %}{% block body %}{{ n }}{% include 'part.html' %}{% endblock %}",
  "part.html": "[part {{ n + 1 }}]",
  "macros.html": "{% macro field(name, value='', type='text') %}<input name={{ name }} type={{ type }} value={{ value }}>{{ caller() if caller }}{% endmacro %}{% set shared = 5 %}",
};
const loader = { getSource: (name) => (name in files ? { src: files[name], path: name, noCache: false } : null) };
const env = new nunjucks.Environment(loader, { autoescape: true });
env.addFilter("double", (x) => x * 2);
env.addFilter("wrap", (text, left, right = left) => `${left}${text}${right}`);
env.addGlobal("version", "1.2");
const data = { n: 7, user: { name: "<Ann>", tags: ["b", "a", "c"] }, items: [{ k: "x", v: 2 }, { k: "y", v: 1 }], map: { p: 1, q: 2 }, f: (a, b) => a + b };

const templates = {
  plain: "{{ user.name }} {{ user.name | safe }} {{ missing }} {{ missing.deep }} {{ version }}",
  arithmetic: "{{ n * 2 + 1 }} {{ n // 2 }} {{ n ** 2 }} {{ n % 4 }} {{ 'a' ~ n }} {{ n > 3 and not false }} {{ 'a' in user.tags }}",
  loop: "{% for x in user.tags %}{{ loop.index }}/{{ loop.length }}{{ x }}{% if not loop.last %},{% endif %}{% else %}none{% endfor %}",
  pairs: "{% for k, v in map %}{{ k }}={{ v }};{% endfor %}{% for a, b in [[1, 2], [3, 4]] %}{{ a + b }} {% endfor %}",
  conditions: "{% if n < 5 %}a{% elif n == 7 %}b{% else %}c{% endif %}{{ 'yes' if n else 'no' }}",
  filters: "{{ user.tags | sort | join('-') }} {{ n | double | wrap('<', '>') | safe }} {{ 'hello world' | title | replace('o', '0') }} {{ items | sort(false, false, 'v') | first | dump | safe }} {{ [1, 2, 3, 4] | batch(2) | dump }} {{ 3.14159 | round(2) }} {{ items | groupby('k') | dump | safe }}",
  set: "{% set a = 1 %}{% set b %}captured {{ a }}{% endset %}{{ b | upper }}{% for i in range(3) %}{% set a = a + i %}{% endfor %}{{ a }}",
  macros: "{% import 'macros.html' as m %}{{ m.field('u') }}{{ m.shared }}{% from 'macros.html' import field as fld %}{{ fld('p', value=1, type='password') }}{% call fld('c') %}inner {{ n }}{% endcall %}",
  localMacro: "{% macro fact(k) %}{{ 1 if k <= 1 else k }}{% if k > 1 %}*{{ fact(k - 1) }}{% endif %}{% endmacro %}{{ fact(4) }}",
  inheritance: "{% extends 'page.html' %}{% block title %}mine, {{ super() }}{% endblock %}",
  calls: "{{ f(1, 2) }} {{ user.tags.slice(1).concat(['z']) }} {{ items[1].k }} {{ map['p'] }} {{ 'abc'[1] }}",
  tests: "{{ n is odd }} {{ n is divisibleby(7) }} {{ missing is defined }} {{ 'x' is string }} {{ null is none }}",
  raw: "{% raw %}{{ not code }}{% endraw %}{# comment #}",
  whitespace: "a  {%- if true -%}  b  {%- endif %}  c",
  switch: "{% switch n %}{% case 6 %}six{% case 7 %}seven{% default %}other{% endswitch %}",
  filterBlock: "{% filter upper %}shout {{ n }}{% endfilter %}",
  regex: "{{ r/^a+$/.test('aaa') }}",
  broken: "{% if a %}never closed",
  unknownFilter: "{{ n | nothing }}",
  missingInclude: "{% include 'nowhere.html' %}",
  optionalInclude: "{% include 'nowhere.html' ignore missing %}fine",
  throwing: "{{ f.call.apply(1) }}",
};
for (const [name, text] of Object.entries(templates)) attempt(name, () => env.renderString(text, data));
attempt("page", () => env.render("page.html", data));
attempt("precompile", () => nunjucks.precompileString("{{ a }}{% for x in y %}{{ x }}{% endfor %}", { name: "t" }).length);
class Twice {
  tags = ["twice"];
  parse(parser, nodes) {
    const token = parser.nextToken(), args = parser.parseSignature(null, true);
    parser.advanceAfterBlockEnd(token.value);
    const body = parser.parseUntilBlocks("endtwice");
    parser.advanceAfterBlockEnd();
    return new nodes.CallExtension(this, "run", args, [body]);
  }
  run(context, body) { return new nunjucks.runtime.SafeString(body() + body()); }
}
env.addExtension("Twice", new Twice());
attempt("extension", () => env.renderString("{% twice %}<{{ n }}>{% endtwice %}", data));
const strict = new nunjucks.Environment(null, { throwOnUndefined: true, trimBlocks: true, lstripBlocks: true, tags: { variableStart: "<$", variableEnd: "$>" } });
attempt("strict", () => strict.renderString("<$ a $>\n  {% if a %}\n  x\n  {% endif %}\n", { a: 1 }));
attempt("undefined", () => strict.renderString("<$ nobody $>", {}));
const template = nunjucks.compile("{% for row in rows %}<td>{{ row }}</td>{% endfor %}", env);
let hash = 0;
for (let i = 0; i < 500; i++) for (const c of template.render({ rows: [i, `&${i}`] })) hash = (hash * 31 + c.charCodeAt(0)) | 0;
console.log(hash);
env.addFilter("later", (x, done) => setTimeout(() => done(null, x + 1)), true);
env.renderString("{{ n | later }} {% asyncEach i in [1, 2] %}{{ i | later }}{% endeach %}", data, (error, text) => console.log("async:", error, text));
