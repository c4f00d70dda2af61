/*
 * matcher-loop.c: loops over single characters (LOOP, LOOP_LAZY): they run without the stack, and leave one choice on it
 * from which they give back, or take, one more.
 *
 * That choice is two entries: below the bound (lowest position, or how many more), above the state and the position.
 */
#include "matcher.h"

typedef struct Loop {
  uint32_t what, operand, min, max, follow, follow_operand;
} Loop;

static Loop read_loop(const uint32_t *pc) { return (Loop){pc[0] >> 8, pc[1], pc[2], pc[3], pc[4], pc[5]}; }

static bool reads_points(const Matcher *m, const Loop *loop) { return m->is_wide && loop->what == LOOP_POINT; }

static LLVMValueRef narrow(Matcher *m, LLVMValueRef v) { return LLVMBuildTrunc(m->g->b, v, m->g->i32, ""); }
static LLVMValueRef widen(Matcher *m, LLVMValueRef v) { return LLVMBuildZExt(m->g->b, v, m->g->i64, ""); }

/* Branches by whether what follows the loop may begin at the cursor. At the text's end only trying tells. */
static void branch_fits(Matcher *m, const Loop *loop, LLVMBasicBlockRef yes, LLVMBasicBlockRef no) {
  LLVMBuilderRef b = m->g->b;
  if (loop->follow != FOLLOW_CHAR && loop->follow != FOLLOW_SET) {
    LLVMBuildBr(b, yes);
    return;
  }
  LLVMBasicBlockRef inside = mt_block(m);
  LLVMValueRef cursor = mt_get(m, m->cursor);
  LLVMBuildCondBr(b, mt_compare(m, LLVMIntULT, cursor, m->length), inside, yes);
  mt_enter(m, inside);
  LLVMValueRef c = mt_unit(m, cursor);
  UnitSet set = {.above = ABOVE_NONE};
  if (loop->follow == FOLLOW_SET) set = mt_first(m, loop->follow_operand);
  LLVMBuildCondBr(
      b, loop->follow == FOLLOW_SET ? mt_has(m, &set, c) : matcher_takes(m, LOOP_CHAR, loop->follow_operand, c), yes,
      no);
}

/* Moves the cursor, inside the text, over one character that the loop takes; to `no` if it does not take it. */
static void take_one(Matcher *m, const Loop *loop, LLVMBasicBlockRef no) {
  LLVMBuilderRef b = m->g->b;
  LLVMBasicBlockRef next = mt_block(m);
  LLVMValueRef cursor = mt_get(m, m->cursor);
  if (!reads_points(m, loop)) {
    LLVMBuildCondBr(b, matcher_takes(m, loop->what, loop->operand, mt_unit(m, cursor)), next, no);
    mt_enter(m, next);
    mt_set(m, m->cursor, mt_offset(m, cursor, 1));
    return;
  }
  /* units that are no halves of pairs in line, as far as the class is a table */
  UnitSet set = mt_class(m, loop->operand);
  set.above = ABOVE_NONE;
  LLVMBasicBlockRef low = mt_block(m), one = mt_block(m), high = mt_block(m), moved = mt_block(m);
  LLVMValueRef c = mt_unit(m, cursor);
  LLVMBuildCondBr(b, mt_compare(m, LLVMIntULT, c, mt_i32(m, 256)), low, high);
  mt_enter(m, low);
  LLVMBuildCondBr(b, mt_has(m, &set, c), one, no);
  mt_enter(m, one);
  mt_set(m, m->cursor, mt_offset(m, cursor, 1));
  LLVMBuildBr(b, next);
  mt_enter(m, high);
  LLVMValueRef args[3] = {cursor, m->length, mt_word_address(m, loop->operand)};
  LLVMValueRef behind = mt_call_text(m, "regexp_next_point", args, 3);
  LLVMBuildCondBr(b, mt_compare(m, LLVMIntNE, behind, mt_i64(m, ~0ull)), moved, no);
  mt_enter(m, moved);
  mt_set(m, m->cursor, behind);
  LLVMBuildBr(b, next);
  mt_enter(m, next);
}

/* From m->at as far as the loop takes units, at most max: the cursor. */
static void scan_units(Matcher *m, const Loop *loop) {
  LLVMBuilderRef b = m->g->b;
  LLVMValueRef at = mt_get(m, m->at), stop = m->length;
  if (loop->max != REGEXP_UNLIMITED) {
    LLVMValueRef last = mt_offset(m, at, loop->max);
    stop = LLVMBuildSelect(b, mt_compare(m, LLVMIntULT, last, stop), last, stop, "");
  }
  if (loop->what == LOOP_ALL) {
    mt_set(m, m->cursor, stop);
    return;
  }
  LLVMBasicBlockRef test = mt_block(m), inside = mt_block(m), done = mt_block(m);
  mt_set(m, m->cursor, at);
  LLVMBuildBr(b, test);
  mt_enter(m, test);
  LLVMBuildCondBr(b, mt_compare(m, LLVMIntULT, mt_get(m, m->cursor), stop), inside, done);
  mt_enter(m, inside);
  take_one(m, loop, done);
  LLVMBuildBr(b, test);
  mt_enter(m, done);
}

