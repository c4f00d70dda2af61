/*
 * embed.c: an isolate in a thread of somebody else's program; see embed.h.
 *
 * The object's thread-local storage is one isolate's: Rt, inline caches, module variables. So a thread has one isolate of
 * an object, and can have further ones of other objects. JavaScript runs on the isolate's own stack, which the collector
 * scans; a C function that it calls runs there too, and may call it again. Closing puts the thread-local storage back to what
 * it was when the thread began, from a copy.
 */
#include "embed.h"

#include "../heap/heap.h"
#include "../main.h"
#include "../object/call.h"
#include "../object/error.h"
#include "../object/jobs.h"
#include "../object/module.h"
#include "../object/property.h"
#include "../object/realm.h"
#include "../os/isolate.h"
#include "../os/os.h"
#include "../string/string.h"
#ifdef JSC_HOOKS
#include "../os/hooks/hooks.h"
#include "../os/hooks/stack.h"
#endif
#include "../support/mem.h"
#include "internal.h"

/* Bounds of what the isolate has of its own: the initialised part and the zeroed one. */
#ifdef JSC_NO_TLS
extern uint8_t __start_jsc_local[], __stop_jsc_local[];
#define jsc_tdata_start __start_jsc_local
#define jsc_tdata_end __stop_jsc_local
#define jsc_tbss_start __stop_jsc_local
#define jsc_tbss_end __stop_jsc_local
#else
extern ISOLATE_LOCAL uint8_t jsc_tdata_start[], jsc_tdata_end[], jsc_tbss_start[], jsc_tbss_end[];
#endif
extern const Program jsc_program;

ISOLATE_LOCAL_DEFINED Embed embed = {.status = EMBED_CLOSED};

/* Calls fn(arg) on a stack. Whoever walks frame pointers ends here: those of C code mean nothing. *left: if not NULL, where
 * the old stack was left. */
void embed_run_on(void (*fn)(void *), void *arg, void *stack_top, void **left);
_Noreturn void embed_leave(void *left);
__asm__(".section .text.embed_run_on,\"ax\",@progbits\n"
        ".type embed_run_on,@function\n"
        "embed_run_on:\n"
        "  pushq %rbp\n"
        "  pushq %rbx\n"
        "  pushq %r12\n"
        "  pushq %r13\n"
        "  pushq %r14\n"
        "  pushq %r15\n"
        "  movq %rsp, %rbx\n"
        "  testq %rcx, %rcx\n"
        "  jz 1f\n"
        "  movq %rsp, (%rcx)\n"
        "1:\n"
        "  movq %rdi, %rax\n"
        "  movq %rsi, %rdi\n"
        "  movq %rdx, %rsp\n"
        "  andq $-16, %rsp\n"
        "  xorl %ebp, %ebp\n"
        "  call *%rax\n"
        "  movq %rbx, %rdi\n"
        ".globl embed_leave\n"
        ".hidden embed_leave\n"
        "embed_leave:\n" /* embed_leave(left): as if fn returned */
        "  movq %rdi, %rsp\n"
        "  popq %r15\n"
        "  popq %r14\n"
        "  popq %r13\n"
        "  popq %r12\n"
        "  popq %rbx\n"
        "  popq %rbp\n"
        "  ret\n"
        ".size embed_run_on, . - embed_run_on\n"
        ".text\n");

void embed_on_stack(void (*fn)(void *), void *arg) {
  if (embed.death) {
    embed.status = EMBED_DEAD;
    return;
  }
  uint8_t *here = __builtin_frame_address(0), *base = RT->stack_base;
  bool is_inside = here < base && here >= (uint8_t *)embed.isolate->memory;
  enum { RED_ZONE = 128 };
  if (is_inside) {
    embed_run_on(fn, arg, here - 2 * RED_ZONE, NULL);
    return;
  }
#ifdef JSC_HOOKS
  uint64_t mask = jsc_host_mask();
  embed_run_on(fn, arg, base - 64, &embed.home);
  embed.home = NULL;
  jsc_host_unmask(mask);
#else
  embed_run_on(fn, arg, base - 64, NULL);
#endif
}

#ifdef JSC_HOOKS
void *hooks_home(void) { return embed.home; }

void embed_interrupt(void) { rt_interrupt(RT, INTERRUPT_YIELD); }

void hooks_abandon(const char *why) {
  if (!embed.home) return;
  embed.status = EMBED_DEAD;
  embed.death = why;
  embed.depth = 0;
  embed_leave(embed.home);
}
#endif

/* ---- errors ---- */

void embed_fail(Value error) {
  embed.status = EMBED_THROWN;
  embed.has_failed = true;
  embed.error = string_utf8(error_describe(error), NULL);
}

static void fail_with_exception(void) {
  Value error = RT->exception;
  RT->exception = JS_EMPTY;
  embed_fail(error);
}

/* Ticks and jobs that a call left; what goes wrong in them is the call's. */
void embed_drain(void) {
  if (!value_is_callable(embed.drain)) {
    jobs_run();
    Value unhandled = promise_take_unhandled();
    if (!value_is_undefined(unhandled)) embed_fail(((PromiseObject *)value_ptr(unhandled))->result);
  } else if (value_is_exception(js_call0(embed.drain, JS_UNDEFINED))) {
    fail_with_exception();
  }
}

/* ---- natives of internal/embed ---- */

Value js_native_SetEmbedHooks(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1) {
  (void)callee, (void)this_value, (void)new_target, (void)argc;
  embed.turn = a0;
  embed.drain = a1;
  return JS_UNDEFINED;
}

