/*
 * matcher.c: the operations of a compiled pattern (runtime/regexp/ops.def) as LLVM's IR, one after the other.
 *
 * What each does is what exec.inc does; what differs is said there and in runtime/regexp/native.h. Choices are put on the
 * stack late, units are counted before runs of tests, and where the stack is known to be empty nothing is kept to undo.
 */
#include "matcher.h"

static const uint8_t op_words[] = {
#define REGEXP_OP(name, words) words,
#include "../../runtime/regexp/ops.def"
};

enum { UNROLL = 8 }; /* units that x{n} is written out for */

static RegexpOp op_of(const uint32_t *pc) { return (RegexpOp)(pc[0] & 0xFF); }
static uint32_t operand_of(const uint32_t *pc) { return pc[0] >> 8; }

/* ---- failures and choices ---- */

LLVMBasicBlockRef matcher_failure(Matcher *m) {
  Pending *p = &m->pending;
  if (!p->is_set) return m->back;
  if (!p->fail) {
    LLVMBasicBlockRef here = LLVMGetInsertBlock(m->g->b);
    p->fail = mt_block(m);
    mt_enter(m, p->fail);
    mt_set(m, m->at, p->position);
    LLVMBuildBr(m->g->b, m->blocks[p->target]);
    mt_enter(m, here);
  }
  return p->fail;
}

void matcher_require(Matcher *m, LLVMValueRef condition) {
  LLVMBasicBlockRef next = mt_block(m), fail = matcher_failure(m);
  LLVMBuildCondBr(m->g->b, condition, next, fail);
  mt_enter(m, next);
}

LLVMValueRef matcher_new_state(Matcher *m, LLVMBasicBlockRef block) {
  LLVMValueRef state = mt_i32(m, m->nstates++);
  LLVMAddCase(m->dispatch, state, block);
  return state;
}

/* The state that goes on at a word, at the entry's position. */
static LLVMValueRef state_of(Matcher *m, uint32_t target) {
  if (!m->states[target]) {
    LLVMBasicBlockRef here = LLVMGetInsertBlock(m->g->b), resume = mt_block(m);
    m->states[target] = m->nstates;
    matcher_new_state(m, resume);
    mt_enter(m, resume);
    LLVMBuildBr(m->g->b, m->blocks[target]);
    mt_enter(m, here);
  }
  return mt_i32(m, m->states[target]);
}

static LLVMValueRef position(Matcher *m) { return LLVMBuildTrunc(m->g->b, mt_get(m, m->at), m->g->i32, ""); }

static LLVMValueRef byte_offset(Matcher *m, LLVMValueRef pointer, int64_t by) {
  LLVMValueRef at = LLVMConstInt(m->g->i64, (uint64_t)by, true);
  return LLVMBuildInBoundsGEP2(m->g->b, m->g->i8, pointer, &at, 1, "");
}

void matcher_push(Matcher *m, LLVMValueRef state, LLVMValueRef value) {
  LLVMBuilderRef b = m->g->b;
  LLVMBasicBlockRef room = mt_block(m);
  LLVMValueRef top = mt_get(m, m->top);
  cg_mark_unlikely(m->g, LLVMBuildCondBr(b, mt_compare(m, LLVMIntUGE, top, m->limit), m->exhausted, room));
  mt_enter(m, room);
  LLVMBuildStore(b, state, top);
  LLVMBuildStore(b, value, byte_offset(m, top, 4));
  mt_set(m, m->top, byte_offset(m, top, NATIVE_ENTRY));
}

LLVMValueRef matcher_entry_word(Matcher *m, int64_t offset) { return byte_offset(m, mt_get(m, m->top), offset); }

static LLVMValueRef register_address(Matcher *m, uint32_t index) {
  LLVMValueRef at = mt_i64(m, index);
  return LLVMBuildInBoundsGEP2(m->g->b, m->g->i32, m->registers, &at, 1, "");
}

static LLVMValueRef get_register(Matcher *m, uint32_t index) {
  return LLVMBuildLoad2(m->g->b, m->g->i32, register_address(m, index), "");
}

static void store_register(Matcher *m, uint32_t index, LLVMValueRef v) {
  LLVMBuildStore(m->g->b, v, register_address(m, index));
}

