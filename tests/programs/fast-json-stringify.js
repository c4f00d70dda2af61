"use strict";
// fast-json-stringify: schemas become serialising functions of text.

const build = require("fast-json-stringify");
const { attempt } = require("./support");

const cases = {
  flat: [{ type: "object", properties: { s: { type: "string" }, n: { type: "number" }, i: { type: "integer" }, b: { type: "boolean" }, z: { type: "null" } } }, { s: 'a "b" \\ \n ü', n: 1.5, i: 3, b: true, z: null, extra: 1 }, {}, { n: NaN }, { i: "7.9" }],
  required: [{ type: "object", required: ["a"], properties: { a: { type: "string" }, d: { type: "string", default: "def" } } }, { a: "x" }, {}],
  nested: [{ type: "object", properties: { list: { type: "array", items: { type: "object", properties: { id: { type: "integer" } } } }, pair: { type: "array", items: [{ type: "string" }, { type: "number" }] } } }, { list: [{ id: 1 }, { id: 2, x: 3 }], pair: ["a", 2] }],
  additional: [{ type: "object", properties: { a: { type: "string" } }, patternProperties: { "^n": { type: "number" } }, additionalProperties: { type: "string" } }, { a: 1, n1: "2", other: 3 }],
  dates: [{ type: "object", properties: { t: { type: "string", format: "date-time" }, d: { type: "string", format: "date" } } }, { t: new Date(0), d: new Date(86400000) }],
  anyOf: [{ type: "object", properties: { v: { anyOf: [{ type: "string" }, { type: "object", properties: { x: { type: "number" } } }, { type: "array", items: { type: "integer" } }] } } }, { v: "s" }, { v: { x: 1 } }, { v: [1, 2] }],
  refs: [{ definitions: { num: { type: "object", properties: { int: { type: "integer" } } } }, type: "object", properties: { a: { $ref: "#/definitions/num" }, self: { $ref: "#" } } }, { a: { int: 4 }, self: { a: { int: 5 } } }],
  conditional: [{ type: "object", properties: { kind: { type: "string" } }, if: { properties: { kind: { const: "a" } } }, then: { properties: { a: { type: "number" } } }, else: { properties: { b: { type: "number" } } } }, { kind: "a", a: 1, b: 2 }, { kind: "z", a: 1, b: 2 }],
  types: [{ type: ["string", "number", "null"] }, "a", 5, null],
  nullable: [{ type: "object", properties: { a: { type: "string", nullable: true }, b: { type: "object", nullable: true, properties: { c: { type: "string" } } } } }, { a: null, b: null }, { a: "x", b: { c: "y" } }],
  bigint: [{ type: "integer" }, 12345678901234567890n, 3.9],
  any: [{}, { free: [1, "x", { y: null }] }],
  constant: [{ type: "object", properties: { c: { const: { fixed: [1] } } } }, { c: 1 }],
  unsafe: [{ type: "object", properties: { s: { type: "string", format: "unsafe" } } }, { s: "raw" }],
};
for (const [name, [schema, ...values]] of Object.entries(cases)) {
  let stringify;
  attempt(`${name}, built`, () => (stringify = build(schema)).name);
  values.forEach((v, i) => attempt(`${name} ${i}`, () => stringify(v)));
}
attempt("external", () => build({ type: "object", properties: { p: { $ref: "other#/definitions/p" } } }, { schema: { other: { definitions: { p: { type: "number" } } } } })({ p: "3" }));
attempt("rounding", () => build({ type: "integer" }, { rounding: "ceil" })(1.2));
attempt("large arrays", () => build({ type: "array", items: { type: "number" } }, { largeArrayMechanism: "json-stringify", largeArraySize: 2 })([1, 2, 3, 4]));
attempt("bad schema", () => build({ type: "object", properties: { a: { $ref: "#/nowhere" } } }));
attempt("standalone", () => build({ type: "string" }, { mode: "standalone" }).length);
const row = build({ type: "object", properties: { id: { type: "integer" }, name: { type: "string" }, tags: { type: "array", items: { type: "string" } } } });
let hash = 0;
for (let i = 0; i < 5000; i++) {
  const text = row({ id: i, name: `n"${i}`, tags: ["a", String(i)] });
  for (let k = 0; k < text.length; k++) hash = (hash * 31 + text.charCodeAt(k)) | 0;
}
console.log(hash);
