// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// Messages of what cannot be disposed of.
const t = (f) => {
  try {
    const r = f();
    console.log("ok", r);
  } catch (e) {
    console.log(e.name + ": " + e.message);
  }
};
t(() => {
  using x = {};
});
t(() => {
  using x = 5;
});
t(() => {
  using x = { [Symbol.dispose]: 5 };
});
t(() => {
  using x = null;
  return 1;
});
t(() => new DisposableStack().use({}));
t(() => new DisposableStack().use(5));
t(() => new DisposableStack().use({ [Symbol.dispose]: 5 }));
t(() => new DisposableStack().adopt(1, 5));
t(() => new DisposableStack().defer(5));
t(() => DisposableStack());
t(() => AsyncDisposableStack());
t(() => DisposableStack.prototype.use.call({}, 1));
t(() => DisposableStack.prototype.disposed);
t(() => AsyncDisposableStack.prototype.use.call({}, 1));
const s = new DisposableStack();
s.dispose();
t(() => s.use(null));
t(() => s.adopt(null));
t(() => s.defer(null));
t(() => s.move());
t(() => s.dispose());
t(() => {
  using a = {
    [Symbol.dispose]() {
      throw new Error("a");
    },
  };
  throw new Error("b");
});
try {
  using a = {
    [Symbol.dispose]() {
      throw new Error("a");
    },
  };
  throw new Error("b");
} catch (e) {
  console.log(
    Object.getOwnPropertyNames(e),
    e.error.message,
    e.suppressed.message,
    JSON.stringify(e.message),
  );
}
try {
  await using x = {};
} catch (e) {
  console.log(e.message);
}
try {
  await using x = 5;
} catch (e) {
  console.log(e.message);
}
try {
  await using x = { [Symbol.asyncDispose]: 5 };
} catch (e) {
  console.log(e.message);
}
const as = new AsyncDisposableStack();
try {
  as.use({});
} catch (e) {
  console.log(e.message);
}
try {
  as.use({ [Symbol.asyncDispose]: 5 });
} catch (e) {
  console.log(e.message);
}
try {
  as.adopt(1, 5);
} catch (e) {
  console.log(e.message);
}
try {
  await AsyncDisposableStack.prototype.disposeAsync.call(1);
} catch (e) {
  console.log(e.message);
}
await as.disposeAsync();
try {
  as.use(null);
} catch (e) {
  console.log(e.name, e.message);
}
try {
  as.move();
} catch (e) {
  console.log(e.name, e.message);
}
console.log(
  new SuppressedError(1, 2, "m").message,
  Object.getOwnPropertyNames(new SuppressedError(1, 2)),
  SuppressedError.length,
  new DisposableStack(),
  new AsyncDisposableStack(),
);
