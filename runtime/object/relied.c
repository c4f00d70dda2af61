/*
 * relied.c: properties that compiled code relies on (opt/facts): nothing in the program's text changes Math or the
 * constructors of typed arrays, so the code calls them without a look. A name put together at run time may still reach
 * them: such a change is refused with a TypeError, rather than ignored by some places and not by others.
 */
#include "error.h"
#include "property.h"

static bool is_typed_array_name(String *name) {
  static const char *const names[] = {"Float64Array", "Float32Array", "Int32Array",  "Uint32Array",
                                      "Uint8Array",   "Int8Array",    "Uint16Array", "Int16Array"};
  for (size_t k = 0; k < sizeof names / sizeof names[0]; k++)
    if (string_equal_ascii(name, names[k])) return true;
  return false;
}

/* One of the functions that Math came with, under its own name. */
static bool is_builtin_named(Value v, String *name) {
  if (!value_is_kind(v, CELL_FUNCTION)) return false;
  const FnInfo *info = ((Function *)value_ptr(v))->info;
  return info->flags & FN_BUILTIN && info->name && string_equal(info->name, name);
}

static bool is_relied_on(Object *o, PropKey key) {
  if (key_is_index(key) || key_is_symbol(key)) return false;
  uint64_t flags = RT->program->flags;
  String *name = value_string((Value){key.bits});
  for (const Realm *r = RT->realms; r; r = r->next) {
    if (value_object(r->intrinsics[INTR_Math]) == o)
      return flags & PROGRAM_RELIES_ON_MATH && is_builtin_named(object_peek_own(o, key), name);
    if (value_object(r->global) != o) continue;
    if (string_equal_ascii(name, "Math")) return flags & PROGRAM_RELIES_ON_MATH;
    return flags & PROGRAM_RELIES_ON_ARRAYS && is_typed_array_name(name);
  }
  return false;
}

int property_refuse_change(Object *o, PropKey key) {
  if (!is_relied_on(o, key)) return 0;
  throw_type_error("Cannot change '%K': this program was compiled relying on it, since it nowhere names the change",
                   key);
  return -1;
}
