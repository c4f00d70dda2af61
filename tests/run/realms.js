// RUN: %jsc %level --test262 --script %s -o %t && %t > %t.out && %node %S/Inputs/scripts.cjs %s > %t.ref && diff %t.ref %t.out
// Two realms: intrinsics are those of the function that runs, prototypes of what `new` makes those of its constructor.
var o = $262.createRealm().global;
print(o !== globalThis, o.Array !== Array, o.Array.prototype !== Array.prototype, o.globalThis === o, typeof o.print, typeof o.$262);
var a = new o.Array(1, 2, 3);
print(a instanceof Array, a instanceof o.Array, Array.isArray(a), o.Object.getPrototypeOf(a) === o.Array.prototype);
print(a.map(x => [x]) instanceof o.Array, a.map(x => [x])[0] instanceof Array, [1].map.call(a, x => x) instanceof Array);
try { o.Object.defineProperty(1) } catch (e) { print(e instanceof TypeError, e instanceof o.TypeError, e.message) }
try { null.x } catch (e) { print(e instanceof TypeError) }
print(o.Symbol.iterator === Symbol.iterator, [...a].join(), o.JSON.stringify({a: [1]}), o.JSON.parse('{"x":[1]}').x instanceof o.Array);
var C = new o.Function(); C.prototype = null;
print(Object.getPrototypeOf(Reflect.construct(Date, [], C)) === o.Date.prototype, Object.getPrototypeOf(Reflect.construct(Map, [], C)) === o.Map.prototype);
class D extends o.Array {} print(new D(3).length, new D() instanceof o.Array, D.from([1, 2]).join());
print(a.concat([4]).length, "abc".toUpperCase(), o.String.prototype.toUpperCase.call('x'));
o.String.prototype.foo = 1; String.prototype.foo = 2; print("a".foo, o.String('a').foo, new o.String('b').foo);
var g = o.Object.create({}); function* gen() { yield []; } var it = gen(); print(Reflect.apply(o.Object.getPrototypeOf(o.eval ? new o.Array()[Symbol.iterator]() : 0).next, [7][Symbol.iterator](), []).value);
print(o.Reflect.construct(function () { this.z = {}; }, []).z instanceof Object);
o.Promise.resolve(1).then(v => print('then', v, [] instanceof Array));
print(new o.RegExp('a(b)').exec('xab') instanceof o.Array, /a/.exec('a') instanceof Array, 'xay'.replace(new o.RegExp('a'), 'Z'));
var p = new o.Proxy(function () {}, { apply(t, th, args) { return args; } }); print(p() instanceof Array);
print(o.Object() instanceof o.Object, new o.Object() instanceof o.Object, o.Array.from({length: 2}).length, o.parseInt('12'));
var two = $262.createRealm(); print(two.global !== o, two.global.Array !== o.Array, two.createRealm().global.Math.max(1, 2));
for (let i = 0; i < 20000; i++) { a.push({ i }); } print(a.length, o.Array.prototype.slice.call(a, 0, 2).length);
print([3,1,2].sort.call(a.slice(0, 3).reverse(), (x, y) => x - y).join());
print(new C() instanceof o.Object, new (new o.Function())() instanceof o.Object, new o.Function("return this")() === o);
