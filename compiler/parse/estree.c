/*
 * estree.c: the tree as ESTree JSON, as JSON.stringify writes acorn's. The fields come from ast.def; Literal and
 * TemplateElement, whose ESTree form differs from ours, are written by hand.
 */
#include "../support/host.h"
#include "parse.h"

typedef struct Printer {
  EstreeBuffer *out;
  const Source *source;
} Printer;

static void put(Printer *p, const char *text, size_t len) {
  EstreeBuffer *b = p->out;
  if (b->capacity - b->len < len + 1) {
    b->capacity = (b->capacity + len + 1) * 2;
    b->text = host_realloc(b->text, b->capacity);
  }
  memcpy(b->text + b->len, text, len);
  b->len += len;
  b->text[b->len] = 0;
}
static void put_str(Printer *p, const char *text) { put(p, text, strlen(text)); }

static void put_u32(Printer *p, uint32_t value) {
  char text[12];
  put(p, text, (size_t)host_format(text, sizeof text, "%u", value));
}

/* One code unit or pair of a string, as JSON.stringify writes it (ES 25.5.2.3). */
static void put_unit(Printer *p, uint32_t unit, uint32_t low) {
  char text[16];
  int n = 0;
  static const char short_escapes[] = "btn?fr"; /* of U+0008 … U+000D */
  if (unit == '"' || unit == '\\') n = host_format(text, sizeof text, "\\%c", (int)unit);
  else if (unit >= 8 && unit <= 13 && unit != 11) n = host_format(text, sizeof text, "\\%c", short_escapes[unit - 8]);
  else if (unit < 0x20 || (unit >= 0xD800 && unit < 0xE000 && !low))
    n = host_format(text, sizeof text, "\\u%04x", unit);
  else if (unit < 0x80) text[n++] = (char)unit;
  else if (unit < 0x800) {
    text[n++] = (char)(0xC0 | unit >> 6);
    text[n++] = (char)(0x80 | (unit & 0x3F));
  } else if (!low) {
    text[n++] = (char)(0xE0 | unit >> 12);
    text[n++] = (char)(0x80 | (unit >> 6 & 0x3F));
    text[n++] = (char)(0x80 | (unit & 0x3F));
  } else {
    uint32_t cp = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    text[n++] = (char)(0xF0 | cp >> 18);
    text[n++] = (char)(0x80 | (cp >> 12 & 0x3F));
    text[n++] = (char)(0x80 | (cp >> 6 & 0x3F));
    text[n++] = (char)(0x80 | (cp & 0x3F));
  }
  put(p, text, (size_t)n);
}

static void put_atom(Printer *p, const Atom *a) {
  put_str(p, "\"");
  for (uint32_t i = 0; i < a->len; i++) {
    uint32_t unit = atom_unit(a, i), low = 0;
    if (unit >= 0xD800 && unit < 0xDC00 && i + 1 < a->len) {
      low = atom_unit(a, i + 1);
      if (low >= 0xDC00 && low < 0xE000) i++;
      else low = 0;
    }
    put_unit(p, unit, low);
  }
  put_str(p, "\"");
}

/* Source text as a JSON string. */
static void put_raw(Printer *p, const char *text, size_t len) {
  put_str(p, "\"");
  for (size_t i = 0; i < len; i++) {
    uint8_t b = (uint8_t)text[i];
    if (b < 0x80) put_unit(p, b, 0);
    else put(p, text + i, 1);
  }
  put_str(p, "\"");
}

/* Number::toString (ES 6.1.6.1.20) from the shortest digits; JSON has null for what is not finite. */
static void put_number(Printer *p, double value) {
  char digits[40], text[400];
  if (value != value || value > 1.7976931348623157e308) {
    put_str(p, "null");
    return;
  }
  if (value == 0) {
    put_str(p, "0");
    return;
  }
  host_print_double(digits, sizeof digits, value);
  int count = 0, exponent = 0, point = -1, i = 0;
  char significant[24];
  bool leading = true;
  for (; digits[i] && digits[i] != 'e'; i++) {
    if (digits[i] == '.') {
      point = count;
      continue;
    }
    if (leading && digits[i] == '0') {
      if (point >= 0) exponent--;
      continue;
    }
    leading = false;
    significant[count++] = digits[i];
  }
  if (point < 0) point = count;
  if (digits[i] == 'e') {
    bool negative = digits[i + 1] == '-';
    int e = 0;
    for (i += 2; digits[i]; i++) e = e * 10 + (digits[i] - '0');
    exponent += negative ? -e : e;
  }
  int n = point + exponent; /* value = 0.d1d2… × 10^n */
  while (count > 1 && significant[count - 1] == '0') count--;
  int at = 0;
  if (n > 0 && n <= 21) {
    for (int k = 0; k < n || k < count; k++) {
      if (k == n) text[at++] = '.';
      text[at++] = k < count ? significant[k] : '0';
    }
  } else if (n > -6 && n <= 0) {
    text[at++] = '0';
    text[at++] = '.';
    for (int k = n; k < 0; k++) text[at++] = '0';
    for (int k = 0; k < count; k++) text[at++] = significant[k];
  } else {
    text[at++] = significant[0];
    if (count > 1) text[at++] = '.';
    for (int k = 1; k < count; k++) text[at++] = significant[k];
    at += host_format(text + at, 16, "e%c%d", n - 1 < 0 ? '-' : '+', n - 1 < 0 ? 1 - n : n - 1);
  }
  put(p, text, (size_t)at);
}

