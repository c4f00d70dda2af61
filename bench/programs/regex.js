// Regular expressions over a text made up like a log file: scanning, captures, alternatives, back references, splitting,
// replacing by pattern and by function, a sticky tokeniser.
"use strict";

let seed = 7;
function random(n) {
  seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
  return (seed >>> 8) % n;
}
const pick = (list) => list[random(list.length)];
const two = (n) => (n < 10 ? "0" + n : String(n));

const hosts = ["alpha", "beta", "gamma", "delta", "epsilon"];
const paths = [
  "/",
  "/index.html",
  "/img/logo.png",
  "/api/v1/users",
  "/api/v2/items?id=17&sort=up",
  "/a/b/c/../d",
];
const agents = [
  "curl/8.5.0",
  "Mozilla/5.0 (X11; Linux x86_64)",
  "bot+http://example.org/bot",
  '"quoted \\" agent"',
];

function line() {
  const ip =
    random(256) + "." + random(256) + "." + random(256) + "." + random(256);
  const time =
    "2026-" +
    two(1 + random(12)) +
    "-" +
    two(1 + random(28)) +
    "T" +
    two(random(24)) +
    ":" +
    two(random(60));
  const mail =
    "user" +
    random(1000) +
    "@" +
    pick(hosts) +
    ".example." +
    pick(["com", "org", "net"]);
  return (
    ip +
    " [" +
    time +
    '] "' +
    pick(["GET", "POST", "PUT"]) +
    " " +
    pick(paths) +
    '" ' +
    pick([200, 301, 404, 500]) +
    " " +
    random(100000) +
    " <" +
    mail +
    "> " +
    pick(agents)
  );
}

const lines = [];
for (let i = 0; i < 40000; i++) lines.push(line());
const text = lines.join("\n");
const results = [];

// Matches of global patterns.
const count = (pattern) => results.push((text.match(pattern) || []).length);
count(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g);
count(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g);
count(/GET|POST/g);
count(/^.* 404 .*$/gm);
count(/(?:https?|ftp):\/\/[^\s/$.?#].[^\s]*/gi);
count(/([a-z])\1/g);
count(/a(?=lpha)|b(?!eta)/g);
count(/"(?:[^"\\]|\\.)*"/g);
count(/[^\x00-\x7f]/g);

// Captures, one line at a time.
const pattern =
  /^(\S+) \[(\d+)-(\d+)-(\d+)T(\d+):(\d+)\] "(\w+) ([^"?]*)(?:\?([^"]*))?" (\d{3}) (\d+) <([^@>]+)@([^>]+)>/;
let bytes = 0,
  minutes = 0;
const byHost = Object.create(null);
for (const l of lines) {
  const m = pattern.exec(l);
  bytes += Number(m[11]);
  minutes += Number(m[5]) * 60 + Number(m[6]);
  byHost[m[13]] = (byHost[m[13]] || 0) + (m[9] === undefined ? 1 : 2);
}
results.push(
  bytes,
  minutes,
  Object.keys(byHost)
    .sort()
    .map((h) => h + "=" + byHost[h])
    .join(" "),
);

// Named groups and matchAll.
let days = 0;
for (const m of text.matchAll(/(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)/g))
  days += m.groups.month * 31 + Number(m.groups.day);
results.push(days);

// Replacing and splitting.
results.push(text.replace(/(\d+)-(\d+)-(\d+)T/g, "$3.$2.$1 ").length);
results.push(
  text.replace(/\b[a-z]/g, (c) => c.toUpperCase()).replace(/[aeiou]+/gi, "")
    .length,
);
results.push(text.split(/[\s"<>[\]]+/).length);

// A tokeniser.
const token = /\s+|[A-Za-z_]\w*|\d+(?:\.\d+)?|"(?:[^"\\]|\\.)*"|[^\w\s]/y;
const kinds = [0, 0, 0, 0, 0];
for (let at = 0; at < text.length; at = token.lastIndex) {
  token.lastIndex = at;
  const t = token.exec(text)[0],
    c = t.charCodeAt(0);
  kinds[
    c <= 32
      ? 0
      : c === 34 && t.length > 1
        ? 3
        : c >= 48 && c <= 57
          ? 2
          : (c | 32) >= 97 && (c | 32) <= 122
            ? 1
            : 4
  ]++;
}
results.push(kinds.join(","));

// Backtracking.
let tries = 0;
for (let n = 1; n <= 16; n++)
  if (!/^(?:a+)+$/.test("a".repeat(n) + "b")) tries++;
results.push(tries);

console.log(results.join("\n"));
