"use strict";
// RUN: %node %s
// URL, URLSearchParams, the legacy url functions and querystring of lib/
// against the reference Node's, on written and generated inputs.

const { load, same } = require("./under-node.js");
const util = require("node:util");
const a = {
  ...load("internal/url"),
  ...load("internal/url_search_params"),
  url: load("url"),
  legacy: load("internal/url_legacy"),
  qs: load("querystring"),
  inspect: load("internal/util/inspect").inspect,
};
const b = {
  URL,
  URLSearchParams,
  url: require("node:url"),
  legacy: require("node:url"),
  qs: require("node:querystring"),
  inspect: util.inspect,
};
const both = (name, use) =>
  same(
    name,
    () => use(a),
    () => use(b),
  );

const show = (u) =>
  [
    u.href,
    u.origin,
    u.protocol,
    u.username,
    u.password,
    u.host,
    u.hostname,
    u.port,
    u.pathname,
    u.search,
    u.hash,
  ].join(" ");
const inputs = [
  "http://example.com",
  "HTTP://EXAMPLE.com:80/a/../b?x=1#y",
  "https://u:p@h:8443/p?q#f",
  "file:///C:/a/../b",
  "file://host/x",
  "file:c:\\x",
  "mailto:a@b.c",
  "data:text/plain,hi there #x",
  "http://[::1]:3000/",
  "http://[1:2:0:0:5:0:0:8]/",
  "http://[::ffff:1.2.3.4]/",
  "http://1.2.3",
  "http://0x7f.1",
  "http://256.1.1.1",
  "http://1.2.3.4.5",
  "http://a b",
  "http://a%20b",
  "http://ex%61mple.com",
  "http://münchen.de/ä?ö#ü",
  "http://日本語.jp",
  "http://xn--mnchen-3ya.de",
  "//x/y",
  "/a/b",
  "?q",
  "#h",
  "",
  "a",
  "../x",
  "./y",
  "http:",
  "http:/x",
  "http:x",
  "http:///x",
  "javascript:alert(1)",
  "blob:http://a/b",
  "ws://x:80",
  "wss://x:443/",
  "ftp://x:21",
  "http://h:99999",
  "http://h:x",
  "http://h:/",
  "http://@h",
  "http://u@",
  "http://u:@h/",
  "non-special://h:80/p/../q?x",
  "foo:bar",
  "foo:/bar/./baz/..",
  "foo:///x",
  "foo://",
  "http://h/%2e%2E/x",
  "http://h/a%2fb",
  "http://h/{}|^`\"<>'",
  "http://h/?'\"<>`{}#'\"<>`{}",
  " http://h ",
  "ht\ntp://h\t/x",
  "http://h\\a\\b",
  "http://h/a b?c d#e f",
  "http://h//a//b",
  "file:///",
  "file://",
  "file:",
  "file:a",
  "file://localhost/x",
  "web+demo:/.//not-a-host/",
  "http://h.",
  "http://.h",
  "http://a..b",
  "http://h/?a=1&b=%zz&c=+%20",
];
const bases = [
  undefined,
  "http://base.com/p/q?r#s",
  "file:///d/e",
  "foo:opaque",
  "foo://h/p",
  "bad",
];
for (const i of inputs)
  for (const base of bases) {
    both(`new URL ${JSON.stringify(i)} ${base}`, (m) =>
      show(new m.URL(i, base)),
    );
    both(`canParse ${i} ${base}`, (m) => [
      m.URL.canParse(i, base),
      m.URL.parse(i, base) === null,
    ]);
  }
const parts = [
  "href",
  "protocol",
  "username",
  "password",
  "host",
  "hostname",
  "port",
  "pathname",
  "search",
  "hash",
];
const settings = [
  "",
  "x",
  "https",
  "http:",
  "file",
  "foo",
  "u@v:w",
  "h:81",
  "h:99999",
  "[::1]:5",
  "/p?q#r",
  "?a=b",
  "#c",
  "80",
  "443",
  "8x",
  "a b",
  "é",
  "..",
  "a/../b",
  "::",
  "\\x",
  "1.2.3",
  "http://new/",
];
for (const i of [
  "http://u:p@h:81/p?q#f",
  "file:///x",
  "foo:bar",
  "foo://h/p",
  "https://h",
])
  for (const p of parts)
    for (const v of settings)
      both(`${i} ${p}=${v}`, (m) => {
        const u = new m.URL(i);
        u[p] = v;
        return show(u);
      });
