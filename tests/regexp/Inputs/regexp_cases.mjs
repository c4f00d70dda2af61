// Writes cases for regexp_cases.c: patterns, hand-picked and random, with what this Node makes of them.
//
//   node tests/regexp/Inputs/regexp_cases.mjs COUNT [SEED] > cases.txt
//   node tests/regexp/Inputs/regexp_cases.mjs COUNT SEED literals > program.js
//
// The second form writes a program with the valid patterns as literals, which prints where it finds something else. A
// subject of Latin-1 is there twice, once with a wide unit behind it.
//
// A line: pattern, flags, subject, lastIndex, result, separated by spaces; texts as hexadecimal UTF-16 units, "-" if
// empty. The result is "E" and the message's last part in hexadecimal, "N", or "M" and start,end of each group.

const [count, seed = 1] = process.argv.slice(2, 4).map(Number);
const isProgram = process.argv[4] === "literals";

let state = BigInt(seed) * 0x9e3779b97f4a7c15n + 1n;
function random(n) {
  state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
  return Number((state >> 33n) % BigInt(n));
}
const pick = (list) => list[random(list.length)];
const hex = (s) =>
  s === ""
    ? "-"
    : Array.from({ length: s.length }, (_, i) => s.charCodeAt(i).toString(16).padStart(4, "0")).join("");

// Node's search may begin between the halves of a surrogate pair when a pattern can match nothing; the specification
// steps by code points, which trying each position does.
function match(re, subject) {
  if (!(re.unicode || re.unicodeSets) || re.sticky) return re.exec(subject);
  const sticky = new RegExp(re.source, `${re.flags.replace("g", "")}y`);
  for (let at = re.lastIndex; at <= subject.length; at += subject.codePointAt(at) > 0xffff ? 2 : 1) {
    sticky.lastIndex = at;
    const m = sticky.exec(subject);
    if (m) return m;
  }
  return null;
}

function emit(pattern, flags, subject, lastIndex = 0) {
  let result, literal;
  try {
    const all = flags.includes("y") || flags.includes("g") ? flags : `${flags}g`;
    const re = new RegExp(pattern, all.includes("d") ? all : `${all}d`);
    literal = `/${re.source}/${re.flags}`;
    re.lastIndex = lastIndex;
    const m = match(re, subject);
    result = m ? `M${m.indices.map((p) => (p ? p.join(",") : "-1,-1")).join(";")}` : "N";
  } catch (e) {
    const prefix = `Invalid regular expression: /${pattern}/`;
    if (!e.message.startsWith(prefix)) return;
    const rest = e.message.slice(prefix.length);
    result = `E${hex(rest.slice(rest.indexOf(": ") + 2))}`;
  }
  if (isProgram) {
    if (!result.startsWith("E")) console.log(`check(${literal}, ${JSON.stringify(subject)}, ${lastIndex}, "${result}");`);
    if (!result.startsWith("E") && /^[^\u0100-\uffff]*$/.test(subject)) emit(pattern, flags, `${subject}\u0100`, lastIndex);
    return;
  }
  console.log([hex(pattern), flags || "-", hex(subject), lastIndex, result].join(" "));
}

if (isProgram) {
  console.log(`let count = 0, wrong = 0;
function check(re, subject, lastIndex, expected) {
  re.lastIndex = lastIndex;
  const m = re.exec(subject);
  const result = m ? "M" + m.indices.map((p) => (p ? p.join(",") : "-1,-1")).join(";") : "N";
  count++;
  if (result === expected) return;
  wrong++;
  console.log(String(re), JSON.stringify(subject), lastIndex, "gives", result, "for", expected);
}`);
  process.on("exit", () => console.log("console.log(`${count} cases, ${wrong} wrong`);"));
}

// --- Hand-picked ---

