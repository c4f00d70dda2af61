// Building and taking apart strings: concatenation, slices, splits, joins, replacements, character codes.
"use strict";

const words =
  "the quick brown fox jumps over the lazy dog and runs away from nine angry bees".split(
    " ",
  );
let seed = 42;
function random(n) {
  seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
  return (seed >>> 8) % n;
}

let text = "";
for (let i = 0; i < 1200000; i++) {
  text += words[random(words.length)];
  text += i % 11 === 10 ? ".\n" : " ";
}
const counts = Object.create(null);
for (const line of text.split("\n")) {
  for (const word of line.split(" ")) {
    const clean = word.endsWith(".") ? word.slice(0, -1) : word;
    if (clean !== "") counts[clean] = (counts[clean] || 0) + 1;
  }
}
let hash = 0;
for (let i = 0; i < text.length; i++)
  hash = (hash * 31 + text.charCodeAt(i)) | 0;
const upper = text.toUpperCase().split("FOX").join("CAT");
const parts = [];
for (let i = 0; i + 7 < upper.length; i += 7)
  parts.push(
    upper
      .substring(i, i + 7)
      .trim()
      .padStart(7, "-"),
  );
const joined = parts.join("|");
let found = 0;
for (
  let at = joined.indexOf("CAT");
  at >= 0;
  at = joined.indexOf("CAT", at + 1)
)
  found++;
console.log(text.length + " " + hash + " " + found + " " + joined.length);
console.log(
  Object.keys(counts)
    .sort()
    .map((w) => w + "=" + counts[w])
    .join(" "),
);
