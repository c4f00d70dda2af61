// zod, from its ES modules: every kind of schema, checks, errors in several languages, JSON Schema, codecs.

import { z } from "zod";
import support from "./support.js";

const { attempt, show } = support;

const issues = (error) => error.issues.map((i) => `${i.path.map(String).join(".")}:${i.code}:${i.message}`).join(" | ");
function parse(label, schema, ...inputs) {
  for (const input of inputs) {
    attempt(`${label} ${show(input, 3).slice(0, 60)}`, () => {
      const r = schema.safeParse(input);
      return r.success ? show(r.data) : `error ${issues(r.error)}`;
    }, String);
  }
}

// ---- strings ----

const formats = {
  email: ["a@b.co", "a@b"], guid: ["00000000-0000-0000-0000-000000000000", "x"], uuid: ["f81d4fae-7dec-41d0-a765-00a0c91e6bf6", "f81d4fae"], uuidv4: ["f81d4fae-7dec-41d0-a765-00a0c91e6bf6"], uuidv6: ["1ec9414c-232a-6b00-b3c8-9e6bdeced846"], uuidv7: ["017f22e2-79b0-7cc3-98c4-dc0c0c07398f"], emoji: ["🎉", "a"], nanoid: ["V1StGXR8_Z5jdHi6B-myT", "x"], cuid: ["cjld2cjxh0000qzrmn831i7rn", "-"], cuid2: ["tz4a98xxat96iws9zmbrgj3a", "-"], ulid: ["01ARZ3NDEKTSV4RRFFQ69G5FAV", "!"], xid: ["9m4e2mr0ui3e8a215n4g", "!"], ksuid: ["0ujtsYcgvSTl8PAuAdqWYSMnLOv", "!"],
  ipv4: ["127.0.0.1", "256.1.1.1"], mac: ["00:1A:2B:3C:4D:5E", "x"], cidrv4: ["10.0.0.0/8", "10.0.0.0/33"], base64: ["YWJj", "a"], base64url: ["YWJj", "a+"], e164: ["+14155552671", "1"], jwt: ["eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.x", "a.b.c"], hostname: ["a.b", "-"], hex: ["ff", "g"],
};
for (const [name, inputs] of Object.entries(formats)) attempt(`schema ${name}`, () => parse(name, z[name](), ...inputs, 5));
for (const name of ["date", "time", "datetime", "duration"]) parse(`iso.${name}`, z.iso[name](), "2020-01-02", "10:11:12", "2020-01-02T10:11:12Z", "P1DT2H", "2020-02-30");
parse("datetime", z.iso.datetime({ offset: true, local: true, precision: 3 }), "2020-01-02T10:11:12.123+02:00", "2020-01-02T10:11:12.123");
const s = () => z.string();
const strings = { min: s().min(3), max: s().max(2), length: s().length(4), regex: s().regex(/^a/), includes: s().includes("b", { position: 1 }), startsWith: s().startsWith("ab"), endsWith: s().endsWith("cd"), lowercase: s().lowercase(), uppercase: s().uppercase(), trim: s().trim().toUpperCase(), lower: s().toLowerCase().normalize(), slugify: s().slugify(), nonempty: s().nonempty("needed"), many: s().min(5, { error: "too short" }).max(1), overwrite: s().overwrite((v) => v + "!") };
for (const [name, schema] of Object.entries(strings)) parse(name, schema, "abcd", " AB ", "", 5, null);

// ---- numbers and the rest ----

const n = () => z.number();
const numbers = { number: n(), int: z.int(), int32: z.int32(), uint32: z.uint32(), float32: z.float32(), float64: z.float64(), gt: n().gt(1).lt(5), gte: n().gte(1).lte(5), positive: n().positive(), negative: n().negative(), nonneg: n().nonnegative().nonpositive(), step: n().multipleOf(0.1), safe: n().safe(), finite: n().finite(), coerce: z.coerce.number() };
for (const [name, schema] of Object.entries(numbers)) parse(name, schema, 3, 0.3, -1, NaN, Infinity, "7", 2 ** 40);
const bigints = { bigint: z.bigint(), int64: z.int64(), uint64: z.uint64(), range: z.bigint().gt(1n).lte(10n).multipleOf(2n), signs: z.bigint().positive(), coerce: z.coerce.bigint() };
for (const [name, schema] of Object.entries(bigints)) parse(name, schema, 4n, -1n, 2n ** 64n, 3, "8", "x");
const values = [undefined, null, true, "true", 1, "", [], {}, new Date(0), new Date(NaN), Symbol.for("s"), () => 1, NaN];
const simple = { boolean: z.boolean(), symbol: z.symbol(), undefined: z.undefined(), null: z.null(), any: z.any(), unknown: z.unknown(), never: z.never(), void: z.void(), date: z.date().min(new Date(0)).max(new Date(1e12)), nan: z.nan(), coerceBool: z.coerce.boolean(), coerceDate: z.coerce.date(), coerceString: z.coerce.string(), stringbool: z.stringbool(), literal: z.literal(["a", 1, true, null]), enum: z.enum(["true", "b"]), native: z.nativeEnum({ A: 1, B: "b" }), instance: z.instanceof(Date), json: z.json(), optional: s().optional(), nullable: s().nullable(), nullish: s().nullish(), default: s().default("dflt"), prefault: s().prefault("pre"), catch: s().catch("caught"), nonoptional: s().optional().nonoptional(), custom: z.custom((v) => v === 1, "not one"), function: z.unknown(), readonly: z.array(z.any()).readonly(), exact: z.exactOptional?.(s()) ?? s() };
for (const [name, schema] of Object.entries(simple)) parse(name, schema, ...values);

