"use strict";
// console.table: rows of an array, object, Map, Set or one of their iterators
// in a box drawn with lines. Cells are inspected shortly on one line.

const { inspect } = require("internal/util/inspect");
const { stringWidth } = require("internal/util/text_width");

const MAP = 6;
const SET = 7;
const MAP_ITERATOR = 8;
const SET_ITERATOR = 9;
const TYPED_ARRAY = 18;

function cellText(value, options) {
  const isBig =
    value !== null &&
    typeof value === "object" &&
    !%ArrayIsArray(value) &&
    %ClassOf(value) !== TYPED_ARRAY &&
    %ObjectKeys(value).length > 2;
  return inspect(value, {
    depth: isBig ? -1 : 0,
    maxArrayLength: 3,
    breakLength: Infinity,
    ...options,
  });
}

function rule(left, widths, middle, right) {
  let out = left;
  for (let i = 0; i < widths.length; i++)
    out += (i === 0 ? "" : middle) + %StringPrototypeRepeat("─", widths[i]);
  return out + right;
}

function row(cells, widths) {
  let out = "│";
  for (let i = 0; i < cells.length; i++) {
    const pad = widths[i] - stringWidth(cells[i], true) - 1;
    out += ` ${cells[i]}${%StringPrototypeRepeat(" ", pad)}│`;
  }
  return out;
}

// heads: titles of the columns; columns: lists of cells, holes print blank.
function draw(heads, columns) {
  let height = 0;
  const widths = [];
  for (let c = 0; c < heads.length; c++) {
    let widest = stringWidth(heads[c], true);
    const column = columns[c];
    if (column.length > height) height = column.length;
    for (let r = 0; r < column.length; r++) {
      if (column[r] === undefined) continue;
      const w = stringWidth(column[r], true);
      if (w > widest) widest = w;
    }
    widths[c] = widest + 2;
  }
  let out = `${rule("┌", widths, "┬", "┐")}\n${row(heads, widths)}\n`;
  out += `${rule("├", widths, "┼", "┤")}\n`;
  for (let r = 0; r < height; r++) {
    const cells = [];
    for (let c = 0; c < heads.length; c++)
      %ArrayPrototypePush(cells, columns[c][r] ?? "");
    out += `${row(cells, widths)}\n`;
  }
  return out + rule("└", widths, "┴", "┘");
}

function indexes(n, options) {
  const out = [];
  for (let i = 0; i < n; i++) %ArrayPrototypePush(out, cellText(i, options));
  return out;
}

function ofEntries(flat, isKeyValue, options) {
  const keys = [];
  const values = [];
  for (let i = 0; i < flat.length; i++) {
    const into = isKeyValue && i % 2 === 0 ? keys : values;
    %ArrayPrototypePush(into, cellText(flat[i], options));
  }
  const index = indexes(values.length, options);
  return isKeyValue
    ? draw(["(iteration index)", "Key", "Values"], [index, keys, values])
    : draw(["(iteration index)", "Values"], [index, values]);
}

function ofRows(data, properties, options) {
  const rows = %ObjectKeys(data);
  const columns = new %Map();
  const plain = [];
  let hasPlain = false;
  for (let r = 0; r < rows.length; r++) {
    const item = data[rows[r]];
    const isPlain =
      item === null || (typeof item !== "function" && typeof item !== "object");
    if (properties === undefined && isPlain) {
      hasPlain = true;
      plain[r] = cellText(item, options);
      continue;
    }
    const keys = properties ?? %ObjectKeys(item);
    for (let k = 0; k < keys.length; k++) {
      const key = `${keys[k]}`;
      let column = %MapPrototypeGet(columns, key);
      if (column === undefined) %MapPrototypeSet(columns, key, (column = []));
      column[r] =
        isPlain || !%ObjectPrototypeHasOwnProperty(item, key)
          ? ""
          : cellText(item[key], options);
    }
  }
  const heads = ["(index)"];
  const all = [rows];
  // Integer-like names come first, as in an object.
  const order = { __proto__: null };
  %MapPrototypeForEach(columns, (_, key) => (order[key] = true));
  const names = %ObjectKeys(order);
  for (let i = 0; i < names.length; i++) {
    %ArrayPrototypePush(heads, names[i]);
    %ArrayPrototypePush(all, %MapPrototypeGet(columns, names[i]));
  }
  if (hasPlain) {
    %ArrayPrototypePush(heads, "Values");
    %ArrayPrototypePush(all, plain);
  }
  return draw(heads, all);
}

function tableText(data, properties, options) {
  const kind = %ClassOf(data);
  if (kind === MAP_ITERATOR || kind === SET_ITERATOR) {
    const preview = %PreviewEntries(data);
    return ofEntries(preview[0], kind === MAP_ITERATOR && preview[1], options);
  }
  const flat = [];
  if (kind === MAP) {
    %MapPrototypeForEach(data, (v, k) => %ArrayPrototypePush(flat, k, v));
    return ofEntries(flat, true, options);
  }
  if (kind === SET) {
    %SetPrototypeForEach(data, (v) => %ArrayPrototypePush(flat, v));
    return ofEntries(flat, false, options);
  }
  return ofRows(data, properties, options);
}

module.exports = { tableText };
