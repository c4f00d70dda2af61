/*
 * elems.c: elements of arrays and properties of objects whose kind or shape has been tested (opt/loops).
 *
 * Loads and stores say what they are about (TBAA, https://llvm.org/docs/LangRef.html#tbaa-metadata): values in objects,
 * headers and storage of objects, sites, the card table. So a store of a value changes nothing but values, and the rest
 * moves out of loops.
 */
#include <string.h>

#include "../../runtime/heap/heap_fast.h"
#include "internal.h"

enum { HOISTED_OFFSETS = 4 }; /* offsets of properties in one site that may be held in registers */

typedef enum About { ABOUT_VALUE, ABOUT_OBJECT, ABOUT_SITE, ABOUT_CARD } About;

static LLVMValueRef tag(Cg *g, LLVMValueRef access, About about) {
  static const char *const names[] = {"value", "object", "site", "card"};
  LLVMMetadataRef root_name = LLVMMDStringInContext2(g->ctx, "jsc", 3);
  LLVMMetadataRef root = LLVMMDNodeInContext2(g->ctx, &root_name, 1);
  LLVMMetadataRef zero = LLVMValueAsMetadata(LLVMConstInt(g->i64, 0, false));
  LLVMMetadataRef fields[3] = {LLVMMDStringInContext2(g->ctx, names[about], strlen(names[about])), root, zero};
  LLVMMetadataRef type = LLVMMDNodeInContext2(g->ctx, fields, 3);
  LLVMMetadataRef path[3] = {type, type, zero};
  LLVMSetMetadata(access, LLVMGetMDKindIDInContext(g->ctx, "tbaa", 4),
                  LLVMMetadataAsValue(g->ctx, LLVMMDNodeInContext2(g->ctx, path, 3)));
  return access;
}

static LLVMValueRef arg(Cg *g, const IrInst *i, uint32_t n) { return g->values[i->args[n]->id]; }

static LLVMValueRef at(Cg *g, LLVMValueRef base, LLVMValueRef offset) {
  return LLVMBuildInBoundsGEP2(g->b, g->i8, cg_pointer(g, base), &offset, 1, "");
}

static LLVMValueRef load(Cg *g, LLVMTypeRef type, LLVMValueRef base, uint64_t offset, About about) {
  LLVMValueRef address = at(g, base, LLVMConstInt(g->i64, offset, false));
  return tag(g, LLVMBuildLoad2(g->b, type, address, ""), about);
}

static void store_value(Cg *g, LLVMValueRef address, LLVMValueRef v, int64_t flags) {
  tag(g, LLVMBuildStore(g->b, v, address), ABOUT_VALUE);
  if (flags & SET_NO_CELL) return;
  LLVMBasicBlockRef cell = LLVMAppendBasicBlockInContext(g->ctx, g->f, ""),
                    done = LLVMAppendBasicBlockInContext(g->ctx, g->f, "");
  LLVMValueRef bits = LLVMBuildAnd(g->b, v, cg_value_const(g, VALUE_NOT_CELL_MASK), "");
  LLVMValueRef is_cell = LLVMBuildICmp(g->b, LLVMIntEQ, bits, LLVMConstInt(g->i64, 0, false), "");
  LLVMBuildCondBr(g->b, is_cell, cell, done);
  LLVMPositionBuilderAtEnd(g->b, cell);
  LLVMValueRef where = LLVMBuildPtrToInt(g->b, address, g->i64, "");
  LLVMValueRef card = cg_call_runtime(g, "jsc_card_of", g->ptr, &where, 1);
  tag(g, LLVMBuildStore(g->b, LLVMConstInt(g->i8, 1, false), card), ABOUT_CARD);
  LLVMBuildBr(g->b, done);
  LLVMPositionBuilderAtEnd(g->b, done);
}

static LLVMValueRef element(Cg *g, IrInst *i) {
  LLVMValueRef index = LLVMBuildZExt(g->b, arg(g, i, 1), g->i64, "");
  LLVMValueRef v = at(g, arg(g, i, 0), LLVMConstInt(g->i64, offsetof(Elements, v), false));
  return LLVMBuildInBoundsGEP2(g->b, g->i64, v, &index, 1, "");
}

