// Corner cases of Buffer, decoders, querystring, punycode, URLs and paths.
const { StringDecoder } = require("string_decoder");
const path = require("path"), url = require("url"), qs = require("querystring");
const punycode = require("punycode");
const show = (v) => (v instanceof Uint8Array ? Buffer.from(v).toString("hex") : JSON.stringify(v));
const t = (f) => { let r; try { r = show(f()); } catch (e) { r = `${e.name} ${e.code} ${e.message}`; } console.log(r); };
const hello = () => Buffer.from("hello");
for (const e of ["utf8", "latin1", "hex", "ucs2", "ascii"]) {
  for (const a of [[], [1, 3], [3, 1], [-1], [0, 99], [99], [1, -1], ["1", "3"]]) t(() => hello()[`${e}Slice`](...a));
  for (const a of [[99], [5], [-1], [1, 99], [1, -1], [1, 2], []]) t(() => { const b = hello(); return b[`${e}Write`]("6869", ...a) + b.toString("latin1"); });
}
t(() => Buffer.prototype.utf8Slice.call([], 0, 1)); t(() => hello().utf8Write(5));
t(() => Buffer.alloc(4).fill("ab", undefined, 2, "ucs2")); t(() => Buffer.alloc(3, 7, "bogus")); t(() => hello().write("a", "x", "hex"));
const wide = Buffer.from("a\0b\0a\0b\0", "latin1");
for (const at of [undefined, 0, 1, 2, 5, -3, -99]) for (const n of ["a", "b", "", Buffer.from("b\0x"), Buffer.from("b"), Buffer.alloc(0)]) t(() => [wide.indexOf(n, at, "utf16le"), wide.lastIndexOf(n, at, "ucs2")]);
t(() => [hello().lastIndexOf("", -99), hello().indexOf("", -99), hello().lastIndexOf("h", -99)]);
for (const parts of ["f5", "c0", "f0 8e", "ed a0 80", "e2 c0", "f0 9f 98 80", "c1 bf", "e2 82", "ac"]) {
  const d = new StringDecoder("utf8"), w = new TextDecoder(), f = new TextDecoder("utf-8", { fatal: true }), bytes = parts.split(" ").map((h) => Buffer.from(h, "hex"));
  t(() => [bytes.map((b) => d.write(b) + d.lastNeed), d.end()]); t(() => [bytes.map((b) => w.decode(b, { stream: true })), w.decode()]); t(() => [bytes.map((b) => f.decode(b, { stream: true })), f.decode()]);
}
for (const parts of ["41 00 d8", "f0 d8 a0", "00d8 00 dc", "d8d8 d8", "00dc41"]) { const w = new TextDecoder("utf-16le"); t(() => [parts.split(" ").map((h) => w.decode(Buffer.from(h, "hex"), { stream: true })), w.decode()]); t(() => w.decode(Buffer.from(parts.replaceAll(" ", ""), "hex"))); }
for (const q of ["a%2\u00e9%zz", "\u00e9%;", "%%b\u00e9", "a+%2", "%E4&&x", "&&&a&b", "a&b&c"]) { t(() => qs.parse(q)); t(() => qs.parse(q, null, null, { maxKeys: 2 })); }
t(() => qs.escape("\ud800a\udc00b")); t(() => qs.escape("a\ud800"));
for (const p of ["\u65e5\u3002jp", "a@b@\u00fc", "\u00fc\uff0ez", "-\u00fc"]) { t(() => punycode.toASCII(p)); t(() => punycode.toUnicode(p)); t(() => punycode.decode(`${p}-a`)); }
for (const u of ["/a'b?\"<>", "//h/p?x", "/a b", "HTTP:a'b?'", "HTTP:h:99999/", "http://h\tx/y", "foo:a'b/../x", "mailto://a|b^#f", "//[::1]", "http://a{b/c", "/x#y", "/x@y"]) {
  t(() => url.parse(u)); t(() => url.parse(u, true, true)); t(() => url.format(u));
  for (const b of ["http://h/a/b", "mailto:x@y/z", "foo://h:1/p?q", "file:///a"]) { t(() => url.resolve(b, u)); t(() => url.resolve(u, b)); }
}
for (const r of ["https:///a;b?#f", "?q", "local2@domain2", "../..", ".", "//o"]) for (const b of ["mailto:local1@domain1", "foo:a/b/c", "http://h/x/"]) t(() => url.resolveObject(b, r));
t(() => url.format(new URL("http://u@h/?#"))); t(() => url.format(new URL("http://u@h/p?#"), { search: false, auth: false }));
t(() => url.pathToFileURL("/[a]^|~'\"").href); t(() => new URL("http://xn--/").href); t(() => new URL("http://xn--zz.COM/").href); t(() => new URL("http://a\ud800/").href);
for (const a of [["CON:", "b/..", "c/"], ["a", "com1:x//y"], ["a/AUX:", "../b"], ["a", "..", "b"]]) t(() => path.win32.join(...a));

for (const label of ["utf-16be", "UnicodeFFFE"]) {
  const bytes = new Uint8Array([0xfe, 0xff, 0, 65, 0xd8, 0x3d, 0xde, 0, 0xd8, 0]);
  console.log(new TextDecoder(label), JSON.stringify(new TextDecoder(label).decode(bytes)));
  const parts = new TextDecoder(label, { ignoreBOM: true });
  console.log(JSON.stringify([...bytes].map((b) => parts.decode(new Uint8Array([b]), { stream: true }))), JSON.stringify(parts.decode()));
  try {
    new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
}
