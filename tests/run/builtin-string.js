// String and String.prototype; the expected output is Node's.
// RUN: %jsc %level %s -o %t && %node %s > %t.expected && %t > %t.out && diff %t.expected %t.out
"use strict";
const show = (...values) => console.log(values.map((v) => (Array.isArray(v) ? JSON.stringify(v) : String(v))).join(" "));
const message = (f) => {
  try {
    const v = f();
    return typeof v === "string" ? JSON.stringify(v) : String(v);
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
};
const tell = (...list) => list.forEach((f) => show(message(f)));
show(String(), String(Symbol("x")), String(null), String([1, [2]]), new String("ab").length, typeof new String("a"));
show(String.fromCharCode(65, 0x10041, 0x20ac), String.fromCodePoint(0x1f600, 97), String.raw`a\n${1}b`, String.raw({ raw: "xyz" }, 1, 2, 3));
tell(() => String.fromCodePoint(-1), () => String.fromCodePoint(1.5), () => String.raw(), () => "a".repeat(-1), () => "a".repeat(Infinity));
const s = "Hello, W\u00f6rld \u{1F600}!";
for (const i of [0, 4, -1, 15, 16, 99, NaN, undefined, "3"])
  show(s.at(i), s.charAt(i), s.charCodeAt(i), s.codePointAt(i), s[i]);
show([...s].length, s.length, s.concat(1, null, "x"), "ab".concat());
for (const [a, b] of [[0], [1, 3], [-3], [-5, -2], [3, 1], [2, 99], [NaN, 2], [undefined, undefined], [1, undefined]])
  show(s.slice(a, b), "|", s.substring(a, b), "|", s.substr(a, b));
show("abcabc".indexOf("c"), "abcabc".indexOf("c", 3), "abcabc".indexOf(""), "abcabc".indexOf("", 99), "abcabc".lastIndexOf("b"), "abcabc".lastIndexOf("b", 3), "abcabc".lastIndexOf("a", -1), "abcabc".lastIndexOf("", 2), "abc".lastIndexOf("c", NaN));
show("abc".includes("b"), "abc".includes("b", 2), "abc".startsWith("bc", 1), "abc".endsWith("ab", 2), "abc".startsWith(""), "abc".endsWith("", 0));
tell(() => "a".startsWith(/a/), () => "a".includes(/a/), () => "a".endsWith(/a/));
show("a-b-c".split("-"), "abc".split(""), "abc".split(), "".split(""), "".split("x"), "a,b,c".split(",", 2), "abc".split("", 2), "a,b".split(",", 0), "aXbX".split("X"));
show("x".padStart(5, "ab"), "x".padEnd(5, "ab"), "x".padStart(3), "abc".padStart(2), "x".padEnd(4, ""), "ab".repeat(3), "".repeat(1e9).length);
show(JSON.stringify(" \t\n\u00a0\ufeffa b\u2003 ".trim()), JSON.stringify("  a ".trimStart()), JSON.stringify("  a ".trimEnd()));
show("a-b-c".replace("-", "+"), "a-b-c".replaceAll("-", "+"), "aaa".replaceAll("", "_"), "abc".replace("b", "[$&|$`|$'|$$|$1]"), "abc".replace("b", (m, i, t) => `${m}${i}${t}`), "aXbX".replaceAll("X", (m, i) => i), "abc".replace("z", "y"));
show("\u00c0\u00d7\u00deabC".toLowerCase(), "\u00e0\u00f7\u00fe\u00ffabC".toUpperCase(), "stra\u00dfe".toUpperCase(), "\u00b5".toUpperCase(), "\u0130".toLowerCase().length, "\u039f\u03a3".toLowerCase(), "\ufb03".toUpperCase(), "\u{10400}".toLowerCase() === "\u{10428}");
show("i".toLocaleUpperCase(), "I".toLocaleLowerCase("en-US"));
for (const f of ["NFC", "NFD", "NFKC", "NFKD"]) show([..."\u1e9b\u0323\ufb01\uac00\u212b".normalize(f)].map((c) => c.codePointAt(0).toString(16)));
tell(() => "a".normalize("x"), () => "\ud800a".isWellFormed(), () => "ab".isWellFormed(), () => "\udc00a\ud800\u{1F600}".toWellFormed());
const words = ["b", "a", "Z", "A", "\u00e4", "z", "\u00e9", "e", "f", "10", "9", "_", "-", "", "aa", "Aa", "\u00df", "ss", "resume", "r\u00e9sum\u00e9", "Resume", "co-op", "coop", "CO-OP"];
show(words.sort((a, b) => a.localeCompare(b)));
show(["a10", "a9", "a1"].sort((a, b) => a.localeCompare(b, undefined, { numeric: true })), "a".localeCompare("A", "en", { sensitivity: "base" }), "a".localeCompare("\u00e1", "en", { sensitivity: "base" }), "a".localeCompare("b"));
show("x".anchor('a"b'), "x".big(), "x".link("u"), "x".fontcolor("red"), "x".sub());
show(Reflect.ownKeys(String.prototype), Reflect.ownKeys(String));
for (const k of Reflect.ownKeys(String.prototype)) {
  const d = Object.getOwnPropertyDescriptor(String.prototype, k);
  show(String(k), typeof d.value === "function" ? d.value.length + d.value.name : d.value, d.writable, d.enumerable, d.configurable);
  if (typeof d.value === "function" && k !== "constructor") tell(() => d.value.call(null));
}
const it = "a\u{1F600}b"[Symbol.iterator]();
show(JSON.stringify(it.next()), JSON.stringify(it.next()), JSON.stringify(it.next()), JSON.stringify(it.next()), JSON.stringify(it.next()), Object.prototype.toString.call(it));
show(Object.keys(new String("ab")), Object.getOwnPropertyNames(new String("ab")), "b" in new String("ab"), 1 in new String("ab"));
tell(() => String.prototype.toString.call(1), () => "a" + Symbol(), () => "x".padEnd(2 ** 30), () => Object.getPrototypeOf("").valueOf());
class Sub extends String {
  shout() {
    return this.toUpperCase() + "!";
  }
}
show(new Sub("abc").shout(), new Sub("abc").length, new Sub("q") instanceof String);
let built = "";
for (let i = 0; i < 20000; i++) built += i.toString(36);
show(built.length, built.indexOf("ffz"), built.slice(30000, 30020), built.split("a").length, built.replaceAll("1", "").length);
