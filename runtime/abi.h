/*
 * abi.h: what compiled code, the realm-image composer and the runtime agree on.
 *
 * Included by the runtime (freestanding), by the fast paths compiled to bitcode, and by the compiler, which lays out
 * image cells with these very structs. Only types, constants and tiny inline functions: nothing here needs linking.
 * doc/value.md and doc/abi.md explain the choices.
 *
 * Value encoding (JavaScriptCore's, 64 bits): a cell pointer is its own bit pattern (top 16 bits and bit 1 clear);
 * int32 is 0xFFFE'0000'xxxx'xxxx; a double is its bits plus 2^49; the rest are small constants with bit 1 set.
 */
#ifndef JSC_ABI_H
#define JSC_ABI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Value {
  uint64_t bits;
} Value;

#define NODE_VERSION "26.10.0" /* that programs are told */

#define VALUE_INT_TAG 0xFFFE000000000000ull
#define VALUE_DOUBLE_OFFSET 0x0002000000000000ull
#define VALUE_OTHER_TAG 0x2ull
#define VALUE_NULL_BITS 0x02ull
#define VALUE_FALSE_BITS 0x06ull
#define VALUE_TRUE_BITS 0x07ull
#define VALUE_UNDEFINED_BITS 0x0aull
/* Never seen by JavaScript: a hole in elements, a binding in its temporal dead zone, "no value". */
#define VALUE_EMPTY_BITS 0x12ull
/* Returned by anything that threw; the thrown value is in Rt.exception. */
#define VALUE_EXCEPTION_BITS 0x1aull
#define VALUE_NOT_CELL_MASK (VALUE_INT_TAG | VALUE_OTHER_TAG)
/* What all addresses have in a kernel, and boxed ones have not. Another value: to test that in user space. */
#ifndef KERNEL_PTR_HIGH
#define KERNEL_PTR_HIGH 0xFFFF000000000000ull
#endif

#define VALUE_CONST(bits_) ((Value){bits_})
#define JS_NULL VALUE_CONST(VALUE_NULL_BITS)
#define JS_FALSE VALUE_CONST(VALUE_FALSE_BITS)
#define JS_TRUE VALUE_CONST(VALUE_TRUE_BITS)
#define JS_UNDEFINED VALUE_CONST(VALUE_UNDEFINED_BITS)
#define JS_EMPTY VALUE_CONST(VALUE_EMPTY_BITS)
#define JS_EXCEPTION VALUE_CONST(VALUE_EXCEPTION_BITS)

/* Heap cells. The order groups kinds so that a range test answers "is it an object", "is it callable",
 * "is it a typed array". Columns: enum suffix. */
// clang-format off
#define CELL_KINDS(X)                                                                                                  \
  /* internal, never a Value seen by JavaScript */                                                                     \
  X(FREE) X(BOX) X(SLOTS) X(ELEMENTS) X(BYTES) X(ACCESSOR) X(SHAPE) X(TABLE) X(FOR_IN) X(ITER_RECORD) X(INTERNAL)      \
  /* primitives on the heap */                                                                                         \
  X(STRING) X(SYMBOL) X(BIGINT)                                                                                        \
  /* objects: OBJECT is the first */                                                                                   \
  X(OBJECT) X(ARRAY) X(ERROR) X(BOOLEAN) X(NUMBER) X(STRING_OBJECT) X(SYMBOL_OBJECT) X(BIGINT_OBJECT) X(DATE)          \
  X(REGEXP) X(MAP) X(SET) X(WEAKMAP) X(WEAKSET) X(WEAKREF) X(FINALIZATION_REGISTRY) X(ARRAY_BUFFER) X(DATAVIEW)        \
  X(PROMISE) X(ARGUMENTS) X(MAPPED_ARGUMENTS) X(GENERATOR) X(ASYNC_GENERATOR) X(NAMESPACE) X(ARRAY_ITERATOR)           \
  X(MAP_ITERATOR) X(SET_ITERATOR) X(STRING_ITERATOR) X(REGEXP_STRING_ITERATOR) X(WRAP_ITERATOR)                        \
  X(ASYNC_FROM_SYNC_ITERATOR) X(DISPOSABLE_STACK) X(HOST)                                                                                  \
  /* typed arrays, in this order (see TypedArray) */                                                                   \
  X(INT8ARRAY) X(UINT8ARRAY) X(UINT8CLAMPEDARRAY) X(INT16ARRAY) X(UINT16ARRAY) X(INT32ARRAY) X(UINT32ARRAY)            \
  X(FLOAT16ARRAY) X(FLOAT32ARRAY) X(FLOAT64ARRAY) X(BIGINT64ARRAY) X(BIGUINT64ARRAY)                                                   \
  X(PROXY)                                                                                                             \
  /* callable: FUNCTION is the first */                                                                                \
  X(FUNCTION) X(BOUND_FUNCTION) X(CALLABLE_PROXY)