// ---- composites ----

const person = z.object({ name: s().min(1), age: n().int().optional(), tags: z.array(s()).max(2).default([]), address: z.object({ city: s(), zip: z.union([s(), n()]) }).partial() });
const people = [{ name: "a", address: {} }, { name: "", age: 1.5, tags: ["x", "y", "z"], address: { city: 5, zip: null }, extra: 1 }, {}, null, []];
const objects = { person, strict: person.strict(), loose: person.loose(), catchall: person.catchall(n()), pick: person.pick({ name: true }), omit: person.omit({ address: true }), partial: person.partial(), required: person.required({ age: true }), extend: person.extend({ age: s() }), merge: person.merge(z.object({ extra: n() })), keyof: person.keyof(), strictObject: z.strictObject({ name: s() }), looseObject: z.looseObject({ name: s() }), refine: person.refine((p) => p.age > 3, { path: ["age"], message: "too young" }), super: person.superRefine((p, ctx) => ctx.addIssue({ code: "custom", message: `no ${p.name}`, path: ["x"] })), transform: person.transform((p) => p.name.length), pipe: person.transform((p) => p.name).pipe(s().min(2)), passthrough: person.passthrough(), strip: person.loose().strip(), safeExtend: person.safeExtend({ q: n().optional() }) };
for (const [name, schema] of Object.entries(objects)) parse(name, schema, ...people);
const lists = { array: z.array(n()).min(1).max(2), length: z.array(n()).length(2), nonempty: z.array(n()).nonempty(), tuple: z.tuple([s(), n()]), rest: z.tuple([s()], n()), optionalTuple: z.tuple([s(), n().optional()]), set: z.set(n()).min(1).max(2), size: z.set(n()).size(1), map: z.map(s(), n()), record: z.record(s(), n()), enumRecord: z.record(z.enum(["a", "b"]), n()), partialRecord: z.partialRecord(z.enum(["a", "b"]), n()), looseRecord: z.looseRecord(s().regex(/^x/), n()), element: z.array(z.object({ a: n() })) };
for (const [name, schema] of Object.entries(lists)) parse(name, schema, [], [1], [1, 2, 3], ["a", 1], ["a"], ["a", "b"], { a: 1 }, { a: 1, b: 2 }, { a: "x" }, new Set([1]), new Set(["x", 1, 2]), new Map([["k", 1]]), new Map([[1, "v"]]), [{ a: "q" }], { x1: 1, y: 2 });
const circle = z.object({ kind: z.literal("circle"), r: n() }), square = z.object({ kind: z.literal("square"), side: n() });
const unions = { union: z.union([s(), n().min(5)]), discriminated: z.discriminatedUnion("kind", [circle, square]), intersection: z.intersection(z.object({ a: n() }), z.object({ b: n() })), xor: z.xor([z.object({ kind: s() }), circle]), or: s().or(z.boolean()), and: z.object({ a: n() }).and(z.object({ c: n() })), lazy: z.lazy(() => z.union([n(), z.array(n())])), template: z.templateLiteral(["a-", n(), z.enum(["px", "em"])]) };
for (const [name, schema] of Object.entries(unions)) parse(name, schema, "a-5px", 3, 7, true, { kind: "circle", r: 1 }, { kind: "square" }, { kind: "line" }, { a: 1, b: 2 }, { a: 1 }, [1, 2], ["x"]);
const category = z.object({ name: s(), get children() { return z.array(category); } });
parse("recursive", category, { name: "a", children: [{ name: "b", children: [] }] }, { name: "a", children: [{}] });

// ---- the rest of what schemas do ----

