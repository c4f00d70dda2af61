"use strict";
// lodash: every function over a table of argument lists, functions that it returns called in turn, lazy and eager
// chains, caches.

const _ = require("lodash");
const { attempt, show } = require("./support");

// Not deterministic, or in need of timers (below), or of another global object.
const skipped = new Set("random now uniqueId sample sampleSize shuffle delay defer debounce throttle noConflict runInContext mixin templateSettings VERSION _ bindAll template".split(" "));

const people = () => [
  { name: "ann", age: 40, tags: ["x", "y"], address: { city: "Rome", zip: 1 } },
  { name: "bob", age: 36, tags: ["y"], address: { city: "Oslo", zip: 2 } },
  { name: "cid", age: 40, tags: [], address: { city: "Rome", zip: 3 } },
];
const even = (n) => n % 2 === 0;
const add = function (a, b) {
  return a + b;
};
class Shape {
  constructor() {
    this.a = 1;
    this.b = 2;
  }
}
Shape.prototype.c = 3;

// Fresh arguments for each call.
const tables = [
  () => [[3, 1, 2, 4, 1], even],
  () => [[3, [1, [2, [4]]], 5], 2],
  () => [people(), "age"],
  () => [people(), { age: 40 }],
  () => [people(), ["name", "bob"]],
  () => [people(), (p) => p.address.city, ["a", "b"]],
  () => [{ a: 1, b: { c: [2, { d: 3 }] }, e: undefined }, "b.c[1].d", 9],
  () => [{ a: 1, b: { c: [2] } }, { b: { c: [5, 6], x: 1 }, z: null }, (x, y) => (Array.isArray(x) ? x.concat(y) : undefined)],
  () => [new Shape(), ["a", "c"]],
  () => ["  fooBar-baz éa_ÀÉÎ 12ab XMLHttp <b>&amp;</b> 🎉 ", 5, "ab"],
  () => ["hello world", "o", 5],
  () => [4.2567, 2],
  () => [-3, 7],
  () => [add, 2],
  () => [add, 1, 2],
  () => [[1, 2, 2, 3], [2, 3, 4], [4, 5]],
  () => [[1.2, 2.3, 1.7], [2.1, 3.9], Math.floor],
  () => [[{ x: 1 }, { x: 2 }], [{ x: 1 }], _.isEqual],
  () => [["a", "b"], [1, 2], (a, b) => a + b],
  () => [null, "x"],
  () => [[0, false, "", NaN, null, undefined, "a"], 1],
  () => [{ a: "x", b: "y", c: "x" }, (v) => v + v],
  () => [["a.b[0].c", "a"], 1],
  () => [new Map([["k", { v: 1 }]]), new Map([["k", { v: 1 }]])],
  () => [new Set([1, 2]), new Set([2, 1])],
  () => [[1, 2, 3], 1, 2, 9],
  () => [{ f: (x) => x * 2, g: 1 }, "f", 21],
  () => [[(x) => x + 1, (x) => x * 2], 3],
  () => [/a+/gi, new Date(0), Symbol("s")],
  () => [new Uint8Array([1, 2, 3]), new Error("e"), "e"],
  () => [(function () { return arguments; })(1, 2), [2]],
  () => [3],
  () => [],
];

const names = Object.keys(_).filter((n) => typeof _[n] === "function" && !skipped.has(n)).sort();
for (const name of names) {
  tables.forEach((make, i) => {
    const args = make();
    attempt(`${name} ${i}`, () => {
      const r = _[name](...args);
      if (typeof r !== "function" || r === args[0]) return [r, show(args[0])];
      const inner = make();
      return [`function ${r.length}`, r.call({ k: 1 }, ...inner)];
    }, (v) => show(v, 5));
  });
}

// ---- chains ----