// clang-format on
typedef enum CellKind {
#define X(name) CELL_##name,
  CELL_KINDS(X)
#undef X
      CELL_KIND_COUNT
} CellKind;

/* Header of every heap cell: 8 bytes. `shape` first, so that an inline cache is one 32-bit compare. */
typedef struct Cell {
  uint32_t shape; /* id in Rt.shapes; a reserved id for primitives; 0 for internal cells */
  uint8_t kind;   /* CellKind */
  uint8_t flags;  /* by kind: OBJ_*, STR_*, SYM_*, BIGINT_* */
  uint8_t gc;     /* the collector's, nobody else writes it (0 in new cells; GC_IMMORTAL in the image) */
  uint8_t extra;  /* objects: number of inline slots */
} Cell;

/* Reserved shape ids. */
enum { SHAPE_ID_NONE = 0, SHAPE_ID_STRING = 1, SHAPE_ID_SYMBOL = 2, SHAPE_ID_BIGINT = 3, SHAPE_ID_FIRST_FREE = 4 };
/* The composed realm's shapes of functions: objects' initial shapes follow in the order of their kinds, then these. */
enum {
  SHAPE_ID_FUNCTION = SHAPE_ID_FIRST_FREE + CELL_FUNCTION - CELL_OBJECT,
  SHAPE_ID_GENERATOR_FUNCTION = SHAPE_ID_FIRST_FREE + CELL_KIND_COUNT - CELL_OBJECT,
  SHAPE_ID_ASYNC_FUNCTION,
  SHAPE_ID_ASYNC_GENERATOR_FUNCTION
};
/* What the fast paths take for the shape of a value that is no cell: no cache ever records it. */
#define SHAPE_ID_NEVER 0xFFFFFFFFu

enum { GC_IMMORTAL = 0x80 };

/* ---- strings, symbols, bigints, boxes ---- */

enum {
  STR_WIDE = 1,   /* UTF-16 units, else Latin-1. A flat atom is narrow whenever it can be (canonical). */
  STR_ATOM = 2,   /* interned: equal content means equal pointer */
  STR_ROPE = 4,   /* u.rope; flattened in place into a slice of a fresh flat string */
  STR_SLICE = 8,  /* u.slice: a window on a flat string */
  STR_INDEX = 16, /* atom that spells a canonical array index: never a property key by itself (keys are integers) */
};
typedef struct String {
  Cell cell;       /* shape SHAPE_ID_STRING */
  uint32_t length; /* UTF-16 units; at most STRING_MAX_LENGTH */
  uint32_t hash;   /* 0: not computed yet; see string_hash8/16 */
  union {
    uint8_t c8[1];
    uint16_t c16[1];
    struct {
      struct String *left, *right;
    } rope;
    struct {
      struct String *base;
      uint64_t start;
    } slice; /* base is flat; start in units */
  } u;
} String;
#define STRING_MAX_LENGTH 0x1FFFFFE8u /* V8's on 64-bit */

enum { SYM_PRIVATE = 1, SYM_REGISTERED = 2, SYM_WELL_KNOWN = 4 };
typedef struct Symbol {
  Cell cell; /* shape SHAPE_ID_SYMBOL */
  uint32_t hash;
  uint32_t pad;
  Value description; /* String or undefined; of a private name: with its '#' */
} Symbol;

