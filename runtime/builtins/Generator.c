/*
 * Generator.c: the prototypes of generators and async generators, and the constructors of their functions (ES 27.3 to
 * 27.7).
 */
#include "../object/error.h"
#include "../object/jobs.h"
#include "../object/property.h"
#include "builtins.h"
#include "dynamic.h"

#define DYNAMIC(name, head)                                                        \
  JS_BUILTIN(js_##name) {                                                          \
    JS_UNUSED_ARGS();                                                              \
    JS_ALL_ARGS(args);                                                             \
    return dynamic_function(new_target, head, INTR_##name##Prototype, argc, args); \
  }
DYNAMIC(GeneratorFunction, "function*")
DYNAMIC(AsyncFunction, "async function")
DYNAMIC(AsyncGeneratorFunction, "async function*")

/* Frames of async functions have the kind GENERATOR too, but no JavaScript ever holds one. */
static Value resume(Value gen, uint64_t mode, Value v, const char *method) {
  if (!value_is_kind(gen, CELL_GENERATOR)) return throw_incompatible(method, gen);
  return generator_resume(gen, mode, v);
}

JS_BUILTIN(js_Generator_prototype_next) {
  JS_UNUSED_ARGS();
  return resume(this_value, RESUME_NEXT, a0, "[Generator].prototype.next");
}
JS_BUILTIN(js_Generator_prototype_return) {
  JS_UNUSED_ARGS();
  return resume(this_value, RESUME_RETURN, a0, "[Generator].prototype.return");
}
JS_BUILTIN(js_Generator_prototype_throw) {
  JS_UNUSED_ARGS();
  return resume(this_value, RESUME_THROW, a0, "[Generator].prototype.throw");
}

JS_BUILTIN(js_AsyncGenerator_prototype_next) {
  JS_UNUSED_ARGS();
  return async_generator_request(this_value, RESUME_NEXT, a0);
}
JS_BUILTIN(js_AsyncGenerator_prototype_return) {
  JS_UNUSED_ARGS();
  return async_generator_request(this_value, RESUME_RETURN, a0);
}
JS_BUILTIN(js_AsyncGenerator_prototype_throw) {
  JS_UNUSED_ARGS();
  return async_generator_request(this_value, RESUME_THROW, a0);
}