static void store_height(Matcher *m, uint32_t index) {
  LLVMBuilderRef b = m->g->b;
  LLVMValueRef top = LLVMBuildPtrToInt(b, mt_get(m, m->top), m->g->i64, "");
  LLVMValueRef base = LLVMBuildPtrToInt(b, m->registers, m->g->i64, "");
  store_register(m, index, LLVMBuildTrunc(b, LLVMBuildSub(b, top, base, ""), m->g->i32, ""));
}

void matcher_flush(Matcher *m) {
  Pending p = m->pending;
  m->pending.is_set = false;
  if (!p.is_set) return;
  if (p.is_not) store_height(m, p.height);
  matcher_push(m, state_of(m, p.target), LLVMBuildTrunc(m->g->b, p.position, m->g->i32, ""));
}

static void set_pending(Matcher *m, uint32_t target) {
  m->pending = (Pending){.is_set = true, .target = target, .position = mt_get(m, m->at)};
}

/* Sets a register; a choice below it on the stack has to find the old value. */
static void set_register(Matcher *m, uint32_t word, uint32_t index, LLVMValueRef v) {
  if (word >= m->choices_from) {
    LLVMBuilderRef b = m->g->b;
    LLVMBasicBlockRef keep = mt_block(m), next = mt_block(m);
    LLVMBuildCondBr(b, mt_compare(m, LLVMIntEQ, mt_get(m, m->top), m->bottom), next, keep);
    mt_enter(m, keep);
    matcher_push(m, mt_i32(m, NATIVE_UNDO | index), get_register(m, index));
    LLVMBuildBr(b, next);
    mt_enter(m, next);
  }
  store_register(m, index, v);
}

/* ---- what is known beforehand ---- */

static bool is_choice(const uint32_t *pc) {
  switch (op_of(pc)) {
    case OP_SPLIT:
    case OP_SPLIT_JUMP:
    case OP_LOOP_LAZY:
    case OP_NOT: return true;
    case OP_LOOP: return pc[4] != FOLLOW_POSSESSIVE && pc[2] != pc[3];
    default: return false;
  }
}

static bool sets_register(const uint32_t *pc) {
  switch (op_of(pc)) {
    case OP_SAVE:
    case OP_CLEAR:
    case OP_SET:
    case OP_INCREMENT: return true;
    default: return false;
  }
}

/* The words that jumps of an operation lead to; how many. */
static uint32_t list_targets(const uint32_t *pc, uint32_t word, uint32_t targets[2]) {
  switch (op_of(pc)) {
    case OP_JUMP:
    case OP_SPLIT:
    case OP_PEEK:
    case OP_PEEK_CHAR: targets[0] = operand_of(pc); return 1;
    case OP_SPLIT_JUMP:
      targets[0] = operand_of(pc);
      targets[1] = word + 1;
      return 2;
    case OP_BELOW:
    case OP_REACHED: targets[0] = pc[2]; return 1;
    case OP_NOT: targets[0] = pc[1]; return 1;
    default: return 0;
  }
}

/* Blocks for the targets of jumps; where the stack may first hold something: at the first choice, or where a jump from
 * behind it leads back to. */
static void find_targets(Matcher *m) {
  uint32_t from = m->program->code_offset, end = from + m->program->code_words, targets[2];
  m->choices_from = end;
  for (uint32_t w = from; w < end; w += op_words[op_of(m->words + w)]) {
    if (is_choice(m->words + w) && w < m->choices_from) m->choices_from = w;
    uint32_t count = list_targets(m->words + w, w, targets);
    for (uint32_t i = 0; i < count; i++)
      if (!m->blocks[targets[i]]) m->blocks[targets[i]] = mt_block(m);
  }
  for (bool has_changed = true; has_changed;) {
    has_changed = false;
    for (uint32_t w = from; w < end; w += op_words[op_of(m->words + w)]) {
      if (w < m->choices_from || list_targets(m->words + w, w, targets) == 0 || targets[0] >= m->choices_from) continue;
      m->choices_from = targets[0];
      has_changed = true;
    }
  }
}

/* Units that the operation takes whenever it matches, 0: not known. */
static uint32_t width_of(const Matcher *m, const uint32_t *pc) {
  switch (op_of(pc)) {
    case OP_CHAR:
    case OP_CHAR2:
    case OP_DOT:
    case OP_ALL:
    case OP_CLASS: return 1;
    case OP_STRING: return operand_of(pc);
    case OP_CLASS_POINT: return !m->is_wide;
    case OP_LOOP: return pc[2] == pc[3] && pc[2] <= UNROLL && (operand_of(pc) != LOOP_POINT || !m->is_wide) ? pc[2] : 0;
    default: return 0;
  }
}