enum { BIGINT_NEGATIVE = 1 };
typedef struct BigIntCell {
  Cell cell; /* shape SHAPE_ID_BIGINT */
  uint32_t ndigits;
  uint32_t pad;
  uint64_t digits[1]; /* magnitude, least significant first, no leading zero digit */
} BigIntCell;

typedef struct Box {
  Cell cell;
  Value value;
} Box; /* a captured and mutated variable */
typedef struct Accessor {
  Cell cell;
  Value getter, setter;
} Accessor; /* function or undefined */

/* ---- objects ---- */

enum {
  OBJ_NOT_EXTENSIBLE = 1,
  OBJ_IS_PROTO = 2,        /* some shape's prototype: structural changes bump Rt.proto_epoch */
  OBJ_LAZY_FUNCTION = 4,   /* FUNCTION whose length/name/prototype are not materialised yet */
  OBJ_LENGTH_READONLY = 8, /* ARRAY with non-writable length */
  OBJ_SPARSE = 16,         /* index keys live in the shape's dictionary, elems is the empty one */
  OBJ_HTMLDDA = 32,
  OBJ_RELIED_ON = 64,  /* compiled code relies on some of its properties (relied.c) */
  OBJ_EVAL_VARS = 128, /* OBJECT that holds what direct evals of a function declare */
};

/* Overflow property slots. */
typedef struct Slots {
  Cell cell;
  uint32_t capacity;
  uint32_t pad;
  Value v[1];
} Slots;
/* Indexed elements, always boxed (a double needs no allocation). v[0..used) are initialised, EMPTY marks a hole,
 * indices >= used are absent. Never NULL: objects without elements share the immortal empty one. */
typedef struct Elements {
  Cell cell;
  uint32_t used;
  uint32_t capacity;
  Value v[1];
} Elements;

typedef struct Object {
  Cell cell;
  Slots *slots; /* NULL or overflow slots: property slot n >= extra is slots->v[n - extra] */
  Elements *elems;
  /* internal fields of the kind follow, then `cell.extra` inline slots (kind_fixed_size[] tells where) */
} Object;

typedef struct PlainObject {
  Object o;
  Value inline_slots[1];
} PlainObject;
/* The array's length is >= elems->used. */
typedef struct Array {
  Object o;
  uint32_t length;
  uint32_t pad;
} Array;

struct Realm;
struct FnInfo;
/* The boxed entry: one prototype for every function. Missing a0, a1 are undefined; arguments 2..argc-1 are in
 * Rt.args[2..argc) and are copied out by the callee before anything else can call. */
typedef Value (*JsCode)(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1);

typedef struct Function {
  Object o;
  JsCode code;
  const struct FnInfo *info;
  struct Realm *realm;
  Value captures[1]; /* info->ncaptures of them: constants, or Box cells of captured and mutated variables */
} Function;

typedef struct BoundFunction {
  Object o;
  JsCode code; /* at the offset of Function.code */
  const struct FnInfo *info;
  struct Realm *realm;
  Value target, this_value;
  Elements *args;
} BoundFunction;

enum {
  FN_STRICT = 1,
  FN_CONSTRUCTOR = 2, /* has [[Construct]] */
  FN_CLASS = 4,       /* class constructor: a call without new throws */
  FN_DERIVED = 8,     /* derived class constructor: `this` starts EMPTY */
  FN_ARROW = 16,
  FN_METHOD = 32,
  FN_GENERATOR = 64,
  FN_ASYNC = 128,
  FN_BUILTIN = 256,       /* C code */
  FN_HAS_PROTOTYPE = 512, /* gets a `prototype` property when materialised */
  FN_GETTER = 1024,
  FN_SETTER = 2048,
};
/* Static description of a function, in read-only data with relocations. */
typedef struct FnInfo {
  JsCode entry;
  String *name;    /* immortal string, NULL: empty. Class and computed names are set as own properties instead */
  uint32_t length; /* the `length` property */
  uint32_t flags;  /* FN_* */
  uint32_t ncaptures;
  uint32_t file;        /* index into the program's file table, for stack traces and toString */
  uint32_t start, end;  /* source range in UTF-16 units: for toString; `file` and `start` tell functions apart */
  uint32_t this_slots;  /* constructor analysis: inline slots to give to `this` */
  uint32_t frame_slots; /* generators and async functions: Values in the suspended frame */
  JsCode resume;        /* unused for ordinary functions; see Generator */
} FnInfo;

