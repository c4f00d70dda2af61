/*
 * rt.h: the isolate (`Rt`) and the realm. One Rt per isolate, reached through RT (local-exec TLS in user space, a plain
 * symbol in kernel flavours); there are no other mutable globals. Shapes, atoms and inline caches belong to the
 * isolate; builtins and module variables to the realm.
 */
#ifndef JSC_RT_H
#define JSC_RT_H

#include "value/value.h"

/* Objects that C code needs to find in a realm: see builtins/builtins.def (BUILTIN_OBJECT, BUILTIN_CTOR and BUILTIN_FUNCTION rows). */
typedef enum Intrinsic {
#define BUILTIN_OBJECT(id, kind, proto) INTR_##id,
#define BUILTIN_CTOR(id, name, cfunc, length, prototype, parent) INTR_##id,
#define BUILTIN_FUNCTION(id, name, cfunc, length) INTR_##id,
#include "builtins/builtins.def"
  INTRINSIC_COUNT
} Intrinsic;

/* Shapes of fresh objects, per realm. X(name, intrinsic that is the prototype, kind). ShapePlain0..: by inline slots. */
#define REALM_PLAIN_SHAPES 17 /* empty plain objects with 0..16 inline slots */
typedef struct Realm {
  Cell cell;
  Value global; /* the global object */
  Value intrinsics[INTRINSIC_COUNT];
  uint32_t shape_of_kind[CELL_KIND_COUNT]; /* empty initial shape of each object kind with its default prototype */
  uint32_t shape_plain[REALM_PLAIN_SHAPES];
  uint32_t shape_null_proto;
  uint32_t shape_iter_result;   /* { value, done }; 0 until first needed (object/alloc.c) */
  uint32_t shape_arguments[2];  /* unmapped, mapped, likewise (object/ops_object.c) */
  Value callee_accessor;        /* of unmapped arguments objects, 0 bits until first needed */
  struct GlobalTable *lexicals; /* let, const and class of scripts (object/global.c); NULL: none */
  struct Realm *next;           /* Rt.realms */
  uint32_t id;                  /* 0: the isolate's first */
} Realm;

/* Rt.interrupt: bits that signal handlers and other threads set (rt_interrupt). TERMINATE stays: every poll throws. YIELD, with
 * JSC_HOOKS: the host wants to run. */
enum { INTERRUPT_SIGNAL = 1, INTERRUPT_TERMINATE = 2, INTERRUPT_YIELD = 4 };

#ifdef JSC_HOOKS
#define RT_ARGS_CAPACITY (1u << 15)
#else
#define RT_ARGS_CAPACITY (1u << 20)
#endif
#define RT_ARGS_SCANNED 256 /* the collector looks at this many Rt.args always, at more of them up to Rt.args_high */