/* Before a run of tests that begins at `word`: are there as many units as all of them take? */
static void ensure(Matcher *m, uint32_t word) {
  uint32_t end = m->program->code_offset + m->program->code_words, total = 0;
  if (m->ensured >= width_of(m, m->words + word)) return;
  for (uint32_t w = word; w < end; w += op_words[op_of(m->words + w)]) {
    uint32_t width = width_of(m, m->words + w);
    if (w != word && (m->blocks[w] || (!width && op_of(m->words + w) != OP_SAVE))) break;
    total += width;
    if (total > 1000) break;
  }
  LLVMValueRef need = mt_offset(m, mt_get(m, m->at), total);
  matcher_require(m, mt_compare(m, LLVMIntULE, need, m->length));
  m->ensured = total;
}

static void advance(Matcher *m, uint32_t count) {
  mt_set(m, m->at, mt_offset(m, mt_get(m, m->at), count));
  m->ensured = m->ensured > count ? m->ensured - count : 0;
}

static LLVMValueRef unit_here(Matcher *m) { return mt_unit(m, mt_get(m, m->at)); }

/* ---- operations ---- */

static LLVMValueRef fits_class(Matcher *m, uint32_t offset, LLVMValueRef c) {
  UnitSet set = mt_class(m, offset);
  return mt_has(m, &set, c);
}

static LLVMValueRef is_char(Matcher *m, LLVMValueRef c, uint32_t expected) {
  if (expected > 0xFF && !m->is_wide) return LLVMConstInt(m->g->i1, 0, false);
  return mt_compare(m, LLVMIntEQ, c, mt_i32(m, expected));
}

/* One unit by what a LOOP repeats. */
LLVMValueRef matcher_takes(Matcher *m, uint32_t what, uint32_t operand, LLVMValueRef c) {
  switch (what) {
    case LOOP_CHAR: return is_char(m, c, operand);
    case LOOP_DOT: return LLVMBuildNot(m->g->b, mt_is_line_end(m, c), "");
    case LOOP_ALL: return LLVMConstInt(m->g->i1, 1, false);
    default: return fits_class(m, operand, c);
  }
}

static void match_unit(Matcher *m, LLVMValueRef fits) {
  matcher_require(m, fits);
  advance(m, 1);
}

/* Behind a helper that gives the new position, or all ones. */
static void go_to(Matcher *m, LLVMValueRef next) {
  matcher_require(m, mt_compare(m, LLVMIntNE, next, mt_i64(m, ~0ull)));
  mt_set(m, m->at, next);
  m->ensured = 0;
}

static void match_point(Matcher *m, uint32_t class) {
  LLVMValueRef args[3] = {mt_get(m, m->at), m->length, mt_word_address(m, class)};
  go_to(m, mt_call_text(m, "regexp_next_point", args, 3));
}

/* The unit before the position, which moves there if it fits. */
static void match_back(Matcher *m, const uint32_t *pc) {
  LLVMValueRef at = mt_get(m, m->at);
  matcher_require(m, mt_compare(m, LLVMIntNE, at, mt_i64(m, 0)));
  LLVMValueRef before = mt_offset(m, at, -1), c = mt_unit(m, before);
  bool is_class = op_of(pc) != OP_CHAR_BACK;
  matcher_require(m, is_class ? fits_class(m, operand_of(pc), c) : is_char(m, c, operand_of(pc)));
  mt_set(m, m->at, before);
  m->ensured = 0;
}

static void match_point_back(Matcher *m, const uint32_t *pc) {
  LLVMValueRef args[2] = {mt_get(m, m->at), mt_word_address(m, operand_of(pc))};
  go_to(m, mt_call_text(m, "regexp_last_point", args, 2));
}

