/*
 * Regular expressions: ES2025 22.2 with annex B, flags d g i m s u v y.
 *
 * A pattern is parsed into a tree, the tree is compiled into a flat block of 32-bit words without pointers
 * (RegexpProgram: it may be copied, written into an image or an object file), and a backtracking machine with
 * an explicit stack runs it. The machine never recurses and allocates nothing but that stack.
 *
 * Neither half knows the object model: text is an array of 8-bit (Latin-1) or 16-bit units with a length, memory
 * comes from the caller. The same sources serve the compiler on the host, for early errors and precompiled
 * literals, and the runtime.
 */
#ifndef JSC_RUNTIME_REGEXP_REGEXP_H
#define JSC_RUNTIME_REGEXP_REGEXP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Text of `length` units; `is_wide` says whether a unit is a uint16_t or a uint8_t. */
typedef struct RegexpText {
  const void *units;
  uint32_t length;
  bool is_wide;
} RegexpText;

/* The caller's allocator. `resize(ctx, NULL, 0, n)` allocates, `resize(ctx, p, old, 0)` frees (and returns NULL),
 * otherwise it moves the block. NULL for a request above 0 means that memory is exhausted. */
typedef struct RegexpMemory {
  void *ctx;
  void *(*resize)(void *ctx, void *block, size_t old_size, size_t new_size);
} RegexpMemory;

/* Where \p{...} looks properties up. NULL: the tables are not linked, and \p in a u or v pattern is refused with
 * REGEXP_ERROR_NO_PROPERTIES. `regexp_unicode_properties` (regexp_property.c) is the one implementation; naming
 * it is what links the tables. */
typedef struct RegexpProperties RegexpProperties;
extern const RegexpProperties regexp_unicode_properties;

/* Flags as in the program's `flags`; in the order of RegExp.prototype.flags. */
enum {
  REGEXP_HAS_INDICES = 1 << 0,  /* d */
  REGEXP_GLOBAL = 1 << 1,       /* g */
  REGEXP_IGNORE_CASE = 1 << 2,  /* i */
  REGEXP_MULTILINE = 1 << 3,    /* m */
  REGEXP_DOT_ALL = 1 << 4,      /* s */
  REGEXP_UNICODE = 1 << 5,      /* u */
  REGEXP_UNICODE_SETS = 1 << 6, /* v */
  REGEXP_STICKY = 1 << 7,       /* y */
};

/* What is wrong with a pattern; the text of each is V8's, `regexp_error_text`. */
typedef enum RegexpErrorId {
#define REGEXP_ERROR(id, text) REGEXP_ERROR_##id,
#include "errors.def"
} RegexpErrorId;

typedef struct RegexpError {
  RegexpErrorId id;
  uint32_t position; /* unit of the pattern at which the parser gave up */
} RegexpError;

/* A compiled pattern: `size` bytes from here on, aligned to 4, position independent and constant. */
typedef struct RegexpProgram {
  uint32_t size;           /* in bytes, this header included */
  uint32_t flags;          /* REGEXP_* */
  uint32_t capture_count;  /* groups, the whole match included: at least 1 */
  uint32_t register_count; /* captures (two each) and loop registers */
  uint32_t group_name_count;
  uint32_t names_offset; /* in words from the start of the program: the names, see regexp_group_name */
  uint32_t code_offset;  /* in words */
  uint32_t code_words;
  uint32_t min_length; /* units that any match has at least */
  uint32_t start_kind; /* how the search for a start goes: exec.inc */
  uint32_t start_data; /* its operand: offset in words */
  int32_t native[2];   /* matchers of 8-bit and 16-bit text, relative to this program's address (native.h); 0: none */
} RegexpProgram;

/* A named group. One name may stand for several groups of different alternatives: at most one of them took part
 * in a match. Names are in the order in which they first occur, indices ascending. */
typedef struct RegexpGroupName {
  const uint16_t *units;
  uint32_t length;
  const uint32_t *indices;
  uint32_t index_count;
} RegexpGroupName;

/* Reads the letters of a flags string. False if one is unknown or repeated, or if u and v are both there. */
bool regexp_parse_flags(RegexpText text, uint32_t *flags);

/* Writes the flags' letters in the order of RegExp.prototype.flags ("dgimsuvy"), not terminated; returns how
 * many. */
uint32_t regexp_flags_text(uint32_t flags, char out[8]);

/* Compiles a pattern (without its slashes). On success *program is a block of memory->resize with (*program)->size
 * bytes. On failure false with *error filled; error->id REGEXP_ERROR_OUT_OF_MEMORY if the allocator refused.
 * Nothing else stays allocated. */
bool regexp_compile(RegexpText pattern, uint32_t flags, const RegexpMemory *memory, const RegexpProperties *properties,
                    RegexpProgram **program, RegexpError *error);

/* Parses only: the early errors of a literal. */
bool regexp_syntax_check(RegexpText pattern, uint32_t flags, const RegexpMemory *memory,
                         const RegexpProperties *properties, RegexpError *error);

/* "Unterminated group": V8's words. The whole message is
 * "Invalid regular expression: /" + pattern + "/" + flags + ": " + text. */
const char *regexp_error_text(RegexpErrorId id);

/* The index-th named group, index < group_name_count. */
RegexpGroupName regexp_group_name(const RegexpProgram *program, uint32_t index);

/* What a match needs and keeps between calls: set `memory`, `limit` and `step_limit`, zero the rest. One per
 * thread; not shared by two matches at a time. */
typedef struct RegexpScratch {
  RegexpMemory memory;
  uint32_t *stack;     /* grows by memory.resize */
  size_t stack_size;   /* bytes */
  size_t limit;        /* bytes the stack may reach at most; 0 means 64 MB */
  uint64_t step_limit; /* steps (attempts, and choices gone back to) before giving up; 0 means no limit */
  /* asked every so many steps; a match gives up when it says so. NULL: never */
  bool (*is_interrupted)(void);
  /* of the running match */
  uint64_t steps, steps_left; /* until the next look at the limit, and behind it */
  uint8_t *limit_address;     /* for native code */
} RegexpScratch;

/* Frees the stack. */
void regexp_scratch_free(RegexpScratch *scratch);

typedef enum RegexpResult {
  REGEXP_NO_MATCH = 0,
  REGEXP_MATCH = 1,
  REGEXP_STACK_EXHAUSTED = -1, /* the caller throws */
  REGEXP_STEP_LIMIT = -2,
  REGEXP_INTERRUPTED = -3,
} RegexpResult;

/* Looks for a match from `last_index` on (only there, if the program is sticky or `is_sticky`, which is what split
 * needs). last_index <= subject.length. On REGEXP_MATCH captures[2i], captures[2i+1] hold start and end of group i
 * in units, -1 and -1 for a group that took no part; room for 2 * capture_count is the caller's. In u and v
 * patterns a match that would begin inside a surrogate pair begins at the pair, as V8 does. */
RegexpResult regexp_exec(const RegexpProgram *program, RegexpText subject, uint32_t last_index, bool is_sticky,
                         int32_t *captures, RegexpScratch *scratch);

#endif
