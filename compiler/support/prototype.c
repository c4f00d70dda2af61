/* prototype.c: see prototype.h. Recursive descent over the text; a declaration is specifiers, stars, a name. */
#include "prototype.h"

#include <string.h>

typedef struct Parser {
  Arena *arena;
  const char *at, *end;
  const char *error;
} Parser;

static bool is_name_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static void skip_space(Parser *p) {
  while (p->at < p->end && (*p->at == ' ' || *p->at == '\t' || *p->at == '\n' || *p->at == '\r')) p->at++;
}

static void *fail(Parser *p, const char *message) {
  if (!p->error) p->error = message;
  return NULL;
}

static bool take(Parser *p, char c) {
  skip_space(p);
  if (p->at == p->end || *p->at != c) return false;
  p->at++;
  return true;
}

/* The name at the place, which stays; 0: none. */
static size_t peek_name(Parser *p) {
  skip_space(p);
  const char *q = p->at;
  while (q < p->end && is_name_char(*q)) q++;
  return q > p->at && (*p->at < '0' || *p->at > '9') ? (size_t)(q - p->at) : 0;
}

static bool take_word(Parser *p, const char *word) {
  size_t n = peek_name(p);
  if (n != strlen(word) || memcmp(p->at, word, n) != 0) return false;
  p->at += n;
  return true;
}

static const struct {
  const char *name;
  CKind kind;
} type_names[] = {{"void", C_VOID},     {"bool", C_BOOL},    {"_Bool", C_BOOL},   {"float", C_FLOAT},
                  {"double", C_DOUBLE}, {"int8_t", C_I8},    {"uint8_t", C_U8},   {"int16_t", C_I16},
                  {"uint16_t", C_U16},  {"int32_t", C_I32},  {"uint32_t", C_U32}, {"int64_t", C_I64},
                  {"uint64_t", C_U64},  {"size_t", C_U64},   {"ssize_t", C_I64},  {"ptrdiff_t", C_I64},
                  {"intptr_t", C_I64},  {"uintptr_t", C_U64}};

/* char, short, int, long and their signs, in any order. */
static bool take_integer(Parser *p, CType *type, bool *is_char) {
  bool is_unsigned = false, is_signed = false, is_short = false, is_any = false;
  int longs = 0;
  *is_char = false;
  for (;; is_any = true) {
    if (take_word(p, "unsigned")) is_unsigned = true;
    else if (take_word(p, "signed")) is_signed = true;
    else if (take_word(p, "short")) is_short = true;
    else if (take_word(p, "long")) longs++;
    else if (take_word(p, "char")) *is_char = true;
    else if (!take_word(p, "int")) break;
  }
  if (!is_any || (is_unsigned && is_signed) || longs > 2 || (longs && is_short)) return false;
  type->kind = *is_char   ? is_unsigned ? C_U8 : C_I8
               : is_short ? is_unsigned ? C_U16 : C_I16
               : longs    ? is_unsigned ? C_U64 : C_I64
                          : (is_unsigned ? C_U32 : C_I32);
  *is_char &= !is_unsigned && !is_signed;
  return true;
}

static const char *unknown_type(Parser *p) {
  size_t n = peek_name(p);
  if (!n) return "a type is expected";
  return arena_format(p->arena, "unknown type '%.*s'", (int)n, p->at);
}

/* Specifiers and stars. */
static bool parse_type(Parser *p, CType *type) {
  *type = (CType){0};
  bool is_const = take_word(p, "const"), is_char = false;
  if (!take_integer(p, type, &is_char)) {
    size_t n = peek_name(p);
    for (size_t i = 0; i < sizeof type_names / sizeof *type_names && n; i++) {
      if (strlen(type_names[i].name) != n || memcmp(type_names[i].name, p->at, n) != 0) continue;
      type->kind = type_names[i].kind;
      type->is_size = !strcmp(type_names[i].name, "size_t");
    }
    bool is_tagged = !type->kind && (take_word(p, "struct") || take_word(p, "union") || take_word(p, "enum"));
    if (is_tagged) {
      type->kind = C_VOID;
      n = peek_name(p);
    }
    if (!type->kind || !n) return fail(p, unknown_type(p));
    const char *before = p->at;
    p->at += n;
    if (is_tagged && !(skip_space(p), p->at < p->end && *p->at == '*')) {
      p->at = before;
      return fail(p, "a structure can only be pointed to");
    }
  }
  is_const |= take_word(p, "const");
  for (int stars = 0; take(p, '*'); stars++) {
    type->element = stars ? C_POINTER : type->kind;
    type->kind = C_POINTER;
    type->is_size = false;
    if (!stars && is_const && is_char) type->kind = C_TEXT;
    else if (stars && type->element == C_POINTER) type->kind = C_POINTER;
    while (take_word(p, "const") || take_word(p, "restrict") || take_word(p, "volatile")) {}
  }
  return true;
}

