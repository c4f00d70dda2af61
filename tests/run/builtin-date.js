// Date in UTC and in a zone with summer time; the expected output is Node's. Formats are tested in tests/number.
// RUN: %jsc %level %s -o %t && %node %s > %t.expected && %t > %t.out && diff %t.expected %t.out
// RUN: TZ=America/New_York %node %s > %t.expected && TZ=America/New_York %t > %t.out && diff %t.expected %t.out
'use strict';
const message = (f) => {
  try {
    return String(f());
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
};
const d = new Date(2020, 1, 29, 13, 14, 15, 167);
console.log(String(d), d.toISOString(), JSON.stringify(d), d.getTimezoneOffset(), d.valueOf(), d.getTime() === +d);
console.log(d.toDateString(), d.toTimeString(), d.toUTCString(), d.toLocaleString(), d.toLocaleDateString(), d.toLocaleTimeString());
console.log(d.getFullYear(), d.getMonth(), d.getDate(), d.getDay(), d.getHours(), d.getMinutes(), d.getSeconds(), d.getMilliseconds());
console.log(d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate(), d.getUTCDay(), d.getUTCHours(), d.getUTCMinutes(), d.getYear());
for (const name of ['setFullYear', 'setMonth', 'setDate', 'setHours', 'setMinutes', 'setSeconds', 'setMilliseconds', 'setYear']) {
  for (const utc of name === 'setYear' ? [''] : ['', 'UTC']) {
    const method = name.replace('set', `set${utc}`);
    const e = new Date(d);
    console.log(method, Date.prototype[method].length, e[method](7), e[method](-1, 2), e[method](1e9, 1, 2, 3), e[method](NaN), String(e));
    const invalid = new Date(NaN);
    console.log(invalid[method](5), message(() => e[method].call({}, 1)));
  }
}
console.log(Date.UTC(2020), Date.UTC(99, 1), Date.UTC(), Date.UTC(2020, 0, 1, 1e9), Date.parse('2020-01-01T00:00'), Date.parse('x'));
console.log(+new Date(0), +new Date('2020'), +new Date(2020, 0), +new Date(8.64e15 + 1), +new Date(null), +new Date(undefined), +new Date(d));
console.log(String(new Date(NaN)), new Date(NaN).toJSON(), message(() => new Date(NaN).toISOString()), typeof Date(), typeof Date.now());
console.log(d[Symbol.toPrimitive]('number'), d[Symbol.toPrimitive]('default') === String(d), message(() => d[Symbol.toPrimitive]('x')));
console.log(d + 1, d - 1, `${d}` === d.toString(), d > new Date(0), message(() => Date.prototype.getTime.call({})));
console.log(+new Date(2021, 2, 14, 2, 30), +new Date(2021, 10, 7, 1, 30), String(new Date(2021, 2, 14, 2, 30)));
console.log(Math.abs(Date.now() - new Date().getTime()) < 1000, Object.prototype.toString.call(d), Date.length, Date.name);
class Day extends Date {
  next() {
    return new Day(this.getTime() + 864e5);
  }
}
console.log(String(new Day(d).next()), new Day(d) instanceof Date, new Day(2020, 5).toISOString());
