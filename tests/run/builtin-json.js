// JSON; the expected output is Node's.
// RUN: %jsc %level %s -o %t && %node %s > %t.expected && %t > %t.out && diff %t.expected %t.out
'use strict';
const message = (f) => {
  try {
    return f();
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
};
const invalid = [
  '', 'undefined', '[object Object]', '{', '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', '[', '[1', '[1,', '[1,]', '[1 2]', '{"a" 1}',
  '{a:1}', '{"a":1 "b"}', 'tru', 'trux', 'nul', '-', '-x', '1.', '1.x', '1e', '1e+', '1ex', '01', '"abc', '"a\nb"', '"a\tb"', '"\\x"',
  '"\\u12"', '"\\u12x4"', '"\\u', '1 2', '[1]]', '{}x', '"a" "b"', 'x', 'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz',
  '["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",x,"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"]', '["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",x',
  '{"a":1,\n "b":x}', '{"a":1,\n "b":1,}', '{"a":1,\r\n\r"b":1 2}', '{1:2}', '{"a":"b}', '[,]', '[1,,2]', '{,}', "{'a':1}", '[true false]', '["a" "b"]',
  '\u2028', 'NaN', 'Infinity', '-Infinity', '+1', '.5', '00', '-01', '1.5.5', '"\\', '"a\\', 'fals', 'falsy', '[1,2', '[1,"', '\ufeff1',
  '{"a":tru}', '{"a":nulll}', '12a', '{"x":1e5x}', '{"a":"\u0001"}', '[1}', '{"a":1]', '(', '{"__proto__":1,"a":', '\n\n  x', 'ab"c\\',
  '"\u0100', '["\u0100",x]', '{"\u0100":1,}', '"\u0100\\q"', '"\u0100\\u00"', '["\u0100\n"]', '[[[[', '{"a":{"b":[', '[{"a":1},{"b":2},{"c"]',
];
for (const text of invalid) console.log(JSON.stringify(text), message(() => JSON.stringify(JSON.parse(text))));
const valid = [
  '1', ' 1 ', '-0', '0', '-1.5e3', '1E-2', '123456789', '1234567890', '12345678901234567890', '0.1', '1e400', '-2147483648', 'true', 'false', 'null', '""', '"a"',
  '"\\u0041\\n\\"\\\\\\/\\b\\f\\r\\t"', '"\\ud83d\\ude00"', '"\\ud83d"', '"é"', '"\u0100é"', '[]', '{}', '[1,[2,[3]],{"a":[]}]', '{"a":1,"b":{"c":[null]}}',
  '{"1":1,"0":0,"b":2,"a":1}', '{"a":1,"a":2}', '{"__proto__":[1]}', '[{"x":1,"y":2},{"x":3,"y":4},{"y":5,"x":6}]', '{"":1}', '{"a\\u0062":1,"ab":2}',
  '\t\r\n[ 1 , 2 ]\n', '"0123456789abcdef\\n0123456789"', '{"\u0100":"\u0101"}', '[1.5,2.25,-3e-7]', '{"4294967295":1,"4294967294":2,"-1":3,"1.5":4}',
];
for (const text of valid) {
  const v = JSON.parse(text);
  console.log(text, '=>', JSON.stringify(v), JSON.stringify(v, null, 1), Object.is(v, -0));
}
const own = JSON.parse('{"__proto__":[1]}');
console.log(Object.keys(own), Object.getPrototypeOf(own) === Object.prototype, own.toString === Object.prototype.toString);
console.log(JSON.parse('['.repeat(50000) + ']'.repeat(50000)).length, message(() => JSON.parse(Symbol('x'))));
const many = {};
for (let i = 0; i < 2000; i++) many[`key${i}`] = { id: i, odd: i % 2 === 1, text: `t${i}`, list: [i, i / 2] };
const again = JSON.parse(JSON.stringify(many));
console.log(JSON.stringify(again) === JSON.stringify(many), Object.keys(again).length, again.key1999.list[1]);

// revivers
const log = [];
console.log(JSON.stringify(JSON.parse('{"a":[1.0,"x\\u0041",{"b":null}],"c":{"1":true}}', function (k, v, context) {
  log.push(`${k}:${JSON.stringify(v)}:${JSON.stringify(context)}:${Array.isArray(this)}`);
  return v;
})));
console.log(log.join('\n'));
console.log(JSON.stringify(JSON.parse('{"a":1,"b":2,"c":[1,2,3]}', (k, v) => (v === 2 ? undefined : typeof v === 'number' ? v * 10 : v))));
console.log(JSON.stringify(JSON.parse('[1,[2,3],4]', function (k, v, c) {
  if (k === '0' && v === 1) this[1] = [5];
  return typeof v === 'number' ? String(c.source) : v;
})));
console.log(JSON.stringify(JSON.parse('{"x":1}', 5)), message(() => JSON.parse('[1]', () => { throw new Error('no'); })));

// stringify
const date = new Date(0);
const wrapped = [new Number(3), new String('s'), new Boolean(false), Object(1n) instanceof BigInt, Object(Symbol('s'))];
console.log(JSON.stringify({ a: undefined, b: () => 1, c: Symbol('c'), d: null, e: NaN, f: -0, g: Infinity, date, wrapped, h: [undefined, () => 1, Symbol('d')] }));
console.log(JSON.stringify(undefined), JSON.stringify(() => 1), JSON.stringify(Symbol('a')), JSON.stringify('\u2028\ud800\udc00\ud800x\x7f\x1f"\\\b\t\n\f\r\v'), JSON.stringify('aé\u0100"'));
console.log(JSON.stringify([1.5, 1e21, 1e-7, 123456789012, -5, 0.1, 100]), JSON.stringify({ [Symbol('s')]: 1, x: 2 }), JSON.stringify(Object.create({ inherited: 1 })));
for (const space of [2, '--', 20, '', 'abcdefghijklmn', 0, -1, new Number(1), new String('s'), true]) console.log(JSON.stringify({ a: [1, { b: [] }], c: {}, d: [[]] }, null, space));
console.log(JSON.stringify({ a: 1, b: [2, { a: 3, c: 4 }], c: 5 }, ['a', 'b', 'a', 7, new String('c'), {}]), JSON.stringify({ 7: 'seven', a: 1 }, [7]), JSON.stringify([3, { a: 1 }], []));
console.log(JSON.stringify({ a: 1, b: 'x', c: [1, 2] }, function (k, v) {
  return k === 'b' ? undefined : typeof v === 'number' ? v + 1 : v;
}));
console.log(JSON.stringify({ x: { toJSON(k) { return `key ${k}`; } }, y: [{ toJSON: (k) => typeof k + k }] }), JSON.stringify({ toJSON: 1 }), JSON.stringify({ toJSON() {} }));
console.log(JSON.stringify(new Map([[1, 2]])), JSON.stringify(new Error('x')), JSON.stringify(new Uint8Array(2)), JSON.stringify(/x/), JSON.stringify(new Proxy([1, 2], {})), JSON.stringify(new Proxy({ a: 1 }, {})));
console.log(JSON.stringify({ get a() { return 1; }, b: 2 }), JSON.stringify(Object.defineProperty({ a: 1 }, 'hidden', { value: 2 })), JSON.stringify('x'.repeat(100).split('')).length);
const shifting = { get a() { delete this.b; this.d = 4; return 1; }, b: 2, c: 3 };
console.log(JSON.stringify(shifting), JSON.stringify(shifting));
console.log(message(() => JSON.stringify(1n)), message(() => JSON.stringify({ a: 1n })));
BigInt.prototype.toJSON = function () { return `${this}n`; };
console.log(JSON.stringify({ a: 1n }));
delete BigInt.prototype.toJSON;
const plain = { p: 1 };
console.log(JSON.stringify([plain]));
Object.prototype.toJSON = function () { return 'patched'; };
console.log(JSON.stringify([plain]), JSON.stringify(plain));
delete Object.prototype.toJSON;
console.log(JSON.stringify([plain]));

// cycles
const c = {};
c.c = c;
class K {}
const k = new K();
k.x = { y: [1, { z: k }] };
const d = { a: { b: { c: { d: { e: { f: {} } } } } } };
d.a.b.c.d.e.f.g = d;
const three = { a: { b: { c: {} } } };
three.a.b.c.d = three;
const q = { 'a b': [0] };
q['a b'][0] = { '': q };
const bare = Object.create(null);
bare[1] = bare;
const array = [];
array.push(1, array);
for (const v of [c, k, [k], d, three, q, bare, array, { m: { n: array } }]) console.log(message(() => JSON.stringify(v)));
console.log(JSON.stringify([plain, plain]));

// raw JSON
console.log(JSON.stringify({ a: JSON.rawJSON('1e1000'), b: [JSON.rawJSON('"x"')] }), JSON.isRawJSON(JSON.rawJSON('1')), JSON.isRawJSON({ rawJSON: '1' }), Object.isFrozen(JSON.rawJSON('1')));
for (const text of ['{}', ' 1', '', '1x', '1 ', undefined, '[', 'tru', '"a']) console.log(message(() => JSON.rawJSON(text).rawJSON));
console.log(Object.prototype.toString.call(JSON), Reflect.ownKeys(JSON).map(String).join(), JSON.parse.length, JSON.stringify.length);
