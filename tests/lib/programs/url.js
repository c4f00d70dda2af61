const url = require("url");
const qs = require("querystring");
const t = (f) => { try { console.log(f()); } catch (e) { console.log(e.name, e.code, e.message); } };
for (const i of ["http://u:p@EXAMPLE.com:8080/a/../b?x=1&y=%20#h", "file:///C:/x/../y", "http://[::1]:80/", "mailto:a@b", "http://m\u00fcnchen.de/\u00e4?\u00f6#\u00fc", "nope", "http://1.2.3", "data:text/plain,x y", "ws://h/../.."]) {
  t(() => new URL(i)); t(() => new URL("../z?q#f", i).href); t(() => url.parse(i)); if (!/^(mailto|data)/.test(i)) t(() => url.resolve(i, "../w"));
}
const u = new URL("http://h/p?a=1&a=2&b=3"); u.searchParams.append("c", "x y"); u.hash = "z"; u.port = "99"; u.pathname = "/a b"; console.log(u.href, [...u.searchParams], u.searchParams.getAll("a"), u.searchParams);
console.log(url.fileURLToPath("file:///a%20b"), url.pathToFileURL("/x y?#").href, url.format({ protocol: "http", host: "h", query: { a: [1, 2] } }), URL.canParse("x:"), url.domainToASCII("\u65e5\u672c.jp"));
console.log(qs.parse("a=1&b=%20x&a=3"), qs.stringify({ a: [1, "x y"], b: true }), new URLSearchParams({ q: "\u00e9" }).toString());
for (const c of ["\u00ad", "\u034f", "\u115f", "\u180e", "\u200b", "\u2060", "\u3164", "\ufe0f", "\ufeff", "\uffa0", "\u{1d173}", "\u{e0100}"])
  console.log(escape(c), new URL(`http://A${c}b${c}.c/${c}`).href, URL.canParse(`http://${c}/`));