static const char *take_name(Parser *p) {
  size_t n = peek_name(p);
  const char *name = arena_strndup(p->arena, p->at, n);
  p->at += n;
  return name;
}

static bool parse_params(Parser *p, CPrototype *f);

/* (*name)(parameters) behind the result's type. */
static bool parse_function_pointer(Parser *p, CType *type, const char **name) {
  CPrototype *f = ARENA_NEW(p->arena, CPrototype);
  f->name = "";
  f->result = *type;
  if (!take(p, '*')) return fail(p, "'*' is expected");
  *name = take_name(p);
  if (!take(p, ')') || !take(p, '(')) return fail(p, "the parameters of a pointer to a function are expected");
  if (!parse_params(p, f)) return false;
  *type = (CType){.kind = C_FUNCTION, .pointee = f};
  return true;
}

/* Behind the opening parenthesis, up to and with the closing one. */
static bool parse_params(Parser *p, CPrototype *f) {
  f->params = arena_alloc(p->arena, sizeof *f->params * C_MOST_PARAMS);
  f->names = arena_alloc(p->arena, sizeof *f->names * C_MOST_PARAMS);
  if (take(p, ')')) return true;
  do {
    CType type;
    const char *name = "";
    skip_space(p);
    if (p->end - p->at >= 3 && !memcmp(p->at, "...", 3)) return fail(p, "variable arguments are not supported");
    if (!parse_type(p, &type)) return false;
    if (take(p, '(')) {
      if (!parse_function_pointer(p, &type, &name)) return false;
    } else {
      name = take_name(p);
      if (take(p, '[')) return fail(p, "write a pointer in place of an array");
    }
    if (type.kind == C_VOID) {
      if (f->nparams || *name || !take(p, ')')) return fail(p, "a parameter cannot be void");
      return true;
    }
    if (f->nparams == C_MOST_PARAMS) return fail(p, "too many parameters");
    f->params[f->nparams] = type;
    f->names[f->nparams++] = name;
  } while (take(p, ','));
  return take(p, ')') || fail(p, "')' is expected");
}

CPrototype *prototype_parse(Arena *arena, const char *text, size_t length, const char **error) {
  Parser p = {.arena = arena, .at = text, .end = text + length};
  CPrototype *f = ARENA_NEW(arena, CPrototype);
  bool ok = parse_type(&p, &f->result);
  if (ok) {
    f->name = take_name(&p);
    ok = *f->name ? take(&p, '(') || fail(&p, "'(' is expected") : fail(&p, "the function's name is expected") != NULL;
    ok = ok && parse_params(&p, f);
  }
  take(&p, ';');
  skip_space(&p);
  if (ok && p.at < p.end) fail(&p, "unexpected text behind the prototype");
  *error = p.error;
  return p.error ? NULL : f;
}

uint32_t prototype_span(const CPrototype *p, uint32_t i) {
  const CType *t = &p->params[i];
  bool is_buffer = t->kind == C_TEXT || (t->kind == C_POINTER && t->element != C_POINTER);
  return is_buffer && i + 1 < p->nparams && p->params[i + 1].is_size ? 2 : 1;
}

const char *prototype_letters(Arena *arena, const CPrototype *p, const char **error) {
  char *text = arena_format(arena, "%c", p->result.kind);
  for (uint32_t i = 0; i < p->nparams; i += prototype_span(p, i)) {
    const CType *t = &p->params[i];
    bool is_buffer = prototype_span(p, i) == 2;
    if (t->kind == C_FUNCTION) {
      uint32_t floats = 0, words = 0;
      for (uint32_t k = 0; k < t->pointee->nparams; k++) {
        bool is_float = t->pointee->params[k].kind == C_FLOAT || t->pointee->params[k].kind == C_DOUBLE;
        if (is_float) floats++;
        else words++;
        if (t->pointee->params[k].kind == C_FUNCTION)
          *error = "a function that is pointed to cannot be given functions";
      }
      if (floats > 8 || words > 6) *error = "a function that is pointed to has too many parameters";
      if (*error) return NULL;
      text = arena_format(arena, "%sF(%s)", text, prototype_letters(arena, t->pointee, error));
    } else if (is_buffer && t->kind == C_TEXT) {
      text = arena_format(arena, "%sS", text);
    } else if (is_buffer) {
      text = arena_format(arena, "%sB%c", text, t->element);
    } else {
      text = arena_format(arena, "%s%c", text, t->kind);
    }
  }
  return text;
}