const codec = z.codec(s(), n(), { decode: (v) => Number(v), encode: (v) => String(v) });
attempt("codec", () => [codec.decode("5"), codec.encode(5), codec.safeDecode("x").success, codec.safeEncode("x").success, z.encode(codec, 7), z.decode(codec, "8"), z.invertCodec(codec).decode(3)]);
attempt("methods", () => [s().describe("text").description, s().meta({ title: "t" }).meta(), s().isOptional(), s().optional().isNullable(), s().brand("b").parse("x"), s().check(z.minLength(2), z.trim()).safeParse("a").success, s().clone().parse("q"), s().register(z.globalRegistry, { id: "reg" }) !== null, z.preprocess((v) => String(v), s()).parse(5), z.success(s()).parse(1), s().readonly().parse("r"), s().array().optional().parse(undefined), z.optional(s()).unwrap().parse("u"), z.keyof(person).options]);
attempt("functions", () => {
  const f = z.function({ input: [s(), n()], output: s() }).implement((a, b) => a.repeat(b));
  return [f("ab", 2), (() => { try { return f(1, 2); } catch (e) { return issues(e); } })()];
});
attempt("throwing", () => person.parse({}));
const failed = person.extend({ list: z.array(z.object({ q: n() })) }).safeParse({ list: [{ q: "x" }, 5], address: { zip: [] } }).error;
attempt("formatting", () => [z.treeifyError(failed), z.flattenError(failed), z.formatError(failed), failed.format(), failed.flatten(), failed.isEmpty, failed.name, failed instanceof z.ZodError], (v) => show(v, 8).slice(0, 900));
attempt("pretty", () => z.prettifyError(failed), String);
attempt("messages", () => [s({ error: "plain" }), s({ error: (i) => (i.input === undefined ? "required" : undefined) }), s().min(3, "short"), n({ message: "num" })].map((q) => [issues(q.safeParse(undefined).error), q.safeParse("x").error?.issues[0].message]));
for (const schema of [person, unions.discriminated, lists.tuple, lists.record, simple.literal, category, numbers.gt, strings.regex, simple.nullable, unions.intersection, formats.x ?? z.email(), z.iso.date(), z.bigint(), z.date(), codec, simple.default, simple.enum])
  attempt("json schema", () => JSON.stringify([z.toJSONSchema(schema, { unrepresentable: "any" }), z.toJSONSchema(schema, { io: "input", target: "draft-7", unrepresentable: "any" })]), String);
attempt("unrepresentable", () => z.toJSONSchema(z.bigint()));
attempt("from json schema", () => {
  const q = z.fromJSONSchema({ type: "object", properties: { a: { type: "string", minLength: 2 }, b: { type: "array", items: { type: "integer" } }, c: { anyOf: [{ const: 1 }, { enum: ["x"] }] } }, required: ["a"], additionalProperties: false });
  return [q.safeParse({ a: "xy", b: [1], c: 1 }).success, issues(q.safeParse({ a: "x", b: [1.5], c: 2, d: 1 }).error)];
});
attempt("registry", () => {
  const r = z.registry();
  const q = s();
  r.add(q, { note: "n" });
  return [r.get(q), r.has(q), r.remove(q).has(q), r.clear() === r];
});
attempt("deep", () => [z.util.isPlainObject({}), z.util.cleanRegex("/^a$/"), z.regexes.email.test("a@b.co"), z.deepPartial?.(person).safeParse({ address: {} }).success, z.getDiscriminatedOption?.(unions.discriminated, "circle") === circle]);

// ---- languages ----

const wrong = z.object({ a: s().min(3), b: n().max(1), c: z.email(), d: z.array(n()).max(1), e: z.enum(["x", "y"]), f: z.literal(1), g: n().multipleOf(2), h: z.union([s(), n()]), i: z.set(n()).min(2), j: s().startsWith("q"), k: z.record(s().max(1), n()), l: s().regex(/x/), m: z.date(), n: n().int() }).strict();
const input = { a: "", b: 5, c: "no", d: [1, 2], e: "z", f: 2, g: 3, h: null, i: new Set(), j: "x", k: { long: 1 }, l: "a", m: NaN, n: "1", extra: 1 };
for (const name of Object.keys(z.locales).sort()) {
  attempt(`locale ${name}`, () => {
    z.config(z.locales[name]());
    return wrong.safeParse(input).error.issues.map((i) => i.message).join(" / ");
  }, String);
}
z.config(z.locales.en());

// ---- asynchronous ----

const slow = z.object({ a: s().refine(async (v) => v.length > 2, "async short"), b: n().transform(async (v) => v * 2) });
console.log(show(await slow.parseAsync({ a: "abc", b: 2 })), show((await slow.safeParseAsync({ a: "a", b: 2 })).error.issues.map((i) => i.message)));
attempt("sync of async", () => slow.parse({ a: "abc", b: 1 }));
console.log(await z.promise(n()).parseAsync(Promise.resolve(4)), await s().parseAsync(5).catch((e) => e.name), (await z.safeParseAsync(z.union([slow, n()]), 7)).data, await z.array(slow).parseAsync([{ a: "abc", b: 1 }]).then(show));
console.log(await z.record(s(), slow).safeParseAsync({ k: { a: "x", b: 1 } }).then((r) => issues(r.error)), await z.map(s(), slow).parseAsync(new Map([["k", { a: "long", b: 3 }]])).then(show), await z.set(slow.transform((v) => v.b)).parseAsync(new Set([{ a: "long", b: 3 }])).then(show), await z.tuple([slow]).parseAsync([{ a: "long", b: 3 }]).then(show), await z.intersection(slow, z.object({})).parseAsync({ a: "long", b: 3 }).then(show, (e) => e.message));
