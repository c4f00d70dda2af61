/* isolate.c: an isolate is entered the same way in every port. */
#include "isolate.h"

#include "../heap/heap.h"
#include "os.h"

/* All of this runs once. */
#pragma clang attribute push(__attribute__((minsize)), apply_to = function)

extern uint8_t jsc_image_start[], jsc_image_end[]; /* the realm image: every mutable cell that is not in the heap */

void isolate_enter(Isolate *isolate, const Program *program) {
  Rt *rt = RT;
  rt->program = program;
  rt->isolate = isolate;
  rt->exception = JS_EMPTY;
  rt->symbol_registry = rt->host = JS_UNDEFINED;
  rt->rejection_tracker = rt->job_error_hook = rt->async_context = JS_UNDEFINED;
  rt->main_run = rt->main_uncaught = rt->require_cache = JS_UNDEFINED;
  rt->shapes = program->shapes;
  rt->nshapes = rt->shapes_capacity = program->nshapes;
  rt->realm = rt->realms = program->realm;
  rt->module_states = program->module_states;
  rt->slots = program->slots_address ? program->slots_address() : program->slots;
  heap_init(isolate->memory, isolate->size);
  if (program->slots_address) heap_add_roots(isolate->tls_start, isolate->tls_end);
  heap_add_roots(jsc_image_start, jsc_image_end);
}

uint64_t os_start_ns(void) {
  Isolate *i = RT->isolate;
  if (!i->start_ns) i->start_ns = os_clock_ns();
  return i->start_ns;
}

#pragma clang attribute pop