static void put_node(Printer *p, const Node *n);

static void put_list(Printer *p, AstList list) {
  put_str(p, "[");
  for (uint32_t i = 0; i < list.count; i++) {
    if (i) put_str(p, ",");
    put_node(p, list.items[i]);
  }
  put_str(p, "]");
}

static void put_literal(Printer *p, const Node *n) {
  put_str(p, ",\"value\":");
  switch (n->as.Literal.type) {
    case LIT_NULL: put_str(p, "null"); break;
    case LIT_BOOLEAN: put_str(p, n->as.Literal.boolean ? "true" : "false"); break;
    case LIT_NUMBER: put_number(p, n->as.Literal.number); break;
    case LIT_STRING: put_atom(p, n->as.Literal.string); break;
    case LIT_REGEXP: put_str(p, "{}"); break;
    case LIT_BIGINT:
      put_str(p, "\"");
      put(p, (const char *)n->as.Literal.string->c8, n->as.Literal.string->len);
      put_str(p, "n\"");
      break;
  }
  put_str(p, ",\"raw\":");
  put_raw(p, p->source->text + n->start, n->end - n->start);
  if (n->as.Literal.type == LIT_BIGINT) {
    put_str(p, ",\"bigint\":");
    put_atom(p, n->as.Literal.string);
  } else if (n->as.Literal.type == LIT_REGEXP) {
    put_str(p, ",\"regex\":{\"pattern\":");
    put_atom(p, n->as.Literal.string);
    put_str(p, ",\"flags\":");
    put_atom(p, n->as.Literal.flags);
    put_str(p, "}");
  }
}

static void put_template_element(Printer *p, const Node *n) {
  put_str(p, ",\"value\":{\"raw\":");
  put_atom(p, n->as.TemplateElement.raw);
  put_str(p, ",\"cooked\":");
  if (n->as.TemplateElement.cooked) put_atom(p, n->as.TemplateElement.cooked);
  else put_str(p, "null");
  put_str(p, n->as.TemplateElement.tail ? "},\"tail\":true" : "},\"tail\":false");
}

static const char *const source_types[] = {"script", "module"};
static const char *const var_kinds[] = {"var", "let", "const", "using", "await using"};
static const char *const method_kinds[] = {"method", "constructor", "get", "set"};
static const char *const property_kinds[] = {"init", "get", "set"};
#define NAMES_AstSourceType source_types
#define NAMES_AstVarKind var_kinds
#define NAMES_AstMethodKind method_kinds
#define NAMES_AstPropertyKind property_kinds

static void put_fields(Printer *p, const Node *n) {
  switch ((AstKind)n->kind) {
#define N(c, key)               \
  put_str(p, ",\"" #key "\":"); \
  put_node(p, f->c);
#define L(c, key)               \
  put_str(p, ",\"" #key "\":"); \
  put_list(p, f->c);
#define B(c, key) put_str(p, f->c ? ",\"" #key "\":true" : ",\"" #key "\":false");
#define O(c, key)                 \
  put_str(p, ",\"" #key "\":\""); \
  put_str(p, ast_op_texts[f->c]); \
  put_str(p, "\"");
#define A(c, key)                 \
  if (f->c) {                     \
    put_str(p, ",\"" #key "\":"); \
    put_atom(p, f->c);            \
  }
#define E(c, key, type)           \
  put_str(p, ",\"" #key "\":\""); \
  put_str(p, NAMES_##type[f->c]); \
  put_str(p, "\"");
#define X(type, c)
#define AST_NODE(kind_, fields)                      \
  case AST_##kind_: {                                \
    const __typeof__(n->as.kind_) *f = &n->as.kind_; \
    (void)f;                                         \
    fields break;                                    \
  }
#include "ast.def"
    case AST_KIND_COUNT: UNREACHABLE();
  }
}

static void put_node(Printer *p, const Node *n) {
  if (!n) {
    put_str(p, "null");
    return;
  }
  put_str(p, "{\"type\":\"");
  put_str(p, ast_kind_names[n->kind]);
  put_str(p, "\",\"start\":");
  put_u32(p, source_utf16_offset(p->source, n->start));
  put_str(p, ",\"end\":");
  put_u32(p, source_utf16_offset(p->source, n->end));
  if (n->kind == AST_Literal) put_literal(p, n);
  else if (n->kind == AST_TemplateElement) put_template_element(p, n);
  else put_fields(p, n);
  put_str(p, "}");
}

void estree_print(EstreeBuffer *out, const Source *source, const Node *n) {
  Printer p = {out, source};
  put_node(&p, n);
}