const picked = [
  ["a|ab", "", "abc"], ["((a)|(ab))((c)|(bc))", "", "abc"], ["a[a-z]{2,4}", "", "abcdefghi"],
  ["a[a-z]{2,4}?", "", "abcdefghi"], ["(aa|aabaac|ba|b|c)*", "", "aabaac"],
  ["(z)((a+)?(b+)?(c))*", "", "zaacbbbcac"], ["(a*)*", "", "b"], ["(?=(a+))a*b\\1", "", "baaabac"],
  ["(.*?)a(?!(a+)b\\2c)\\2(.*)", "", "baaabaac"], ["(?:(a)|b)*", "", "ab"], ["(a*)b\\1+", "", "baaaac"],
  ["(\\2a)(\\1)", "", "aaa"], ["\\b\\w+\\b", "g", "  foo bar "], ["^\\s+|\\s+$", "g", "  foo  ", 2],
  ["(?<=\\$)\\d+(\\.\\d*)?", "", "cost $10.53"], ["(?<!\\$)\\b\\d+", "", "$10 20"],
  ["(?<=(\\d+)(\\d+))$", "", "1053"], ["(?<=\\1(a))b", "", "aab"], ["(?<=([abc])+)def", "", "abcdef"],
  ["(?<year>\\d{4})-(?<month>\\d\\d)", "u", "on 2024-05"], ["(?<a>x)|(?<a>y)", "", "y"],
  ["(?:(?<a>x)|(?<a>y))\\k<a>", "", "yy"], ["\\u{1F600}", "u", "\u{1F600}"], ["^.$", "u", "\u{1F600}"],
  ["^.$", "", "\u{1F600}"], ["[\u{1F600}-\u{1F64F}]", "u", "x\u{1F610}"], ["\\ud83d", "u", "\u{1F600}"],
  ["\\ud83d", "", "\u{1F600}"], [".", "u", "\u{1F600}x", 1], [".", "uy", "\u{1F600}x", 1], ["\\udf06", "u", "\ud834\udf06"],
  ["[^x]", "u", "\u{1F600}"], ["\\w", "iu", "\u017f"], ["\\w", "i", "\u017f"], ["[^\\W]", "iu", "\u212a"],
  ["\\W", "iu", "S"], ["k", "iu", "\u212a"], ["k", "i", "\u212a"], ["\u03c3", "i", "\u03c2"], ["\u00df", "iu", "\u1e9e"],
  ["\u01c5", "i", "\u01c4"], ["[a-z]+", "i", "ABC"], ["[^a]", "i", "A"], ["\u0131", "i", "I"], ["(a)\\1", "i", "aA"],
  ["(\u{10400})\\1", "iu", "\u{10400}\u{10428}"], ["\\bs", "iu", "\u017f s"], ["\\0", "", "\0"], ["\\01", "", "\x01"],
  ["\\377", "", "\xff"], ["\\400", "", " 0"], ["\\8", "", "8"], ["\\c", "", "\\c"], ["\\ca", "", "\x01"],
  ["[\\c1]", "", "\x11"], ["[\\c]", "", "\\"], ["\\x4", "", "x4"], ["\\x41", "", "A"], ["\\u004", "", "u004"],
  ["a{", "", "a{"], ["a{1", "", "a{1"], ["a{,1}", "", "a{,1}"], ["x{0}", "", "x"], ["x{0,0}y", "", "xy"], ["]", "", "]"],
  ["}", "", "}"], ["[]", "", "a"], ["[^]", "", "\n"], ["[]a", "", "a"], ["[^]a", "", "\na"], ["[a-]", "", "-"],
  ["[-a]", "", "-"], ["[\\d-x]", "", "-"], ["[x-\\d]", "", "-"], ["(?=a)*", "", "a"], ["(?=a){2}a", "", "a"],
  ["(?!a)?a", "", "a"], ["(?=(a))?b", "", "b"], ["(?:(?=(\\w+))){2}", "", "ab"], ["(?=(a)){0,1}a\\1", "", "aa"],
  ["^", "m", "a\nb", 1], ["$", "m", "a\r\nb", 0], [".*", "", "a\u2028b"], [".*", "s", "a\u2028b\n"],
  ["(?i:a)b", "", "Ab"], ["(?i:a)b", "", "AB"], ["(?-i:a)b", "i", "aB"], ["(?s:.)", "", "\n"], ["(?m:^a)", "", "\na"],
  ["(?:a|b|c)d", "", "cd"], ["(?:a?)*?$", "", "aa"], ["(?:a?){3}b", "", "aab"], ["(a?)*b", "", "aab"], ["(?:){2,}", "", ""],
  ["(x*)*y", "", "xxy"], ["(?:x*)+y", "", "xxy"], ["(a|ab)(c|bcd)(d*)", "", "abcd"], ["\\w+\\s*=\\s*\\w+", "", "  foo = bar;"],
  ["\"(?:[^\"\\\\]|\\\\.)*\"", "", "x \"a\\\"b\" y"], ["<!--[\\s\\S]*?-->", "", "a<!-- x --><b>-->"],
  ["(\\d+)-(\\d+)-\\1", "", "12-34-12"], ["foo|bar|baz", "", "xxbaz"], ["(?:foo|foobar)(?:bar)?$", "", "foobar"],
  ["\\p{Lu}", "u", "aB"], ["\\P{Lu}", "iu", "B"], ["[^\\P{Lu}]", "iu", "b"], ["\\p{Script=Greek}+", "u", "ab\u03b1\u03b2"],
  ["\\p{scx=Grek}", "u", "\u0342"], ["\\p{Emoji_Presentation}", "u", "x\u{1F600}"], ["\\p{L}\\p{Nd}", "u", "\u0627\u0661"],
  ["[\\p{L}--[a-z]]", "v", "aB"], ["[\\p{L}&&\\p{ASCII}]+", "v", "\u00e9abc"], ["[\\q{abc|d|}x]", "v", "abcd"],
  ["^\\p{RGI_Emoji}$", "v", "\u{1F468}\u200d\u{1F469}\u200d\u{1F466}"], ["[^\\d]", "v", "1a"], ["[[a-c][x-z]]+", "v", "bxq"],
  ["^[\\p{Emoji_Keycap_Sequence}--\\q{1\ufe0f\u20e3}]$", "v", "2\ufe0f\u20e3"], ["[\\q{AB}]", "iv", "ab"],
  ["\\P{Lu}", "iv", "B"], ["[^\\P{Lu}]", "iv", "b"], ["(?<=^|,)[^,]*", "g", "a,b", 1], ["(?<=(?<a>\\w){3})f", "", "abcdef"],
  ["(?<!abc)\\w\\w\\w", "", "abcdef"], ["(?<=a(.\\2)b(\\1)).{4}", "", "aabcacbc"], ["(?<=\\b)x", "", "a x"], ["(?<=^\\w+)d", "", "abcd"],
  ["(?<=\\u{1F600})x", "u", "\u{1F600}x"], ["(?<=.)x", "u", "\u{1F600}x"], ["(?<=[^a])x", "u", "\u{1F600}x"],
  ["(?<=\\ude00)x", "u", "\u{1F600}x"], ["(?:a{2,3}){2,3}b", "", "aaaaaaab"], ["(?:ab){3,}c", "", "abababababc"],
  ["((?:ab?c*){2,4}?)d", "", "acccabad"], ["(?:(\\w)(\\d)?){3}", "", "a1bc"], ["\\B\\w", "", "ab"], ["[\\b]", "", "\b"],
  ["(?:a|\\b)+x", "", "aax"], ["a+?b*?c??d", "", "aabbcd"], ["(?:.|\\n)*x", "", "a\nbx"], ["a.{3,5}?b", "", "axxxxbxb"],
  ["\\u{1F600}{2}", "u", "\u{1F600}\u{1F600}"], ["\u{1F600}+", "", "\u{1F600}\ude00"],
];
for (const [pattern, flags, subject, lastIndex] of picked) emit(pattern, flags, subject, lastIndex ?? 0);