/* Whether the value is an object of the site's shape. */
static LLVMValueRef has_shape(Cg *g, IrInst *i) {
  LLVMValueRef site = g->sites[i->id] = cg_new_ic(g), v = arg(g, i, 0);
  LLVMBasicBlockRef before, cell = LLVMAppendBasicBlockInContext(g->ctx, g->f, ""),
                            done = LLVMAppendBasicBlockInContext(g->ctx, g->f, "");
  LLVMValueRef bits = LLVMBuildAnd(g->b, v, cg_value_const(g, VALUE_NOT_CELL_MASK), "");
  LLVMBuildCondBr(g->b, LLVMBuildICmp(g->b, LLVMIntEQ, bits, LLVMConstInt(g->i64, 0, false), ""), cell, done);
  before = LLVMGetInsertBlock(g->b);
  LLVMPositionBuilderAtEnd(g->b, cell);
  LLVMValueRef same = LLVMBuildICmp(g->b, LLVMIntEQ, load(g, g->i32, v, offsetof(Cell, shape), ABOUT_OBJECT),
                                    load(g, g->i32, site, offsetof(ShapeSite, shape), ABOUT_SITE), "");
  LLVMBuildBr(g->b, done);
  LLVMPositionBuilderAtEnd(g->b, done);
  LLVMValueRef phi = LLVMBuildPhi(g->b, g->i1, "");
  LLVMValueRef values[2] = {LLVMConstInt(g->i1, 0, false), same};
  LLVMBasicBlockRef from[2] = {before, cell};
  LLVMAddIncoming(phi, values, from, 2);
  return phi;
}

static void learn_shape(Cg *g, IrInst *i) {
  const IrInst *test = i->args[1];
  LLVMValueRef a[5] = {arg(g, i, 0), g->sites[test->id], LLVMConstInt(g->i64, (uint64_t)test->imm2, false),
                       cg_string_array(g, (uint32_t)test->imm2, test->aux.keys),
                       LLVMConstInt(g->i64, (uint64_t)test->imm.i, false)};
  cg_call_runtime(g, "stub_learn_shape", g->void_type, a, 5);
}

static LLVMValueRef property(Cg *g, IrInst *i) {
  uint64_t where = offsetof(ShapeSite, offset) + sizeof(uint32_t) * (uint64_t)i->imm2;
  const IrInst *test = i->args[1];
  /* Many offsets are as good in the site as in the frame: as values, they stay behind stores in loops. */
  About about = test->imm2 <= HOISTED_OFFSETS ? ABOUT_SITE : ABOUT_VALUE;
  LLVMValueRef offset = load(g, g->i32, g->sites[test->id], where, about);
  return at(g, arg(g, i, 0), LLVMBuildZExt(g->b, offset, g->i64, ""));
}

bool cg_lower_tested(Cg *g, IrInst *i) {
  LLVMValueRef v = NULL;
  switch ((IrOp)i->op) {
    case IR_array_elems: v = load(g, g->i64, arg(g, i, 0), offsetof(Object, elems), ABOUT_OBJECT); break;
    case IR_array_length: v = load(g, g->i32, arg(g, i, 0), offsetof(Array, length), ABOUT_OBJECT); break;
    case IR_elems_used: v = load(g, g->i32, arg(g, i, 0), offsetof(Elements, used), ABOUT_OBJECT); break;
    case IR_elem_get: v = tag(g, LLVMBuildLoad2(g->b, g->i64, element(g, i), ""), ABOUT_VALUE); break;
    case IR_elem_set: store_value(g, element(g, i), arg(g, i, 2), i->imm2); return true;
    case IR_has_shape: v = has_shape(g, i); break;
    case IR_learn_shape: learn_shape(g, i); return true;
    case IR_slot_load: v = tag(g, LLVMBuildLoad2(g->b, g->i64, property(g, i), ""), ABOUT_VALUE); break;
    case IR_slot_store: store_value(g, property(g, i), arg(g, i, 2), i->imm.i); return true;
    default: return false;
  }
  g->values[i->id] = v;
  return true;
}