/* Generators, async functions and async generators: the suspended frame. `resume` is compiled from the state machine
 * made by opt/generator: Value resume(Value gen, Value this_unused, Value unused, uint64_t mode, Value sent, Value).
 * mode: RESUME_*. It returns the yielded/awaited value with `state` >= 0, or the final value with state GEN_DONE, or
 * EXCEPTION (state GEN_DONE). */
enum { RESUME_NEXT = 0, RESUME_THROW = 1, RESUME_RETURN = 2 };
enum { GEN_DONE = -1, GEN_RUNNING = -2 };
/* DELEGATE: a yield* hands on what the inner iterator gave, as it is */
enum { SUSPEND_YIELD = 0, SUSPEND_AWAIT = 1, SUSPEND_START = 2, SUSPEND_DELEGATE = 3 };
typedef struct Generator {
  Object o;
  JsCode resume;
  const FnInfo *info;
  int32_t state;         /* >= 0: where to go on; GEN_DONE; GEN_RUNNING */
  uint32_t suspend_kind; /* SUSPEND_*: why it last came back */
  Value promise;         /* async functions: their promise's capability; async generators: the queue; else undefined */
  Value extra;           /* runtime's own use */
  uint32_t nframe;
  uint32_t realm; /* Realm.id of its function */
  uint64_t site;  /* return address of the place where it last began to await, for stack traces */
  Value frame[1]; /* nframe Values */
} Generator;

typedef struct ArrayBuffer {
  Object o;
  uint8_t *data;      /* payload of `bytes`, or foreign memory; never moves; NULL if detached or empty */
  uint64_t length;    /* bytes */
  struct Cell *bytes; /* CELL_BYTES that owns data, or NULL */
  uint16_t detached, shared;
  uint32_t many_views;     /* `view` is not the only one */
  struct TypedArray *view; /* the first view made of it, or NULL */
} ArrayBuffer;

typedef struct TypedArray {
  Object o;
  uint8_t *data;   /* address of element 0; kept current on detach (NULL, length 0) */
  uint64_t length; /* elements */
  ArrayBuffer *buffer;
  uint64_t byte_offset;
} TypedArray;

/* ---- shapes ---- */

enum { PROP_WRITABLE = 1, PROP_ENUMERABLE = 2, PROP_CONFIGURABLE = 4, PROP_ACCESSOR = 8 };
#define PROP_DEFAULT (PROP_WRITABLE | PROP_ENUMERABLE | PROP_CONFIGURABLE)
#define PROP_HIDDEN (PROP_WRITABLE | PROP_CONFIGURABLE) /* methods of builtins and classes */

/* A property key: an atom, a Symbol, or an array index 0..2^32-2 as VALUE_INT_TAG | index. */
typedef struct PropKey {
  uint64_t bits;
} PropKey;
typedef struct PropEntry {
  PropKey key;
  uint32_t slot;
  uint32_t attrs;
} PropEntry; /* key 0: deleted (dictionary) */

enum {
  SHAPE_DICTIONARY = 1, /* owned by one object, changed in place (with a new id whenever an inline cache may know it) */
  SHAPE_HAS_INDEX_KEYS = 2,
  SHAPE_HAS_READONLY = 4, /* some property is read-only or an accessor: matters to stores through the chain */
};
/* Shapes of one lineage share `props` (the table of the longest one); a shape sees the first `count` entries. */
typedef struct Shape {
  Cell cell; /* CELL_SHAPE */
  uint32_t id;
  uint32_t flags;
  Value proto;      /* object or null */
  uint32_t count;   /* entries, deleted ones included */
  uint32_t nslots;  /* slots in use */
  uint32_t ninline; /* inline slots of objects of this shape */
  uint32_t kind;    /* CellKind of its objects */
  PropEntry *props; /* in insertion order */
  uint32_t props_capacity;
  uint32_t hash_mask; /* size - 1 of hash, 0 when there is none yet */
  uint32_t *hash;     /* open addressing, entry index + 1, built at the first lookup of a larger shape */
  struct Shape *parent;
  struct Cell *transitions; /* runtime/object/shape.c */
  uint32_t *owner;          /* number of props entries in use by the lineage's longest shape */
  uint32_t free_entry;      /* dictionaries: first deleted entry whose slot is free, + 1 (chained through attrs) */
  uint32_t renewals;        /* dictionaries: how often the id changed */
} Shape;

