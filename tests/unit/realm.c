/*
 * realm.c: see realm.h. Passes over builtins.def: allocate every object, give it a dictionary shape, add its properties.
 */
#include "realm.h"

#include <stdarg.h>
#include <string.h>

#include "../../runtime/builtins/builtins.h"
#include "../../runtime/heap/heap.h"
#include "../../runtime/object/property.h"
#include "../../runtime/os/os.h"

__thread Rt jsc_rt __attribute__((tls_model("local-exec")));
extern String *unit_atoms[];
static Program program;
static String *atom_table[4096];
static Shape *no_shapes[8];
static Realm realm;
static Value args_area[1024];
int realm_failures;

static Value id_value(Intrinsic i) { return realm.intrinsics[i]; }

/* Keys: "@@name" spells the well-known symbol. */
static PropKey key_of(const char *key) {
#define SYMBOL_DEF(name) \
  if (!strcmp(key, "@@" #name)) return KEY_SYM(name);
#include "../../runtime/string/symbols.def"
  return key_from_ascii(key);
}

static String *name_of(const char *key, const char *prefix) {
  char buffer[128];
  if (key[0] == '@') snprintf(buffer, sizeof buffer, "%s[Symbol.%s]", prefix, key + 2);
  else snprintf(buffer, sizeof buffer, "%s%s", prefix, key);
  return atom_from_ascii(buffer);
}

static Value builtin(JsCode code, String *name, uint32_t length) {
  FnInfo *info = calloc(1, sizeof *info);
  *info = (FnInfo){.entry = code, .name = name, .length = length, .flags = FN_BUILTIN | FN_STRICT};
  return function_new_builtin(info, 0, NULL);
}

static Value allocate(CellKind kind) {
  Object *o = (Object *)heap_alloc(object_fixed_size(kind) + 8, kind);
  o->elems = &elements_empty;
  if (kind == CELL_STRING_OBJECT) ((PrimitiveObject *)o)->value = ATOM_VALUE(empty);
  if (kind == CELL_NUMBER) ((PrimitiveObject *)o)->value = value_from_int(0);
  if (kind == CELL_BOOLEAN) ((PrimitiveObject *)o)->value = JS_FALSE;
  return value_from_ptr(o);
}

JS_BUILTIN(js_Function_prototype);

static void make_function(Value f, JsCode code, const char *name, uint32_t length, uint32_t flags) {
  FnInfo *info = calloc(1, sizeof *info);
  *info =
      (FnInfo){.entry = code, .name = atom_from_ascii(name), .length = length, .flags = flags | FN_BUILTIN | FN_STRICT};
  Function *fn = (Function *)value_ptr(f);
  fn->code = code;
  fn->info = info;
  fn->realm = &realm;
}

/* Pass 1: the objects. */
static void allocate_objects(void) {
#define BUILTIN_OBJECT(id, kind, proto) realm.intrinsics[INTR_##id] = allocate(CELL_##kind);
#define BUILTIN_CTOR(id, name, cfunc, length, prototype, parent) \
  realm.intrinsics[INTR_##id] = allocate(CELL_FUNCTION);         \
  make_function(realm.intrinsics[INTR_##id], cfunc, name, length, FN_CONSTRUCTOR);
#define BUILTIN_FUNCTION(id, name, cfunc, length)        \
  realm.intrinsics[INTR_##id] = allocate(CELL_FUNCTION); \
  make_function(realm.intrinsics[INTR_##id], cfunc, name, length, 0);
#include "../../runtime/builtins/builtins.def"
  make_function(id_value(INTR_FunctionPrototype), js_Function_prototype, "", 0, 0);
}

static uint32_t new_shape(Value proto, CellKind kind, uint32_t ninline) {
  Shape *s = (Shape *)heap_alloc(sizeof(Shape), CELL_SHAPE);
  s->proto = proto;
  s->kind = kind;
  s->ninline = ninline;
  s->id = RT->nshapes++;
  RT->shapes[s->id] = s;
  if (value_is_object(proto)) value_cell(proto)->flags |= OBJ_IS_PROTO;
  return s->id;
}

static Intrinsic default_prototype(CellKind kind) {
  switch (kind) {
    case CELL_ARRAY: return INTR_ArrayPrototype;
    case CELL_FUNCTION:
    case CELL_BOUND_FUNCTION: return INTR_FunctionPrototype;
    case CELL_ERROR: return INTR_ErrorPrototype;
    case CELL_PROMISE: return INTR_PromisePrototype;
    case CELL_ARRAY_ITERATOR: return INTR_ArrayIteratorPrototype;
    case CELL_MAP: return INTR_MapPrototype;
    case CELL_SET: return INTR_SetPrototype;
    case CELL_MAP_ITERATOR: return INTR_MapIteratorPrototype;
    case CELL_SET_ITERATOR: return INTR_SetIteratorPrototype;
    case CELL_STRING_ITERATOR: return INTR_StringIteratorPrototype;
    case CELL_REGEXP: return INTR_RegExpPrototype;
    case CELL_DATE: return INTR_DatePrototype;
    default: return INTR_ObjectPrototype;
  }
}

/* Pass 2: shapes. An object's own is a dictionary, so that adding to it leaves the shared ones alone. */
static void own_shape(Value object, Value proto) {
  Object *o = value_object(object);
  uint32_t id = new_shape(proto, (CellKind)o->cell.kind, 0);
  o->cell.shape = shape_to_dictionary(RT->shapes[id])->id;
}

static void make_shapes(void) {
  RT->nshapes = 1;
  new_shape(id_value(INTR_StringPrototype), CELL_STRING, 0);
  new_shape(id_value(INTR_SymbolPrototype), CELL_SYMBOL, 0);
  new_shape(id_value(INTR_BigIntPrototype), CELL_BIGINT, 0);
  for (uint32_t k = CELL_OBJECT; k < CELL_KIND_COUNT; k++)
    realm.shape_of_kind[k] = new_shape(id_value(default_prototype((CellKind)k)), (CellKind)k, 0);
  for (uint32_t i = 0; i < REALM_PLAIN_SHAPES; i++)
    realm.shape_plain[i] = new_shape(id_value(INTR_ObjectPrototype), CELL_OBJECT, i);
  realm.shape_null_proto = new_shape(JS_NULL, CELL_OBJECT, 4);
  const Value none = JS_NULL;
#define INTR_Null INTRINSIC_COUNT
#define PROTO(id) (INTR_##id == INTRINSIC_COUNT ? none : realm.intrinsics[INTR_##id % INTRINSIC_COUNT])
#define BUILTIN_OBJECT(id, kind, proto) own_shape(id_value(INTR_##id), PROTO(proto));
#define BUILTIN_CTOR(id, name, cfunc, length, prototype, parent) own_shape(id_value(INTR_##id), PROTO(parent));
#define BUILTIN_FUNCTION(id, name, cfunc, length) own_shape(id_value(INTR_##id), id_value(INTR_FunctionPrototype));
#include "../../runtime/builtins/builtins.def"
}

static void link_constructor(Intrinsic ctor, int prototype, String *name, uint32_t length) {
  Value f = id_value(ctor);
  object_put_data(f, KEY(length), value_from_u32(length), PROP_CONFIGURABLE);
  object_put_data(f, KEY(name), value_from_ptr(name), PROP_CONFIGURABLE);
  if (prototype >= INTRINSIC_COUNT) return;
  object_put_data(f, KEY(prototype), id_value((Intrinsic)prototype), 0);
  object_put_data(id_value((Intrinsic)prototype), KEY(constructor), f, PROP_HIDDEN);
}

static Value alias(JsCode code) {
#define BUILTIN_METHOD(owner, key, cfunc, length) \
  if (code == cfunc) return object_peek_own(value_object(id_value(INTR_##owner)), key_of(key));
#include "../../runtime/builtins/builtins.def"
  return JS_UNDEFINED;
}

/* Pass 3: properties. */
static void make_properties(void) {
#define INTR_None INTRINSIC_COUNT
#define BUILTIN_CTOR(id, name, cfunc, length, prototype, parent) \
  link_constructor(INTR_##id, INTR_##prototype, atom_from_ascii(name), length);
#define BUILTIN_METHOD(owner, key, cfunc, length) \
  object_put_data(id_value(INTR_##owner), key_of(key), builtin(cfunc, name_of(key, ""), length), PROP_HIDDEN);
#define BUILTIN_GETTER(owner, key, cfunc)                                                                         \
  object_put_accessor(id_value(INTR_##owner), key_of(key), builtin(cfunc, name_of(key, "get "), 0), JS_UNDEFINED, \
                      PROP_CONFIGURABLE);
#define BUILTIN_ACCESSOR(owner, key, getter, setter)                                                 \
  object_put_accessor(id_value(INTR_##owner), key_of(key), builtin(getter, name_of(key, "get "), 0), \
                      builtin(setter, name_of(key, "set "), 1), PROP_CONFIGURABLE);
#define BUILTIN_NUMBER(owner, key, value, attrs) \
  object_put_data(id_value(INTR_##owner), key_of(key), value_from_double(value), attrs);
#define BUILTIN_VALUE(owner, key, bits, attrs) \
  object_put_data(id_value(INTR_##owner), key_of(key), VALUE_CONST(bits), attrs);
#define BUILTIN_STRING(owner, key, text, attrs) \
  object_put_data(id_value(INTR_##owner), key_of(key), value_from_ptr(atom_from_ascii(text)), attrs);
#define BUILTIN_REF(owner, key, id, attrs) \
  object_put_data(id_value(INTR_##owner), key_of(key), id_value(INTR_##id), attrs);
#define BUILTIN_SYMBOL(owner, key) \
  object_put_data(id_value(INTR_##owner), key_of(key), (Value){key_of("@@" key).bits}, 0);
#include "../../runtime/builtins/builtins.def"
#define BUILTIN_ALIAS(owner, key, cfunc, attrs) \
  object_put_data(id_value(INTR_##owner), key_of(key), alias(cfunc), attrs);
#include "../../runtime/builtins/builtins.def"
}

void realm_boot(void *stack_end) {
  for (String **a = unit_atoms; *a; a++) {
    uint32_t i = string_hash(*a) & 4095;
    while (atom_table[i]) i = (i + 1) & 4095;
    atom_table[i] = *a;
    program.natoms++;
  }
  program.atoms = atom_table;
  program.atom_mask = 4095;
  program.realm = &realm;
  program.shapes = no_shapes;
  RT->shapes = calloc(4096, sizeof(Shape *));
  RT->nshapes = 1;
  RT->shapes_capacity = 4096;
  RT->program = &program;
  size_t area = (size_t)1 << 30;
  uintptr_t base = 0x1000000000;
  void *p = os_map(base, heap_reservation(base, area));
  if (!p) abort();
  heap_init(p, area);
  RT->stack_base = stack_end;
  RT->stack_limit = (uint8_t *)stack_end - (4 << 20);
  RT->args = args_area;
  RT->exception = JS_EMPTY;
  RT->realm = &realm;
  heap_add_roots(&realm, &realm + 1);
  heap_add_roots(&RT->exception, RT + 1);
  realm.template_cache = JS_UNDEFINED;
  allocate_objects();
  realm.global = id_value(INTR_Global);
  make_shapes();
  make_properties();
  RT->array_iterator_patched = 0;
}

/* ---- helpers of tests ---- */

Value text(const char *ascii) { return value_from_ptr(string_from_ascii(ascii)); }
Value number(double d) { return value_from_double(d); }

Value json(const char *source) {
  return js_JSON_parse(JS_UNDEFINED, JS_UNDEFINED, JS_UNDEFINED, 1, text(source), JS_UNDEFINED);
}

Value path(const char *dotted) {
  Value v = realm.global;
  char part[64];
  while (*dotted) {
    size_t n = strcspn(dotted, ".");
    memcpy(part, dotted, n);
    part[n] = 0;
    v = value_get(v, key_of(part));
    dotted += n + (dotted[n] == '.');
  }
  return v;
}

Value invoke(Value receiver, const char *method, int argc, ...) {
  Value args[8];
  va_list list;
  va_start(list, argc);
  for (int i = 0; i < argc; i++) args[i] = va_arg(list, Value);
  va_end(list);
  return value_invoke(receiver, key_of(method), (uint64_t)argc, args);
}

Value native(JsCode code, uint32_t length) { return builtin(code, ATOM(empty), length); }

const char *show(Value v) {
  if (value_is_exception(v)) {
    Value e = RT->exception;
    RT->exception = JS_EMPTY;
    static char buffer[512];
    snprintf(buffer, sizeof buffer, "throws %s", string_utf8(value_to_display(e), NULL));
    return buffer;
  }
  Value s = js_JSON_stringify(JS_UNDEFINED, JS_UNDEFINED, JS_UNDEFINED, 1, v, JS_UNDEFINED);
  if (!value_is_string(s)) {
    RT->exception = JS_EMPTY;
    s = value_from_ptr(value_to_display(v));
  }
  return string_utf8(value_string(s), NULL);
}

void expect(const char *file, int line, Value v, const char *expected) {
  const char *got = show(v);
  if (!strcmp(got, expected)) return;
  printf("%s:%d: %s\n   expected %s\n", file, line, got, expected);
  realm_failures++;
}