/* Goes on if there is a unit and it fits, to `target` otherwise. */
static void peek(Matcher *m, const uint32_t *pc) {
  LLVMBuilderRef b = m->g->b;
  LLVMBasicBlockRef other = m->blocks[operand_of(pc)], next = mt_block(m);
  if (!m->ensured) {
    LLVMBasicBlockRef inside = mt_block(m);
    LLVMBuildCondBr(b, mt_compare(m, LLVMIntULT, mt_get(m, m->at), m->length), inside, other);
    mt_enter(m, inside);
    m->ensured = 1;
  }
  UnitSet first;
  bool is_char_only = op_of(pc) == OP_PEEK_CHAR;
  if (!is_char_only) first = mt_first(m, pc[1]);
  LLVMValueRef c = unit_here(m);
  LLVMBuildCondBr(b, is_char_only ? is_char(m, c, pc[1]) : mt_has(m, &first, c), next, other);
  mt_enter(m, next);
}

/* A group again, units compared in line. */
static void match_group(Matcher *m, uint32_t group) {
  LLVMBuilderRef b = m->g->b;
  LLVMBasicBlockRef is_set = mt_block(m), both = mt_block(m), loop = mt_block(m), compare = mt_block(m),
                    same = mt_block(m), moved = mt_block(m), done = mt_block(m), fail = matcher_failure(m);
  LLVMValueRef from = get_register(m, group * 2), to = get_register(m, group * 2 + 1);
  LLVMBuildCondBr(b, mt_compare(m, LLVMIntNE, from, mt_i32(m, ~0u)), is_set, done);
  mt_enter(m, is_set);
  LLVMBuildCondBr(b, mt_compare(m, LLVMIntNE, to, mt_i32(m, ~0u)), both, done);
  mt_enter(m, both);
  LLVMValueRef begin = LLVMBuildZExt(b, from, m->g->i64, "");
  LLVMValueRef end = LLVMBuildZExt(b, to, m->g->i64, ""), at = mt_get(m, m->at);
  LLVMValueRef shift = LLVMBuildSub(b, at, begin, ""), last = LLVMBuildAdd(b, end, shift, "");
  mt_set(m, m->cursor, begin);
  LLVMBuildCondBr(b, mt_compare(m, LLVMIntULE, last, m->length), loop, fail);
  mt_enter(m, loop);
  LLVMValueRef cursor = mt_get(m, m->cursor);
  LLVMBuildCondBr(b, mt_compare(m, LLVMIntULT, cursor, end), compare, moved);
  mt_enter(m, compare);
  LLVMValueRef there = mt_unit(m, LLVMBuildAdd(b, cursor, shift, ""));
  LLVMBuildCondBr(b, mt_compare(m, LLVMIntEQ, mt_unit(m, cursor), there), same, fail);
  mt_enter(m, same);
  mt_set(m, m->cursor, mt_offset(m, cursor, 1));
  LLVMBuildBr(b, loop);
  mt_enter(m, moved);
  mt_set(m, m->at, last);
  LLVMBuildBr(b, done);
  mt_enter(m, done);
  m->ensured = 0;
}

static void match_backref(Matcher *m, const uint32_t *pc) {
  if (op_of(pc) == OP_BACKREF && pc[1] == 0) {
    match_group(m, operand_of(pc));
    return;
  }
  bool is_named = op_of(pc) == OP_BACKREF_NAMED;
  LLVMValueRef groups = is_named ? mt_word_address(m, pc[2]) : LLVMConstNull(m->g->ptr);
  LLVMValueRef args[6] = {mt_get(m, m->at),          m->length, m->registers,
                          mt_i64(m, operand_of(pc)), groups,    mt_i64(m, pc[1])};
  go_to(m, mt_call_text(m, "regexp_match_group", args, 6));
}

/* i1 of a test of the unit at `index`, which may be out of the text: then false. */
static LLVMValueRef test_if(Matcher *m, LLVMValueRef is_inside, LLVMValueRef index, bool is_extended) {
  LLVMBuilderRef b = m->g->b;
  LLVMBasicBlockRef from = LLVMGetInsertBlock(b), inside = mt_block(m), done = mt_block(m);
  LLVMBuildCondBr(b, is_inside, inside, done);
  mt_enter(m, inside);
  LLVMValueRef is = mt_is_word(m, mt_unit(m, index), is_extended);
  LLVMBuildBr(b, done);
  mt_enter(m, done);
  LLVMValueRef phi = LLVMBuildPhi(b, m->g->i1, "");
  LLVMAddIncoming(phi, (LLVMValueRef[]){LLVMConstInt(m->g->i1, 0, false), is}, (LLVMBasicBlockRef[]){from, inside}, 2);
  return phi;
}