/* The same by code points; m->low is the position behind min of them. */
static void scan_points(Matcher *m, const Loop *loop) {
  LLVMBuilderRef b = m->g->b;
  LLVMBasicBlockRef test = mt_block(m), inside = mt_block(m), done = mt_block(m);
  LLVMValueRef at = mt_get(m, m->at);
  mt_set(m, m->cursor, at);
  mt_set(m, m->low, at);
  mt_set(m, m->left, mt_i32(m, 0)); /* counts */
  LLVMBuildBr(b, test);
  mt_enter(m, test);
  LLVMValueRef may = mt_compare(m, LLVMIntULT, mt_get(m, m->cursor), m->length), count = mt_get(m, m->left);
  if (loop->max != REGEXP_UNLIMITED)
    may = LLVMBuildAnd(b, may, mt_compare(m, LLVMIntULT, count, mt_i32(m, loop->max)), "");
  LLVMBuildCondBr(b, may, inside, done);
  mt_enter(m, inside);
  take_one(m, loop, done);
  LLVMValueRef more = mt_offset(m, count, 1);
  mt_set(m, m->left, more);
  LLVMValueRef is_min = mt_compare(m, LLVMIntEQ, more, mt_i32(m, loop->min));
  mt_set(m, m->low, LLVMBuildSelect(b, is_min, mt_get(m, m->cursor), mt_get(m, m->low), ""));
  LLVMBuildBr(b, test);
  mt_enter(m, done);
}

/* The cursor one character back, not beyond `low`. */
static void step_back(Matcher *m, const Loop *loop, LLVMValueRef low) {
  LLVMValueRef cursor = mt_offset(m, mt_get(m, m->cursor), -1);
  if (reads_points(m, loop)) {
    LLVMValueRef splits = mt_splits_pair(m, cursor, low, m->length);
    cursor = LLVMBuildSelect(m->g->b, splits, mt_offset(m, cursor, -1), cursor, "");
  }
  mt_set(m, m->cursor, cursor);
}

/* Back to where what follows may begin: to `found`; to `none` with the cursor at `low` if it cannot begin even there. */
static void find_fit(Matcher *m, const Loop *loop, LLVMValueRef low, LLVMBasicBlockRef found, LLVMBasicBlockRef none) {
  LLVMBuilderRef b = m->g->b;
  LLVMBasicBlockRef test = mt_block(m), other = mt_block(m), more = mt_block(m);
  LLVMBuildBr(b, test);
  mt_enter(m, test);
  branch_fits(m, loop, found, other);
  mt_enter(m, other);
  LLVMBuildCondBr(b, mt_compare(m, LLVMIntEQ, mt_get(m, m->cursor), low), none, more);
  mt_enter(m, more);
  step_back(m, loop, low);
  LLVMBuildBr(b, test);
}

void matcher_loop(Matcher *m, const uint32_t *pc) {
  LLVMBuilderRef b = m->g->b;
  Loop loop = read_loop(pc);
  bool gives_back = loop.follow != FOLLOW_POSSESSIVE && loop.min != loop.max;
  if (gives_back) matcher_flush(m);
  LLVMValueRef low;
  if (reads_points(m, &loop)) {
    scan_points(m, &loop);
    if (loop.min) matcher_require(m, mt_compare(m, LLVMIntUGE, mt_get(m, m->left), mt_i32(m, loop.min)));
    low = mt_get(m, m->low);
  } else {
    low = mt_offset(m, mt_get(m, m->at), loop.min);
    scan_units(m, &loop);
    if (loop.min) matcher_require(m, mt_compare(m, LLVMIntUGE, mt_get(m, m->cursor), low));
  }
  m->ensured = 0;
  if (!gives_back) {
    mt_set(m, m->at, mt_get(m, m->cursor));
    return;
  }
  LLVMBasicBlockRef resume = mt_block(m), found = mt_block(m), rest = mt_block(m), next = mt_block(m);
  LLVMValueRef state = matcher_new_state(m, resume);
  find_fit(m, &loop, low, found, matcher_failure(m));
  mt_enter(m, found);
  LLVMValueRef cursor = mt_get(m, m->cursor);
  mt_set(m, m->at, cursor);
  LLVMBuildCondBr(b, mt_compare(m, LLVMIntUGT, cursor, low), rest, next);
  mt_enter(m, rest);
  matcher_push(m, mt_i32(m, NATIVE_BOUND), narrow(m, low));
  matcher_push(m, state, narrow(m, cursor));
  LLVMBuildBr(b, next);

  /* gives one back */
  LLVMBasicBlockRef again = mt_block(m), gone = mt_block(m), keep = mt_block(m), drop = mt_block(m);
  mt_enter(m, resume);
  low = widen(m, LLVMBuildLoad2(b, m->g->i32, matcher_entry_word(m, 4 - NATIVE_ENTRY), ""));
  mt_set(m, m->cursor, mt_get(m, m->at));
  step_back(m, &loop, low);
  find_fit(m, &loop, low, again, gone);
  mt_enter(m, gone);
  mt_set(m, m->top, matcher_entry_word(m, -NATIVE_ENTRY));
  LLVMBuildBr(b, m->back);
  mt_enter(m, again);
  cursor = mt_get(m, m->cursor);
  mt_set(m, m->at, cursor);
  LLVMBuildCondBr(b, mt_compare(m, LLVMIntUGT, cursor, low), keep, drop);
  mt_enter(m, keep); /* the entry is still there */
  LLVMBuildStore(b, narrow(m, cursor), matcher_entry_word(m, 4));
  mt_set(m, m->top, matcher_entry_word(m, NATIVE_ENTRY));
  LLVMBuildBr(b, next);
  mt_enter(m, drop);
  mt_set(m, m->top, matcher_entry_word(m, -NATIVE_ENTRY));
  LLVMBuildBr(b, next);
  mt_enter(m, next);
}

