/* ccall.c: %CCall("name:letters", …), a call of a C function, which driver/ffi.c makes of declarations. */
#include "internal.h"

IrInst *c_call(Fb *fb, Node *n) {
  AstList *args = &n->as.CallExpression.arguments;
  Atom *prototype = args->items[0]->as.Literal.string;
  uint32_t types = 0;
  while (atom_unit(prototype, types++) != ':') {}
  IrInst **values = ARENA_ARRAY(&fb->scratch, IrInst *, args->count);
  for (uint32_t i = 1; i < args->count; i++) {
    IrInst *v = expr(fb, args->items[i]);
    values[i - 1] = fb_opx(fb, IR_c_argument, n->start, 1, &v, NULL, 0, atom_unit(prototype, types + i));
  }
  return fb_opx(fb, IR_c_call, n->start, args->count - 1, values, prototype, 0, 0);
}