static void match_word(Matcher *m, uint32_t flags) {
  LLVMBuilderRef b = m->g->b;
  LLVMValueRef at = mt_get(m, m->at);
  LLVMValueRef has_before = mt_compare(m, LLVMIntNE, at, mt_i64(m, 0));
  LLVMValueRef before = test_if(m, has_before, mt_offset(m, at, -1), flags & WORD_EXTENDED);
  LLVMValueRef has_after = mt_compare(m, LLVMIntULT, at, m->length);
  LLVMValueRef after = test_if(m, has_after, at, flags & WORD_EXTENDED);
  LLVMValueRef differ = LLVMBuildXor(b, before, after, "");
  matcher_require(m, flags & WORD_NEGATED ? LLVMBuildNot(b, differ, "") : differ);
}

/* At `border`, or beside an end of line at `index`. */
static void match_line(Matcher *m, LLVMValueRef border, LLVMValueRef index) {
  LLVMBuilderRef b = m->g->b;
  LLVMBasicBlockRef inside = mt_block(m), next = mt_block(m), fail = matcher_failure(m);
  LLVMBuildCondBr(b, mt_compare(m, LLVMIntEQ, mt_get(m, m->at), border), next, inside);
  mt_enter(m, inside);
  LLVMBuildCondBr(b, mt_is_line_end(m, mt_unit(m, index)), next, fail);
  mt_enter(m, next);
}

/* What stands between a LOOK or NOT and its end leaves on the stack: choices, registers to put back. */
static void find_left(const Matcher *m, const uint32_t *pc, uint32_t height, RegexpOp end, bool *choices, bool *undo) {
  const uint32_t *stop = m->words + m->program->code_offset + m->program->code_words;
  *choices = *undo = false;
  for (pc += op_words[op_of(pc)]; pc < stop; pc += op_words[op_of(pc)]) {
    if (op_of(pc) == end && operand_of(pc) == height) return;
    *choices = *choices || is_choice(pc);
    *undo = *undo || sets_register(pc);
  }
}

/* The stack as it was at the height kept in a register, but for the registers to put back. */
static void drop_choices(Matcher *m, uint32_t height, bool has_undo) {
  LLVMValueRef offset = LLVMBuildZExt(m->g->b, get_register(m, height), m->g->i64, "");
  LLVMValueRef to = LLVMBuildInBoundsGEP2(m->g->b, m->g->i8, m->registers, &offset, 1, "");
  LLVMValueRef args[2] = {to, mt_get(m, m->top)};
  mt_set(m, m->top, has_undo ? mt_call(m, "regexp_keep_undo", m->g->ptr, args, 2) : to);
}

static void clear(Matcher *m, const uint32_t *pc, uint32_t word) {
  LLVMBuilderRef b = m->g->b;
  for (uint32_t i = operand_of(pc); i < pc[1]; i++) {
    LLVMBasicBlockRef is_set = mt_block(m), next = mt_block(m);
    LLVMBuildCondBr(b, mt_compare(m, LLVMIntEQ, get_register(m, i), mt_i32(m, ~0u)), next, is_set);
    mt_enter(m, is_set);
    set_register(m, word, i, mt_i32(m, ~0u));
    LLVMBuildBr(b, next);
    mt_enter(m, next);
  }
}

/* Goes on, or to `target` if the counter stands there. */
static void branch_counter(Matcher *m, const uint32_t *pc, LLVMIntPredicate p) {
  LLVMBasicBlockRef next = mt_block(m);
  LLVMValueRef taken = mt_compare(m, p, get_register(m, operand_of(pc)), mt_i32(m, pc[1]));
  LLVMBuildCondBr(m->g->b, taken, m->blocks[pc[2]], next);
  mt_enter(m, next);
}

/* Goes to a block that something else builds; what follows, up to the next target, cannot be reached. */
static void leave(Matcher *m, LLVMBasicBlockRef to) {
  LLVMBuildBr(m->g->b, to);
  mt_enter(m, mt_block(m));
  m->pending.is_set = false;
  m->ensured = 0;
}

static void compile_match(Matcher *m) {
  store_register(m, 0, LLVMBuildTrunc(m->g->b, mt_get(m, m->start), m->g->i32, ""));
  store_register(m, 1, position(m));
  LLVMBuildRet(m->g->b, mt_i32(m, REGEXP_MATCH));
  mt_enter(m, mt_block(m));
  m->pending.is_set = false;
}

