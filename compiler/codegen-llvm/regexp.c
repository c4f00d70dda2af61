/*
 * regexp.c: literals of regular expressions. The compiled pattern (runtime/regexp/regexp.h) is constant data, and two
 * functions match with it, on 8-bit and 16-bit text (matcher.c). Literals with the same pattern and flags share them.
 *
 * All of a program are a module of their own, optimised and emitted beside the others by fewer passes (module.c); where
 * the output is one object they are in the only module.
 *
 * A pattern that is too long, one beyond the program's budget, and those of lib/ are left to the runtime, which compiles
 * them when they are first evaluated and interprets them. The budget for 16-bit text is smaller.
 */
#include <stdio.h>

#include "../../runtime/regexp/native.h"
#include "matcher.h"

enum {
  MAX_PATTERN = 1200,   /* words of code of a pattern with functions of its own */
  MAX_CAPTURES = 64,    /* which every attempt clears */
  PROGRAM_WORDS = 1600, /* of all patterns with functions (LLVM takes half a millisecond a word), */
  WIDE_WORDS = 1000,    /* and of those with functions for 16-bit text; a quarter at -O1 */
};

struct RegexpLiteral {
  const Atom *source;
  uint32_t flags;
  const RegexpProgram *program;
  bool is_wide; /* has a function for 16-bit text */
};

typedef struct Budget {
  uint32_t words, wide_words;
} Budget;

static bool take(uint32_t *budget, uint32_t words) {
  if (words > *budget) return false;
  *budget -= words;
  return true;
}

static void *resize(void *ctx, void *block, size_t old_size, size_t new_size) {
  (void)ctx, (void)old_size;
  if (new_size) return host_realloc(block, new_size);
  host_free(block);
  return NULL;
}

static RegexpText text_of(const Atom *a) { return (RegexpText){a->c8, a->len, a->is_wide}; }

static const RegexpLiteral *find(const Regexps *r, const Atom *source, uint32_t flags) {
  for (uint32_t n = 0; n < r->count; n++)
    if (r->literals[n].source == source && r->literals[n].flags == flags) return &r->literals[n];
  return NULL;
}

static void add(Regexps *r, Arena *arena, const Atom *source, const Atom *flags_text, Budget *budget) {
  uint32_t flags;
  RegexpProgram *program;
  RegexpError error;
  RegexpMemory memory = {NULL, resize};
  if (budget->words == 0 || !regexp_parse_flags(text_of(flags_text), &flags) || find(r, source, flags)) return;
  if (!regexp_compile(text_of(source), flags, &memory, &regexp_unicode_properties, &program, &error)) return;
  if (program->code_words <= MAX_PATTERN && program->capture_count <= MAX_CAPTURES &&
      take(&budget->words, program->code_words)) {
    RegexpProgram *kept = arena_alloc(arena, program->size);
    memcpy(kept, program, program->size);
    if (r->count == r->capacity) {
      uint32_t capacity = r->capacity ? r->capacity * 2 : 16;
      RegexpLiteral *literals = ARENA_ARRAY(arena, RegexpLiteral, capacity);
      if (r->count) memcpy(literals, r->literals, r->count * sizeof *literals);
      r->literals = literals;
      r->capacity = capacity;
    }
    r->literals[r->count++] = (RegexpLiteral){source, flags, kept, take(&budget->wide_words, program->code_words)};
  }
  host_free(program);
}

Regexps *cg_collect_regexps(IrProgram *p, Arena *arena, const CodegenOptions *o) {
  Regexps *r = ARENA_NEW(arena, Regexps);
  uint32_t part = o->opt_level == 1 ? 4 : 1;
  Budget budget = {PROGRAM_WORDS / part, WIDE_WORDS / part};
  if (o->opt_level == 0) return r;
  for (uint32_t n = 0; n < p->nfns; n++) {
    if (!p->fns[n] || (p->fns[n]->module && p->fns[n]->module->is_lib)) continue;
    for (IrBlock *b = p->fns[n]->entry; b; b = b->next)
      for (IrInst *i = b->first; i; i = i->next)
        if (i->op == IR_regexp) add(r, arena, i->imm.atom, i->aux.atom2, &budget);
  }
  return r;
}