// --- Random ---

const letters = ["a", "b", "c", "A", "B", "1", " ", "_", "-", "\n", "\u00e9", "\u00c9", "k", "s"];
const wide = ["\u212a", "\u017f", "\u03c3", "\u03c2", "\u03a3", "\u{1F600}", "\ud83d", "\ude00", "\u2028", "\u{10400}", "\u{10428}"];
const escapes = ["\\d", "\\D", "\\w", "\\W", "\\s", "\\S", "\\b", "\\B", "\\n", "\\x61", "\\u0062", "\\1", "\\2", "\\k<n>", "\\0"];
const broken = ["(", ")", "[", "]", "{", "}", "*", "+", "?", "\\", "|", "^", "$", "(?", "(?<", "(?:", "{1", "{2,1}", "\\u{", "\\p{L}", "\\p{", "\\c", "\\8", "--", "&&", "\\k", "\\q{ab}", "(?i:", "(?-", "\\-"];
const letter = () => (random(6) ? pick(letters) : pick(wide));

function classItem(isSets) {
  switch (random(isSets ? 9 : 7)) {
    case 0: return "a-c";
    case 1: return pick(["\\d", "\\w", "\\S", "\\W", "\\D"]);
    case 2: return "A-B";
    case 7: return `[${letter().replace(/[-\]\\]/, "x")}b]`;
    case 8: return pick(["\\q{ab|c}", "\\p{Ll}"]);
    default: return letter().replace("-", "\\-");
  }
}

