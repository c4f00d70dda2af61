/*
 * call.c: calls between C and JavaScript by the C prototype, both ways: functions that the program exports, and C functions
 * that were given to those as pointers.
 *
 * A prototype is a text, which the compiler makes (compiler/support/prototype.h): the letter of the result, then those of
 * the parameters.
 *
 *   v void   b bool   c C int8_t, uint8_t   h H 16 bits   i I 32 bits   l L 64 bits   f d float, double
 *   s const char *    p other pointers: their address
 *   S const char * and size_t: a string of so many bytes
 *   B and a letter: pointer to such elements and size_t, their number (v: bytes): a typed array over that memory
 *   F ( prototype ): a pointer to a function
 */
#include "../builtins/builtins.h"
#include "../builtins/typed.h"
#include "../object/bigint.h"
#include "../object/call.h"
#include "../object/convert.h"
#include "../object/error.h"
#include "../object/module.h"
#include "../object/words.h"
#include "../string/string.h"
#include "../support/mem.h"
#include "internal.h"

enum { MOST_ARGUMENTS = 16, INT_REGISTERS = 6, FLOAT_REGISTERS = 8 };

__asm__(".section .text.embed_enter,\"ax\",@progbits\n"
        ".hidden embed_enter\n"
        ".globl embed_enter\n"
        ".type embed_enter,@function\n"
        "embed_enter:\n"
        "  pushq %rbp\n"
        "  movq %rsp, %rbp\n"
        "  subq $144, %rsp\n" /* an EmbedFrame and 8 bytes */
        "  movq %rdi, (%rsp)\n"
        "  movq %rsi, 8(%rsp)\n"
        "  movq %rdx, 16(%rsp)\n"
        "  movq %rcx, 24(%rsp)\n"
        "  movq %r8, 32(%rsp)\n"
        "  movq %r9, 40(%rsp)\n"
        "  movsd %xmm0, 48(%rsp)\n"
        "  movsd %xmm1, 56(%rsp)\n"
        "  movsd %xmm2, 64(%rsp)\n"
        "  movsd %xmm3, 72(%rsp)\n"
        "  movsd %xmm4, 80(%rsp)\n"
        "  movsd %xmm5, 88(%rsp)\n"
        "  movsd %xmm6, 96(%rsp)\n"
        "  movsd %xmm7, 104(%rsp)\n"
        "  leaq 16(%rbp), %rcx\n"
        "  movq %rcx, 112(%rsp)\n"
        "  movq %rax, %rdi\n"
        "  movq %rsp, %rsi\n"
        "  call embed_call\n"
        "  movq 120(%rsp), %rax\n"
        "  movsd 128(%rsp), %xmm0\n"
        "  leave\n"
        "  ret\n"
        ".size embed_enter, . - embed_enter\n"
        ".text\n");
_Static_assert(offsetof(EmbedFrame, floats) == 48 && offsetof(EmbedFrame, stack) == 112 &&
                   offsetof(EmbedFrame, result) == 120 && offsetof(EmbedFrame, float_result) == 128,
               "offsets in the assembly");

