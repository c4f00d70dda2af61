// RegExp objects and the string methods that take them; the expected output is Node's.
// RUN: %jsc %level %s -o %t && %node %s > %t.expected && %t > %t.out && diff %t.expected %t.out
"use strict";
const text = (v) =>
  v === undefined ? "undefined" : v !== null && typeof v === "object" && "index" in v ? `${JSON.stringify(v)}@${v.index} groups=${JSON.stringify(v.groups)} input=${v.input}` : typeof v === "string" || Array.isArray(v) ? JSON.stringify(v) : String(v);
const show = (...values) => console.log(values.map(text).join(" "));
const message = (f) => {
  try {
    return text(f());
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
};
const tell = (...list) => list.forEach((f) => console.log(message(f)));
show(/a(b)?(c)/.exec("xacab"), /a/.exec("b"), /(?<y>\d{4})-(?<m>\d\d)/.exec("on 2024-05-06"));
const d = /a(?<n>b)?c/d.exec("xacabc");
show(d.indices, d.indices.groups.n, /(?<n>b)/d.exec("ab").indices.groups.n);
const g = /o/g;
show(g.exec("foo boo").index, g.lastIndex, g.exec("foo boo").index, g.lastIndex, g.test("foo boo"), g.lastIndex, g.test("foo boo"), g.test("foo boo"), g.lastIndex);
const y = /o/y;
show(y.test("foo"), y.lastIndex, (y.lastIndex = 1), y.test("foo"), y.lastIndex, y.test("foo"), y.test("foo"), y.lastIndex);
show(new RegExp("a/b", "gi"), RegExp("[/]\n"), new RegExp(""), new RegExp(/x/g), new RegExp(/x/g, "i"), RegExp(g) === g, String(/\//), new RegExp("\\/").source);
for (const f of ["", "d", "g", "i", "m", "s", "u", "v", "y", "dgimsuy"]) {
  const r = new RegExp("a", f);
  show(r.flags, r.hasIndices, r.global, r.ignoreCase, r.multiline, r.dotAll, r.unicode, r.unicodeSets, r.sticky);
}
tell(() => new RegExp("("), () => new RegExp("["), () => new RegExp("a**"), () => new RegExp("a", "gg"), () => new RegExp("a", "uv"), () => new RegExp("\\", "u"), () => new RegExp("{1}"), () => new RegExp("(?<a>)(?<a>)"), () => new RegExp("\\p{Foo}", "u"));
show("a1b22c".match(/\d+/), "a1b22c".match(/\d+/g), "abc".match(/\d/g), "abc".match("b"), "abc".match(), "aBc".match(/b/i));
show([..."a1b22".matchAll(/[a-z](\d+)/g)], [..."aaa".matchAll(/a*?/g)].length, "".matchAll("x").next().done);
tell(() => "a".matchAll(/a/), () => "a".replaceAll(/a/, ""));
show("abcabc".search(/c/), "abc".search(/x/), "abc".search("c"), "a.c".search("."));
show("a1b2".replace(/\d/, "<$&>"), "a1b2".replace(/\d/g, "<$&>"), "john smith".replace(/(\w+)\s(\w+)/, "$2, $1"), "abc".replace(/(?<x>b)/, "[$<x>$<y>$1$01$10$2]"), "aaa".replace(/a/g, (m, i, s) => i + s.length), "abc".replace(/(b)(z)?/, (...a) => JSON.stringify(a)), "abc".replace(/(?<q>b)/, (...a) => a.at(-1).q), "x".replaceAll(/x/g, "$$"), "\u{1F600}\u{1F600}".replace(/(?:)/gu, "-"), "ab".replace(/(?:)/g, "-"));
show("a, b;c".split(/[,;]\s*/), "a1b2c".split(/(\d)/), "abc".split(/(?:)/), "".split(/x/), "".split(/(?:)/), "abc".split(/b/, 1), "abc".split(/(b)/, 2), "aXbxc".split(/x/i, -1), "ab".split(/a*?/), "ab".split(/a*/), "A<B>bold</B>".split(/<(\/)?([^<>]+)>/), "\u{1F600}a".split(/(?:)/u), "aab".split(/a/y));
const last = /(a)(b)?/.exec("xab!");
show(RegExp.$1, RegExp.$2, RegExp.$3, RegExp.lastMatch, RegExp["$&"], RegExp.lastParen, RegExp.leftContext, RegExp.rightContext, RegExp.input, last.length);
show(RegExp.escape("a-b.c (d)\n$"), RegExp.escape("1x"), new RegExp(RegExp.escape("a*b?"), "g").test("a*b?"));
class Upper extends RegExp {
  exec(s) {
    const m = super.exec(s);
    if (m) m[0] = m[0].toUpperCase();
    return m;
  }
  get flags() {
    return super.flags;
  }
}
show("abcabc".replace(new Upper("b", "g"), "[$&]"), "abcabc".match(new Upper("b", "g")), new Upper("b") instanceof Upper, "xay".split(new Upper("a")), [..."bb".matchAll(new Upper("b", "g"))].map((m) => m[0]));
const patched = /a/g;
patched.exec = function (s) {
  return this.lastIndex++ < 2 ? { index: this.lastIndex - 1, 0: "a", length: 1 } : null;
};
show("aaaa".replace(patched, "b"), patched.test("zzz"));
tell(() => {
  const r = /a/g;
  Object.freeze(r);
  return r.exec("b");
});
tell(() => { const r = /a/; r.exec = () => 1; return r.test("b"); }, () => RegExp.prototype.exec.call(1), () => RegExp.prototype.test.call({}), () => RegExp.prototype[Symbol.replace].call(1), () => Object.getOwnPropertyDescriptor(RegExp.prototype, "global").get.call({}), () => RegExp.prototype.source, () => RegExp.prototype.flags, () => RegExp.prototype.global);
tell(() => /a/.compile(/b/, "g"), () => String(/a/.compile("b", "g")), () => RegExp.escape(1));
show(Reflect.ownKeys(RegExp.prototype).map(String), Reflect.ownKeys(RegExp).map(String), Object.getOwnPropertyDescriptor(/a/, "lastIndex").writable, Object.keys(/a/));
show(Object.prototype.toString.call("a".matchAll(/a/g)), Object.prototype.toString.call(/a/), typeof /a/);
show(/\p{L}+/u.exec("1\u00e9a!")[0], /(?<=\$)\d+/.exec("a$42")[0], /(?<!a)b/.exec("abb").index, /[\p{L}--[a-z]]/v.exec("aB")[0], /^\p{RGI_Emoji}$/v.test("\u{1F468}\u200d\u{1F469}\u200d\u{1F466}"));
const words = "the quick brown fox jumps over the lazy dog ".repeat(200);
const counts = {};
for (const [w] of words.matchAll(/\b[a-z]+\b/g)) counts[w] = (counts[w] ?? 0) + 1;
show(JSON.stringify(counts), words.replace(/o\w*/g, "").length, words.split(/\s+/).length);
const made = (p) => { try { return new RegExp(p).source; } catch (e) { return e.message; } };
for (const p of ["a|b", "(?:x)", "[^]", "\\d", "a{2,1}", "(?<n>", "\\k<n>(?<n>)"]) show(made(p));
function tokenize(source) {
  const token = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_$][\w$]*)|("(?:[^"\\]|\\.)*")|(.))/y;
  const out = [];
  let m;
  while (token.lastIndex < source.length && (m = token.exec(source))) out.push(m[1] ? "n" : m[2] ? "i" : m[3] ? "s" : m[4]);
  return out.join("");
}
show(tokenize('let x = foo(12.5, "a\\"b") + y_1;'));
RegExp.prototype.exec = function () { return null; };
show("abc".replace(/b/, "x"), /a/.test("a"), "a".match(/a/g));