static void compile_op(Matcher *m, const uint32_t *pc, uint32_t word) {
  LLVMBuilderRef b = m->g->b;
  RegexpOp op = op_of(pc);
  uint32_t a = operand_of(pc);
  bool choices, undo;
  if (width_of(m, pc)) ensure(m, word);
  switch (op) {
    case OP_MATCH: compile_match(m); break;
    case OP_FAIL: leave(m, matcher_failure(m)); break;
    case OP_CHAR: match_unit(m, is_char(m, unit_here(m), a)); break;
    case OP_CHAR2: {
      UnitSet set = {.above = ABOVE_NONE};
      bool is_low = a < 256 && pc[1] < 256;
      if (is_low) {
        set.bits[a >> 5] |= 1u << (a & 31);
        set.bits[pc[1] >> 5] |= 1u << (pc[1] & 31);
      }
      LLVMValueRef c = unit_here(m);
      match_unit(m, is_low ? mt_has(m, &set, c) : LLVMBuildOr(b, is_char(m, c, a), is_char(m, c, pc[1]), ""));
      break;
    }
    case OP_STRING:
      matcher_require(m, mt_equals(m, mt_get(m, m->at), m->words + pc[1], a));
      advance(m, a);
      break;
    case OP_DOT: match_unit(m, matcher_takes(m, LOOP_DOT, 0, unit_here(m))); break;
    case OP_ALL: advance(m, 1); break;
    case OP_CLASS: match_unit(m, fits_class(m, a, unit_here(m))); break;
    case OP_CLASS_POINT:
      if (m->is_wide) match_point(m, a);
      else match_unit(m, fits_class(m, a, unit_here(m)));
      break;
    case OP_CHAR_BACK:
    case OP_CLASS_BACK: match_back(m, pc); break;
    case OP_CLASS_POINT_BACK:
      if (m->is_wide) match_point_back(m, pc);
      else match_back(m, pc);
      break;
    case OP_JUMP:
      matcher_flush(m);
      leave(m, m->blocks[a]);
      break;
    case OP_SPLIT:
      matcher_flush(m);
      set_pending(m, a);
      break;
    case OP_SPLIT_JUMP:
      matcher_flush(m);
      matcher_push(m, state_of(m, word + 1), position(m));
      leave(m, m->blocks[a]);
      break;
    case OP_PEEK:
    case OP_PEEK_CHAR:
      matcher_flush(m);
      peek(m, pc);
      break;
    case OP_SAVE:
      matcher_flush(m);
      set_register(m, word, a, position(m));
      break;
    case OP_CLEAR:
      matcher_flush(m);
      clear(m, pc, word);
      break;
    case OP_SET:
      matcher_flush(m);
      set_register(m, word, a, mt_i32(m, pc[1]));
      break;
    case OP_INCREMENT:
      matcher_flush(m);
      set_register(m, word, a, mt_offset(m, get_register(m, a), 1));
      break;
    case OP_BELOW:
      matcher_flush(m);
      branch_counter(m, pc, LLVMIntULT);
      break;
    case OP_REACHED:
      matcher_flush(m);
      branch_counter(m, pc, LLVMIntUGE);
      break;
    case OP_MOVED: matcher_require(m, mt_compare(m, LLVMIntNE, get_register(m, a), position(m))); break;
    case OP_MOVED_IF: {
      LLVMValueRef moved = mt_compare(m, LLVMIntNE, get_register(m, a), position(m));
      LLVMValueRef below = mt_compare(m, LLVMIntULT, get_register(m, pc[1]), mt_i32(m, pc[2]));
      matcher_require(m, LLVMBuildOr(b, moved, below, ""));
      break;
    }
    case OP_LOOP:
      if (width_of(m, pc)) {
        for (uint32_t i = 0; i < pc[2]; i++) match_unit(m, matcher_takes(m, a, pc[1], unit_here(m)));
      } else {
        matcher_loop(m, pc);
      }
      break;
    case OP_LOOP_LAZY: matcher_loop_lazy(m, pc); break;
    case OP_BACKREF:
    case OP_BACKREF_NAMED: match_backref(m, pc); break;
    case OP_START: matcher_require(m, mt_compare(m, LLVMIntEQ, mt_get(m, m->at), mt_i64(m, 0))); break;
    case OP_END: matcher_require(m, mt_compare(m, LLVMIntEQ, mt_get(m, m->at), m->length)); break;
    case OP_LINE_START: match_line(m, mt_i64(m, 0), mt_offset(m, mt_get(m, m->at), -1)); break;
    case OP_LINE_END: match_line(m, m->length, mt_get(m, m->at)); break;
    case OP_WORD: match_word(m, a); break;
    case OP_LOOK:
      matcher_flush(m);
      find_left(m, pc, a, OP_LOOK_END, &choices, &undo);
      if (choices || undo) store_height(m, a);
      store_register(m, pc[1], position(m));
      m->looks[a] = (MatcherLook){choices, undo};
      break;
    case OP_LOOK_END:
      matcher_flush(m);
      if (m->looks[a].choices || m->looks[a].undo) drop_choices(m, a, m->looks[a].undo);
      mt_set(m, m->at, LLVMBuildZExt(b, get_register(m, pc[1]), m->g->i64, ""));
      m->ensured = 0;
      break;
    case OP_NOT:
      matcher_flush(m);
      find_left(m, pc, a, OP_NOT_END, &choices, &undo);
      m->looks[a] = (MatcherLook){choices, undo};
      set_pending(m, pc[1]);
      m->pending.is_not = true;
      m->pending.height = a;
      break;
    case OP_NOT_END:
      /* its choice is still pending: it was never on the stack, and nothing else has come there since */
      if (m->pending.is_set && m->pending.is_not && m->pending.height == a) {
        m->pending.is_set = false;
      } else {
        matcher_flush(m);
        drop_choices(m, a, m->looks[a].undo);
      }
      leave(m, m->back);
      break;
    case OP_LAST: break;
  }
}

