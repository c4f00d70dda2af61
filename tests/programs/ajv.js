"use strict";
// ajv: schemas become validating functions through its code generator and `new Function`.

const Ajv = require("ajv");
const Ajv2020 = require("ajv/dist/2020");
const standalone = require("ajv/dist/standalone").default;
const { attempt } = require("./support");

const ajv = new Ajv({ allErrors: true, strict: false, coerceTypes: false });
ajv.addFormat("even", { type: "number", validate: (n) => n % 2 === 0 });
ajv.addFormat("word", /^\w+$/);
ajv.addKeyword({ keyword: "between", type: "number", schemaType: "array", compile: ([low, high]) => (n) => n >= low && n <= high });
ajv.addSchema({ $id: "http://x/defs", definitions: { positive: { type: "number", exclusiveMinimum: 0 } } });

const cases = {
  person: [
    { type: "object", required: ["name"], properties: { name: { type: "string", minLength: 2 }, age: { type: "integer", minimum: 0 }, tags: { type: "array", items: { type: "string" }, uniqueItems: true } }, additionalProperties: false },
    { name: "Ann", age: 3, tags: ["a", "b"] }, { name: "A", age: -1.5, tags: ["a", "a", 1], extra: 1 }, {}, null, [1],
  ],
  combined: [{ anyOf: [{ type: "string", pattern: "^a+$" }, { type: "number", multipleOf: 0.5 }], not: { const: 1 } }, "aaa", "b", 1.5, 1, 0.3],
  oneOf: [{ oneOf: [{ minimum: 3 }, { maximum: 5 }] }, 1, 4, 9],
  conditional: [{ if: { properties: { kind: { const: "a" } } }, then: { required: ["a"] }, else: { required: ["b"] } }, { kind: "a" }, { kind: "b", b: 1 }, { kind: "a", a: 1 }],
  recursive: [{ $id: "tree", type: "object", properties: { v: { type: "number" }, kids: { type: "array", items: { $ref: "tree" } } }, required: ["v"] }, { v: 1, kids: [{ v: 2, kids: [] }] }, { v: 1, kids: [{ v: "x" }, {}] }],
  refs: [{ type: "array", items: { $ref: "http://x/defs#/definitions/positive" } }, [1, 2], [0, -1, "x"]],
  formats: [{ type: ["number", "string"], format: "even" }, 2, 3, "x"],
  word: [{ type: "string", format: "word" }, "abc", "a b"],
  keyword: [{ between: [1, 3] }, 2, 4, "any"],
  tuples: [{ type: "array", items: [{ type: "number" }, { type: "string" }], additionalItems: false, minItems: 1, contains: { const: 1 } }, [1, "a"], [], [2, 3, 4]],
  objects: [{ patternProperties: { "^n_": { type: "number" } }, propertyNames: { maxLength: 4 }, minProperties: 1, dependencies: { a: ["b"], c: { required: ["d"] } } }, { n_1: 1 }, { n_1: "x" }, { toolong: 1 }, { a: 1, c: 2 }, {}],
  enums: [{ enum: [1, "a", null, { x: [1] }] }, { x: [1] }, null, "b"],
  lengths: [{ type: "string", minLength: 2, maxLength: 3 }, "\u{1F600}\u{1F600}", "\u{1F600}", "abcd"],
};
for (const [name, [schema, ...values]] of Object.entries(cases)) {
  const validate = ajv.compile(schema);
  values.forEach((v, i) => attempt(`${name} ${i}`, () => (validate(v) ? "valid" : ajv.errorsText(validate.errors))));
}
const changing = new Ajv({ coerceTypes: "array", useDefaults: true, removeAdditional: "all", strict: false });
attempt("changing", () => {
  const value = { n: "5", flag: "true", list: 1, extra: 2 };
  const validate = changing.compile({ type: "object", properties: { n: { type: "integer" }, flag: { type: "boolean" }, list: { type: "array" }, d: { default: { deep: [1] } } } });
  return [validate(value), value];
});
const modern = new Ajv2020({ discriminator: true, strict: false });
attempt("2020", () => {
  const validate = modern.compile({ prefixItems: [{ type: "number" }], items: { type: "string" }, unevaluatedItems: false, $defs: { x: { $anchor: "here", type: "null" } } });
  return [validate([1, "a"]), validate(["a"]), validate.errors.map((e) => e.message)];
});
attempt("discriminator", () => {
  const validate = modern.compile({ type: "object", discriminator: { propertyName: "t" }, required: ["t"], oneOf: [{ properties: { t: { const: "a" }, x: { type: "number" } } }, { properties: { t: { const: "b" } } }] });
  return [validate({ t: "a", x: 1 }), validate({ t: "a", x: "1" }), validate({ t: "c" }), validate.errors[0].message];
});
attempt("bad schema", () => ajv.compile({ type: "nothing" }));
attempt("missing ref", () => ajv.compile({ $ref: "#/nowhere" }));
attempt("strict", () => new Ajv().compile({ unknownKeyword: 1 }));
attempt("standalone", () => standalone(new Ajv({ code: { source: true } }), new Ajv({ code: { source: true } }).compile({ type: "string", minLength: 2 })).length);
const check = ajv.compile({ type: "object", properties: { a: { type: "number", maximum: 500 }, b: { type: "string", maxLength: 4 } }, required: ["a", "b"] });
let good = 0;
for (let i = 0; i < 20000; i++) good += check({ a: i % 1000, b: String(i) });
console.log(good);
ajv.addSchema({ $id: "async", $async: true, type: "number", minimum: 2 });
ajv.getSchema("async")(1).catch((e) => console.log(e.constructor.name, e.errors[0].message));
