/*
 * realm.c: further realms: relocated copies of the first one as it was made (RealmTemplate), in memory of their own
 * that the collector scans like the image. See realm.h.
 */
#include "realm.h"

#include "../heap/heap.h"
#include "error.h"
#include "ic.h"
#include "property.h"
#include "shape.h"

Value realm_enter(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1) {
  Function *f = value_ptr(callee);
  if (f->o.cell.kind != CELL_FUNCTION) return f->code(callee, this_value, new_target, argc, a0, a1);
  Rt *rt = RT;
  Realm *realm = rt->realm;
  rt->realm = f->realm;
  Value r = f->info->entry(callee, this_value, new_target, argc, a0, a1);
  rt->realm = realm;
  return r;
}

Realm *realm_of_global(Value global) {
  Realm *r = RT->realms;
  while (r && !value_same(r->global, global)) r = r->next;
  return r;
}

Realm *realm_by_id(uint32_t id) {
  Realm *r = RT->realms;
  while (r->id != id) r = r->next;
  return r;
}

static void relocate(const RealmTemplate *t, uint8_t *copy) {
  mem_copy(copy, t->bytes, t->size);
  for (uint32_t i = 0; i < t->nrelocs; i++) {
    uint64_t *word = (uint64_t *)(void *)(copy + (t->relocs[i] & ~(uint32_t)REALM_RELOC_VALUE));
    *word += t->relocs[i] & REALM_RELOC_VALUE ? value_from_ptr(copy).bits : (uint64_t)(uintptr_t)copy;
  }
}

/* The shapes get the next ids; by: what that adds to each. */
static void renumber(const RealmTemplate *t, uint8_t *copy, Realm *realm) {
  uint32_t by = RT->nshapes - SHAPE_ID_FIRST_FREE;
  for (uint32_t i = SHAPE_ID_FIRST_FREE; i < t->nshapes; i++) shape_adopt((Shape *)(void *)(copy + t->shapes[i]));
  for (uint32_t i = 0; i < t->nshaped; i++) ((Cell *)(void *)(copy + t->shaped[i]))->shape += by;
  for (uint32_t i = CELL_OBJECT; i < CELL_KIND_COUNT; i++) realm->shape_of_kind[i] += by;
  for (uint32_t i = 0; i < REALM_PLAIN_SHAPES; i++) realm->shape_plain[i] += by;
  realm->shape_null_proto += by;
}

/* Globals of lib/ belong to the first realm. */
void realm_drop_lib_globals(Realm *realm) {
  Object *global = value_object(realm->global);
  KeyList keys;
  object_own_keys(global, KEYS_STRINGS, &keys);
  for (uint32_t i = 0; i < keys.count; i++) {
    PropDesc d;
    if (object_get_own(global, keys.keys[i], &d) == 1 && d.attrs & PROP_ACCESSOR && value_is_callable(d.getter))
      object_delete(global, keys.keys[i]);
  }
}

Realm *realm_new(void) {
  const RealmTemplate *t = RT->program->realm_template;
  uint8_t *copy = t ? heap_map_static(t->size) : NULL;
  if (!copy) {
    throw_range_error(t ? "Too many realms" : "This program was compiled without further realms");
    return NULL;
  }
  relocate(t, copy);
  Realm *realm = (Realm *)(void *)(copy + t->realm), *last = RT->realms;
  renumber(t, copy, realm);
  while (last->next) last = last->next;
  realm->id = last->id + 1;
  last->next = realm;
  RT->proto_epoch++; /* caches with receivers that are primitives: object/ic.c */
  realm_drop_lib_globals(realm);
  return realm;
}

/* ---- the first realm of an isolate that is not the process's first ---- */

/* Its shapes have the ids that they have in the image. */
static void first_shapes(const RealmTemplate *t, uint8_t *copy) {
  Rt *rt = RT;
  rt->shapes_capacity = t->nshapes + 1024;
  rt->shapes = heap_alloc_bytes(rt->shapes_capacity * sizeof(Shape *));
  for (uint32_t i = SHAPE_ID_NONE + 1; i < SHAPE_ID_FIRST_FREE; i++)
    rt->shapes[i] = (Shape *)(void *)(copy + t->shapes[i]);
  rt->nshapes = SHAPE_ID_FIRST_FREE;
}

/* Its functions need not switch realms. */
static void enter_directly(const RealmTemplate *t, uint8_t *copy) {
  for (uint32_t i = 0; i < t->nshaped; i++) {
    Function *f = (Function *)(void *)(copy + t->shaped[i]);
    if (f->o.cell.kind == CELL_FUNCTION) f->code = f->info->entry;
  }
}

bool realm_new_first(void) {
  const RealmTemplate *t = RT->program->realm_template;
  uint8_t *copy = heap_map_static(t->size);
  if (!copy) return false;
  relocate(t, copy);
  RT->image_copy = copy;
  RT->realm = RT->realms = (Realm *)(void *)(copy + t->realm);
  first_shapes(t, copy);
  renumber(t, copy, RT->realm);
  enter_directly(t, copy);
  return true;
}

/* ---- for compiled code of programs with isolates ---- */

Value jsc_realm_cell(Value original) {
  if (!RT->image_copy) return original;
  const RealmTemplate *t = RT->program->realm_template;
  uint32_t low = 0, high = t->ncells - 1;
  uint64_t distance = (uint64_t)(uintptr_t)value_ptr(original) - (uint64_t)(uintptr_t)t->image;
  while (low < high) {
    uint32_t mid = (low + high + 1) / 2;
    if (t->cells[mid] <= distance) low = mid;
    else high = mid - 1;
  }
  return value_from_ptr(RT->image_copy + t->places[low]);
}

/* ---- for compiled code of programs with realms ---- */

JsCode jsc_function_code(Value f);
JsCode jsc_function_code(Value f) { return function_code(f); }

Value jsc_closure_in_realm(const FnInfo *info, uint64_t n, Value *captures);
Value jsc_closure_in_realm(const FnInfo *info, uint64_t n, Value *captures) {
  (void)n;
  return function_new(info, captures);
}

/* A literal whose site may run in several realms: nothing is remembered. */
Value jsc_new_literal_in_realm(LiteralSite *site, int64_t n, Value *values);
Value jsc_new_literal_in_realm(LiteralSite *site, int64_t n, Value *values) {
  LiteralSite fresh = {0, 0, site->keys};
  return stub_new_literal(&fresh, n, values);
}