/* ---- the function ---- */

static void build_back(Matcher *m) {
  Cg *g = m->g;
  LLVMBuilderRef b = g->b;
  LLVMBasicBlockRef steps = mt_block(m), pop = mt_block(m), undo = mt_block(m), stop = mt_block(m);
  mt_enter(m, m->back);
  LLVMValueRef address = byte_offset(m, m->scratch, offsetof(RegexpScratch, steps));
  LLVMValueRef left = mt_offset(m, LLVMBuildLoad2(b, g->i64, address, ""), -1);
  LLVMBuildStore(b, left, address);
  cg_mark_unlikely(g, LLVMBuildCondBr(b, mt_compare(m, LLVMIntEQ, left, mt_i64(m, 0)), steps, pop));
  mt_enter(m, steps);
  LLVMValueRef result = mt_call(m, "regexp_out_of_steps", g->i32, &m->scratch, 1);
  LLVMBuildCondBr(b, mt_compare(m, LLVMIntEQ, result, mt_i32(m, 0)), pop, stop);
  mt_enter(m, stop);
  LLVMBuildRet(b, result);
  mt_enter(m, pop);
  LLVMValueRef entry = byte_offset(m, mt_get(m, m->top), -NATIVE_ENTRY);
  LLVMValueRef state = LLVMBuildLoad2(b, g->i32, entry, "");
  LLVMValueRef value = LLVMBuildLoad2(b, g->i32, byte_offset(m, entry, 4), "");
  mt_set(m, m->top, entry);
  mt_set(m, m->at, LLVMBuildZExt(b, value, g->i64, ""));
  m->dispatch = LLVMBuildSwitch(b, state, undo, 8);
  mt_enter(m, undo);
  LLVMValueRef index = LLVMBuildAnd(b, state, mt_i32(m, ~NATIVE_UNDO), "");
  index = LLVMBuildZExt(b, index, g->i64, "");
  LLVMBuildStore(b, value, LLVMBuildInBoundsGEP2(b, g->i32, m->registers, &index, 1, ""));
  LLVMBuildBr(b, m->back);
  mt_enter(m, m->exhausted);
  LLVMBuildRet(b, mt_i32(m, (uint32_t)REGEXP_STACK_EXHAUSTED));
}