/* The first `min` characters of a lazy loop. */
static void take_min(Matcher *m, const Loop *loop) {
  LLVMBuilderRef b = m->g->b;
  mt_set(m, m->cursor, mt_get(m, m->at));
  if (!loop->min) return;
  LLVMBasicBlockRef test = mt_block(m), inside = mt_block(m), done = mt_block(m), fail = matcher_failure(m);
  mt_set(m, m->left, mt_i32(m, loop->min));
  LLVMBuildBr(b, test);
  mt_enter(m, test);
  LLVMValueRef left = mt_get(m, m->left);
  LLVMBuildCondBr(b, mt_compare(m, LLVMIntEQ, left, mt_i32(m, 0)), done, inside);
  mt_enter(m, inside);
  matcher_require(m, mt_compare(m, LLVMIntULT, mt_get(m, m->cursor), m->length));
  take_one(m, loop, fail);
  mt_set(m, m->left, mt_offset(m, left, -1));
  LLVMBuildBr(b, test);
  mt_enter(m, done);
}

void matcher_loop_lazy(Matcher *m, const uint32_t *pc) {
  LLVMBuilderRef b = m->g->b;
  Loop loop = read_loop(pc);
  bool is_limited = loop.max != REGEXP_UNLIMITED;
  matcher_flush(m);
  take_min(m, &loop);
  LLVMBasicBlockRef resume = mt_block(m), scan = mt_block(m), step = mt_block(m), found = mt_block(m),
                    rest = mt_block(m), next = mt_block(m);
  LLVMValueRef state = matcher_new_state(m, resume);
  if (is_limited) mt_set(m, m->left, mt_i32(m, loop.max - loop.min));
  LLVMBuildBr(b, scan);
  mt_enter(m, scan);
  bool finds =
      loop.what == LOOP_ALL && loop.follow == FOLLOW_CHAR && !is_limited && (m->is_wide || loop.follow_operand <= 0xFF);
  if (finds) {
    LLVMValueRef args[3] = {mt_get(m, m->cursor), m->length, mt_i64(m, loop.follow_operand)};
    mt_set(m, m->cursor, mt_call_text(m, "regexp_find_unit", args, 3));
    LLVMBuildBr(b, found);
  } else {
    LLVMBasicBlockRef other = mt_block(m);
    branch_fits(m, &loop, found, other);
    mt_enter(m, other);
    if (is_limited) LLVMBuildCondBr(b, mt_compare(m, LLVMIntEQ, mt_get(m, m->left), mt_i32(m, 0)), m->back, step);
    else LLVMBuildBr(b, step);
  }
  mt_enter(m, step);
  take_one(m, &loop, m->back);
  if (is_limited) mt_set(m, m->left, mt_offset(m, mt_get(m, m->left), -1));
  LLVMBuildBr(b, scan);

  /* takes one more */
  mt_enter(m, resume);
  mt_set(m, m->cursor, mt_get(m, m->at));
  if (is_limited) {
    mt_set(m, m->left, LLVMBuildLoad2(b, m->g->i32, matcher_entry_word(m, 4 - NATIVE_ENTRY), ""));
    mt_set(m, m->top, matcher_entry_word(m, -NATIVE_ENTRY));
  }
  LLVMBuildBr(b, step);

  mt_enter(m, found);
  LLVMValueRef cursor = mt_get(m, m->cursor), may = mt_compare(m, LLVMIntULT, cursor, m->length);
  mt_set(m, m->at, cursor);
  if (is_limited) may = LLVMBuildAnd(b, may, mt_compare(m, LLVMIntNE, mt_get(m, m->left), mt_i32(m, 0)), "");
  LLVMBuildCondBr(b, may, rest, next);
  mt_enter(m, rest);
  if (is_limited) matcher_push(m, mt_i32(m, NATIVE_BOUND), mt_get(m, m->left));
  matcher_push(m, state, narrow(m, cursor));
  LLVMBuildBr(b, next);
  mt_enter(m, next);
  m->ensured = 0;
}