Value js_native_EmbedFail(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1) {
  (void)callee, (void)this_value, (void)new_target, (void)argc, (void)a1;
  embed_fail(a0);
  return JS_UNDEFINED;
}

/* ---- turns ---- */

static int turn(int milliseconds) {
  embed.has_failed = false;
  Value r = JS_FALSE;
  if (value_is_callable(embed.turn)) r = js_call1(embed.turn, JS_UNDEFINED, value_from_int(milliseconds));
  else embed_drain();
  if (value_is_exception(r)) fail_with_exception();
  return embed.has_failed ? -1 : value_same(r, JS_TRUE);
}

static void turn_here(void *milliseconds) {
  int *at = milliseconds;
  embed.depth++;
  *at = turn(*at);
  embed.depth--;
}

static void run_here(void *unused) {
  (void)unused;
  embed.depth++;
  int more = 1;
  while (more > 0) more = turn(-1);
  embed.depth--;
}

int embed_pump(int milliseconds) {
  if (!embed.isolate) return -1;
  embed.status = EMBED_OK;
  embed_on_stack(turn_here, &milliseconds);
  return embed.death ? -1 : milliseconds;
}

int embed_run(void) {
  if (!embed.isolate) return EMBED_CLOSED;
  embed.status = EMBED_OK;
  embed_on_stack(run_here, NULL);
  return embed.status;
}

int embed_status(void) { return embed.status; }
const char *embed_error(void) { return embed.death ? embed.death : embed.error ? embed.error : ""; }

/* ---- the isolate ---- */

/* The program's top level; a module that awaits is waited for. */
static void run_top(void *unused) {
  (void)unused;
  const Program *p = RT->program;
  embed.depth++;
  if (p->loop_module != ~0u && value_is_exception(module_require(p->loop_module))) fail_with_exception();
  Value entry = embed.has_failed ? JS_UNDEFINED : module_run(p->entry);
  if (value_is_exception(entry)) fail_with_exception();
  if (!embed.has_failed) embed_drain();
  if (value_is_kind(entry, CELL_PROMISE)) {
    enum { PENDING, FULFILLED, REJECTED };
    const PromiseObject *promise = value_ptr(entry);
    while (!embed.has_failed && value_int(promise->state) == PENDING && turn(-1) > 0) {}
    if (!embed.has_failed && value_int(promise->state) == REJECTED) embed_fail(promise->result);
  }
  embed.depth--;
}

static bool make_module_states(void) {
  uint32_t n = RT->program->nmodules;
  ModuleState *s = heap_map_static(n * sizeof(ModuleState));
  for (uint32_t i = 0; s && i < n; i++) module_state_init(&s[i]);
  RT->module_states = s;
  return s != NULL;
}

static size_t size_of_tdata(void) { return (size_t)(jsc_tdata_end - jsc_tdata_start); }
static size_t size_of_tbss(void) { return (size_t)(jsc_tbss_end - jsc_tbss_start); }

/* Everything that was mapped since the thread's isolate was opened; see os_map. What does not fit is kept for ever. */
enum { MOST_MAPPINGS = 256 };
static ISOLATE_LOCAL_DEFINED struct {
  void *start;
  size_t size;
} mappings[MOST_MAPPINGS];
static ISOLATE_LOCAL_DEFINED uint32_t nmappings;

void embed_note_map(void *start, size_t size) {
  if (nmappings == MOST_MAPPINGS) return;
  mappings[nmappings].start = start;
  mappings[nmappings++].size = size;
}

void embed_note_unmap(const void *start) {
  for (uint32_t i = 0; i < nmappings; i++)
    if (mappings[i].start == start) mappings[i] = mappings[--nmappings];
}

static void release(void) {
  uint8_t *pristine = embed.pristine;
  size_t size = size_of_tdata();
  while (nmappings) os_unmap(mappings[nmappings - 1].start, mappings[nmappings - 1].size);
  mem_zero(jsc_tbss_start, size_of_tbss());
  mem_copy(jsc_tdata_start, pristine, size);
  os_unmap(pristine, size);
}

int embed_open(int argc, char **argv, char **envp) {
  if (embed.isolate) return EMBED_OK; /* it is open */
  uint8_t *pristine = os_map(0, size_of_tdata());
  if (!pristine) return EMBED_MEMORY;
  embed_note_unmap(pristine); /* it is the last to go */
  mem_copy(pristine, jsc_tdata_start, size_of_tdata());
  embed.pristine = pristine;
  embed.status = EMBED_OK;
  embed.turn = embed.drain = JS_UNDEFINED;
  if (!isolate_reserve(&embed.isolate)) {
    release();
    return EMBED_MEMORY;
  }
  /* roots: what lies between the two parts is other objects' and does no harm */
  bool is_tdata_first = (uintptr_t)jsc_tdata_start < (uintptr_t)jsc_tbss_start;
  embed.isolate->tls_start = is_tdata_first ? jsc_tdata_start : jsc_tbss_start;
  embed.isolate->tls_end = is_tdata_first ? jsc_tbss_end : jsc_tdata_end;
  isolate_enter(embed.isolate, &jsc_program);
  RT->argc = argc;
  RT->argv = argv;
  RT->envp = envp;
  if (!realm_new_first() || !make_module_states()) {
    release();
    return EMBED_MEMORY;
  }
  embed_on_stack(run_top, NULL);
  return embed.status;
}

void embed_close(void) {
  if (embed.isolate) release();
}