/* State 0, at the bottom of the stack: an attempt has failed; the next start, if there may be one. */
static void build_failed(Matcher *m, LLVMBasicBlockRef failed, LLVMBasicBlockRef search) {
  LLVMBuilderRef b = m->g->b;
  LLVMBasicBlockRef none = mt_block(m), next = mt_block(m);
  mt_enter(m, failed);
  if (search) {
    LLVMValueRef start = mt_get(m, m->start);
    LLVMValueRef is_last = LLVMBuildOr(b, mt_compare(m, LLVMIntEQ, start, m->length), m->is_sticky, "");
    LLVMBuildCondBr(b, is_last, none, next);
    mt_enter(m, next);
    mt_set(m, m->at, mt_offset(m, start, 1));
    LLVMBuildBr(b, search);
  } else {
    LLVMBuildBr(b, none);
    LLVMDeleteBasicBlock(next);
  }
  mt_enter(m, none);
  LLVMBuildRet(b, mt_i32(m, REGEXP_NO_MATCH));
}

static void build_attempt(Matcher *m) {
  mt_enter(m, m->attempt);
  mt_set(m, m->start, mt_get(m, m->at));
  mt_set(m, m->top, m->bottom);
  for (uint32_t i = 1; i < m->program->capture_count; i++)
    LLVMSetAlignment(LLVMBuildStore(m->g->b, mt_i64(m, ~0ull), register_address(m, i * 2)), 4);
}

static LLVMValueRef variable(Matcher *m, LLVMTypeRef type) { return LLVMBuildAlloca(m->g->b, type, ""); }

void matcher_compile(Cg *g, const RegexpProgram *program, LLVMValueRef data, bool is_wide, LLVMValueRef f) {
  uint32_t end = program->code_offset + program->code_words, registers = (program->register_count + 1) & ~1u;
  Matcher *m = ARENA_NEW(g->arena, Matcher);
  *m = (Matcher){.g = g, .program = program, .data = data, .is_wide = is_wide, .f = f, .nstates = 1};
  m->words = (const uint32_t *)(const void *)program;
  m->is_unicode = program->flags & (REGEXP_UNICODE | REGEXP_UNICODE_SETS);
  m->unit = is_wide ? LLVMInt16TypeInContext(g->ctx) : g->i8;
  m->blocks = ARENA_ARRAY(g->arena, LLVMBasicBlockRef, end + 1);
  m->states = ARENA_ARRAY(g->arena, uint32_t, end + 1);
  m->looks = ARENA_ARRAY(g->arena, MatcherLook, registers + 1);
  mt_enter(m, mt_block(m));
  m->at = variable(m, g->i64);
  m->start = variable(m, g->i64);
  m->cursor = variable(m, g->i64);
  m->low = variable(m, g->i64);
  m->left = variable(m, g->i32);
  m->top = variable(m, g->ptr);
  m->units = LLVMGetParam(f, 0);
  m->length = LLVMGetParam(f, 2);
  m->scratch = LLVMGetParam(f, 3);
  m->is_sticky = mt_compare(m, LLVMIntNE, LLVMGetParam(f, 4), mt_i64(m, 0));
  mt_set(m, m->at, LLVMGetParam(f, 1));
  m->registers = LLVMBuildLoad2(g->b, g->ptr, byte_offset(m, m->scratch, offsetof(RegexpScratch, stack)), "");
  m->limit = LLVMBuildLoad2(g->b, g->ptr, byte_offset(m, m->scratch, offsetof(RegexpScratch, limit_address)), "");
  m->bottom = byte_offset(m, m->registers, registers * 4 + NATIVE_ENTRY);
  LLVMBuildStore(g->b, mt_i32(m, 0), byte_offset(m, m->registers, registers * 4));
  LLVMBasicBlockRef failed = mt_block(m), search = NULL;
  m->back = mt_block(m);
  m->attempt = mt_block(m);
  m->exhausted = mt_block(m);
  if (program->flags & REGEXP_STICKY || program->start_kind == START_ANCHOR) {
    LLVMBuildBr(g->b, m->attempt);
  } else {
    search = mt_block(m);
    LLVMBuildCondBr(g->b, m->is_sticky, m->attempt, search);
    mt_search(m, search);
  }
  build_back(m);
  LLVMAddCase(m->dispatch, mt_i32(m, 0), failed);
  build_failed(m, failed, search);
  find_targets(m);
  build_attempt(m);
  for (uint32_t w = program->code_offset; w < end; w += op_words[op_of(m->words + w)]) {
    if (m->blocks[w]) {
      matcher_flush(m);
      LLVMBuildBr(g->b, m->blocks[w]);
      mt_enter(m, m->blocks[w]);
      m->ensured = 0;
    }
    compile_op(m, m->words + w, w);
  }
  LLVMBuildUnreachable(g->b);
}
