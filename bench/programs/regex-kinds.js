// Regular expressions by kind: what programs write, each kind over texts of its own. A tokeniser, validators, replacing
// with groups, splitting, ignoring case, properties of Unicode on 16-bit text, looking around, back references, lazy
// loops, words searched in a long text. Every pattern is a literal; `--dynamic` makes each from its source at run time
// instead, `--times` tells the milliseconds of each kind.
"use strict";

const isDynamic =
  typeof process === "object" && process.argv.includes("--dynamic");
const times = typeof process === "object" && process.argv.includes("--times");
const make = (re) => (isDynamic ? new RegExp(re.source, re.flags) : re);

let seed = 11;
function random(n) {
  seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
  return (seed >>> 8) % n;
}
const pick = (list) => list[random(list.length)];

const words =
  "the of and to in is that it was for on are as with his they at be this from have or by one had not but what all were when we there can an your which their said if do will each about how up out them then she many some so these would other into has more her two like him see time could no make than first been its who now people my made over did down only way find use may water long little very after words called just where most know".split(
    " ",
  );
const sentence = (n) => {
  const list = [];
  for (let i = 0; i < n; i++)
    list.push(pick(words) + (random(12) === 0 ? "," : ""));
  list[0] = list[0][0].toUpperCase() + list[0].slice(1);
  return list.join(" ") + pick([".", "?", "!"]);
};
const prose = (() => {
  const list = [];
  for (let i = 0; i < 8000; i++) list.push(sentence(6 + random(12)));
  return list.join(" ");
})();

const source = (() => {
  const list = [];
  for (let i = 0; i < 4000; i++) {
    const a = pick(words),
      b = pick(words);
    list.push(
      pick([
        `const ${a}_${i} = ${b}(${random(1000)}, "${a} \\"${b}\\"", 0x${random(65536).toString(16)});`,
        `  if (${a}.${b} !== ${random(100)}.5e3) { return ${b}[${a} + 1] >>> 2; } // ${b} ${a}`,
        `/* ${sentence(6)}\n * ${sentence(4)} */`,
        `function ${a}${i}(${b}, ...rest) { throw new Error(\`${a}: \${${b}}\`); }`,
      ]),
    );
  }
  return list.join("\n");
})();

const results = [];
let started = 0;
function kind(name, work) {
  const before = times ? performance.now() : 0;
  results.push(`${name} ${work()}`);
  if (times)
    console.error(name.padEnd(14), (performance.now() - before).toFixed(1));
}