const numbers = _.range(1, 250);
attempt("lazy", () => _(numbers).map((n) => n * n).filter(even).reject((n) => n % 3 === 0).take(5).value());
attempt("lazy right", () => _(numbers).dropRight(3).takeRight(6).reverse().initial().tail().value());
attempt("lazy while", () => _(numbers).dropWhile((n) => n < 100).takeWhile((n) => n < 110).slice(1, -1).head());
attempt("lazy last", () => _(numbers).filter(even).map((n) => -n).takeRightWhile((n) => n < -240).last());
attempt("lazy find", () => _(numbers).filter(even).find((n) => n > 201));
attempt("lazy compact", () => _(numbers.concat(numbers)).compact().findLast(even));
attempt("explicit", () => _.chain(people()).sortBy("age").map("name").tap((a) => a.push("z")).thru((a) => a.reverse()).value());
attempt("plant", () => {
  const c = _([1, 2]).map((n) => n + 1);
  return [c.value(), c.plant([5, 6]).value(), c.commit().value()];
});
attempt("iterate", () => [...(_([1, 2, 3]))]);
attempt("next", () => {
  const w = _([1]);
  return [w.next(), w.next()];
});
attempt("at", () => _({ a: [{ b: 1 }] }).at("a[0].b").value());
attempt("string", () => [_("abc").split("").join("-"), _("x").toString(), JSON.stringify(_([1])), _([1, 2]).push(3).pop(), _([3, 1]).sort().shift(), _([1]).unshift(0).value(), _([1, 2, 3]).splice(0, 1).value()]);
attempt("invokeMap", () => _(["a", "b"]).invokeMap("toUpperCase").value());
attempt("concat", () => _([1]).concat([2], 3).value());
attempt("size", () => _(people()).keyBy("name").mapValues("age").pickBy((a) => a > 36).size());

// ---- functions ----

attempt("curry", () => {
  const f = _.curry((a, b, c) => [a, b, c]);
  return [f(1)(2)(3), f(1, 2)(3), f(_, 2)(1, 3), _.curryRight((a, b, c) => [a, b, c])(3)(2, 1)];
});
attempt("bind", () => {
  const o = { n: 1, f(a, b) { return [this.n, a, b]; } };
  return [_.bind(o.f, { n: 2 }, _, 5)(4), _.bindKey(o, "f", 7)(8), _.bindAll({ n: 3, g() { return this.n; } }, ["g"]).g.call(null)];
});
attempt("partial", () => [_.partial((a, b, c) => [a, b, c], _, 2)(1, 3), _.partialRight((a, b, c) => [a, b, c], 2, _)(0, 9), _.ary((...a) => a, 1)(1, 2), _.rearg((...a) => a, [2, 0, 1])("b", "c", "a"), _.flip((...a) => a)(1, 2, 3)]);
attempt("memoize", () => {
  let calls = 0;
  const f = _.memoize((x) => ++calls && x);
  f("a"), f("a"), f({}), f(1), f("__proto__");
  for (let i = 0; i < 300; i++) f(`k${i}`);
  f.cache.delete("k1");
  return [calls, f.cache.has("a"), f.cache.get("a"), f.cache.clear(), f.cache.size];
});
attempt("once", () => {
  let n = 0;
  const f = _.once(() => ++n), a = _.after(2, () => "done"), b = _.before(3, () => ++n);
  return [f(), f(), a(), a(), b(), b(), b()];
});
attempt("flow", () => [_.flow([_.add, (x) => x * x])(1, 2), _.flowRight([(x) => x * x, _.add])(1, 2), _.over([Math.max, Math.min])(1, 2, 3), _.overEvery([Boolean, isFinite])("1"), _.overSome([Boolean, isFinite])(null)]);
attempt("cond", () => _.cond([[_.matches({ a: 1 }), _.constant("one")], [_.stubTrue, _.constant("other")]])({ a: 2 }));
attempt("conforms", () => [_.filter(people(), _.conforms({ age: (a) => a > 36 })).length, _.map(people(), _.property(["address", "zip"])), _.map(["a", "b"], _.propertyOf({ a: 1 })), _.map([["a", 1]], _.spread((x, y) => x + y))]);
attempt("wrap", () => _.wrap(_.escape, (f, t) => `<p>${f(t)}</p>`)("a & b < c"));

// ---- objects ----

