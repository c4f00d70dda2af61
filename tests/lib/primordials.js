"use strict";
// The `%Name` intrinsics of lib/ for the reference Node: a name is split into
// a global or hidden intrinsic, an optional `Prototype`, an optional `Get` or
// `Set`, and a property. Methods come back uncurried (`this` is the first
// argument), statics bound to their constructor. See lib/internal/natives.md.

const hidden = {
  Global: globalThis,
  TypedArray: Object.getPrototypeOf(Uint8Array),
  Iterator: globalThis.Iterator,
  ArrayIterator: { prototype: Object.getPrototypeOf([][Symbol.iterator]()) },
  StringIterator: { prototype: Object.getPrototypeOf(""[Symbol.iterator]()) },
  MapIterator: { prototype: Object.getPrototypeOf(new Map().keys()) },
  SetIterator: { prototype: Object.getPrototypeOf(new Set().keys()) },
  AsyncIterator: {
    prototype: Object.getPrototypeOf(
      Object.getPrototypeOf((async function* () {})()),
    ).__proto__,
  },
  GeneratorFunction: function* () {}.constructor,
  AsyncFunction: async function () {}.constructor,
};

const decapitalised = (s) => s[0].toLowerCase() + s.slice(1);

// Everything is looked up before user code can run: copies are taken when a
// name is first used, which in tests is at load time.
function member(owner, rest, self) {
  const symbol = /^Symbol([A-Z]\w*)$/.exec(rest);
  const key =
    symbol && typeof Symbol[decapitalised(symbol[1])] === "symbol"
      ? Symbol[decapitalised(symbol[1])]
      : null;
  for (const k of key ? [key] : [decapitalised(rest), rest, "__" + rest]) {
    const d = Object.getOwnPropertyDescriptor(owner, k);
    if (d === undefined) continue;
    if ("value" in d) {
      if (typeof d.value !== "function") return { value: d.value };
      const fn = d.value;
      if (self) return { value: (...a) => Reflect.apply(fn, self, a) };
      return { value: (t, ...a) => Reflect.apply(fn, t, a) };
    }
  }
  const accessor = /^(Get|Set)([A-Z]\w*)$/.exec(rest);
  if (accessor) {
    const sym = /^Symbol([A-Z]\w*)$/.exec(accessor[2]);
    const k = sym ? Symbol[decapitalised(sym[1])] : decapitalised(accessor[2]);
    const d =
      Object.getOwnPropertyDescriptor(owner, k) ||
      Object.getOwnPropertyDescriptor(owner, accessor[2]);
    if (d && d[accessor[1].toLowerCase()]) {
      const fn = d[accessor[1].toLowerCase()];
      return { value: (t, ...a) => Reflect.apply(fn, t, a) };
    }
  }
  return null;
}

function lookup(name) {
  const globals = globalThis;
  const own = (n) =>
    Object.hasOwn(hidden, n)
      ? hidden[n]
      : Object.hasOwn(globals, n)
        ? globals[n]
        : undefined;
  if (own(name) !== undefined) return own(name);
  const fn = decapitalised(name);
  for (let i = name.length - 1; i > 0; i--) {
    const base = own(name.slice(0, i));
    if (base === undefined || !/[A-Z]/.test(name[i])) continue;
    const rest = name.slice(i);
    if (rest === "Prototype") return base.prototype;
    if (rest.startsWith("Prototype") && base.prototype) {
      const m = member(base.prototype, rest.slice(9), null);
      if (m) return m.value;
    }
    const m = member(base, rest, base);
    if (m) return m.value;
  }
  if (typeof globals[fn] === "function") return globals[fn];
  throw new Error(`no intrinsic %${name}`);
}

const cache = new Map();

module.exports = function primordials(natives) {
  return new Proxy(Object.create(null), {
    get(_, name) {
      if (typeof name !== "string") return undefined;
      if (Object.hasOwn(natives, name)) return natives[name];
      if (!cache.has(name)) cache.set(name, lookup(name));
      return cache.get(name);
    },
  });
};