/* Where a frame keeps its receiver: added to a cell that is the prototype of a receiver that was never made. The collector
 * sees an address within the cell. */
enum { TRACE_PROTOTYPE = 1 };

/* Immediate of set_prop and set_elem: strict code; the value is no heap cell; the program has Float64Arrays. */
enum { SET_STRICT = 1, SET_NO_CELL = 2, SET_F64 = 4 };
/* Of get_elem: kinds of typed arrays that the program has, those that are read in line. */
enum { ELEM_F64 = 1, ELEM_I32 = 2, ELEM_U8 = 4 };

/* ---- inline caches: zero-initialised static data, one per site ---- */

/* The hit path of a get is: cell, cell->shape == shape, load at offset. Other kinds of hits (overflow slot, prototype,
 * accessor, length, megamorphic) leave shape at SHAPE_ID_NEVER-like 0 and are the stub's business with the rest. */
typedef struct PropIC {
  uint32_t shape;        /* 0 matches no object */
  uint32_t offset;       /* bytes from the object's start */
  uint32_t new_shape;    /* stores that add: the shape after; reads: IC_POLY_* */
  uint32_t method_shape; /* prototype hit: receiver's shape, valid while epoch == Rt.proto_epoch */
  uint32_t epoch;
  uint32_t state;     /* the stub's */
  Value *method_slot; /* prototype hit: address of the slot in the holder */
  uint32_t poly[4];   /* the stub's: further shapes, */
  union {             /* and what they lead to, see ic.h */
    uint32_t location[4];
    Value *slot[4];
    uint64_t stub[4];
  } to;
} PropIC;

/* PropIC.new_shape of reads: poly has prototype hits; its order stays. */
enum { IC_POLY_METHODS = 1, IC_POLY_SETTLED = 2 };

/* A PropIC as the site of a test for a shape in which some properties are own data properties in inline slots. */
enum { SHAPE_SITE_KEYS = 16 };
typedef struct ShapeSite {
  uint32_t shape;                   /* 0 matches no object */
  uint32_t tries;                   /* the stub's */
  uint32_t offset[SHAPE_SITE_KEYS]; /* of each, bytes from the object's start */
} ShapeSite;
_Static_assert(sizeof(ShapeSite) <= sizeof(PropIC), "a PropIC is its storage");

/* Site of an object literal with constant keys, or of `new`: the shape that results. */
typedef struct LiteralSite {
  uint32_t shape;
  uint32_t count;
  const PropKey *keys;
} LiteralSite;

/* ---- hashing of strings (atoms, Map keys): the composer computes the same ---- */

static inline uint32_t string_hash_step(uint32_t h, uint32_t unit) {
  return (h ^ unit) * 16777619u;
} /* FNV-1a by unit */
static inline uint32_t string_hash_end(uint32_t h) {
  h ^= h >> 15;
  h *= 0x2c1b3c6du;
  h ^= h >> 12;
  return h | (h == 0); /* never 0 */
}
#define STRING_HASH_SEED 2166136261u

/* ---- program tables (emitted by the compiler, read by the runtime) ---- */

