"use strict";
// What util.inspect calls an object: the constructor found along the
// prototype chain, combined with Symbol.toStringTag, and which names count as
// builtin.

const builtins =
  " Object Function Array Number Boolean String Symbol Date Promise RegExp" +
  " Error AggregateError EvalError RangeError ReferenceError SyntaxError" +
  " TypeError URIError ArrayBuffer Uint8Array Int8Array Uint16Array" +
  " Int16Array Uint32Array Int32Array Float16Array Float32Array Float64Array" +
  " Uint8ClampedArray BigUint64Array BigInt64Array DataView Map BigInt Set" +
  " WeakMap WeakSet WeakRef Proxy Reflect FinalizationRegistry Atomics JSON" +
  " Math Intl Infinity NaN Iterator WebAssembly" +
  " SuppressedError DisposableStack AsyncDisposableStack Temporal ";

// Is it the name of one of the language's own globals?
function isBuiltinName(name) {
  return (
    typeof name === "string" &&
    name !== "" &&
    %StringPrototypeIncludes(builtins, ` ${name} `)
  );
}

function isInstance(object, constructor) {
  try {
    return object instanceof constructor;
  } catch {
    return false;
  }
}

// The name of the nearest constructor whose instances include `object`; null
// if the prototype is null; undefined if there are prototypes but none tells.
// `note(first)` is called with the first prototype unless that one is a
// builtin's and has told the name.
function nearestConstructor(object, note) {
  let first;
  let holder = object;
  while (holder !== null) {
    const d = %ObjectGetOwnPropertyDescriptor(holder, "constructor");
    if (
      d !== undefined &&
      typeof d.value === "function" &&
      d.value.name !== "" &&
      isInstance(object, d.value)
    ) {
      if (
        note !== undefined &&
        (first !== holder || !isBuiltinName(d.value.name))
      )
        note(first === undefined || first === null ? object : first);
      return `${d.value.name}`;
    }
    holder = %ObjectGetPrototypeOf(holder);
    if (first === undefined) first = holder;
  }
  return first === null ? null : undefined;
}

// "Name(size) [Tag] ", with the size or the tag left out where empty.
function prefix(constructor, tag, fallback, size) {
  if (constructor === null) {
    const own = `[${fallback}${size}: null prototype] `;
    return tag !== "" && fallback !== tag ? `${own}[${tag}] ` : own;
  }
  if (tag === "") return `${constructor}${size} `;
  const dot = %StringPrototypeLastIndexOf(tag, ".");
  const last = dot >= 1 ? %StringPrototypeSlice(tag, dot + 1) : tag;
  return constructor === last
    ? `${tag}${size} `
    : `${constructor}${size} [${tag}] `;
}

module.exports = { isBuiltinName, nearestConstructor, prefix };
