"use strict";
// util.types: what a value is by its internal slots (%ClassOf, see
// internal/natives.md).

const TYPED_ARRAY = 18;

function is(tag) {
  return (value) => %ClassOf(value) === tag;
}

function between(first, last) {
  return (value) => {
    const kind = %ClassOf(value);
    return kind >= first && kind <= last;
  };
}

function isTyped(name) {
  return (value) =>
    %ClassOf(value) === TYPED_ARRAY &&
    %TypedArrayPrototypeGetSymbolToStringTag(value) === name;
}

function hasKind(bit) {
  return (value) => %ClassOf(value) === 2 && (%FunctionKind(value) & bit) !== 0;
}

const types = {
  isExternal: is(27),
  isDate: is(4),
  isArgumentsObject: is(25),
  isBigIntObject: is(23),
  isBooleanObject: is(19),
  isNumberObject: is(20),
  isStringObject: is(21),
  isSymbolObject: is(22),
  isBoxedPrimitive: between(19, 23),
  isNativeError: is(3),
  isRegExp: is(5),
  isAsyncFunction: hasKind(2),
  isGeneratorFunction: hasKind(4),
  isGeneratorObject: is(24),
  isPromise: is(13),
  isMap: is(6),
  isSet: is(7),
  isMapIterator: is(8),
  isSetIterator: is(9),
  isWeakMap: is(10),
  isWeakSet: is(11),
  isArrayBuffer: is(15),
  isDataView: is(17),
  isSharedArrayBuffer: is(16),
  isProxy: is(14),
  isModuleNamespaceObject: is(26),
  isAnyArrayBuffer: between(15, 16),
  isCryptoKey: () => false,
  isKeyObject: () => false,
  isArrayBufferView: between(17, 18),
  isTypedArray: is(TYPED_ARRAY),
  isUint8Array: isTyped("Uint8Array"),
  isUint8ClampedArray: isTyped("Uint8ClampedArray"),
  isUint16Array: isTyped("Uint16Array"),
  isUint32Array: isTyped("Uint32Array"),
  isInt8Array: isTyped("Int8Array"),
  isInt16Array: isTyped("Int16Array"),
  isInt32Array: isTyped("Int32Array"),
  isFloat16Array: isTyped("Float16Array"),
  isFloat32Array: isTyped("Float32Array"),
  isFloat64Array: isTyped("Float64Array"),
  isBigInt64Array: isTyped("BigInt64Array"),
  isBigUint64Array: isTyped("BigUint64Array"),
};

const names = %ObjectKeys(types);
for (let i = 0; i < names.length; i++)
  %ObjectDefineProperty(types[names[i]], "name", {
    __proto__: null,
    value: names[i],
    configurable: true,
  });

module.exports = types;
