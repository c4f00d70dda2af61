const util = require("util");
const assert = require("assert");
const t = (f) => { try { console.log(f()); } catch (e) { console.log(e.name, e.code, e.message, e.operator, e.generatedMessage); } };
class A { constructor(x) { this.x = x; } }
const pairs = [[1, 2], [1, "1"], [{ a: 1 }, { a: 1 }], [{ a: 1, b: [1, 2, 3] }, { a: 1, b: [1, 2, 4] }], [new Map([[{ k: 1 }, 2]]), new Map([[{ k: 1 }, 2]])], [new Set([1, [2]]), new Set([[2], 1])], [NaN, NaN], [0, -0], ["line1\nline2", "line1\nlineX"], [new A(1), { x: 1 }], [/a/g, /a/i], [new Date(0), new Date(1)], [[1, , 3], [1, undefined, 3]], ["a".repeat(40), "a".repeat(39) + "b"], [Buffer.from("a"), Buffer.from("b")], [Array.from({ length: 40 }, (_, i) => i), Array.from({ length: 40 }, (_, i) => (i === 20 ? 0 : i))]];
for (const [a, b] of pairs) { console.log(util.isDeepStrictEqual(a, b)); for (const m of ["equal", "strictEqual", "deepEqual", "deepStrictEqual", "notDeepStrictEqual", "partialDeepStrictEqual"]) t(() => assert[m](a, b)); }
t(() => assert.throws(() => { throw new TypeError("x"); }, RangeError)); t(() => assert.throws(() => {})); t(() => assert.match("abc", /x/)); t(() => assert.fail("m")); t(() => assert.ifError(new Error("e"))); t(() => assert.doesNotThrow(() => { throw new Error("n"); })); t(() => assert.ok(1)); t(() => assert.throws(() => { throw Object.assign(new Error("q"), { code: "C" }); }, { code: "D" }));
console.log(util.format("%s %d %j %o", "a", 1, { x: 1 }, [1]), util.types.isRegExp(/x/), util.types.isPromise(Promise.resolve()), util.stripVTControlCharacters("\u001b[31mr\u001b[0m"), util.styleText("red", "x", { validateStream: false }));
console.log(util.parseArgs({ args: ["-f", "--bar=b", "p"], options: { f: { type: "boolean", short: "f" }, bar: { type: "string" } }, allowPositionals: true }), util.getSystemErrorName(-2), util.inspect(new Proxy({ a: 1 }, {}), { showProxy: true }));
function Old() {} util.inherits(Old, A); console.log(new Old() instanceof A, Old.super_ === A);
util.promisify((x, cb) => cb(null, x + 1))(4).then(console.log); util.callbackify(async (x) => x * 2)(5, (e, v) => console.log(e, v)); util.deprecate(() => console.log("dep"), "old thing", "DEP1")();
(async () => { await assert.rejects(Promise.reject(new Error("r")), /r/); t(() => 1); try { await assert.rejects(Promise.resolve(1)); } catch (e) { console.log(e.message); } })();
const path = require("path"); console.log(path.join("a", "../b", "c"), path.resolve("/a", "b", "../c"), path.parse("/x/y.tar.gz"), path.relative("/a/b", "/a/c/d"), path.win32.normalize("C:\\a\\..\\b"));
const { StringDecoder } = require("string_decoder"); const d = new StringDecoder("utf8"); console.log(d.write(Buffer.from([0xe2, 0x82])), d.write(Buffer.from([0xac])), d.end());