static LLVMValueRef declare_matcher(Cg *g) {
  LLVMTypeRef types[5] = {g->ptr, g->i64, g->i64, g->ptr, g->i64};
  LLVMValueRef f = LLVMAddFunction(g->mod, "jsc.regexp", LLVMFunctionType(g->i32, types, 5, false));
  LLVMSetLinkage(f, LLVMInternalLinkage);
  cg_set_attributes(g, f);
  LLVMAddAttributeAtIndex(f, 1, cg_attribute(g, "noalias"));
  LLVMAddAttributeAtIndex(f, 1, cg_attribute(g, "readonly"));
  return f;
}

/* The address of f as an offset from the data: 32 bits. */
static LLVMValueRef relative(Cg *g, LLVMValueRef f, LLVMValueRef data) {
  LLVMValueRef difference = LLVMConstSub(LLVMConstPtrToInt(f, g->i64), LLVMConstPtrToInt(data, g->i64));
  return LLVMConstTrunc(difference, g->i32);
}

static void define(Cg *g, const RegexpLiteral *literal, const char *name) {
  const RegexpProgram *program = literal->program;
  _Static_assert(offsetof(RegexpProgram, native) + 8 == sizeof(RegexpProgram), "native ends the header");
  uint32_t count = program->size / 4, before = offsetof(RegexpProgram, native) / 4;
  const uint32_t *words = (const uint32_t *)(const void *)program;
  LLVMTypeRef fields[4] = {LLVMArrayType2(g->i32, before), g->i32, g->i32, LLVMArrayType2(g->i32, count - before - 2)};
  LLVMValueRef data = LLVMAddGlobal(g->mod, LLVMStructTypeInContext(g->ctx, fields, 4, false), name);
  if (g->regexps->is_apart) LLVMSetVisibility(data, LLVMHiddenVisibility);
  else LLVMSetLinkage(data, LLVMInternalLinkage);
  LLVMSetGlobalConstant(data, true);
  LLVMSetAlignment(data, 8);
  LLVMValueRef *items = arena_alloc(g->arena, sizeof *items * (count + 1)), parts[4];
  for (uint32_t i = 0; i < count; i++) items[i] = LLVMConstInt(g->i32, words[i], false);
  parts[0] = LLVMConstArray2(g->i32, items, before);
  parts[3] = LLVMConstArray2(g->i32, items + before + 2, count - before - 2);
  parts[2] = LLVMConstInt(g->i32, 0, false);
  for (int wide = 0; wide < 1 + literal->is_wide; wide++) {
    LLVMValueRef f = declare_matcher(g);
    matcher_compile(g, program, data, wide, f);
    parts[1 + wide] = relative(g, f, data);
  }
  LLVMSetInitializer(data, LLVMConstStructInContext(g->ctx, parts, 4, false));
}

static void name_data(char name[32], const Regexps *r, const RegexpLiteral *literal) {
  snprintf(name, 32, "jsc.pattern.%u", (unsigned)(literal - r->literals));
}

void cg_define_regexps(Cg *g) {
  for (uint32_t n = 0; n < g->regexps->count; n++) {
    char name[32];
    name_data(name, g->regexps, &g->regexps->literals[n]);
    define(g, &g->regexps->literals[n], name);
  }
}

LLVMValueRef cg_regexp(Cg *g, const Atom *source, const Atom *flags_text) {
  uint32_t flags;
  if (!regexp_parse_flags(text_of(flags_text), &flags)) return NULL;
  const RegexpLiteral *literal = find(g->regexps, source, flags);
  if (!literal) return NULL;
  char name[32];
  name_data(name, g->regexps, literal);
  LLVMValueRef data = LLVMGetNamedGlobal(g->mod, name);
  return data ? data : cg_external(g, name);
}
