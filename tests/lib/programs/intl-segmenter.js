"use strict";
// Intl.Segmenter by grapheme: what it is made of, and boundaries between all classes of characters.

const attempt = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.message);
  }
};
const s = new Intl.Segmenter();
const g = s.segment("ab👩‍👩‍👧e\u0301");
attempt(() => [Object.prototype.toString.call(Intl), s, s.resolvedOptions(), g, [...g], g[Symbol.iterator]()]);
attempt(() => [3, 99, -1, undefined, 1.7].map((i) => g.containing(i)));
attempt(() => [s.segment().containing(0), s.segment("").containing(0), [...s.segment("")]]);
attempt(() => [...s.segment("x")[Symbol.iterator]().map((x) => x.segment)]);
attempt(() => Object.getOwnPropertyNames(Intl.Segmenter.prototype));
attempt(() => Object.getOwnPropertyNames(Object.getPrototypeOf(g)));
attempt(() => Intl.Segmenter.supportedLocalesOf(["en", "EN-us", "qq"]));
attempt(() => Intl.getCanonicalLocales(["en-us", "EN-latn-gb-u-ca-buddhist", "en"]));
attempt(() => new Intl.Segmenter("EN-us").resolvedOptions());
for (const locales of ["x_y", "en-a", "", 5, [5], null]) attempt(() => new Intl.Segmenter(locales));
for (const options of [null, 5, { granularity: "x" }, { localeMatcher: "x" }])
  attempt(() => new Intl.Segmenter("en", options));
for (const receiver of [5, {}]) {
  attempt(() => Intl.Segmenter.prototype.segment.call(receiver, "x"));
  attempt(() => Intl.Segmenter.prototype.resolvedOptions.call(receiver));
  attempt(() => g[Symbol.iterator].call(receiver));
  attempt(() => g.containing.call(receiver));
  attempt(() => g[Symbol.iterator]().next.call(receiver));
}

const classes = [
  0x61, 0xa9, 0x1f600, 0x915, 0x924, 0x300, 0x94d, 0x200c, 0x200d, 0x903, 0x600, 0x1f1e6, 0xd, 0xa, 0x1, 0x1100, 0x1160,
  0x11a8, 0xac00, 0xac01, 0x1f3fb, 0xd800, 0xe33, 0x93c,
];
let hash = 0;
const add = (...points) => {
  for (const x of s.segment(String.fromCodePoint(...points))) hash = (hash * 31 + x.index + x.segment.length * 7) | 0;
};
for (const a of classes)
  for (const b of classes) for (const c of classes) for (const d of [0x61, 0x915, 0x1f600, 0x1f1e6]) add(a, b, c, d);
console.log("boundaries of four characters", hash);
for (let c = 0; c < 0x32000; c += 1 + (c > 0x3400) * 6) add(0x61, c), add(c, 0x300);
console.log("classes of characters", hash);