enum { MODULE_COMMONJS = 0, MODULE_ESM = 1, MODULE_JSON = 2, MODULE_LIB = 3, MODULE_SCRIPT = 4 };
enum { MODULE_NEW = 0, MODULE_EVALUATING = 1, MODULE_EVALUATING_ASYNC = 2, MODULE_EVALUATED = 3, MODULE_ERRORED = 4 };
/* IS_BROKEN: it cannot be loaded, its one request says why */
#define MODULE_LEFT_OUT 0x7fffffff /* number of a module of lib/ that the program has not: lib/by-name.def */
enum { MODULE_HAS_TLA = 1, MODULE_TAKES_REQUIRE = 2, MODULE_IS_BROKEN = 4, MODULE_CODE_SHIFT = 4 };
/* Scripts compiled from strings that the program gives to eval and its kin. Those with errors have no body, and the message
 * as filename. */
enum {
  MODULE_CODE_NONE,
  MODULE_CODE_SCRIPT,      /* $262.evalScript */
  MODULE_CODE_EVAL,        /* indirect eval, and direct eval of sloppy code outside of functions */
  MODULE_CODE_EVAL_STRICT, /* direct eval of strict code outside of functions */
  MODULE_CODE_FUNCTION     /* Function and its kin: text is "(function anonymous(…) {…})" */
};
enum { MODULE_SLOT_TRUE = -2 };
typedef struct ModuleExport {
  String *name;
  int64_t slot; /* number of the static slot (Rt.slots); -1: the namespace of ns_module; MODULE_SLOT_TRUE: true */
  uint32_t ns_module;
  uint32_t is_address; /* of modules loaded at run time: `slot` is where the slot lies */
} ModuleExport;
typedef struct ModuleState {
  uint32_t status;            /* the rest of the numbers: object/module-eval.c */
  uint32_t order;             /* AsyncEvaluationOrder: 0 not yet, MODULE_ORDER_DONE no more */
  uint32_t visited, ancestor; /* in the search for components */
  union {
    uint32_t cycle_root;
    uint32_t parent; /* of a CommonJS module: 1 + the number of the one that asked for it first, 0: none */
  };
  uint32_t waits_for;
  Value module, exports, ns, error, promise; /* exports: of an ES module, the generator of its body; promise:
                                              * TopLevelCapability */
  Value parents;                             /* AsyncParentModules: an array of indices */
} ModuleState;
#define MODULE_ORDER_DONE UINT32_MAX
/* What a specifier that import() or a `require` used as a value gets means in a module. */
typedef struct ModuleRequest {
  String *specifier, *error, *code; /* error, code: why it cannot be loaded, as Node puts it */
  int32_t module;                   /* -1: it cannot */
  uint32_t is_import;
} ModuleRequest;

/* What is wrong with import attributes; S: %s, or what formats a string. */
#define ATTRIBUTE_UNSUPPORTED(S) "Import attribute \"" S "\" with value \"" S "\" is not supported in " S
#define ATTRIBUTE_UNSUPPORTED_CODE "ERR_IMPORT_ATTRIBUTE_UNSUPPORTED"
#define ATTRIBUTE_INCOMPATIBLE(S) "Module \"" S "\" is not of type \"json\""
#define ATTRIBUTE_INCOMPATIBLE_CODE "ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE"
#define ATTRIBUTE_MISSING(S) "Module \"" S "\" needs an import attribute of \"type: json\""
#define ATTRIBUTE_MISSING_CODE "ERR_IMPORT_ATTRIBUTE_MISSING"
/* And to imports that are not absolute, in modules of data: URLs. */
#define UNSUPPORTED_RESOLVE_REQUEST(S)                            \
  "Failed to resolve module specifier \"" S "\" from \"" S "\": " \
  "Invalid relative URL or base scheme is not hierarchical."

/* One per module of the program. The body's signature is JsCode: CommonJS and lib bodies get this = exports and
 * arguments (exports, require, module, __filename, __dirname); an ES module body gets none, a script's this = global. */
typedef struct ModuleInfo {
  const FnInfo *body;
  String *filename;     /* absolute path as on the build machine, or node:name for lib */
  uint32_t kind;        /* MODULE_* */
  uint32_t flags;       /* MODULE_HAS_TLA …; MODULE_CODE_* above them */
  const uint32_t *deps; /* ES modules: indices of requested modules, in order */
  uint32_t ndeps;
  uint32_t nexports;
  const ModuleExport *exports; /* ES modules: sorted by name (code unit order) */
  String *text;                /* MODULE_JSON: the file's text; code of a string: the string */
  const ModuleRequest *requests;
  uint64_t nrequests;
} ModuleInfo;

