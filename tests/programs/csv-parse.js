"use strict";
// csv-parse (synchronous interface): every option, and errors.

const { parse, CsvError, normalize_options } = require("csv-parse/sync");
const { attempt, show } = require("./support");

const rows = [];
for (let i = 0; i < 3000; i++) rows.push(`${i},"name ""${i}""",${i % 3 ? "x" : ""},${(i * 7.25).toFixed(2)},"line\n${i}"`);
const text = `id,name,flag,amount,note\n${rows.join("\n")}\n`;
const records = parse(text, { columns: true, cast: (v, c) => (c.column === "amount" && !c.header ? Number(v) : v) });
console.log(records.length, show(records[1]), show(records[2999]), records.reduce((s, r) => s + (r.amount || 0), 0));

const simple = "a,b,c\n1,2,3\n4,5,6\n";
const cases = {
  plain: [simple],
  columns: [simple, { columns: true }],
  "columns list": [simple, { columns: ["x", null, { name: "z" }], from_line: 2 }],
  "columns function": [simple, { columns: (line) => line.map((s) => s.toUpperCase()) }],
  "columns false": [simple, { columns: [false, "b", undefined] }],
  "duplicate names": ["a,a,b\n1,2,3\n", { columns: true, group_columns_by_name: true }],
  delimiter: ["a;b;c\n1;2;3", { delimiter: ";" }],
  "two delimiters": ["a;b|c", { delimiter: [";", "|"] }],
  "long delimiter": ["a::b::c\n1::2::3", { delimiter: "::" }],
  "auto-detected record delimiter": ["a,b\r\n1,2\r\n"],
  "record delimiter": ["a,b%1,2%", { record_delimiter: "%" }],
  quote: ["'a,b','c''d'", { quote: "'", escape: "'" }],
  "no quote": ['"a",b', { quote: null }],
  escape: ['"a\\"b",c', { escape: "\\" }],
  comment: ["# c\na,b # d\n#e\n1,2", { comment: "#" }],
  "comment only lines": ["# c\na,b#d", { comment: "#", comment_no_infix: true }],
  trim: [" a , b \n 1 ,\t2 ", { trim: true }],
  ltrim: [" a , b ", { ltrim: true }],
  rtrim: [" a , b ", { rtrim: true }],
  bom: ["\ufeffa,b\n1,2", { bom: true, columns: true }],
  cast: ["1,2.5,x,true", { cast: true }],
  "cast function": ["1,x", { cast: (v, context) => `${context.index}/${context.lines}/${context.quoting}:${v}` }],
  "cast throws": ["1", { cast: () => { throw new Error("bad cast"); } }],
  "cast date": ["2020-01-02,x", { cast: true, cast_date: true }],
  "cast date function": ["1,x", { cast: true, cast_date: (v) => (v === "1" ? new Date(0) : v) }],
  from: [simple, { from: 2 }],
  to: [simple, { to: 2 }],
  "to line": [simple, { to_line: 1 }],
  "from line": [simple, { from_line: 3 }],
  info: [simple, { info: true, columns: true }],
  raw: [simple, { raw: true }],
  objname: ["k,v\nx,1\ny,2", { columns: true, objname: "k" }],
  "objname index": ["x,1\ny,2", { objname: 0 }],
  "on_record": [simple, { on_record: (r, c) => (c.records === 1 ? null : r.reverse()) }],
  "relax column count": ["a,b\n1\n1,2,3", { relax_column_count: true }],
  "relax less": ["a,b\n1", { columns: true, relax_column_count_less: true }],
  "relax more": ["a,b\n1,2,3", { columns: true, relax_column_count_more: true }],
  "relax quotes": ['a "b" c,d"e', { relax_quotes: true }],
  "skip empty lines": ["a\n\n\nb\n", { skip_empty_lines: true }],
  "skip empty values": ["a,b\n,\n1,2", { skip_records_with_empty_values: true }],
  "skip errors": ['a,b\n"1"x,2\n3,4', { skip_records_with_error: true, on_skip: (e) => console.log("skipped", e.code) }],
  "max record size": ["aaaaaaaaaa,b", { max_record_size: 5 }],
  "ignore last delimiters": ["a,b,,\n1,2,3,", { ignore_last_delimiters: true }],
  "ignore last n": ["a,b,c,d", { ignore_last_delimiters: 2 }],
  "encoding buffer": [Buffer.from("a,é\n", "utf8"), { encoding: "utf8" }],
  latin1: [Buffer.from("a,é\n", "latin1"), { encoding: "latin1" }],
  utf16: [Buffer.from("\ufeffa,b\n", "utf16le"), { bom: true }],
  "no encoding": [Buffer.from("a,b\n"), { encoding: null }],
  "quote unclosed": ['a,"b'],
  "quote inside": ['a,b"c'],
  "after quote": ['"a"b,c'],
  "count differs": ["a,b\n1"],
  "columns differ": ["a,b\n1", { columns: true }],
  "bad option": ["a", { columns: 5 }],
  "bad quote": ["a", { quote: 5 }],
  "bad delimiter": ["a", { delimiter: "" }],
  "bad from": ["a", { from: -1 }],
  "bad cast": ["a", { cast: 3 }],
  "bad bom": ["a", { bom: "x" }],
  "bad info": ["a", { info: 1 }],
  "bad to": ["a", { to: "x" }],
  "bad escape": ["a", { escape: "xy" }],
  "bad max": ["a", { max_record_size: -1 }],
  "bad objname": ["a", { objname: "" }],
  "bad on_record": ["a", { on_record: 1 }],
  "bad record delimiter": ["a", { record_delimiter: "" }],
  "strings for numbers": [simple, { from: "2", to: "3", max_record_size: "100" }],
  empty: [""],
  "only newline": ["\n"],
  "empty fields": [",\n,"],
};
for (const [name, [input, options]] of Object.entries(cases))
  attempt(name, () => parse(input, options), (r) => show(r, 5));

try {
  parse('a,"b\n', { columns: ["x"] });
} catch (error) {
  console.log(error instanceof CsvError, error instanceof Error, error.code, error.lines, error.column, Object.keys(error).sort().join(" "));
}
console.log(show(Object.keys(normalize_options({ delimiter: ";" })).sort()));
