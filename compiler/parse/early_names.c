/*
 * early_names.c: early errors of identifiers (ES 13.1.1, 12.7.2) and literals (ES 12.9.3.1, 12.9.4.1, 13.2.7.1).
 */
#include "../../runtime/regexp/regexp.h"
#include "early_check.h"

static Word word_of(const Atom *name) { return name->is_wide ? W_NONE : word_find((const char *)name->c8, name->len); }

static const char *kind_of_token(const Node *n) {
  if (n->kind == AST_Literal) {
    switch (n->as.Literal.type) {
      case LIT_STRING: return "string";
      case LIT_NUMBER:
      case LIT_BIGINT: return "number";
      case LIT_REGEXP: return "regular expression";
      default: return "literal";
    }
  }
  return "expression";
}

/* Is `await` reserved here? In modules always, else in async functions and static blocks. */
static bool await_is_reserved(const Check *k) {
  if (k->options->goal == PARSE_MODULE || k->options->top_level_await) return true;
  for (const Fn *f = k->fn; f; f = f->outer) {
    if (f->is_async || f->is_static_block) return true;
    if (!f->is_arrow || !f->in_params) return false;
  }
  return false;
}

/* The rules that references, bindings and labels share. False: not a legal name. */
static bool check_name(Check *k, Node *n) {
  if (n->kind != AST_Identifier) {
    check_error(k, ast_span(n), "unexpected %s", kind_of_token(n));
    return false;
  }
  Word w = word_of(n->as.Identifier.name);
  if (w == W_NONE) return true;
  const char *message = NULL;
  bool is_strict = k->fn->is_strict && (w == W_YIELD || word_class(w) == WORD_STRICT);
  if (w == W_YIELD && k->fn->is_generator && !is_strict) {
    check_error(k, ast_span(n), "unexpected identifier");
    return false;
  }
  if (word_class(w) == WORD_RESERVED) message = "unexpected reserved word";
  else if (is_strict) message = "unexpected strict mode reserved word";
  else if (w == W_AWAIT && await_is_reserved(k)) message = "unexpected reserved word";
  if (!message) return true;
  check_error(
      k, ast_span(n), "%s '%s'", message,
      (const char *)arena_strndup(&k->arena, (const char *)n->as.Identifier.name->c8, n->as.Identifier.name->len));
  return false;
}

void check_label_name(Check *k, Node *identifier) { check_name(k, identifier); }

void check_reference(Check *k, Node *n) {
  if (!check_name(k, n) || !atom_is(n->as.Identifier.name, "arguments")) return;
  k->fn->info->uses_arguments = true;
  const Fn *f = k->fn;
  while (f->is_arrow && f->outer) f = f->outer;
  if (f->is_initializer || f->is_static_block)
    check_error(k, ast_span(n), "'arguments' is not allowed in class field initializer or static initialization block");
}

void check_binding_name(Check *k, Node *n) {
  if (!check_name(k, n)) return;
  Word w = word_of(n->as.Identifier.name);
  if (k->fn->is_strict && (w == W_EVAL || w == W_ARGUMENTS))
    check_error(k, ast_span(n), "unexpected eval or arguments in strict mode");
}

static void *host_resize(void *ctx, void *block, size_t old_size, size_t new_size) {
  (void)ctx, (void)old_size;
  if (new_size) return host_realloc(block, new_size);
  host_free(block);
  return NULL;
}

static RegexpText regexp_text(const Atom *a) { return (RegexpText){a->c8, a->len, a->is_wide}; }

static const char *const regexp_errors[] = {
#define REGEXP_ERROR(id, text) [REGEXP_ERROR_##id] = text,
#include "../../runtime/regexp/errors.def"
};

static void check_regexp(Check *k, const Node *n) {
  uint32_t flags;
  if (!regexp_parse_flags(regexp_text(n->as.Literal.flags), &flags)) {
    check_error(k, ast_span(n), "invalid regular expression flags");
    return;
  }
  RegexpError error;
  RegexpMemory memory = {NULL, host_resize};
  if (!regexp_syntax_check(regexp_text(n->as.Literal.string), flags, &memory, &regexp_unicode_properties, &error))
    check_error(k, ast_span(n), "invalid regular expression: %s", regexp_errors[error.id]);
}

/* A string with an octal escape or \8, \9: not in strict code. */
static bool has_legacy_escape(const char *s, uint32_t len) {
  for (uint32_t i = 0; i + 1 < len; i++) {
    if (s[i] != '\\') continue;
    i++;
    if (s[i] >= '1' && s[i] <= '9') return true;
    if (s[i] == '0' && i + 1 < len && s[i + 1] >= '0' && s[i + 1] <= '9') return true;
  }
  return false;
}

void check_literal(Check *k, const Node *n) {
  const char *raw = k->source->text + n->start;
  uint32_t len = n->end - n->start;
  switch (n->as.Literal.type) {
    case LIT_REGEXP: check_regexp(k, n); break;
    case LIT_NUMBER:
      if (k->fn->is_strict && len > 1 && raw[0] == '0' && raw[1] >= '0' && raw[1] <= '9')
        check_error(k, ast_span(n), "octal literals and numbers with leading zeros are not allowed in strict mode");
      break;
    case LIT_STRING:
      if (k->fn->is_strict && has_legacy_escape(raw, len))
        check_error(k, ast_span(n), "octal escape sequences are not allowed in strict mode");
      break;
    default: break;
  }
}
