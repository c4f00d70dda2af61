// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// Methods that Math inherits may hand it to anybody: nothing is known of it then.
const floor = (x) => Math.floor(x);
console.log(floor(2.5));
Math.__defineGetter__(['flo', 'or'].join(''), () => () => 'changed');
console.log(floor(2.5), Math.max(-0, 0));
