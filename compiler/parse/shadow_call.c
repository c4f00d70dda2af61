/*
 * shadow_call.c: calls as assignment targets. Sloppy code may have `f(a) = 1`, which fails when it runs (ES 13.15.1,
 * AssignmentTargetType web-compat); the grammar has no such targets. The shadow shows it a member in the same bytes,
 * `f[a] = 1`, or `f.$ = 1` where there are no arguments, and notes the parentheses.
 */
#include "shadow_maker.h"

/* An assignment operator is here. */
static bool is_assignment(const char *s) {
  static const char *const operators[] = {
#define AST_ASSIGN_OP(name, text, base) text,
#include "ast.def"
  };
  if (s[0] == '=') return shadow_is_equals(s);
  for (size_t i = 0; i < sizeof operators / sizeof operators[0]; i++)
    if (!strncmp(s, operators[i], strlen(operators[i]))) return true;
  return false;
}

/* Blanks what a member's brackets cannot have: `...` before arguments, a comma behind the last. False: no argument. */
static bool make_index(char *s, uint32_t open, uint32_t close) {
  uint32_t depth = 0, last = open;
  for (uint32_t i = open + 1; i < close; i++) {
    char c = s[i];
    if (c == '(' || c == '[' || c == '{') depth++;
    else if (c == ')' || c == ']' || c == '}') depth--;
    else if (depth == 0 && !strncmp(s + i, "...", 3)) memset(s + i, ' ', 3);
    if (s[i] != ' ' && s[i] != '\n' && s[i] != '\f') last = i;
  }
  if (last == open) return false;
  if (s[last] == ',') s[last] = ' ';
  return true;
}

void shadow_call_target(Maker *m, uint32_t open) {
  uint32_t close = m->at;
  bool newline;
  uint32_t next = shadow_peek(m, close + 1, &newline);
  Word w = shadow_word_at(m, next);
  if (!is_assignment(m->lx.text + next) && !(level_top(m)->is_for && (w == W_OF || w == W_IN))) return;
  bool has_arguments = make_index(m->shadow, open, close);
  m->shadow[open] = has_arguments ? '[' : '.';
  m->shadow[close] = has_arguments ? ']' : '$';
  NOTE(m, calls, ((ShadowParens){open, close}));
}
