/*
 * NativeSystem.c: natives that reach the system (lib/internal/natives.md): system calls and calls of machine code with
 * the argument rules of libsys, the process's strings, clocks, memory figures.
 */
#include "../heap/heap.h"
#include "../object/bigint.h"
#include "../object/module.h"
#include "../object/object.h"
#include "../object/words.h"
#include "../os/os.h"
#include "../string/string.h"
#include "builtins.h"
#include "typed.h"

static uint64_t buffer_address(Value v) {
  uint64_t address;
  return words_word_of_buffer(v, &address) ? address : 0;
}

/* One argument as the kernel gets it. A string's copy is kept alive by the result, which stays on the caller's stack. */
static uint64_t argument_word(Value v) {
  if (value_is_number(v)) return words_word_of_number(value_number(v));
  if (value_is_string(v)) return (uint64_t)(uintptr_t)string_utf8(value_string(v), NULL);
  if (value_is_bigint(v)) return bigint_low64(v);
  return buffer_address(v);
}

static int64_t system_call(const Value arg[7]) {
  uint64_t word[7];
  for (int i = 0; i < 7; i++) word[i] = argument_word(arg[i]);
  return os_syscall((int64_t)word[0], word[1], word[2], word[3], word[4], word[5], word[6]);
}

JS_BUILTIN(js_native_Syscall) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 7);
  return value_from_double((double)system_call(arg));
}

static Value halves_of(int64_t r) {
  Value halves[2] = {value_from_int((int32_t)r), value_from_int((int32_t)(r >> 32))};
  return array_from_values(2, halves);
}

JS_BUILTIN(js_native_Syscall64) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 7);
  return halves_of(system_call(arg));
}

/* Calls what lies at an address as a C function. All ten arguments are given: a function of fewer does not look at the
 * others (System V ABI). It has no description in front of it that could be checked. */
typedef int64_t Entry(uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t,
                      uint64_t);
__attribute__((no_sanitize("function"))) static int64_t call_code(uint64_t address, const uint64_t w[10]) {
  return ((Entry *)address)(w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], w[8], w[9]);
}

JS_BUILTIN(js_native_CallAddress) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 11);
  uint64_t w[11];
  for (int i = 0; i < 11; i++) w[i] = argument_word(arg[i]);
  return halves_of(call_code(w[0], w + 1));
}

/* The memory stays whoever's it is: it is not freed with the buffer. */
JS_BUILTIN(js_native_BufferAt) {
  JS_UNUSED_ARGS();
  ArrayBuffer *b =
      (ArrayBuffer *)object_new_from_constructor(JS_UNDEFINED, INTR_ArrayBufferPrototype, CELL_ARRAY_BUFFER, sizeof *b);
  if (!b) return JS_EXCEPTION;
  b->data = (uint8_t *)(uintptr_t)argument_word(a0);
  b->length = words_word_of_number(value_number(a1));
  return value_from_ptr(b);
}

JS_BUILTIN(js_native_BufferAddress) {
  JS_UNUSED_ARGS();
  return bigint_from_u64(buffer_address(a0));
}

static void push_text(Value list, const char *text) {
  String *s = string_from_utf8(text, __builtin_strlen(text));
  if (s) array_push(list, value_from_ptr(s));
}

JS_BUILTIN(js_native_ProcessArgv) {
  JS_UNUSED_ARGS();
  Value list = array_new(0);
  for (int i = 0; i < RT->argc; i++) push_text(list, RT->argv[i]);
  return list;
}

JS_BUILTIN(js_native_ProcessEnvp) {
  JS_UNUSED_ARGS();
  Value list = array_new(0);
  for (char **e = RT->envp; e && *e; e++) push_text(list, *e);
  return list;
}

#define NS_PER_MS 1e6

/* Writes all of it, waiting where the descriptor does not block. */
static int64_t write_all(uint64_t fd, const char *text, uint64_t length) {
  enum { SYS_WRITE = 1, SYS_POLL = 7, ERR_INTR = 4, ERR_AGAIN = 11, POLL_OUT = 4 };
  for (uint64_t done = 0; done < length;) {
    int64_t n = os_syscall(SYS_WRITE, fd, (uint64_t)(uintptr_t)text + done, length - done, 0, 0, 0);
    if (n >= 0) done += (uint64_t)n;
    else if (n == -ERR_AGAIN) {
      struct {
        int32_t fd;
        int16_t events, revents;
      } request = {(int32_t)fd, POLL_OUT, 0};
      os_syscall(SYS_POLL, (uint64_t)(uintptr_t)&request, 1, (uint64_t)-1, 0, 0, 0);
    } else if (n != -ERR_INTR) return n;
  }
  return 0;
}

JS_BUILTIN(js_native_WriteText) {
  JS_UNUSED_ARGS();
  size_t length;
  const char *text = string_utf8(value_string(a1), &length);
  return value_from_int((int32_t)write_all(words_word_of_number(value_number(a0)), text, length));
}

JS_BUILTIN(js_native_EntryPath) {
  JS_UNUSED_ARGS();
  const Program *p = RT->program;
  return value_from_ptr(p->modules[p->entry].filename);
}

JS_BUILTIN(js_native_RequireFrom) {
  JS_UNUSED_ARGS();
  return module_require_function(a0);
}

JS_BUILTIN(js_native_MonotonicNow) {
  JS_UNUSED_ARGS();
  return value_from_double((double)os_clock_ns() / NS_PER_MS);
}

JS_BUILTIN(js_native_ProcessStart) {
  JS_UNUSED_ARGS();
  return value_from_double((double)os_start_ns() / NS_PER_MS);
}

JS_BUILTIN(js_native_HeapStats) {
  JS_UNUSED_ARGS();
  HeapStats s = heap_stats();
  Value v[5] = {value_from_u64(s.total), value_from_u64(s.used), value_from_u64(s.bytes), value_from_u64(s.bytes),
                value_from_u64(s.limit)};
  return array_from_values(5, v);
}
