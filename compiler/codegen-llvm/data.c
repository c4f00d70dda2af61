/*
 * data.c: constants and static data of the emitted module: references into the realm image, inline caches, static
 * slots, function descriptions, literal sites. Layouts are those of runtime/abi.h.
 */
#include <stdio.h>
#include <string.h>

#include "internal.h"

LLVMValueRef cg_value_const(Cg *g, uint64_t bits) { return LLVMConstInt(g->i64, bits, false); }

LLVMValueRef cg_external(Cg *g, const char *symbol) {
  LLVMValueRef v = LLVMGetNamedGlobal(g->mod, symbol);
  if (!v) {
    v = LLVMAddGlobal(g->mod, g->i64, symbol);
    LLVMSetLinkage(v, LLVMExternalLinkage);
    LLVMSetVisibility(v, LLVMHiddenVisibility); /* in the same executable: no detour through a GOT */
    LLVMSetAlignment(v, 8);
  }
  return v;
}

/* In kernels addresses begin with KERNEL_PTR_HIGH, boxed ones with 0. */

LLVMValueRef cg_pointer(Cg *g, LLVMValueRef value) {
  if (LLVMGetTypeKind(LLVMTypeOf(value)) == LLVMPointerTypeKind) return value;
  if (g->options->for_kernel) value = LLVMBuildOr(g->b, value, LLVMConstInt(g->i64, KERNEL_PTR_HIGH, false), "");
  return LLVMBuildIntToPtr(g->b, value, g->ptr, "");
}

LLVMValueRef cg_boxed(Cg *g, LLVMValueRef pointer) {
  LLVMValueRef bits = LLVMBuildPtrToInt(g->b, pointer, g->i64, "");
  return g->options->for_kernel ? LLVMBuildAnd(g->b, bits, LLVMConstInt(g->i64, ~KERNEL_PTR_HIGH, false), "") : bits;
}

LLVMValueRef cg_external_value(Cg *g, const char *symbol) { return cg_boxed(g, cg_external(g, symbol)); }

LLVMValueRef cg_string_ptr(Cg *g, Atom *atom) {
  if (!atom) return LLVMConstNull(g->ptr);
  return cg_external(g, refs_string(g->refs, atom));
}

static LLVMValueRef element(Cg *g, LLVMTypeRef array, LLVMValueRef base, uint32_t index) {
  LLVMValueRef at[2] = {LLVMConstInt(g->i32, 0, false), LLVMConstInt(g->i32, index, false)};
  return LLVMConstInBoundsGEP2(array, base, at, 2);
}

LLVMValueRef cg_new_ic(Cg *g) { return element(g, LLVMArrayType2(g->ic_type, g->nics), g->ics, g->next_ic++); }

/* Data that code writes: of the process, or of the isolate. */
static void make_isolate_local(Cg *g, LLVMValueRef v) {
  if (!g->program->has_isolates) return;
  if (g->options->has_hooks) LLVMSetSection(v, "jsc_local");
  else LLVMSetThreadLocalMode(v, LLVMLocalExecTLSModel);
}

static LLVMValueRef add_constant(Cg *g, const char *prefix, LLVMValueRef init, bool is_constant) {
  char name[48];
  snprintf(name, sizeof name, "jsc.%s.%u", prefix, g->next_data++);
  LLVMValueRef v = LLVMAddGlobal(g->mod, LLVMTypeOf(init), name);
  LLVMSetInitializer(v, init);
  LLVMSetLinkage(v, LLVMInternalLinkage);
  LLVMSetGlobalConstant(v, is_constant);
  if (!is_constant) make_isolate_local(g, v);
  LLVMSetAlignment(v, 8);
  return v;
}

LLVMValueRef cg_string_array(Cg *g, uint32_t count, Atom **atoms) {
  LLVMValueRef *items = arena_alloc(g->arena, sizeof *items * (count + 1));
  for (uint32_t i = 0; i < count; i++) items[i] = cg_string_ptr(g, atoms[i]);
  return add_constant(g, "strings", LLVMConstArray2(g->ptr, items, count), true);
}

/* PropKeys of atoms. */
static LLVMValueRef key_array(Cg *g, uint32_t count, Atom **atoms) {
  if (!g->options->for_kernel) return cg_string_array(g, count, atoms);
  LLVMValueRef *items = arena_alloc(g->arena, sizeof *items * (count + 1));
  LLVMValueRef high = LLVMConstInt(g->i64, KERNEL_PTR_HIGH, false);
  for (uint32_t i = 0; i < count; i++)
    items[i] = LLVMConstSub(LLVMConstPtrToInt(cg_string_ptr(g, atoms[i]), g->i64), high);
  return add_constant(g, "keys", LLVMConstArray2(g->i64, items, count), true);
}

