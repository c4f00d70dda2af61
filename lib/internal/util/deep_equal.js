"use strict";
// Deep equality as assert and util.isDeepStrictEqual define it, in three modes:
// loose (== on primitives, no prototypes or symbol keys), strict, and partial
// (the expected value's parts must be found in the actual one).

const LOOSE = 0;
const PARTIAL = 1;
const STRICT = 2;
const STRICT_WITHOUT_PROTOTYPES = 3;

const ARRAY = 1;
const ERROR = 3;
const DATE = 4;
const REGEXP = 5;
const MAP = 6;
const SET = 7;
const WEAK_MAP = 10;
const WEAK_SET = 11;
const PROMISE = 13;
const ARRAY_BUFFER = 15;
const SHARED_ARRAY_BUFFER = 16;
const DATA_VIEW = 17;
const TYPED_ARRAY = 18;

function isObject(value) {
  return typeof value === "object" && value !== null;
}

class Comparison {
  constructor(mode) {
    this.mode = mode;
    this.open = new %Set(); // objects being compared, of both sides
  }

  // ---- Values

  equal(a, b) {
    if (a === b) return a !== 0 || this.mode === LOOSE || 1 / a === 1 / b;
    if (this.mode !== LOOSE) {
      if (typeof a === "number") return a !== a && b !== b;
      if (!isObject(a) || !isObject(b)) return false;
    } else {
      if (!isObject(a)) return !isObject(b) && (a == b || (a !== a && b !== b));
      if (!isObject(b)) return false;
    }
    return this.objects(a, b);
  }

  objects(a, b) {
    if (this.mode === STRICT && !haveSameMaker(a, b)) return false;
    const kind = kindOf(a);
    if (kind !== kindOf(b)) return false;
    if (kind === ARRAY) return this.arrays(a, b);
    if (!haveSameTag(a, b, kind)) return false;
    switch (kind) {
      case SET:
      case MAP: {
        const sizeOf = (x) =>
          kind === SET ? %SetPrototypeGetSize(x) : %MapPrototypeGetSize(x);
        if (!this.sizesFit(sizeOf(a), sizeOf(b))) return false;
        return this.properties(a, b, this.ownKeys(b), kind);
      }
      case TYPED_ARRAY:
      case DATA_VIEW: {
        if (!this.bytes(a, b)) return false;
        const keys = nonIndexKeys(b, this.mode);
        if (
          this.mode !== PARTIAL &&
          keys.length !== nonIndexKeys(a, this.mode).length
        )
          return false;
        return this.properties(a, b, keys, 0);
      }
      case DATE: {
        const x = %DatePrototypeGetTime(a);
        const y = %DatePrototypeGetTime(b);
        if (x !== y && (x === x || y === y)) return false;
        break;
      }
      case REGEXP:
        if (
          a.source !== b.source ||
          a.flags !== b.flags ||
          a.lastIndex !== b.lastIndex
        )
          return false;
        break;
      case ARRAY_BUFFER:
      case SHARED_ARRAY_BUFFER:
        if (!this.sameBytes(new %Uint8Array(a), new %Uint8Array(b)))
          return false;
        break;
      case ERROR:
        if (!this.errors(a, b)) return false;
        break;
      case WEAK_MAP:
      case WEAK_SET:
      case PROMISE:
        return false;
      default:
        if (kind >= 19 && kind <= 23) {
          if (!sameBoxed(a, b, kind)) return false;
        } else if (isUrl(a)) {
          if (!isUrl(b) || a.href !== b.href) return false;
        }
    }
    return this.properties(a, b, this.ownKeys(b), 0);
  }

  sizesFit(a, b) {
    return a === b || (this.mode === PARTIAL && a > b);
  }

  arrays(a, b) {
    if (!this.sizesFit(a.length, b.length)) return false;
    if (a[%SymbolToStringTag] !== b[%SymbolToStringTag]) return false;
    const keys = nonIndexKeys(b, this.mode);
    if (
      this.mode !== PARTIAL &&
      keys.length !== nonIndexKeys(a, this.mode).length
    )
      return false;
    return this.properties(a, b, keys, ARRAY);
  }

  errors(a, b) {
    const names = ["message", "name", "cause", "errors"];
    for (let i = 0; i < names.length; i++) {
      const name = names[i];
      if (isEnumerable(b, name)) continue; // compared as a property
      const isLeftOut =
        this.mode === PARTIAL &&
        (b[name] === undefined || (name === "message" && b[name] === ""));
      if (!isLeftOut && !this.equal(a[name], b[name])) return false;
    }
    const has = %ObjectPrototypeHasOwnProperty(b, "cause");
    return (
      has === %ObjectPrototypeHasOwnProperty(a, "cause") ||
      (this.mode === PARTIAL && !has)
    );
  }