/* embed_invoke(fn, frame): calls it with what the frame says, which gets the result. */
void embed_invoke(void *fn, EmbedFrame *frame);
__asm__(".section .text.embed_invoke,\"ax\",@progbits\n"
        ".type embed_invoke,@function\n"
        "embed_invoke:\n"
        "  pushq %rbp\n"
        "  movq %rsp, %rbp\n"
        "  pushq %rbx\n"
        "  pushq %rbx\n"
        "  movq %rsi, %rbx\n"
        "  movq %rdi, %r10\n"
        "  movsd 48(%rbx), %xmm0\n"
        "  movsd 56(%rbx), %xmm1\n"
        "  movsd 64(%rbx), %xmm2\n"
        "  movsd 72(%rbx), %xmm3\n"
        "  movsd 80(%rbx), %xmm4\n"
        "  movsd 88(%rbx), %xmm5\n"
        "  movsd 96(%rbx), %xmm6\n"
        "  movsd 104(%rbx), %xmm7\n"
        "  movq (%rbx), %rdi\n"
        "  movq 8(%rbx), %rsi\n"
        "  movq 16(%rbx), %rdx\n"
        "  movq 24(%rbx), %rcx\n"
        "  movq 32(%rbx), %r8\n"
        "  movq 40(%rbx), %r9\n"
        "  movl $8, %eax\n"
        "  call *%r10\n"
        "  movq %rax, 120(%rbx)\n"
        "  movsd %xmm0, 128(%rbx)\n"
        "  popq %rbx\n"
        "  popq %rbx\n"
        "  popq %rbp\n"
        "  ret\n"
        ".size embed_invoke, . - embed_invoke\n"
        ".text\n");

/* ---- from C ---- */

static Value value_of_word(char type, uint64_t w) {
  switch (type) {
    case 'v': return JS_UNDEFINED;
    case 'b': return value_from_bool((w & 0xFF) != 0);
    case 'c': return value_from_int((int8_t)w);
    case 'C': return value_from_int((uint8_t)w);
    case 'h': return value_from_int((int16_t)w);
    case 'H': return value_from_int((uint16_t)w);
    case 'i': return value_from_int((int32_t)w);
    case 'I': return value_from_u32((uint32_t)w);
    case 'l': return words_value_of_i64((int64_t)w);
    case 's': return words_value_of_text((const char *)w);
    default: return words_value_of_u64(w);
  }
}

static Value value_of_float(char type, uint64_t bits) {
  float single;
  double d;
  mem_copy(&d, &bits, sizeof d);
  mem_copy(&single, &bits, sizeof single);
  return value_from_double(type == 'f' ? (double)single : d);
}

static bool is_float(char type) { return type == 'f' || type == 'd'; }

static CellKind kind_of_elements(char type) {
  switch (type) {
    case 'c': return CELL_INT8ARRAY;
    case 'h': return CELL_INT16ARRAY;
    case 'H': return CELL_UINT16ARRAY;
    case 'i': return CELL_INT32ARRAY;
    case 'I': return CELL_UINT32ARRAY;
    case 'l': return CELL_BIGINT64ARRAY;
    case 'L': return CELL_BIGUINT64ARRAY;
    case 'f': return CELL_FLOAT32ARRAY;
    case 'd': return CELL_FLOAT64ARRAY;
    default: return CELL_UINT8ARRAY;
  }
}

/* A typed array over C's memory; *buffer is detached when the call is over. */
static Value elements_at(char type, uint64_t address, uint64_t count, ArrayBuffer **buffer) {
  CellKind kind = kind_of_elements(type);
  ArrayBuffer *b =
      (ArrayBuffer *)object_new_from_constructor(JS_UNDEFINED, INTR_ArrayBufferPrototype, CELL_ARRAY_BUFFER, sizeof *b);
  if (!b) return JS_EXCEPTION;
  if (!address) count = 0;
  b->data = (uint8_t *)(uintptr_t)address;
  b->length = count * typed_element_size(kind);
  *buffer = b;
  TypedArray *t = typed_array_view(JS_UNDEFINED, kind, b, 0, count);
  return t ? value_from_ptr(t) : JS_EXCEPTION;
}

/* ---- to C ---- */

/* A result: undefined and null are 0; numbers are truncated as typed arrays do it. False: it has not the type. */
static bool word_of_value(char type, Value v, uint64_t *w) {
  *w = 0;
  if (type == 'v' || value_is_nullish(v)) return true;
  if (type == 's') {
    if (!value_is_string(v)) return false;
    *w = (uint64_t)(uintptr_t)(embed.text = string_utf8(value_string(v), NULL));
    return true;
  }
  if (value_is_bool(v)) *w = value_same(v, JS_TRUE);
  else if (value_is_bigint(v)) *w = bigint_low64(v);
  else if (value_is_number(v)) *w = words_word_of_number(value_number(v));
  else return type == 'p' && words_word_of_buffer(v, w);
  if (type == 'b') *w = value_is_number(v) ? value_number(v) != 0 && value_number(v) == value_number(v) : *w != 0;
  return true;
}