const tree = { a: [1, { b: 2 }], d: new Date(1e12), r: /x/gi, m: new Map([[{ k: 1 }, new Set([1])]]), s: Symbol.for("s"), u: new Float64Array([1.5]), e: new Error("no"), o: Object("s"), n: Object(1), f: Object(true) };
tree.self = tree;
attempt("cloneDeep", () => {
  const copy = _.cloneDeep(tree);
  return [copy.self === copy, copy.a !== tree.a, _.isEqual(copy.a, tree.a), copy.r, copy.d, [...copy.m.keys()], copy.u, _.isEqual(copy.m, tree.m), _.cloneDeepWith({ x: 1 }, (v) => (_.isNumber(v) ? v + 1 : undefined)), _.cloneWith([1], () => 5)];
});
attempt("isEqual", () => [_.isEqual(tree, _.cloneDeep(tree)), _.isEqual([1, [2]], [1, [3]]), _.isEqual(new Date(1), new Date(1)), _.isEqual(Object(1), 1), _.isEqual(new Map([[1, [2]]]), new Map([[1, [2]]])), _.isEqual(new Shape(), { a: 1, b: 2 }), _.isEqual(NaN, NaN), _.isEqualWith([1], ["1"], (a, b) => (_.isArray(a) ? undefined : a == b))]);
attempt("merge", () => [_.merge({ a: [{ b: 2 }, { d: 4 }] }, { a: [{ c: 3 }, { e: 5 }], f: { g: new Uint8Array(2), h: new Shape() } }), _.mergeWith({ a: [1] }, { a: [2] }, (x, y) => (_.isArray(x) ? x.concat(y) : undefined)), _.defaultsDeep({ a: { b: 1 } }, { a: { b: 2, c: 3 } })]);
attempt("set", () => [_.set({}, "a[0].b.c", 1), _.setWith({}, "[0][1]", 2, Object), _.update({ a: 1 }, "a", (n) => n + 1), _.updateWith({}, "[x][y]", () => 3, Object), _.unset({ a: { b: 1 } }, "a.b"), _.zipObjectDeep(["a.b[0].c", "a.b[1].d"], [1, 2]), _.invoke({ a: [{ f: (x) => x }] }, "a[0].f", 4), _.result({ a: () => 5 }, "a")]);
attempt("transform", () => [_.transform([2, 3, 4], (r, n) => (r.push(n * n), n % 2 === 0), []), _.transform({ a: 1, b: 2 }, (r, v, k) => (r[v] = k)), _.create(Shape.prototype, { q: 1 }).c, _.toPlainObject(new Shape()), _.functionsIn(new (class { m() {} })())]);
attempt("big sets", () => {
  const a = _.range(500), b = _.range(250, 750);
  return [_.difference(a, b).length, _.intersection(a, b).length, _.union(a, b).length, _.uniq(a.concat(b)).length, _.xor(a, b).length, _.uniqBy(a, (n) => n % 7).length, _.sortedIndex(a, 77.5), _.sortedIndexBy([{ x: 4 }], { x: 5 }, "x"), _.sortedLastIndexOf([1, 2, 2], 2), _.pull(a, ...b).length, _.pullAt(["a", "b", "c"], [0, 2]), _.remove([1, 2, 3], even)];
});
attempt("words", () => [_.words("fred, barney, & pebbles"), _.words("aB3cD XMLHttpRequest", /[A-Z]/g), _.camelCase("--foo-bar éà"), _.startCase("fooBar baz"), _.deburr("déjà vu Œuvre ß"), _.truncate("hi-diddly-ho there, neighborino", { length: 24, separator: /,? +/, omission: " […]" }), _.truncate("🎉🎊 party", { length: 3 }), _.pad("🎉", 5, "ab"), _.parseInt("08"), _.unescape("&lt;&#39;"), _.escapeRegExp("[a](b)*"), _.split("a🎉b", ""), _.toArray("a🎉é"), _.upperFirst("🎉a")]);
attempt("random", () => [_.inRange(_.random(5), 0, 6), _.inRange(_.random(1.5, 2.5, true), 1.5, 2.5), _.shuffle([1, 2, 3]).length, _.sampleSize([1, 2, 3], 2).length, [1, 2].includes(_.sample([1, 2])), /^p\d+$/.test(_.uniqueId("p")), _.now() > 1e12, _.attempt(() => { throw new Error("caught"); })]);
attempt("mixin", () => {
  const l = _.runInContext();
  l.mixin({ double: (x) => x * 2 });
  return [l.double(4), l([1]).map(l.double).value(), l.noConflict() === l, l.VERSION];
});
class Queue {
  constructor() {
    this.log = [];
  }
}
const q = new Queue();
const debounced = _.debounce((x) => q.log.push(`d${x}`), 5, { leading: true, maxWait: 50 });
const throttled = _.throttle((x) => q.log.push(`t${x}`), 5);
debounced(1), debounced(2), throttled(1), throttled(2), throttled(3);
_.delay((x) => q.log.push(x), 60, "delay");
_.defer(() => q.log.push("defer"));
debounced.flush();
throttled.cancel();
setTimeout(() => console.log(q.log.join(" ")), 150);