  bytes(a, b) {
    const tag =
      kindOf(a) === TYPED_ARRAY
        ? %TypedArrayPrototypeGetSymbolToStringTag(a)
        : "";
    if (
      tag !==
      (kindOf(b) === TYPED_ARRAY
        ? %TypedArrayPrototypeGetSymbolToStringTag(b)
        : "")
    )
      return false;
    const isFloat = %StringPrototypeStartsWith(tag, "Float");
    if (this.mode === LOOSE && isFloat) {
      // 0 and -0 are the same here.
      if (a.length !== b.length) return false;
      for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
      return true;
    }
    return this.sameBytes(
      new %Uint8Array(a.buffer, a.byteOffset, a.byteLength),
      new %Uint8Array(b.buffer, b.byteOffset, b.byteLength),
    );
  }

  // In partial mode b's bytes must occur in a in order.
  sameBytes(a, b) {
    if (!this.sizesFit(a.length, b.length)) return false;
    let j = 0;
    for (let i = 0; i < b.length; i++, j++) {
      while (a[j] !== b[i]) {
        if (this.mode !== PARTIAL || ++j >= a.length) return false;
      }
    }
    return true;
  }

  // ---- Properties and elements

  ownKeys(object) {
    const keys = %ObjectKeys(object);
    if (this.mode === LOOSE) return keys;
    const symbols = %ObjectGetOwnPropertySymbols(object);
    for (let i = 0; i < symbols.length; i++)
      if (isEnumerable(object, symbols[i]))
        %ArrayPrototypePush(keys, symbols[i]);
    return keys;
  }

  properties(a, b, keys, elements) {
    const isList =
      elements === ARRAY ||
      kindOf(b) === TYPED_ARRAY ||
      kindOf(b) === DATA_VIEW;
    if (
      this.mode !== PARTIAL &&
      !isList &&
      this.ownKeys(a).length !== keys.length
    )
      return false;
    const hasA = %SetPrototypeHas(this.open, a);
    const hasB = %SetPrototypeHas(this.open, b);
    // Both being compared already, the cycles are alike.
    if (hasA || hasB) return hasA && hasB;
    %SetPrototypeAdd(this.open, a);
    %SetPrototypeAdd(this.open, b);
    const result = this.contents(a, b, keys, elements);
    %SetPrototypeDelete(this.open, a);
    %SetPrototypeDelete(this.open, b);
    return result;
  }

  contents(a, b, keys, elements) {
    for (let i = 0; i < keys.length; i++)
      if (!isEnumerable(a, keys[i])) return false;
    if (elements === ARRAY && !this.elements(a, b)) return false;
    if (elements === SET && !this.sets(a, b)) return false;
    if (elements === MAP && !this.maps(a, b)) return false;
    for (let i = 0; i < keys.length; i++)
      if (!this.equal(a[keys[i]], b[keys[i]])) return false;
    return true;
  }

  elements(a, b) {
    if (this.mode === PARTIAL) return this.partialElements(a, b);
    for (let i = 0; i < b.length; i++) {
      const inA = %ObjectPrototypeHasOwnProperty(a, i);
      if (inA !== %ObjectPrototypeHasOwnProperty(b, i)) return false;
      if (inA && !this.equal(a[i], b[i])) return false;
      if (!inA) return this.sparseElements(a, b);
    }
    return true;
  }

  sparseElements(a, b) {
    const keys = %ObjectKeys(b);
    if (keys.length !== %ObjectKeys(a).length) return false;
    for (let i = 0; i < keys.length; i++) {
      if (!%ObjectPrototypeHasOwnProperty(a, keys[i])) return false;
      if (!this.equal(a[keys[i]], b[keys[i]])) return false;
    }
    return true;
  }

  // b's elements occur in a in order; holes are passed over.
  partialElements(a, b) {
    let j = 0;
    for (let i = 0; i < b.length; i++) {
      if (!%ObjectPrototypeHasOwnProperty(b, i)) continue;
      while (
        j < a.length &&
        !(%ObjectPrototypeHasOwnProperty(a, j) && this.equal(a[j], b[i]))
      )
        j++;
      if (j++ >= a.length) return false;
    }
    return true;
  }

