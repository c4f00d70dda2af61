"use strict";
// How the printed entries of an object become text: one line while they fit,
// columns for long lists, else a line each. All the figures are Node's.

const {
  stringWidth,
  stripControlSequences,
} = require("internal/util/text_width");

const MOST_COLUMNS = 15;
const CHAR_HEIGHT = 2.5; // a character is so much taller than wide

function spaces(n) {
  return %StringPrototypeRepeat(" ", n);
}

function joinWith(entries, separator) {
  let out = "";
  for (let i = 0; i < entries.length; i++)
    out += i === 0 ? entries[i] : separator + entries[i];
  return out;
}

// Would the entries fit into st.breakLength, `used` columns being taken?
function fits(st, entries, used, head) {
  const unlimited = st.breakLength === Infinity;
  let total = entries.length + used;
  if (!unlimited && total + entries.length > st.breakLength) return false;
  for (let i = 0; i < entries.length; i++) {
    if (unlimited) {
      if (%StringPrototypeIncludes(entries[i], "\n")) return false;
      continue;
    }
    const text = st.colors ? stripControlSequences(entries[i]) : entries[i];
    total += text.length;
    if (total > st.breakLength) return false;
  }
  return head === "" || !%StringPrototypeIncludes(head, "\n");
}

// How many columns the entries of a list should take, 1 for no grouping: about
// a square on the screen, within the line, at most 4 per level of `compact`.
function columnCount(st, count, all, total, longest) {
  const cell = longest + 2;
  if (cell * 3 + st.indentation >= st.breakLength) return 1;
  if (total / cell <= 5 && longest > 6) return 1;
  const bias = %MathSqrt(cell - total / all);
  const biased = %MathMax(cell - 3 - bias, 1);
  return %MathMin(
    %MathRound(%MathSqrt(CHAR_HEIGHT * biased * count) / biased),
    %MathFloor((st.breakLength - st.indentation) / cell),
    st.compact * 4,
    MOST_COLUMNS,
  );
}

function allNumeric(value, n) {
  for (let i = 0; i < n; i++) {
    const type = typeof value[i];
    if (type !== "number" && type !== "bigint") return false;
  }
  return true;
}

// Joins the entries of a list of more than six into lines of equal columns.
// Numbers are set flush right. A last "... more items" entry stays alone.
function groupIntoColumns(st, entries, value) {
  const truncated = st.maxArrayLength < entries.length;
  const count = truncated ? entries.length - 1 : entries.length;
  const widths = [];
  let total = 0;
  let longest = 0;
  for (let i = 0; i < count; i++) {
    widths[i] = stringWidth(entries[i], st.colors);
    total += widths[i] + 2;
    longest = %MathMax(longest, widths[i]);
  }
  const columns = columnCount(st, count, entries.length, total, longest);
  if (columns <= 1) return entries;

  const columnWidths = [];
  for (let c = 0; c < columns; c++) {
    let widest = 0;
    for (let i = c; i < count; i += columns)
      widest = %MathMax(widest, widths[i]);
    columnWidths[c] = widest + 2;
  }
  const right = value === undefined || allNumeric(value, entries.length);
  const lines = [];
  for (let first = 0; first < count; first += columns) {
    const last = %MathMin(first + columns, count) - 1;
    let line = "";
    for (let i = first; i < last; i++) {
      const padding = spaces(columnWidths[i - first] - widths[i] - 2);
      line += right ? `${padding}${entries[i]}, ` : `${entries[i]}, ${padding}`;
    }
    if (right) line += spaces(columnWidths[last - first] - 2 - widths[last]);
    %ArrayPrototypePush(lines, line + entries[last]);
  }
  if (truncated) %ArrayPrototypePush(lines, entries[count]);
  return lines;
}

// The old layout, `compact: true`.
function layOutCompact(st, entries, head, open, close) {
  const before = head === "" ? "" : ` ${head}`;
  if (fits(st, entries, 0, head))
    return `${open}${before} ${joinWith(entries, ", ")} ${close}`;
  const pad = spaces(st.indentation);
  const first = head === "" && open.length === 1 ? " " : `${before}\n${pad}  `;
  return `${open}${first}${joinWith(entries, `,\n${pad}  `)} ${close}`;
}

// `head open entries close`. `level` is the depth of the entries, `list` says
// that they are elements; `value` is looked at to see if all are numbers.
function layOut(st, entries, head, open, close, list, level, value) {
  if (st.compact === true) return layOutCompact(st, entries, head, open, close);
  const start = head === "" ? open : `${head} ${open}`;
  if (typeof st.compact === "number" && st.compact >= 1) {
    const before = entries.length;
    if (list && before > 6) entries = groupIntoColumns(st, entries, value);
    if (st.deepest - level < st.compact && before === entries.length) {
      const used = before + st.indentation + open.length + head.length + 10;
      if (fits(st, entries, used, head)) {
        const line = joinWith(entries, ", ");
        if (!%StringPrototypeIncludes(line, "\n"))
          return `${start} ${line} ${close}`;
      }
    }
  }
  const newline = `\n${spaces(st.indentation)}`;
  return `${start}${newline}  ${joinWith(entries, `,${newline}  `)}${newline}${close}`;
}

module.exports = { layOut, spaces };
