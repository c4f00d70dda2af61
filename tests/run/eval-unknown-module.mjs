// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// Direct eval of unknown strings in an ES module: imports, exports, static slots that it writes, classes.
import fs, { readFileSync as rf } from "node:fs";
import * as path from "node:path";
const id = (s) => s + (process.argv[9] || "");
const log = (...a) => console.log(...a);
export let counter = 1;
export const fixed = { a: 1 };
export default function def() {
  return "def";
}
function local() {
  return "local";
}
let n = 0;
function hot(x) {
  return x + 1;
}
function run(s) {
  return eval(s);
}
log(
  run(id("counter++; counter")),
  counter,
  run(id("typeof rf + typeof fs.readFileSync + typeof path.join")),
);
log(run(id("fixed.a")), run(id("def() + local()")));
try {
  run(id("fixed = 1"));
} catch (e) {
  log(e.message);
}
try {
  run(id("rf = 1"));
} catch (e) {
  log(e.message);
}
try {
  run(id("path = 1"));
} catch (e) {
  log(e.message);
}
log(run(id("typeof s")), run(id("var q = 1; typeof q")), typeof q);
for (let i = 0; i < 5; i++) n = hot(n);
log(n, run(id("hot('a')")), run(id("hot = (x) => x + 100; hot(1)")), hot(1));
try {
  run(id("later"));
} catch (e) {
  log(e.message);
}
const later = 1;
log(run(id("later")), run(id("this")), run(id("(() => typeof this)()")));
try {
  run(id("new.target;"));
  log("nt");
} catch (e) {
  log(e.message);
}
try {
  eval(id("new.target"));
} catch (e) {
  log(e.message);
}
try {
  run(id("import.meta"));
} catch (e) {
  log(e.message);
}
const top = eval(id("let z = 5; () => z++"));
log(top(), top());
log(run(id("run(\"run('n + 1')\")")));
const g = run(id("(function*() { let i = n; while (i-- > 0) yield i; })"));
log([...g()]);
const af = run(id("(async () => { await null; n = 42; return n; })"));
await af();
log(n);
class Base {
  constructor() {
    this.b = 1;
  }
  hi() {
    return "hi";
  }
}
class Derived extends Base {
  #p = 5;
  x = eval(id("this.b + this.#p"));
  constructor() {
    const s = eval(id("() => super()"));
    s();
    try {
      s();
    } catch (e) {
      log(e.message);
    }
  }
  static make = eval(id("() => new this()"));
  get y() {
    return eval(id("super.hi() + this.#p++"));
  }
  getP() {
    return this.#p;
  }
  static [eval(id("'comp' + 'uted'"))]() {
    return 1;
  }
}
const d = Derived.make();
log(d.x, d.y, d.getP(), Derived.computed());
function args() {
  return [eval(id("arguments.length")), (() => eval(id("arguments[0]")))()];
}
log(args(7, 8));
let loopfns = [];
for (let i = 0; i < 3; i++) {
  eval(id("loopfns.push(() => i++)"));
  i += 0;
}
log(loopfns.map((f) => f() + f()));
log([1, 2, 3].map((v) => eval(id("v * counter"))));
label: for (const v of [1]) {
  try {
    eval(id("break label"));
  } catch (e) {
    log(e.message);
  }
}
log(
  await (async () => {
    const t = await 5;
    return eval(id("t + 1"));
  })(),
);
try {
  await (async () => eval(id("await 1")))();
} catch (e) {
  log(e.message);
}
const obj = {
  get v() {
    return eval(
      id("super.valueOf === Object.prototype.valueOf && this === obj"),
    );
  },
  async *ag() {
    let a = 1;
    yield eval(id("a++"));
    yield a;
  },
};
log(obj.v);
for await (const v of obj.ag()) log(v);
