// Traces of errors in the initialisers of classes' fields.
function show(name) {
  const lines = new Error(name).stack.split("\n");
  console.log([lines[0], ...lines.slice(2, 5)].join("\n"));
}
function make(f) {
  show("called");
  return f;
}
class A {
  x = 1;
  y = make(2);
  static s = make(() => 1);
  static t = show("t");
  static {
    show("block");
  }
}
new A();
class B extends A {
  z = show("z");
  w = (() => show("arrow"))();
  #p = show("private");
  #m() {}
}
new B();
class C extends A {
  z = show("after super");
  constructor() {
    super(1);
    show("constructor");
  }
}
new C();
class D extends A {
  z = show("super in an arrow");
  constructor() {
    (() => super(1))();
  }
}
new D();
class E {
  v = [show("first"), show("second")];
  constructor(a, b) {
    show("body");
  }
}
new E();
const f = class {
  v = show("expression");
  static m = class {
    static n = show("inner");
  };
};
new f();
new (class {
  v = null.x;
})();
