/*
 * interrupt.c: what a poll does that finds Rt.interrupt set. Polls are compiled in with --poll only.
 */
#include "../fast/slow.h"
#ifdef JSC_HOOKS
#include "../os/hooks/stack.h"
#endif
#include "../os/os.h"
#include "../string/string.h"
#include "error.h"

void jsc_poll_enable(void);
void jsc_poll_enable(void) { os_catch_interrupt(); }

/* As Node's vm reports it. */
static int32_t throw_interrupted(const char *message, const char *code) {
  throw_with_code(INTR_ErrorPrototype, code, string_from_ascii(message));
  return 1;
}

int32_t slow_poll(void) {
  uint32_t what = __atomic_fetch_and(&RT->interrupt, ~(uint32_t)(INTERRUPT_SIGNAL | INTERRUPT_YIELD), __ATOMIC_RELAXED);
#ifdef JSC_HOOKS
  if (what & INTERRUPT_YIELD) hooks_yield();
#endif
  if (what & INTERRUPT_TERMINATE) return throw_interrupted("Execution was terminated", "ERR_EXECUTION_TERMINATED");
  if (what & INTERRUPT_SIGNAL)
    return throw_interrupted("Script execution was interrupted by `SIGINT`", "ERR_SCRIPT_EXECUTION_INTERRUPTED");
  return 0;
}
