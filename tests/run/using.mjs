// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// using and await using in every kind of scope, DisposableStack and AsyncDisposableStack, errors that suppress others.
const log = (...a) => console.log(...a);
const res = (n, f) => ({
  n,
  [Symbol.dispose]() {
    log("dispose", n);
    if (f) throw new Error(n);
  },
});
const ares = (n, f) => ({
  n,
  async [Symbol.asyncDispose]() {
    log("adispose", n);
    await 0;
    log("adisposed", n);
    if (f) throw new Error(n);
  },
});
function f(x) {
  using a = res("a"),
    b = res("b");
  if (x) return "early";
  using c = res("c");
  log("body");
  return "end";
}
log(f(0), f(1));
{
  using x = null,
    y = undefined;
  log(x, y);
}
for (using q of [res(1), res(2), res(3)]) {
  if (q.n == 1) continue;
  log(q.n);
  if (q.n == 2) break;
}
for (using q = res("for"), i = null; ;) {
  log("loop");
  break;
}
try {
  using a = res("e1", 1),
    b = res("e2", 1);
  throw new Error("body");
} catch (e) {
  log(
    e.name,
    e.error.message,
    e.suppressed.name,
    e.suppressed.error.message,
    e.suppressed.suppressed.message,
  );
}
class C {
  static {
    using z = res("static");
    log("in");
  }
}
switch (1) {
  case 1: {
    using s = res("sw");
  }
}
async function g(t) {
  await using a = ares("A"),
    n = null;
  using b = res("B");
  await using c = ares("C", t);
  log("g");
  return 5;
}
log(await g());
await g(1).catch((e) => log("caught", e.message));
async function h() {
  for (await using x of [ares(1), ares(2)]) {
    log("x", x.n);
  }
  for await (using y of [res(3), res(4)]) log("y", y.n);
}
await h();
function* gen() {
  using a = res("gen");
  yield 1;
  yield 2;
}
for (const v of gen()) {
  log(v);
  break;
}
log([...gen()]);
{
  await using m = res("plain in async");
  log("x");
}
const s = new DisposableStack();
s.use(res("s1"));
s.adopt(5, (v) => log("adopt", v));
s.defer(() => log("defer"));
const s2 = s.move();
log(s.disposed, s2.disposed);
s2.dispose();
log(s2.disposed);
const as = new AsyncDisposableStack();
as.use(ares("as1"));
as.use(res("as2"));
as.use(null);
as.adopt(6, async (v) => log("aadopt", v));
as.defer(() => {
  throw 1;
});
await as.disposeAsync().catch((e) => log("E", e));
let order = [];
Promise.resolve()
  .then(() => order.push(1))
  .then(() => order.push(2))
  .then(() => order.push(3));
{
  await using n = null;
}
order.push("after");
await 0;
await 0;
await 0;
log(order.join());
using top = res("top");
log("end");
