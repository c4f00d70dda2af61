/* math.c: see math.h. Holds only while the program leaves Math alone (IrProgram.pristine_math). */
#include "math.h"

#include "../support/host.h"

static const MathFunction functions[] = {
    {"sqrt", 1, IR_sqrt_f64, 0},
    {"floor", 1, IR_floor_f64, 0},
    {"ceil", 1, IR_ceil_f64, 0},
    {"trunc", 1, IR_trunc_f64, 0},
    {"abs", 1, IR_abs_f64, 0},
    {"pow", 2, IR_pow_f64, 0},
    {"imul", 2, IR_mul_i32, 0},
    {"round", 1, IR_math_f64, "math_round"},
    {"sign", 1, IR_math_f64, "math_sign"},
    {"max", 2, IR_math_f64, "math_max"},
    {"min", 2, IR_math_f64, "math_min"},
    {"fround", 1, IR_math_f64, "math_fround"},
    {"acos", 1, IR_math_f64, "math_acos"},
    {"acosh", 1, IR_math_f64, "math_acosh"},
    {"asin", 1, IR_math_f64, "math_asin"},
    {"asinh", 1, IR_math_f64, "math_asinh"},
    {"atan", 1, IR_math_f64, "math_atan"},
    {"atan2", 2, IR_math_f64, "math_atan2"},
    {"atanh", 1, IR_math_f64, "math_atanh"},
    {"cbrt", 1, IR_math_f64, "math_cbrt"},
    {"cos", 1, IR_math_f64, "math_cos"},
    {"cosh", 1, IR_math_f64, "math_cosh"},
    {"exp", 1, IR_math_f64, "math_exp"},
    {"expm1", 1, IR_math_f64, "math_expm1"},
    {"log", 1, IR_math_f64, "math_log"},
    {"log1p", 1, IR_math_f64, "math_log1p"},
    {"log2", 1, IR_math_f64, "math_log2"},
    {"log10", 1, IR_math_f64, "math_log10"},
    {"sin", 1, IR_math_f64, "math_sin"},
    {"sinh", 1, IR_math_f64, "math_sinh"},
    {"tan", 1, IR_math_f64, "math_tan"},
    {"tanh", 1, IR_math_f64, "math_tanh"},
};

bool math_keeps_ints(const MathFunction *f) {
  static const char *const names[] = {"max", "min", "floor", "ceil", "trunc", "round"};
  for (size_t k = 0; k < sizeof names / sizeof names[0]; k++)
    if (!strcmp(f->name, names[k])) return true;
  return false;
}

const MathFunction *math_called(const IrInst *i) {
  if (i->op != IR_call || i->args[0]->op != IR_get_method) return NULL;
  const IrInst *method = i->args[0], *math = method->args[0];
  if (math->op != IR_get_global || !atom_is(math->imm.atom, "Math")) return NULL;
  const IrFn *fn = i->block->fn;
  if (!fn->program->pristine_math || (fn->module && fn->module->is_lib)) return NULL;
  for (size_t k = 0; k < sizeof functions / sizeof functions[0]; k++)
    if (atom_is(method->imm.atom, functions[k].name)) {
      /* variadic ones only with exactly two arguments */
      bool fits = functions[k].cfunc && functions[k].nargs == 2 ? i->nargs == 4 : i->nargs >= 2 + functions[k].nargs;
      return fits ? &functions[k] : NULL;
    }
  return NULL;
}
