// Number and the global number functions; the expected output is Node's.
// RUN: %jsc %level %s -o %t && %node %s > %t.expected && %t > %t.out && diff %t.expected %t.out
'use strict';
const show = (...values) => console.log(values.map(String).join(' '));
const message = (f) => {
  try {
    return String(f());
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
};
for (const x of [0, -0, 0.1, 1e21, 1e-7, 123456789.125, -1.5, 5e-324, 1.7976931348623157e308, NaN, -Infinity]) {
  show(x, Object.is(x, -0), x.toFixed(2), x.toExponential(), x.toExponential(3), x.toPrecision(4), x.toString(2).slice(0, 40));
  show(x.toLocaleString(), (x | 0) >>> 0, Number.isInteger(x), Number.isSafeInteger(x), isFinite(x), isNaN(x));
}
for (const text of ['', ' 12 ', '0x1F', '0b11', '1e3', '-.5', 'Infinity', '12px', '1_0', '\u20037\ufeff'])
  show(Number(text), parseFloat(text), parseInt(text), parseInt(text, 16), parseInt(text, 36));
show(Number(), Number(null), Number(undefined), Number(true), Number([5]), Number({ valueOf: () => 4 }), Number(10n));
const boxed = new Number(7);
show(typeof boxed, boxed + 1, boxed instanceof Number, Object.prototype.toString.call(boxed), boxed.valueOf());
show(Number.MAX_SAFE_INTEGER, Number.EPSILON, Number.MIN_VALUE, Number.MAX_VALUE, Number.NaN);
show(Number.parseFloat === parseFloat, Number.parseInt === parseInt, Number.length, Number.prototype.toFixed.length);
show(message(() => (1).toFixed(101)), message(() => (1).toString(1)), message(() => (1).toPrecision(0)));
show(message(() => Number.prototype.toString.call('x')), message(() => Number(Symbol('s'))), message(() => Number.prototype.valueOf.call({})));
show((1234567.891).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 }), (1e6).toLocaleString('en-US'));
show((255).toString(16), (0.1).toString(3), (-255).toString(36), (2 ** 60).toString(7), (25).toString());