/* What a script declares at its top level, in the order of the specification (ES 16.1.7). */
enum {
  DECL_BLOCK_FUNCTION, /* var of a function in a block (B.3.2.2) */
  DECL_LOCAL,          /* let, const or class that only the script itself knows */
  DECL_LET,            /* or class */
  DECL_CONST,
  DECL_FUNCTION,
  DECL_VAR,
  DECL_DELETABLE = 8 /* a bit: the properties that come into being are configurable (eval) */
};
typedef struct GlobalDecl {
  String *name;
  uint64_t kind; /* DECL_* */
} GlobalDecl;

/* The first realm as it was made, for further ones: its cells one behind the other. References among them are offsets
 * (relocs says where); a shape id of the first realm stands for the shape at shapes[id]. */
enum { REALM_RELOC_VALUE = 1 }; /* bit of RealmTemplate.relocs: the word is a boxed cell, not a pointer */
typedef struct RealmTemplate {
  const uint8_t *bytes;
  const uint32_t *relocs, *shaped,
      *shapes; /* words to relocate; cells with a shape; shapes in the order of their ids */
  uint32_t size, nrelocs, nshaped, nshapes;
  /* For programs of several isolates: the first realm's cells by their distance from `image`, and where they lie in the copy.
   * In objects they are no more than addresses: nothing is in them. */
  const uint8_t *image;
  const uint32_t *cells;
  const uint32_t *places;
  uint32_t ncells, realm; /* realm: where the Realm is */
} RealmTemplate;

enum {
  PROGRAM_TEST262 = 1,          /* --test262: nobody minds a rejection without a handler */
  PROGRAM_RELIES_ON_MATH = 2,   /* code calls the functions of Math without a look (object/relied.c) */
  PROGRAM_RELIES_ON_ARRAYS = 4, /* code takes `new Float64Array(…)` and the like for what they say */
  PROGRAM_HAS_AGENTS = 8,       /* it may start agents ($262.agent) */
  PROGRAM_PROPER_TAIL_CALLS = 16
};

/* A function of the entry module that C calls (runtime/embed/call.c has the letters of the prototype). */
typedef struct ExportedFunction {
  String *name; /* of the export */
  const char *prototype;
} ExportedFunction;

/* Base names of what the linker/composer provides. */
typedef struct Program {
  const ModuleInfo *modules;
  uint32_t nmodules, entry;
  struct Realm *realm; /* the composed first realm */
  Value **roots;       /* NULL-terminated list of [start, end) pairs of static Value ranges the collector scans */
  String **atoms;      /* the composed atom table: open addressing by hash, NULL = free */
  uint32_t atom_mask, natoms;
  Shape **shapes;                      /* composed shapes by id, [0..nshapes) */
  uint32_t nshapes, loop_module;       /* loop_module: index of lib internal/loop, or ~0 */
  const uint8_t *pctab;                /* pc to position table, or NULL */
  String **files;                      /* file table: paths */
  const RealmTemplate *realm_template; /* NULL: the program makes no further realms */
  ModuleState *module_states;          /* of the first isolate, by module */
  Value *slots;                        /* static slots; NULL: each isolate has its own (slots_address tells where) */
  Value *(*slots_address)(void);
  int (*main)(void);                        /* NULL: runtime_main */
  Value (*evaluate_module)(uint32_t index); /* NULL: there is no ES module */
  Value (*require_module)(uint32_t index);  /* likewise */
  Value (*namespace_of)(uint32_t index);    /* likewise */
  Value (*require_function)(Value from);    /* of a module that takes it; NULL: no module does */
  uint64_t nisolates;                       /* how many run the program at once */
  uint32_t nfiles, npreludes;               /* modules 1..npreludes are scripts that run before the entry */
  uint64_t flags;                           /* PROGRAM_* */
  uint64_t heap_size;                       /* objects with hooks: bytes of each area of the heap */
} Program;

#endif