both("params link", (m) => {
  const u = new m.URL("http://h/?a=1&b=2");
  const s = u.searchParams;
  s.append("c", "3 4");
  s.delete("a");
  const one = u.href;
  u.search = "?z=9";
  return [one, s.toString(), s === u.searchParams, s.size].join();
});
both("inspect", (m) => m.inspect(new m.URL("http://u:p@h:81/p?q=1&r=%20#f")));
both("inspect params", (m) =>
  m.inspect([
    new m.URLSearchParams("a=1&b=x y"),
    new m.URLSearchParams(),
    new m.URLSearchParams("a=1").keys(),
    new m.URLSearchParams("a=1").entries(),
  ]),
);
both("json", (m) => JSON.stringify({ u: new m.URL("http://h") }));
both("static", (m) =>
  [
    Object.keys(m.URL.prototype).sort(),
    Object.keys(m.URLSearchParams.prototype).sort(),
    String(new m.URL("http://a")),
    Object.prototype.toString.call(new m.URLSearchParams()),
  ].join(),
);
for (const bad of [undefined, null, 5, {}, Symbol("s")])
  both(`URL ${String(bad)}`, (m) => show(new m.URL(bad)));
both("URL()", (m) => new m.URL());

const inits = [
  undefined,
  null,
  "",
  "?a=1",
  "a=1&a=2&b",
  "a+b=c+d&%41=%zz&=x&y=",
  "é=ü&\ud800=1",
  { a: 1, b: [1, 2], c: undefined },
  [
    ["a", "1"],
    ["b", "2"],
  ],
  [["a"]],
  [5],
  5,
  new Map([["k", "v"]]),
  new URLSearchParams("q=1"),
  { [Symbol("s")]: 1 },
  "a=b=c",
  "&&a&&",
];
inits.forEach((init, i) =>
  both(`params ${i}`, (m) => {
    const p = new m.URLSearchParams(init);
    return [p.toString(), p.size, ...p].join("|");
  }),
);
both("params methods", (m) => {
  const p = new m.URLSearchParams("b=2&a=1&b=3");
  const out = [
    p.get("b"),
    p.get("x"),
    p.getAll("b"),
    p.has("a"),
    p.has("a", "2"),
    p.has("b", "3"),
  ];
  p.set("b", "9");
  p.append("a", "z");
  p.sort();
  out.push(p.toString());
  p.delete("a", "z");
  out.push(p.toString(), [...p.keys()], [...p.values()]);
  p.forEach((v, k, t) => out.push(v + k + (t === p)));
  return out.join();
});
for (const f of ["append", "set", "get", "getAll", "has", "delete", "forEach"])
  both(`params.${f}()`, (m) => new m.URLSearchParams()[f]());
both("escapes", (m) =>
  new m.URLSearchParams([["a b!'()*~-._", "ä€😀\n&=+%"]]).toString(),
);

for (const i of [
  "file:///a/b%20c",
  "file:///a%2fb",
  "http://x/y",
  "file://host/x",
  "nope",
  "file:///é%C3%A9",
  "file:///%",
])
  both(`fileURLToPath ${i}`, (m) => m.url.fileURLToPath(i));
both("fileURLToPath URL", (m) => m.url.fileURLToPath(new m.URL("file:///x/y")));
for (const i of ["/a b/c?d#e%f", "rel/x", "/a/", "/é\n\\", "a\0b", 5])
  both(`pathToFileURL ${i}`, (m) => m.url.pathToFileURL(i).href);
for (const d of [
  "münchen.de",
  "xn--mnchen-3ya.de",
  "EXAMPLE.com",
  "a b",
  "",
  "日本.jp",
])
  both(`domain ${d}`, (m) => [
    m.url.domainToASCII(d),
    m.url.domainToUnicode(d),
  ]);
both("http options", (m) => {
  const o = m.url.urlToHttpOptions(new m.URL("http://u%40:p@h:81/p?q#f"));
  return JSON.stringify([
    o.protocol,
    o.hostname,
    o.hash,
    o.search,
    o.pathname,
    o.path,
    o.href,
    o.port,
    o.auth,
  ]);
});

