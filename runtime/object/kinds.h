/*
 * kinds.h: internal fields of the object kinds that abi.h leaves to the runtime, and where inline slots begin.
 *
 * Every internal field declared here is one 8-byte word that is a Value, a pointer or a small number, so that the
 * collector may trace a cell of these kinds word by word, treating each word as a possible reference.
 * Kinds with a variable tail (functions, generators) have no inline slots: all their properties are in `slots`.
 */
#ifndef RUNTIME_OBJECT_KINDS_H
#define RUNTIME_OBJECT_KINDS_H

#include "../rt.h"

/* BOOLEAN, NUMBER, STRING_OBJECT, SYMBOL_OBJECT, BIGINT_OBJECT: the wrapped primitive. DATE: the time value. */
typedef struct PrimitiveObject {
  Object o;
  Value value;
} PrimitiveObject;

/* ERROR. frames: raw return addresses (CELL_BYTES), undefined when nothing was captured; stack: the formatted or
 * assigned value of the `stack` accessor, EMPTY until first asked for. */
typedef struct ErrorObject {
  Object o;
  Value frames, stack;
} ErrorObject;

/* MAPPED_ARGUMENTS. map: Elements whose entry i is the Box of parameter i, or EMPTY once unmapped. */
typedef struct MappedArguments {
  Object o;
  Elements *map;
} MappedArguments;

/* NAMESPACE: a module namespace exotic object (ES 10.4.6). values: undefined for an ES module, whose exports are static
 * slots; of another module an array that the slots of `module`, the payload of a CELL_BYTES, count in. */
typedef struct Namespace {
  Object o;
  const ModuleInfo *module;
  Value values;
} Namespace;

/* ARRAY_ITERATOR. target: object, or undefined when exhausted; index: number; mode: int ITER_KEYS.. */
enum { ITER_KEYS = 0, ITER_VALUES = 1, ITER_ENTRIES = 2 };
typedef struct ArrayIterator {
  Object o;
  Value target, index, mode;
} ArrayIterator;

/* MAP_ITERATOR, SET_ITERATOR, STRING_ITERATOR, REGEXP_STRING_ITERATOR, WRAP_ITERATOR, ASYNC_FROM_SYNC_ITERATOR, iterator
 * helpers, DISPOSABLE_STACK: four Values whose meaning is the kind's own. */
typedef struct IteratorObject {
  Object o;
  Value a, b, c, d;
} IteratorObject;

/* PROMISE. state: int PROMISE_*; result: value or reason; reactions: undefined, or a list of CELL_INTERNAL cells while
 * pending; flags: int PROMISE_HANDLED | ... */
enum { PROMISE_PENDING = 0, PROMISE_FULFILLED = 1, PROMISE_REJECTED = 2 };
enum { PROMISE_HANDLED = 1 };
typedef struct PromiseObject {
  Object o;
  Value state, result, reactions, flags;
} PromiseObject;

/* PROXY and CALLABLE_PROXY: the fields that Function has come first. A revoked proxy has null target and handler. */
typedef struct ProxyObject {
  Object o;
  JsCode code;
  const FnInfo *info;
  struct Realm *realm;
  Value target, handler;
  Value is_constructor; /* true or false */
} ProxyObject;

/* HOST: objects of lib natives. */
typedef struct HostObject {
  Object o;
  Value a, b;
} HostObject;

/* Bytes before the inline slots of an object of this kind, without a variable tail (functions: captures not counted).
 * Kinds that other parts define (REGEXP, MAP, ...) have FIXED_SIZE_OTHER; their structs must fit in it. */
#define FIXED_SIZE_OTHER (sizeof(Object) + 8 * sizeof(Value))
static inline uint32_t object_fixed_size(CellKind kind) {
  switch (kind) {
    case CELL_OBJECT:
    case CELL_ARGUMENTS: return sizeof(Object);
    case CELL_ARRAY: return sizeof(Array);
    case CELL_ERROR: return sizeof(ErrorObject);
    case CELL_BOOLEAN:
    case CELL_NUMBER:
    case CELL_STRING_OBJECT:
    case CELL_SYMBOL_OBJECT:
    case CELL_BIGINT_OBJECT:
    case CELL_DATE: return sizeof(PrimitiveObject);
    case CELL_MAPPED_ARGUMENTS: return sizeof(MappedArguments);
    case CELL_NAMESPACE: return sizeof(Namespace);
    case CELL_ARRAY_ITERATOR: return sizeof(ArrayIterator);
    case CELL_MAP_ITERATOR:
    case CELL_SET_ITERATOR:
    case CELL_STRING_ITERATOR:
    case CELL_REGEXP_STRING_ITERATOR:
    case CELL_WRAP_ITERATOR:
    case CELL_ASYNC_FROM_SYNC_ITERATOR:
    case CELL_DISPOSABLE_STACK: return sizeof(IteratorObject);
    case CELL_PROMISE: return sizeof(PromiseObject);
    case CELL_HOST: return sizeof(HostObject);
    case CELL_ARRAY_BUFFER: return sizeof(ArrayBuffer);
    case CELL_PROXY:
    case CELL_CALLABLE_PROXY: return sizeof(ProxyObject);
    case CELL_BOUND_FUNCTION: return sizeof(BoundFunction);
    case CELL_FUNCTION: return offsetof(Function, captures);
    case CELL_GENERATOR:
    case CELL_ASYNC_GENERATOR: return offsetof(Generator, frame);
    default:
      if (kind >= CELL_INT8ARRAY && kind <= CELL_BIGUINT64ARRAY) return sizeof(TypedArray);
      return FIXED_SIZE_OTHER;
  }
}

static inline bool kind_is_typed_array(CellKind kind) { return kind >= CELL_INT8ARRAY && kind <= CELL_BIGUINT64ARRAY; }
static inline bool kind_is_proxy(CellKind kind) { return kind == CELL_PROXY || kind == CELL_CALLABLE_PROXY; }
/* Kinds that answer some own-property operations in their own way, so that a shape alone does not describe them. */
static inline bool kind_is_exotic(CellKind kind) {
  return kind == CELL_ARRAY || kind == CELL_STRING_OBJECT || kind == CELL_MAPPED_ARGUMENTS || kind == CELL_NAMESPACE ||
         kind_is_typed_array(kind) || kind_is_proxy(kind);
}

#endif
