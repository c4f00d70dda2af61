/*
 * isolates.c: a program that runs in several isolates at once (--isolates=N): the process's first one and further ones on
 * threads of their own. Each has its Rt, heap, shapes, atoms, inline caches, module variables, and a copy of the realm
 * image; they share code, constants and the file descriptors.
 */
#include "heap/heap.h"
#include "main.h"
#include "object/module.h"
#include "object/realm.h"
#include "object/waiters.h"
#include "os/os.h"
#include "support/mem.h"

int isolates_main(void);

enum { MAX_ISOLATES = 32 };

static _Noreturn void fail(void) {
  static const char message[] = "fatal: cannot make another isolate\n";
  os_write(2, message, sizeof message - 1);
  os_exit(1);
}

/* Fresh states of all modules. */
static void make_module_states(void) {
  uint32_t n = RT->program->nmodules;
  ModuleState *s = heap_map_static(n * sizeof(ModuleState));
  if (!s) fail();
  for (uint32_t i = 0; i < n; i++) module_state_init(&s[i]);
  RT->module_states = s;
}

/* The first code of a further isolate. arg: the Rt of the first one, for the startup vector. */
static void run(void *arg) {
  const Rt *first = arg;
  RT->argc = first->argc;
  RT->argv = first->argv;
  RT->envp = first->envp;
  if (!realm_new_first()) fail();
  make_module_states();
  runtime_main();
  waiters_leave();
}

int isolates_main(void) {
  struct Isolate *others[MAX_ISOLATES];
  uint64_t n = RT->program->nisolates - 1;
  for (uint64_t i = 0; i < n; i++)
    if (!(others[i] = os_isolate_start(run, RT))) fail();
  int code = runtime_main();
  for (uint64_t i = 0; i < n; i++) os_isolate_join(others[i]);
  return code;
}