LLVMValueRef cg_global_decls(Cg *g, const IrModule *script) {
  _Static_assert(sizeof(GlobalDecl) == 16, "layout of GlobalDecl");
  LLVMValueRef *items = arena_alloc(g->arena, sizeof *items * (script->ndecls + 1));
  LLVMTypeRef types[2] = {g->ptr, g->i64};
  for (uint32_t i = 0; i < script->ndecls; i++) {
    LLVMValueRef fields[2] = {cg_string_ptr(g, script->decls[i].name),
                              LLVMConstInt(g->i64, script->decls[i].kind, false)};
    items[i] = LLVMConstStructInContext(g->ctx, fields, 2, false);
  }
  LLVMTypeRef type = LLVMStructTypeInContext(g->ctx, types, 2, false);
  return add_constant(g, "decls", LLVMConstArray2(type, items, script->ndecls), true);
}

LLVMValueRef cg_literal_site(Cg *g, uint32_t count, Atom **keys) {
  LLVMValueRef fields[3] = {LLVMConstInt(g->i32, 0, false), LLVMConstInt(g->i32, count, false),
                            key_array(g, count, keys)};
  return add_constant(g, "literal", LLVMConstStructInContext(g->ctx, fields, 3, false), false);
}

/* Fresh static Values come behind the program's slots in one array, so that the collector scans one range. */
LLVMValueRef cg_static_value(Cg *g, uint64_t bits) {
  LLVMValueRef v = add_constant(g, "static", cg_value_const(g, bits), false);
  if (!g->program->has_isolates) LLVMSetSection(v, "jsc_roots");
  return v;
}

void cg_define_fn_infos(Cg *g) {
  _Static_assert(sizeof(FnInfo) == 56, "layout of FnInfo");
  for (uint32_t n = 0; n < g->program->nfns; n++) {
    IrFn *fn = g->program->fns[n];
    if (!fn || !cg_owns(g, fn)) continue;
    uint32_t start = 0, end = 0;
    if (fn->module) {
      start = lines_units(&g->parts->lines[fn->module->index], fn->start);
      end = lines_units(&g->parts->lines[fn->module->index], fn->end);
    }
    uint32_t words[8] = {fn->length, fn->flags, fn->ncaptures,  fn->module ? fn->module->index : 0,
                         start,      end,       fn->this_slots, fn->frame_slots};
    LLVMValueRef fields[11] = {cg_fn_code(g, fn)->entry, cg_string_ptr(g, fn->name)};
    for (int i = 0; i < 8; i++) fields[2 + i] = LLVMConstInt(g->i32, words[i], false);
    fields[5] = cg_module_number(g, words[3], g->i32);
    fields[10] = fn->resume ? cg_fn_code(g, fn->resume)->entry : LLVMConstNull(g->ptr);
    LLVMValueRef init = LLVMConstStructInContext(g->ctx, fields, 11, false);
    LLVMValueRef v = LLVMGetNamedGlobal(g->mod, refs_fn_info(g->refs, fn));
    LLVMValueRef def = LLVMAddGlobal(g->mod, LLVMTypeOf(init), "jsc.fi.def");
    if (v) {
      LLVMReplaceAllUsesWith(v, def);
      LLVMDeleteGlobal(v);
    }
    LLVMSetValueName2(def, refs_fn_info(g->refs, fn), strlen(refs_fn_info(g->refs, fn)));
    LLVMSetInitializer(def, init);
    LLVMSetGlobalConstant(def, true);
    if (fn->is_module_body || g->parts->count > 1) LLVMSetVisibility(def, LLVMHiddenVisibility);
    else LLVMSetLinkage(def, LLVMInternalLinkage);
    LLVMSetAlignment(def, 8);
  }
}

LLVMValueRef cg_module_number(Cg *g, uint32_t module, LLVMTypeRef type) {
  if (!g->is_lib) return LLVMConstInt(type, module, false);
  LLVMValueRef v = cg_external(g, refs_module(g->refs, g->program->modules[module]));
  LLVMSetAlignment(v, 1); /* the address is the number */
  return LLVMConstPtrToInt(v, type);
}

static uint32_t shape_of_function(uint32_t flags) {
  if (flags & FN_ASYNC) return flags & FN_GENERATOR ? SHAPE_ID_ASYNC_GENERATOR_FUNCTION : SHAPE_ID_ASYNC_FUNCTION;
  return flags & FN_GENERATOR ? SHAPE_ID_GENERATOR_FUNCTION : SHAPE_ID_FUNCTION;
}

