/*
 * isolates.c: freestanding, with the runtime's own start-up. Three isolates on threads of their own allocate, intern and
 * collect at the same time; each sees its own heap only.
 */
#include "../../runtime/heap/heap.h"
#include "../../runtime/main.h"
#include "../../runtime/object/error.h"
#include "../../runtime/object/shape.h"
#include "../../runtime/os/os.h"
#include "../../runtime/string/string.h"

static Shape *shapes[8];
static String *atoms[1024];
uint8_t jsc_image_start[8], jsc_image_end[1];
const Program jsc_program = {.shapes = shapes, .nshapes = 8, .atoms = atoms, .atom_mask = 1023, .loop_module = ~0u};
static uint32_t passed;

Value throw_range_error(const char *format, ...) {
  (void)format;
  return JS_EXCEPTION;
}
void shape_died(Shape *s) { (void)s; }

static void work(void *arg) {
  uint32_t seed = (uint32_t)(uintptr_t)arg;
  Elements *list = heap_new_elements(1000);
  list->used = 1000;
  for (uint32_t i = 0; i < 1000; i++) list->v[i] = JS_UNDEFINED;
  for (uint32_t i = 0; i < 300000; i++) {
    String *s = atom_from_string(
        string_join2(string_from_ascii("name of isolate "), string_from_int((int32_t)(seed * 1000 + i % 1000))));
    list->v[i % 1000] = value_from_ptr(s);
    heap_barrier_slot(&list->v[i % 1000]);
  }
  heap_collect(true);
  for (uint32_t i = 0; i < 1000; i++)
    if (string_at(value_string(list->v[i]), 16) != '0' + seed) return;
  if (heap_stats().full) __atomic_add_fetch(&passed, 1, __ATOMIC_RELAXED);
}

int runtime_main(void) {
  struct Isolate *isolates[3];
  for (uint64_t i = 0; i < 3; i++) isolates[i] = os_isolate_start(work, (void *)(uintptr_t)(i + 1));
  work((void *)(uintptr_t)7);
  for (int i = 0; i < 3; i++) {
    if (!isolates[i]) return 2;
    os_isolate_join(isolates[i]);
  }
  return passed == 4 ? 0 : 1;
}