static bool float_of_value(char type, Value v, uint64_t *bits) {
  *bits = 0;
  if (value_is_nullish(v)) return true;
  if (!value_is_number(v) && !value_is_bool(v)) return false;
  double d = value_is_bool(v) ? value_same(v, JS_TRUE) : value_number(v);
  float single = (float)d;
  if (type == 'f') mem_copy(bits, &single, sizeof single);
  else mem_copy(bits, &d, sizeof d);
  return true;
}

/* ---- functions of C ---- */

static const char *end_of_prototype(const char *p) {
  for (uint32_t depth = 1; depth; p++) depth += *p == '(' ? 1 : *p == ')' ? -1u : 0;
  return p;
}

/* The words of an argument of a C function: 0 or how many; -1: it has not the type (thrown). */
static bool push_argument(const char **prototype, Value v, EmbedFrame *f, uint32_t *ints, uint32_t *floats) {
  char type = *(*prototype)++;
  bool ok;
  if (is_float(type)) {
    ok = float_of_value(type, v, &f->floats[(*floats)++]);
  } else if (type == 'S') {
    size_t length = 0;
    ok = value_is_nullish(v) || value_is_string(v);
    f->ints[(*ints)++] = ok && value_is_string(v) ? (uint64_t)(uintptr_t)string_utf8(value_string(v), &length) : 0;
    f->ints[(*ints)++] = length;
  } else if (type == 'B') {
    type = *(*prototype)++;
    uint64_t length = 0;
    ok = value_is_nullish(v) || words_buffer_length(v, &length);
    if (type != 'v') length /= typed_element_size(kind_of_elements(type));
    ok = ok && (value_is_nullish(v) || words_word_of_buffer(v, &f->ints[*ints]));
    (*ints)++;
    f->ints[(*ints)++] = length;
  } else {
    ok = type != 'F' && word_of_value(type, v, &f->ints[(*ints)++]);
  }
  if (!ok) throw_type_error("a value of this type cannot be given to a function of C");
  return ok;
}

/* Addresses in captures: as numbers of 48 bits, which doubles hold. */
static Value number_of_address(uint64_t address) { return value_from_double_raw((double)(address & ~VALUE_PTR_HIGH)); }
static void *address_of_number(Value v) {
  return (void *)(uintptr_t)(words_word_of_number(value_number(v)) | VALUE_PTR_HIGH);
}

/* The function that stands for a pointer: captures are the address and the prototype's. */
static JS_BUILTIN(call_pointer) {
  (void)this_value, (void)new_target;
  JS_ARGS(arg, MOST_ARGUMENTS);
  const Function *f = value_ptr(callee);
  void *fn = address_of_number(f->captures[0]);
  const char *prototype = address_of_number(f->captures[1]);
  char result = *prototype++;
  EmbedFrame frame;
  mem_zero(&frame, sizeof frame);
  uint32_t ints = 0, floats = 0;
  for (uint32_t i = 0; *prototype != ')'; i++)
    if (!push_argument(&prototype, i < MOST_ARGUMENTS ? arg[i] : JS_UNDEFINED, &frame, &ints, &floats))
      return JS_EXCEPTION;
  embed_invoke(fn, &frame);
  return is_float(result) ? value_of_float(result, frame.float_result) : value_of_word(result, frame.result);
}

static Value function_of_pointer(uint64_t address, const char *prototype) {
  static const FnInfo info = {.entry = call_pointer, .flags = FN_BUILTIN, .ncaptures = 2};
  if (!address) return JS_NULL;
  Value captures[2] = {number_of_address(address), number_of_address((uintptr_t)prototype)};
  return function_new_builtin(&info, 2, captures);
}