const legacy = [
  "http://u:p@Host.com:80/p/a?q=1#h",
  "/a?b=c",
  "//h/p",
  "mailto:a@b.c",
  "javascript:alert('x')",
  "HTTP://a.com/b c",
  "http://h?x",
  "http://h#x",
  "h/p",
  "",
  "#x",
  "?q",
  "http://[::1]:80/",
  "file:///x",
  "a:b",
  "http://a.com:/",
  "http://x.y.com+a/b",
  "http://ex\\ample/x\\y?z\\",
  "  http://sp/ ",
  "http://ü.de/ü",
  "http://a@b@c/",
  "coap://h:5683/p",
  "http://h:80:90/",
  "x:1234",
  "http:/x",
  "http:x",
  "git+ssh://g@h:p/r",
  "dot.test://foo/bar",
  "svn+ssh://foo/bar",
  'http://a.b/\tbc\ndr\ref g"hq\'j<kl>?mn\\op=q="99{st|uv}wx',
  "http://bucket_name.s3.com/x.jpg",
  "HtTp://x.y.cOm;a/b/c?d=e#f g<h>i",
];
for (const i of legacy) {
  both(`parse ${i}`, (m) => ({ ...m.legacy.parse(i) }));
  both(`parse q ${i}`, (m) => JSON.stringify(m.legacy.parse(i, true)));
  both(`parse s ${i}`, (m) => ({ ...m.legacy.parse(i, false, true) }));
  both(`format ${i}`, (m) => m.legacy.format(i));
}
for (const f of [
  "http://a/b/c/d?q",
  "/one/two/three",
  "http://u:p@h/x/",
  "a/b",
  "file:///a/b",
  "",
])
  for (const t of [
    "../x",
    "/y",
    "//h2/z",
    "?w",
    "#f",
    "",
    ".",
    "..",
    "./",
    "http://o/p",
    "g;x=1/../y",
    "../../../g",
    "mailto:q",
    "b/c/./d/../e",
  ])
    both(`resolve ${f} ${t}`, (m) => m.legacy.resolve(f, t));
for (const o of [
  {
    protocol: "http",
    host: "x",
    pathname: "y",
    query: { a: [1, 2], b: "c d" },
  },
  { hostname: "h", port: 5, hash: "x", search: "q" },
  { protocol: "file", pathname: "/a#b?c" },
  { auth: "a:b@c", host: "h", slashes: true },
  {},
  { pathname: "x" },
  { hostname: "::1", protocol: "http" },
])
  both(`format ${JSON.stringify(o)}`, (m) => m.legacy.format(o));
both("format URL", (m) =>
  m.legacy.format(new m.URL("http://u:p@xn--mnchen-3ya.de/p?q#f"), {
    auth: false,
    fragment: false,
    search: false,
    unicode: true,
  }),
);
for (const bad of [5, null, undefined])
  both(`format ${bad}`, (m) => m.legacy.format(bad));
both("parse bad", (m) => m.legacy.parse(5));

const qs = [
  "a=1&b=2&a=3",
  "a",
  "=b",
  "a=%20+%zz",
  "é=%C3%A9&x=%FF",
  "&&",
  "a=b=c",
  "__proto__=1",
  "a%3Db=c%26d",
];
for (const s of qs) {
  both(`qs.parse ${s}`, (m) => ({ ...m.qs.parse(s) }));
  both(`qs.parse2 ${s}`, (m) => ({
    ...m.qs.parse(s, ";", ":", { maxKeys: 1 }),
  }));
}
for (const o of [
  { a: 1, b: [1, "x y", true, null], c: undefined, d: NaN, e: 5n, f: {} },
  "str",
  null,
  {},
  { "k é&": "v=\u20ac😀!'()*" },
])
  both(`qs.stringify ${util.inspect(o)}`, (m) =>
    [m.qs.stringify(o), m.qs.stringify(o, ";", ":")].join(),
  );
both("qs lone", (m) => m.qs.escape("\ud800"));
both("qs escape", (m) =>
  [
    m.qs.escape({}),
    m.qs.escape(5),
    m.qs.unescape("%41%zz"),
    m.qs.unescapeBuffer("a%20b+").toString(),
  ].join(),
);
