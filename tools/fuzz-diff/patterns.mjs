// Regular expressions, texts to match them with, and replacements.

const CHARS = "a b c A x 0 1 _ \\. \\/ \\- é ß".split(" ");
const CLASSES = [
  "\\d",
  "\\w",
  "\\s",
  "\\W",
  "\\D",
  "[abc]",
  "[^a]",
  "[a-c0-9]",
  "[\\w-]",
  ".",
  "[^]",
  "\\b",
  "\\B",
  "^",
  "$",
];
const UNICODE = ["\\p{L}", "\\P{Lu}", "\\u{1F600}", "[\\p{Ll}\\d]"];
const SETS = ["[\\w--[b]]", "[[a-z]&&[aeiou]]", "[\\p{L}--\\p{Lu}]"];
const COUNTS = ["*", "+", "?", "{2}", "{1,2}", "{0,3}", "{2,}"];

/** A literal without flags; `unicode` is "", "u" or "v". */
export function pattern(r, unicode) {
  let groups = 0;
  const atom = (depth) =>
    r.weighted([
      [5, () => r.pick(CHARS).replace("\\-", unicode ? "-" : "\\-")],
      [
        4,
        () => {
          const more =
            unicode === "v"
              ? [...UNICODE, ...SETS]
              : unicode
                ? UNICODE
                : ["[a-\\w]", "\\x41", "\\0"];
          const item = r.pick(r.chance(0.3) ? more : CLASSES);
          return unicode === "v" ? item.replace("[\\w-]", "[\\w\\-]") : item;
        },
      ],
      [
        depth > 0 ? 2 : 0,
        () => {
          groups++;
          return `(${r.chance(0.2) ? `?<n${groups}>` : ""}${choice(depth - 1)})`;
        },
      ],
      [depth > 0 ? 1 : 0, () => `(?:${choice(depth - 1)})`],
      [
        depth > 0 ? 0.7 : 0,
        () => `(?${r.pick(["=", "!", "<=", "<!"])}${choice(depth - 1)})`,
      ],
      [groups > 0 ? 0.7 : 0, () => `\\${1 + r.below(groups)}(?:)`],
      [
        depth > 0 ? 0.3 : 0,
        () => `(?${r.pick(["i", "s", "-i"])}:${choice(depth - 1)})`,
      ],
    ])();
  const term = (depth) => {
    const a = atom(depth);
    const assertion =
      /^(\\[bB]|[\^$]|\(\?[=!<])/.test(a) && !a.startsWith("(?<n");
    return !assertion && r.chance(0.35)
      ? a + r.pick(COUNTS) + (r.chance(0.25) ? "?" : "")
      : a;
  };
  const sequence = (depth) =>
    Array.from({ length: 1 + r.below(3) }, () => term(depth)).join("");
  const choice = (depth) =>
    r.chance(0.25)
      ? `${sequence(depth)}|${r.chance(0.2) ? "" : sequence(depth)}`
      : sequence(depth);
  return `/${choice(2)}/`;
}

/** The text of a string. */
export function subject(r) {
  const parts = [
    "abc",
    "aab",
    "ABC",
    "a1 b2",
    "x_0",
    "\\n",
    "é",
    "\\u017f",
    "\\ud83d\\ude00",
    "ß",
    ".",
    "/",
    "-",
    "cc",
    "0011",
    "",
  ];
  return `"${Array.from({ length: 1 + r.below(5) }, () => r.pick(parts)).join("")}"`;
}

/** What a match is replaced by: a text with or without $, or a function. */
export function replacement(r) {
  return r.pick([
    '"[$&]"',
    '"$1-$2"',
    '"$`|$\'"',
    '"$$"',
    '"$<n1>"',
    '"$0$10"',
    '""',
    '(...m) => "<" + m.slice(0, 2) + ">"',
    '(m) => (out("m", m), m.length)',
  ]);
}