/* ---- functions of JavaScript ---- */

typedef struct Call {
  const ExportedFunction *function;
  EmbedFrame *frame;
} Call;

typedef struct Arguments {
  const EmbedFrame *frame;
  uint32_t ints, floats, stack;
} Arguments;

static uint64_t next_word(Arguments *a) {
  return a->ints < INT_REGISTERS ? a->frame->ints[a->ints++] : a->frame->stack[a->stack++];
}
static uint64_t next_float(Arguments *a) {
  return a->floats < FLOAT_REGISTERS ? a->frame->floats[a->floats++] : a->frame->stack[a->stack++];
}

static Value next_argument(Arguments *a, const char **prototype, ArrayBuffer **buffer) {
  char type = *(*prototype)++;
  if (is_float(type)) return value_of_float(type, next_float(a));
  uint64_t w = next_word(a);
  if (type == 'S') {
    uint64_t length = next_word(a);
    String *s = w ? string_from_utf8((const void *)w, length) : NULL;
    return s ? value_from_ptr(s) : w ? JS_EXCEPTION : JS_NULL;
  }
  if (type == 'B') return elements_at(*(*prototype)++, w, next_word(a), buffer);
  if (type != 'F') return value_of_word(type, w);
  const char *inner = *prototype + 1;
  *prototype = end_of_prototype(inner);
  return function_of_pointer(w, inner);
}

static Value exported_value(const ExportedFunction *f) {
  const Program *p = RT->program;
  const ModuleExport *e = module_find_export(&p->modules[p->entry], key_from_atom(f->name));
  return e && e->slot >= 0 ? *module_export_slot(e) : JS_UNDEFINED;
}

static void put_result(Call *c, char type, Value r) {
  bool ok =
      is_float(type) ? float_of_value(type, r, &c->frame->float_result) : word_of_value(type, r, &c->frame->result);
  if (ok) return;
  embed.status = EMBED_RESULT;
  embed.error = string_utf8(format_string("%S: the result has not the type that C was told", c->function->name), NULL);
}

static void call_here(void *user) {
  Call *c = user;
  const char *prototype = c->function->prototype;
  char result = *prototype++;
  Value arg[MOST_ARGUMENTS], r = JS_UNDEFINED;
  ArrayBuffer *buffers[MOST_ARGUMENTS];
  uint32_t n = 0, nbuffers = 0;
  Arguments arguments = {.frame = c->frame};
  for (; *prototype && !value_is_exception(r); n++) {
    buffers[nbuffers] = NULL;
    r = arg[n] = next_argument(&arguments, &prototype, &buffers[nbuffers]);
    nbuffers += buffers[nbuffers] != NULL;
  }
  embed.depth++;
  bool had_failed = embed.has_failed;
  embed.has_failed = false;
  Value f = exported_value(c->function);
  if (!value_is_exception(r)) {
    if (value_is_empty(f)) r = throw_reference_error("Cannot access '%S' before initialization", c->function->name);
    else r = js_call(f, JS_UNDEFINED, n, arg);
  }
  if (value_is_exception(r)) {
    Value error = RT->exception;
    RT->exception = JS_EMPTY;
    embed_fail(error);
  } else {
    embed.status = EMBED_OK; /* whatever calls that C made in between came to */
    put_result(c, result, r);
  }
  if (embed.depth == 1) embed_drain();
  for (uint32_t i = 0; i < nbuffers; i++) array_buffer_detach(buffers[i]);
  embed.has_failed = had_failed;
  embed.depth--;
}

__attribute__((used)) void embed_call(const ExportedFunction *function, EmbedFrame *frame) {
  frame->result = frame->float_result = 0;
  if (!embed.isolate) return; /* the status says so */
  embed.status = EMBED_OK;
  Call c = {function, frame};
  embed_on_stack(call_here, &c);
}
