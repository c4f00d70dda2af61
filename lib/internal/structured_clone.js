"use strict";
// structuredClone (WHATWG HTML 2.7.3-5): values, collections, dates, patterns,
// errors, buffers and views, with cycles; ArrayBuffers may be transferred.

const { missingArgs } = require("internal/validators");

function cloneError(what) {
  const { DOMException } = require("internal/dom_exception");
  return new DOMException(`${what} could not be cloned.`, "DataCloneError");
}

function describe(value) {
  if (typeof value === "symbol") return %SymbolPrototypeToString(value);
  if (typeof value === "function") return %FunctionPrototypeToString(value);
  return `#<${%GetConstructorName(value)}>`;
}

function errorClass(name) {
  switch (name) {
    case "EvalError":
      return %EvalError;
    case "RangeError":
      return %RangeError;
    case "ReferenceError":
      return %ReferenceError;
    case "SyntaxError":
      return %SyntaxError;
    case "TypeError":
      return %TypeError;
    case "URIError":
      return %URIError;
  }
  return %Error;
}

class Cloner {
  constructor(transfer) {
    this.done = new %Map();
    this.transfer = transfer;
  }

  clone(value) {
    if (typeof value === "symbol" || typeof value === "function")
      throw cloneError(describe(value)); //@ internal/worker/js_transferable:115:26|  const serializedData = nativeStructuredClone(value, idlOptions);
    if (typeof value !== "object" || value === null) return value;
    if (%MapPrototypeHas(this.done, value))
      return %MapPrototypeGet(this.done, value);
    return this.make(value);
  }

  remember(value, copy) {
    %MapPrototypeSet(this.done, value, copy);
    return copy;
  }

  make(value) {
    switch (%ClassOf(value)) {
      case 0:
      case 25:
        return this.properties(value, this.remember(value, {}));
      case 1:
        return this.properties(
          value,
          this.remember(value, new %Array(value.length)),
        );
      case 3:
        return this.error(value);
      case 4:
        return this.remember(value, new %Date(%DatePrototypeGetTime(value)));
      case 5:
        return this.remember(value, new %RegExp(value.source, value.flags));
      case 6:
        return this.map(value);
      case 7:
        return this.set(value);
      case 15:
        return this.buffer(value);
      case 16:
        return this.remember(value, value);
      case 17:
        return this.remember(
          value,
          new %DataView(
            this.clone(value.buffer),
            value.byteOffset,
            value.byteLength,
          ),
        );
      case 18:
        return this.view(value);
      case 19:
        return this.remember(value, %Object(%BooleanPrototypeValueOf(value)));
      case 20:
        return this.remember(value, %Object(%NumberPrototypeValueOf(value)));
      case 21:
        return this.remember(value, %Object(%StringPrototypeValueOf(value)));
      case 23:
        return this.remember(value, %Object(%BigIntPrototypeValueOf(value)));
    }
    throw cloneError(describe(value)); //@ internal/worker/js_transferable:115:26|  const serializedData = nativeStructuredClone(value, idlOptions);
  }

  properties(from, to) {
    const keys = %ObjectKeys(from);
    for (let i = 0; i < keys.length; i++)
      to[keys[i]] = this.clone(from[keys[i]]);
    return to;
  }

  map(value) {
    const copy = this.remember(value, new %Map());
    const pairs = [];
    %MapPrototypeForEach(value, (v, k) => %ArrayPrototypePush(pairs, k, v));
    for (let i = 0; i < pairs.length; i += 2)
      %MapPrototypeSet(copy, this.clone(pairs[i]), this.clone(pairs[i + 1]));
    return copy;
  }

  set(value) {
    const copy = this.remember(value, new %Set());
    const members = [];
    %SetPrototypeForEach(value, (v) => %ArrayPrototypePush(members, v));
    for (let i = 0; i < members.length; i++)
      %SetPrototypeAdd(copy, this.clone(members[i]));
    return copy;
  }

  error(value) {
    const Class = errorClass(`${value.name}`);
    const copy = this.remember(value, new Class());
    const names = ["message", "stack", "cause"];
    for (let i = 0; i < names.length; i++) {
      const d = %ObjectGetOwnPropertyDescriptor(value, names[i]);
      if (d === undefined && names[i] !== "stack") continue;
      const v = value[names[i]];
      %ObjectDefineProperty(copy, names[i], {
        __proto__: null,
        value: names[i] === "cause" ? this.clone(v) : `${v}`,
        writable: true,
        enumerable: false,
        configurable: true,
      });
    }
    return copy;
  }

  buffer(value) {
    const isMoved = %ArrayPrototypeIncludes(this.transfer, value);
    return this.remember(
      value,
      isMoved
        ? %ArrayBufferPrototypeTransfer(value)
        : %ArrayBufferPrototypeSlice(value, 0),
    );
  }

  view(value) {
    const Class = viewClass(%TypedArrayPrototypeGetSymbolToStringTag(value));
    const offset = %TypedArrayPrototypeGetByteOffset(value);
    const length = %TypedArrayPrototypeGetLength(value);
    const buffer = this.clone(%TypedArrayPrototypeGetBuffer(value));
    return this.remember(value, new Class(buffer, offset, length));
  }
}

function viewClass(tag) {
  switch (tag) {
    case "Int8Array":
      return %Int8Array;
    case "Uint8ClampedArray":
      return %Uint8ClampedArray;
    case "Int16Array":
      return %Int16Array;
    case "Uint16Array":
      return %Uint16Array;
    case "Int32Array":
      return %Int32Array;
    case "Uint32Array":
      return %Uint32Array;
    case "Float16Array":
      return %Float16Array;
    case "Float32Array":
      return %Float32Array;
    case "Float64Array":
      return %Float64Array;
    case "BigInt64Array":
      return %BigInt64Array;
    case "BigUint64Array":
      return %BigUint64Array;
  }
  return %Uint8Array;
}

function structuredClone(value, options = undefined) {
  if (arguments.length === 0) throw missingArgs("value"); //@ structuredClone internal/worker/js_transferable:103:11|    throw new ERR_MISSING_ARGS('The value argument must be specified');
  const transfer = options?.transfer ?? [];
  for (let i = 0; i < transfer.length; i++)
    if (%ClassOf(transfer[i]) !== 15)
      throw cloneError("Value not transferable: it");
  return new Cloner(transfer).clone(value); //@ structuredClone internal/worker/js_transferable:115:26
}

module.exports = { structuredClone };
