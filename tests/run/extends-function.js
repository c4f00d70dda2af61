// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// Classes that extend Function: the text of super(…) is compiled, also behind a mixin.
class Empty extends Function {
  constructor() {
    super();
    this.own = 1;
  }
  method() { return "method"; }
}
const e = new Empty();
console.log(e(), e.own, e.method(), e instanceof Empty, Object.getPrototypeOf(e) === Empty.prototype, new e() instanceof e);
const mixin = (base) => class extends base { mixed() { return "mixed"; } };
class Callable extends mixin(Function) {
  constructor(n) {
    super("return arguments.callee.call.apply(arguments.callee, arguments)");
    this.n = n;
  }
  call(a, b) { return [this.n, a, b, this.mixed()]; }
}
console.log(new Callable(7)("x", "y"));
class Sum extends Function {
  constructor() { super("a", "b", "return a + b"); }
}
console.log(new Sum()(1, 2), new Sum().length);