typedef struct Rt {
  /* touched by inlined fast paths: keep first */
  uint8_t *alloc_ptr, *alloc_limit; /* bump allocation window, zeroed memory */
  uint8_t *card_table;              /* biased: card of address a is card_table[a >> CARD_SHIFT] */
  uint8_t *start_bits;  /* biased: the start bit of the cell at a is bit (a >> 4 & 7) of start_bits[a >> 7] */
  uint8_t *stack_limit; /* prologues compare SP with it */
  Value exception;
  Value *args;             /* arguments 2.. of the call being made */
  uint32_t proto_epoch;    /* bumped by every structural change to an object that is a prototype */
  uint32_t interrupt;      /* set asynchronously; `poll` looks at it */
  uint32_t indexed_protos; /* nonzero once some prototype has index keys: holes must look at the chain */
  uint32_t
      array_iterator_patched; /* nonzero once Array.prototype[@@iterator] or %ArrayIteratorPrototype%.next changed */
  Shape **shapes;             /* by id */
  Realm *realm;               /* current realm */
  /* the runtime's */
  uint32_t nshapes, shapes_capacity;
  const Program *program;
  struct Heap *heap;
  struct AtomTable *atoms;
  struct JobQueue *jobs; /* microtasks */
  struct MegamorphicCache *megamorphic;
  struct EnumCache *enum_cache;   /* object/keys.c; NULL before the first */
  Realm *realms;                  /* all of them, the first one in front */
  uint8_t *stack_base;            /* highest address of this isolate's stack: the scan's end */
  Value symbol_registry;          /* Map from string to symbol, or undefined */
  Value host;                     /* the lib's hook table (array), or undefined */
  struct ArrayJoin *array_joins;  /* builtins/ArrayAccess.c: arrays being joined, on the C stack */
  struct ShapeRoots *shape_roots; /* object/shape.c: root shapes by prototype; payload of a CELL_BYTES */
  Value rejection_tracker;        /* object/jobs.c: function of lib, or undefined */
  Value job_error_hook;           /* likewise */
  Value
      async_context; /* of lib/async_hooks: what callbacks and jobs take along from where they were made; or undefined */
  struct Reaction *reaction; /* object/promise.c: the one whose job runs, or NULL */
  void *reaction_frame;      /* the C frame of that job */
  Value unhandled;           /* object/promise.c: rejected promises without handler, when lib does not track them */
  uint64_t random_state[2];
  uint32_t args_high; /* set by whoever passes more than RT_ARGS_SCANNED arguments, to their number */
  uint32_t exit_code;
  uint32_t system_error; /* builtins/Libsys.c: of the last call that failed */
  /* kinds of typed arrays (bit: kind - CELL_INT8ARRAY) whose fresh instances were found to have the builtin `length`, as
   * long as proto_epoch is this */
  uint32_t typed_length_kinds, typed_length_epoch;
  uint64_t next_symbol_hash;
  Value main_run, main_uncaught;   /* main.c: hooks of lib's event loop, or undefined */
  Value unit_strings, int_strings; /* string/string.c: caches (Elements), 0 until used */
  Value thrown;                    /* by the last `throw` statement … */
  uint64_t throw_site;             /* … which is at this return address */
  Value json_error, json_text;     /* the last SyntaxError of JSON.parse, its text and … */
  uint64_t json_at;                /* … the place in it */
  Elements *source_texts;          /* error/source.c: by file, NULL until used */
  struct RegexpState *regexp; /* builtins/RegExp.c: the machine's stack and the last match; NULL before the first */
  uint64_t regexp_patched;    /* nonzero once a property of RegExp.prototype changed */
  struct Isolate *isolate;    /* os: thread, startup vector (argc, argv, envp, auxv) */
  int argc;
  char **argv, **envp;
  ModuleState *module_states; /* by module */
  Value require_cache;        /* require.cache, or undefined before the first use; then there is … */
  bool (*cache_hook)(uint32_t index, int event, Value *result); /* … module_cache_event, else NULL */
  uint64_t module_order;                 /* object/module-eval.c: the last AsyncEvaluationOrder given */
  Value *slots;                          /* static slots of the program's code */
  uint8_t *image_copy;                   /* isolates after the first: the cells of their first realm */
  struct DateZone *date_zone;            /* builtins/Date.c: the local time zone, NULL until used; mapped memory */
  void (*finalize)(const Value data[4]); /* builtins/Weak.c: the job of registries; NULL while there are none */
  Value *module_body;     /* object/module-eval.c: where the generator of a module's body goes, or NULL */
  struct EvalState *eval; /* eval/: code made at run time; NULL before the first */
  Elements *
      shared_held; /* builtins/shared_memory.c: what the isolate holds of it, NULL before the first; bytes made since */
  uint64_t shared_since, shared_live, shared_growths; /* a collection and left by it; how much growth it has seen */
  uint32_t shared_full;                               /* full collections when it last let go of memory */
  struct Agent *agent; /* eval/agent.c: of an isolate that runs no code that was compiled ahead of time; else NULL */
  struct Waiting *waiting; /* object/waiters.c: of Atomics.waitAsync; NULL: nothing would wake it */
#ifdef JSC_HOOKS
  uintptr_t cards_start, cards_size; /* the addresses that the card table has */
#endif
} Rt;

/* ISOLATE_LOCAL: of variables that each isolate has. Without thread-local storage there is one isolate. */
#ifdef JSC_NO_TLS
#define ISOLATE_LOCAL
#define ISOLATE_LOCAL_DEFINED __attribute__((section("jsc_local")))
#else
#define ISOLATE_LOCAL __thread __attribute__((tls_model("local-exec")))
#define ISOLATE_LOCAL_DEFINED ISOLATE_LOCAL
#endif
extern ISOLATE_LOCAL Rt jsc_rt;
#define RT (&jsc_rt)

/* From a signal handler or another thread; returns the bits that were set before. */
static inline uint32_t rt_interrupt(Rt *rt, uint32_t bits) {
  return __atomic_fetch_or(&rt->interrupt, bits, __ATOMIC_RELAXED);
}

/* Throws: sets the exception, returns JS_EXCEPTION. */
static inline Value rt_throw(Value v) {
  RT->exception = v;
  return JS_EXCEPTION;
}

#endif