function charClass(isSets) {
  const negated = random(3) ? "" : "^";
  if (isSets && !random(3)) return `[${negated}\\w${pick(["--", "&&"])}[${classItem(true)}]]`;
  let s = "";
  for (let i = random(4); i >= 0; i--) s += classItem(isSets);
  return `[${negated}${s}]`;
}

function atom(depth, flags) {
  switch (random(depth > 0 ? 16 : 7)) {
    case 0: return ".";
    case 1: return charClass(flags.includes("v"));
    case 2: return pick(escapes);
    case 7: case 8: return `(${pattern(depth - 1, flags)})`;
    case 9: return `(?:${pattern(depth - 1, flags)})`;
    case 10: return `(?=${pattern(depth - 1, flags)})`;
    case 11: return `(?!${pattern(depth - 1, flags)})`;
    case 12: return `(?<=${pattern(depth - 1, flags)})`;
    case 13: return random(2) ? `(?<!${pattern(depth - 1, flags)})` : `(?<n>${pattern(depth - 1, flags)})`;
    case 14: return "^";
    case 15: return "$";
    default: return letter();
  }
}

function term(depth, flags) {
  const a = atom(depth, flags);
  const quantifier = random(3) ? "" : pick(["*", "+", "?", "{2}", "{1,2}", "{0,3}", "{2,}", "{0}"]) + (random(3) ? "" : "?");
  return a + quantifier;
}

function pattern(depth, flags) {
  let s = "";
  for (let i = random(4); i >= 0; i--) s += term(depth, flags);
  return random(4) ? s : `${s}|${random(5) ? pattern(depth, flags) : ""}`;
}

function subject() {
  let s = "";
  const isNarrow = random(2);
  for (let i = random(16); i > 0; i--) s += isNarrow ? pick(letters) : letter();
  return s;
}

for (let i = 0; i < count; i++) {
  let flags = "";
  for (const f of "ims") if (!random(4)) flags += f;
  flags += pick(["", "", "u", "v"]);
  if (!random(8)) flags += "y";
  let p = pattern(1 + random(3), flags);
  if (p.length > 80) continue;
  if (!random(6)) {
    const at = random(p.length + 1);
    p = p.slice(0, at) + pick(broken) + p.slice(at + random(2));
  }
  for (let k = 0; k < 3; k++) {
    const s = subject();
    const at = random(3) ? 0 : random(s.length + 1);
    const splitsPair = /[uv]/.test(flags) && /^[\udc00-\udfff]/.test(s.slice(at));
    emit(p, flags, s, splitsPair ? 0 : at);
  }
}
