/*
 * boot.c: an Rt without object model for the unit tests.
 */
#include "unit.h"

#include <string.h>
#include <sys/resource.h>

#include "../../runtime/object/error.h"
#include "../../runtime/object/shape.h"
#include "../../runtime/os/os.h"

__thread Rt jsc_rt __attribute__((tls_model("local-exec")));
extern String *unit_atoms[];
int unit_throws;

static Shape *shapes[4096];
static Program program;
static String *table[4096];
static Shape plain_shape;

Value throw_range_error(const char *format, ...) {
  (void)format;
  unit_throws++;
  return JS_EXCEPTION;
}

void shape_died(Shape *s) { RT->shapes[s->id] = NULL; }

void unit_boot(void *stack_end) {
  for (String **a = unit_atoms; *a; a++) {
    uint32_t i = string_hash(*a) & 4095;
    while (table[i]) i = (i + 1) & 4095;
    table[i] = *a;
    program.natoms++;
  }
  program.atoms = table;
  program.atom_mask = 4095;
  program.shapes = shapes;
  plain_shape.proto = JS_NULL;
  shapes[SHAPE_ID_FIRST_FREE] = &plain_shape;
  RT->shapes = shapes;
  RT->nshapes = 8;
  RT->shapes_capacity = 4096;
  RT->program = &program;
  size_t area = (size_t)16 << 30;
#if __has_feature(address_sanitizer) /* whose shadow is there */
  uintptr_t base = 0x200000000000;
#else
  uintptr_t base = 0x1000000000;
#endif
  void *p = os_map(base, heap_reservation(base, area));
  CHECK(p);
  heap_init(p, area);
  RT->stack_base = stack_end;
}

__attribute__((noinline)) void unit_clear_stack(void) {
  volatile char room[16384];
  memset((void *)room, 0, sizeof room);
}

size_t unit_peak(void) {
  struct rusage u;
  getrusage(RUSAGE_SELF, &u);
  return (size_t)u.ru_maxrss * 1024;
}