/* The object lies in the image, whose cells are immortal and scanned. */
LLVMValueRef cg_const_fn(Cg *g, IrFn *fn) {
  _Static_assert(offsetof(Function, captures) == 48, "layout of Function");
  const char *name = refs_const_fn(g->refs, fn);
  if (!cg_owns(g, fn)) return cg_external_value(g, name);
  LLVMValueRef v = LLVMGetNamedGlobal(g->mod, name);
  if (!v) {
    uint64_t header = shape_of_function(fn->flags) | (uint64_t)CELL_FUNCTION << 32 | (uint64_t)OBJ_LAZY_FUNCTION << 40 |
                      (uint64_t)GC_IMMORTAL << 48;
    LLVMValueRef fields[7] = {LLVMConstInt(g->i64, header, false),
                              LLVMConstNull(g->ptr),
                              cg_external(g, "elements_empty"),
                              cg_fn_code(g, fn)->entry,
                              cg_fn_info(g, fn),
                              cg_external(g, "jsc_realm"),
                              LLVMConstNull(g->i64)};
    LLVMValueRef init = LLVMConstStructInContext(g->ctx, fields, 7, false);
    v = LLVMAddGlobal(g->mod, LLVMTypeOf(init), name);
    LLVMSetInitializer(v, init);
    if (g->parts->count > 1) LLVMSetVisibility(v, LLVMHiddenVisibility);
    else LLVMSetLinkage(v, LLVMInternalLinkage);
    LLVMSetSection(v, ".image");
    LLVMSetAlignment(v, 16);
  }
  return cg_boxed(g, v);
}

LLVMValueRef cg_fn_info(Cg *g, IrFn *fn) { return cg_external(g, refs_fn_info(g->refs, fn)); }

/* Value *jsc_slots_address(void): where the calling isolate has its slots. */
static void define_slots_address(Cg *g) {
  LLVMValueRef f = LLVMAddFunction(g->mod, "jsc_slots_address", LLVMFunctionType(g->ptr, NULL, 0, false));
  LLVMPositionBuilderAtEnd(g->b, LLVMAppendBasicBlockInContext(g->ctx, f, ""));
  LLVMBuildRet(g->b, g->slots);
}

static void define_slots(Cg *g) {
  uint32_t nslots = g->program->nslots;
  LLVMTypeRef slots = LLVMArrayType2(g->i64, nslots);
  g->slots = LLVMAddGlobal(g->mod, slots, "jsc.slots");
  LLVMSetAlignment(g->slots, 8);
  make_isolate_local(g, g->slots);
  if (g->part != 0) { /* the first part's */
    LLVMSetVisibility(g->slots, LLVMHiddenVisibility);
    return;
  }
  LLVMValueRef *init = arena_alloc(g->arena, sizeof *init * (nslots + 1));
  const IrInst **values = ir_initial_values(g->program, g->arena);
  for (uint32_t i = 0; i < nslots; i++) {
    const IrInst *v = values[i];
    init[i] = v && v->op == IR_const_fn ? cg_const_fn(g, v->imm.fn)
                                        : cg_value_const(g, v ? (uint64_t)v->imm.i : VALUE_EMPTY_BITS);
  }
  LLVMSetInitializer(g->slots, LLVMConstArray2(g->i64, init, nslots));
  if (!g->program->has_isolates) LLVMSetSection(g->slots, "jsc_roots");
  if (g->is_lib) { /* one of many objects: local, but kept as one array in its section */
    LLVMSetLinkage(g->slots, LLVMInternalLinkage);
    LLVMValueRef used = LLVMAddGlobal(g->mod, LLVMArrayType2(g->ptr, 1), "llvm.compiler.used");
    LLVMSetInitializer(used, LLVMConstArray2(g->ptr, &g->slots, 1));
    LLVMSetLinkage(used, LLVMAppendingLinkage);
    LLVMSetSection(used, "llvm.metadata");
  } else {
    LLVMSetVisibility(g->slots, LLVMHiddenVisibility);
  }
  if (g->program->has_isolates) define_slots_address(g);
}

void cg_define_data(Cg *g) {
  _Static_assert(sizeof(PropIC) % 8 == 0, "PropIC is made of words");
  g->ic_type = LLVMArrayType2(g->i64, sizeof(PropIC) / 8);
  g->nics = 0;
  for (uint32_t n = 0; n < g->program->nfns; n++) {
    if (!g->program->fns[n] || !cg_owns(g, g->program->fns[n])) continue;
    for (IrBlock *b = g->program->fns[n]->entry; b; b = b->next)
      for (IrInst *i = b->first; i; i = i->next) g->nics += strchr(ir_op_info[i->op].csig, 'C') != NULL;
  }
  LLVMTypeRef array = LLVMArrayType2(g->ic_type, g->nics);
  g->ics = LLVMAddGlobal(g->mod, array, "jsc.ics");
  LLVMSetInitializer(g->ics, LLVMConstNull(array));
  LLVMSetLinkage(g->ics, LLVMInternalLinkage);
  make_isolate_local(g, g->ics);
  LLVMSetAlignment(g->ics, 16);

  define_slots(g);
}