  // Every member of b that a has not itself must equal one of a's others.
  sets(a, b) {
    const rest = [];
    let possible = true;
    %SetPrototypeForEach(b, (v) => {
      if (!possible || %SetPrototypeHas(a, v)) return;
      if (!isObject(v) && this.mode !== LOOSE) possible = false;
      else %ArrayPrototypePush(rest, v);
    });
    if (!possible) return false;
    if (rest.length === 0) return true;
    const others = [];
    %SetPrototypeForEach(a, (v) => {
      if (!%SetPrototypeHas(b, v)) %ArrayPrototypePush(others, v);
    });
    return this.matchAll(rest, others, (x, y) => this.equal(x, y));
  }

  maps(a, b) {
    const rest = [];
    let possible = true;
    %MapPrototypeForEach(b, (v, key) => {
      if (!possible) return;
      if (!isObject(key)) {
        if (%MapPrototypeHas(a, key) && this.equal(%MapPrototypeGet(a, key), v))
          return;
        if (this.mode !== LOOSE) {
          possible = false;
          return;
        }
      }
      %ArrayPrototypePush(rest, [key, v]);
    });
    if (!possible) return false;
    if (rest.length === 0) return true;
    const others = [];
    %MapPrototypeForEach(a, (v, key) => {
      const isSettled =
        !isObject(key) &&
        %MapPrototypeHas(b, key) &&
        this.equal(v, %MapPrototypeGet(b, key));
      if (!isSettled) %ArrayPrototypePush(others, [key, v]);
    });
    return this.matchAll(
      rest,
      others,
      (x, y) => this.equal(x[0], y[0]) && this.equal(x[1], y[1]),
    );
  }

  // Finds for each of `wanted` another one of `found`.
  matchAll(wanted, found, same) {
    for (let i = 0; i < wanted.length; i++) {
      let j = 0;
      while (j < found.length && !same(found[j], wanted[i])) j++;
      if (j === found.length) return false;
      %ArrayPrototypeSplice(found, j, 1);
    }
    return true;
  }
}

function isEnumerable(object, key) {
  return %ObjectPrototypePropertyIsEnumerable(object, key);
}

// Errors by instanceof count as errors.
function kindOf(value) {
  const kind = %ClassOf(value);
  return kind === 0 && value instanceof %Error
    ? ERROR
    : kind === 14
      ? proxyKind(value)
      : kind;
}

function proxyKind(value) {
  return %ArrayIsArray(value) ? ARRAY : 0;
}

function nonIndexKeys(object, mode) {
  const keys = %GetOwnNonIndexKeys(object, true);
  if (mode !== LOOSE) return keys;
  const out = [];
  for (let i = 0; i < keys.length; i++)
    if (typeof keys[i] === "string") %ArrayPrototypePush(out, keys[i]);
  return out;
}

function haveSameMaker(a, b) {
  const maker = a.constructor;
  if (maker !== undefined && !%ObjectPrototypeHasOwnProperty(a, "constructor"))
    return maker === b.constructor;
  return %ObjectGetPrototypeOf(a) === %ObjectGetPrototypeOf(b);
}

function haveSameTag(a, b, kind) {
  if (kind === TYPED_ARRAY || kind === DATA_VIEW) return true;
  const x = a[%SymbolToStringTag];
  const y = b[%SymbolToStringTag];
  if (x !== undefined && y !== undefined) return x === y;
  return %ObjectPrototypeToString(a) === %ObjectPrototypeToString(b);
}

function sameBoxed(a, b, kind) {
  switch (kind) {
    case 19:
      return %BooleanPrototypeValueOf(a) === %BooleanPrototypeValueOf(b);
    case 20:
      return %ObjectIs(%NumberPrototypeValueOf(a), %NumberPrototypeValueOf(b));
    case 21:
      return %StringPrototypeValueOf(a) === %StringPrototypeValueOf(b);
    case 22:
      return %SymbolPrototypeValueOf(a) === %SymbolPrototypeValueOf(b);
  }
  return %BigIntPrototypeValueOf(a) === %BigIntPrototypeValueOf(b);
}

function isUrl(value) {
  return Boolean(
    value.href &&
    value.protocol &&
    value.auth === undefined &&
    value.path === undefined,
  );
}

function isDeepEqual(a, b) {
  return new Comparison(LOOSE).equal(a, b);
}

function isDeepStrictEqual(a, b, skipPrototype) {
  return new Comparison(
    skipPrototype === true ? STRICT_WITHOUT_PROTOTYPES : STRICT,
  ).equal(a, b);
}

function isPartialStrictEqual(a, b) {
  return new Comparison(PARTIAL).equal(a, b);
}

module.exports = { isDeepEqual, isDeepStrictEqual, isPartialStrictEqual };