kind("tokeniser", () => {
  const token = make(
    /([ \t\r\n]+)|(\/\/[^\n]*|\/\*[^]*?\*\/)|([A-Za-z_$][\w$]*)|(0[xX][\da-fA-F]+|\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)|("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(`(?:[^`\\]|\\.)*`)|(>>>=|\.\.\.|===|!==|>>>|<<=|>>=|=>|[=!<>+\-*\/%&|^]=|&&|\|\||\?\?|\+\+|--|[{}()[\];,<>+\-*\/%&|^!~?:=.@])/y,
  );
  const counts = [0, 0, 0, 0, 0, 0, 0];
  for (let round = 0; round < 3; round++) {
    token.lastIndex = 0;
    for (let m; (m = token.exec(source));) {
      for (let i = 1; i <= 7; i++)
        if (m[i] !== undefined) {
          counts[i - 1]++;
          break;
        }
    }
  }
  return counts.join(" ");
});

kind("validate", () => {
  const email = make(
    /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/,
  );
  const url = make(
    /^(https?|ftp):\/\/([^\s:@/]+(?::[^\s:@/]*)?@)?((?:[a-z0-9-]+\.)+[a-z]{2,}|\d{1,3}(?:\.\d{1,3}){3})(?::(\d+))?(\/[^\s?#]*)?(\?[^\s#]*)?(#\S*)?$/i,
  );
  const date = make(
    /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?:T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?$/,
  );
  const uuid = make(
    /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i,
  );
  const number = make(/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/);
  const list = [];
  for (let i = 0; i < 3000; i++) {
    list.push(
      `${pick(words)}.${pick(words)}@${pick(words)}-${i}.example.${pick(["com", "org", "c!m"])}`,
      `http${pick(["", "s"])}://${pick(words)}.${pick(words)}.org${pick(["", ":8080"])}/${pick(words)}/${pick(words)}.html${pick(["", "?a=1&b=2", "#top"])}`,
      `20${10 + random(20)}-${10 + random(6)}-${10 + random(25)}T1${random(10)}:2${random(10)}:3${random(10)}.${random(1000)}Z`,
      `${(0x10000000 + random(0xfffffff)).toString(16)}-1234-4abc-9def-${(0x100000 + random(0xfffff)).toString(16)}abcdef`,
      `${random(100000)}.${random(1000)}${pick(["", "e10", "x"])}`,
    );
  }
  const counts = [0, 0, 0, 0, 0];
  for (let round = 0; round < 10; round++)
    for (const text of list) {
      if (email.test(text)) counts[0]++;
      if (url.test(text)) counts[1]++;
      if (date.test(text)) counts[2]++;
      if (uuid.test(text)) counts[3]++;
      if (number.test(text)) counts[4]++;
    }
  return counts.join(" ");
});

kind("captures", () => {
  const entry = make(/^(\w+)\s+(\w+)(?:,)?\s+(.*?)([.?!])$/);
  const named = make(/(?<first>\w+) (?<second>[a-z]+)/);
  let n = 0;
  for (const line of prose.match(make(/[^.?!]+[.?!]/g))) {
    const m = entry.exec(line.trim());
    if (m) n += m[1].length + m[3].length;
    const g = line.match(named);
    if (g) n += g.groups.second.length;
  }
  return n;
});

kind("replace", () => {
  let n = 0;
  for (let round = 0; round < 3; round++) {
    n += prose.replace(make(/(\w+) (\w+)/g), "$2 $1").length;
    n += prose.replace(make(/[aeiou]+/g), "").length;
    n += prose.replace(
      make(/\b([a-z])(\w*)/g),
      (m, a, b) => a.toUpperCase() + b,
    ).length;
    n += source.replace(make(/[&<>"']/g), (c) =>
      c === "<" ? "&lt;" : c === ">" ? "&gt;" : "&#" + c.charCodeAt(0) + ";",
    ).length;
    n += source.replace(make(/^\s+|\s+$/gm), "").length;
  }
  return n;
});

kind("split", () => {
  let n = 0;
  for (let round = 0; round < 3; round++) {
    n += prose.split(make(/\s+/)).length;
    n += prose.split(make(/[.?!]\s*/)).length;
    n += source.split(make(/\r?\n/)).length;
    n += source.split(make(/([-+*/=;,])/)).length;
  }
  return n;
});

kind("ignore case", () => {
  let n = 0;
  for (let round = 0; round < 3; round++) {
    n += prose.match(make(/people|water|WORDS/gi)).length;
    n += prose.match(make(/\bTHE\s+\w+/gi)).length;
    n += source.search(make(/nothing of the kind/i));
    n += (source.match(make(/return|throw|function/gi)) || []).length;
  }
  return n;
});

kind("unicode", () => {
  const text = prose
    .slice(0, 100000)
    .replace(/ the /g, " äöü Ελλάδα 日本語 ")
    .replace(/ of /g, " 😀 ");
  let n = 0;
  for (let round = 0; round < 3; round++) {
    n += text.match(make(/\p{L}+/gu)).length;
    n += text.match(make(/\p{Lu}\p{Ll}*/gu)).length;
    n += text.match(make(/[^\p{L}\s]/gu)).length;
    n += text.match(make(/[\p{Script=Greek}]+/gv)).length;
    n += text.match(make(/./gu)).length;
    n += text.match(make(/ελλάδα/giu)).length;
    n += text.match(make(/[^\x00-\x7f]+/g)).length;
  }
  return n;
});

kind("look around", () => {
  let n = 0;
  for (let round = 0; round < 3; round++) {
    n += prose.match(make(/(?<=\bthe )\w+/g)).length;
    n += prose.match(make(/(?<![.?!] )\b[A-Z]\w*/g))?.length ?? 0;
    n += prose.match(make(/\b\w+(?=[.?!])/g)).length;
    n += prose.match(make(/\b(?!the\b|of\b)\w+/g)).length;
    n += "1234567890123"
      .repeat(20)
      .replace(make(/\B(?=(\d{3})+(?!\d))/g), ",").length;
  }
  return n;
});

kind("back reference", () => {
  const text = source + "<b>bold</b> <i>x</i> the the of of";
  let n = 0;
  for (let round = 0; round < 3; round++) {
    n += text.match(make(/(\w)\1/g)).length;
    n += text.match(make(/\b(\w+)\s+\1\b/g))?.length ?? 0;
    n += text.match(make(/<(\w+)>[^<]*<\/\1>/g)).length;
    n += text.match(make(/(["'`])(?:(?!\1)[^\\]|\\.)*\1/g)).length;
  }
  return n;
});

kind("lazy", () => {
  const html = prose
    .slice(0, 150000)
    .replace(/\b(\w+)[.?!]/g, '<a href="/$1" class="x">$1</a>.<!-- $1 -->');
  let n = 0;
  for (let round = 0; round < 3; round++) {
    n += html.match(make(/<!--.*?-->/g)).length;
    n += html.match(make(/<a [^>]*?href="(.*?)"[^>]*>(.*?)<\/a>/g)).length;
    n += html.match(make(/".+?"/g)).length;
    n += source.match(make(/\/\*[\s\S]*?\*\//g)).length;
  }
  return n;
});

kind("search", () => {
  let n = 0;
  for (let round = 0; round < 10; round++) {
    n += prose.match(make(/water long/g))?.length ?? 0;
    n += prose.match(make(/people \w+/g))?.length ?? 0;
    n += prose.search(make(/zebra/));
    n += make(/(?:Monday|Tuesday|Friday)/).test(prose) ? 1 : 0;
    n += make(/\d{3}-\d{4}/).test(prose) ? 1 : 0;
    n += make(/[xyz]{3}/).test(prose) ? 1 : 0;
  }
  return n;
});

console.log(results.join("\n"));
