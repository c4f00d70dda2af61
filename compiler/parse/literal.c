/*
 * literal.c: leaves of the tree: identifiers, numbers, strings, regular expressions and templates, decoded from the
 * source (ES 12.7, 12.9).
 */
#include "../../runtime/number/strtod.h"
#include "convert.h"
#include "lex.h"

static int hex_value(char ch) {
  if (ch >= '0' && ch <= '9') return ch - '0';
  ch |= 0x20;
  return ch >= 'a' && ch <= 'f' ? ch - 'a' + 10 : -1;
}

static void put_unit(Converter *c, uint32_t unit) { VEC_PUSH(&c->units, (uint16_t)unit); }

static void put_code_point(Converter *c, uint32_t cp) {
  if (cp < 0x10000) {
    put_unit(c, cp);
  } else {
    put_unit(c, 0xD800 + ((cp - 0x10000) >> 10));
    put_unit(c, 0xDC00 + ((cp - 0x10000) & 0x3FF));
  }
}

/* Value of the escape behind "\u" or "\x" at *at; false if malformed. Moves *at behind it. */
static bool hex_escape(const char *s, uint32_t *at, bool is_unicode, uint32_t *value) {
  uint32_t i = *at, v = 0;
  if (is_unicode && s[i] == '{') {
    uint32_t first = ++i;
    for (; hex_value(s[i]) >= 0; i++) {
      v = v << 4 | (uint32_t)hex_value(s[i]);
      if (v > 0x10FFFF) return false;
    }
    if (i == first || s[i] != '}') return false;
    i++;
  } else {
    for (int n = is_unicode ? 4 : 2; n > 0; n--, i++) {
      if (hex_value(s[i]) < 0) return false;
      v = v << 4 | (uint32_t)hex_value(s[i]);
    }
  }
  *at = i;
  *value = v;
  return true;
}

/* Decodes the escape whose backslash is at *at; false if it is not a valid one. */
static bool decode_escape(Converter *c, uint32_t *at, bool is_template) {
  const char *s = c->text;
  uint32_t i = *at + 1, value;
  char ch = s[i++];
  switch (ch) {
    case 'n': put_unit(c, '\n'); break;
    case 't': put_unit(c, '\t'); break;
    case 'r': put_unit(c, '\r'); break;
    case 'b': put_unit(c, '\b'); break;
    case 'v': put_unit(c, '\v'); break;
    case 'f': put_unit(c, '\f'); break;
    case '\r':
      if (s[i] == '\n') i++;
      break;
    case '\n': break;
    case 'x':
    case 'u':
      if (!hex_escape(s, &i, ch == 'u', &value)) return false;
      put_code_point(c, value);
      break;
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7': {
      bool is_nul = ch == '0' && !(s[i] >= '0' && s[i] <= '9');
      if (is_template && !is_nul) return false;
      value = (uint32_t)(ch - '0'); /* ES B.1.2: at most \377 */
      for (int n = ch <= '3' ? 2 : 1; n > 0 && s[i] >= '0' && s[i] <= '7'; n--)
        value = value * 8 + (uint32_t)(s[i++] - '0');
      put_unit(c, value);
      break;
    }
    case '8':
    case '9':
      if (is_template) return false;
      put_unit(c, (uint8_t)ch);
      break;
    default: {
      uint32_t n, cp = lex_code_point(s, i - 1, &n);
      i += n - 1;
      if (cp != 0x2028 && cp != 0x2029) put_code_point(c, cp);
    }
  }
  *at = i;
  return true;
}

Atom *convert_name(Converter *c, uint32_t start, uint32_t end) {
  const char *s = c->text;
  if (!memchr(s + start, '\\', end - start)) return intern_utf8(c->options->atoms, s + start, end - start);
  c->units.count = 0;
  for (uint32_t i = start; i < end;) {
    uint32_t n, cp = lex_code_point(s, i, &n);
    i += n;
    if (cp == '\\') {
      i++;
      hex_escape(s, &i, true, &cp);
    }
    put_code_point(c, cp);
  }
  return intern_utf16(c->options->atoms, c->units.items, c->units.count);
}

static Node *string_leaf(Converter *c, uint32_t start, uint32_t end) {
  const char *s = c->text;
  Node *n = convert_new(c, AST_Literal, start, end);
  n->as.Literal.type = LIT_STRING;
  if (!memchr(s + start, '\\', end - start)) {
    n->as.Literal.string = intern_utf8(c->options->atoms, s + start + 1, end - start - 2);
    return n;
  }
  c->units.count = 0;
  for (uint32_t i = start + 1; i < end - 1;) {
    uint32_t length, cp = lex_code_point(s, i, &length);
    if (cp != '\\') {
      put_code_point(c, cp);
      i += length;
    } else if (!decode_escape(c, &i, false)) {
      convert_error(c, (Span){i, i + 2}, "invalid %s escape sequence", s[i + 1] == 'x' ? "hexadecimal" : "Unicode");
      break;
    }
  }
  n->as.Literal.string = intern_utf16(c->options->atoms, c->units.items, c->units.count);
  return n;
}

/* The decimal digits of an integer written in a power-of-two radix: repeated division by 10^9. */
static Atom *radix_digits(Converter *c, const char *digits, uint32_t len, int bits) {
  uint32_t nwords = len * (uint32_t)bits / 32 + 1, nout = 0;
  uint32_t *words = ARENA_ARRAY(c->arena, uint32_t, nwords);
  uint32_t bit = 0;
  for (uint32_t i = len; i-- > 0;) {
    uint64_t v = (uint64_t)(uint32_t)hex_value(digits[i]) << bit % 32;
    words[bit / 32] |= (uint32_t)v;
    if (v >> 32) words[bit / 32 + 1] |= (uint32_t)(v >> 32);
    bit += (uint32_t)bits;
  }
  uint32_t capacity = nwords * 10 + 9;
  char *out = arena_alloc(c->arena, capacity);
  while (nwords > 0) {
    uint64_t rest = 0;
    for (uint32_t i = nwords; i-- > 0;) {
      uint64_t v = rest << 32 | words[i];
      words[i] = (uint32_t)(v / 1000000000u);
      rest = v % 1000000000u;
    }
    while (nwords > 0 && !words[nwords - 1]) nwords--;
    for (int i = 0; i < 9; i++, rest /= 10) out[capacity - ++nout] = (char)('0' + rest % 10);
  }
  while (nout > 1 && out[capacity - nout] == '0') nout--;
  return intern_latin1(c->options->atoms, (const uint8_t *)out + capacity - nout, nout);
}

static Node *number_leaf(Converter *c, uint32_t start, uint32_t end) {
  const char *s = c->text + start;
  uint32_t len = end - start;
  Node *n = convert_new(c, AST_Literal, start, end);
  n->as.Literal.type = LIT_NUMBER;
  if (s[len - 1] != 'n') {
    n->as.Literal.number = num_from_literal(s, len);
    return n;
  }
  n->as.Literal.type = LIT_BIGINT;
  char *digits = arena_alloc(c->arena, len), radix = (char)(len > 2 ? s[1] | 0x20 : 0);
  bool is_radix = radix == 'x' || radix == 'o' || radix == 'b';
  uint32_t ndigits = 0;
  for (uint32_t i = is_radix ? 2 : 0; i + 1 < len; i++)
    if (s[i] != '_') digits[ndigits++] = s[i];
  n->as.Literal.string = is_radix ? radix_digits(c, digits, ndigits,
                                                 radix == 'x'   ? 4
                                                 : radix == 'o' ? 3
                                                                : 1)
                                  : intern_latin1(c->options->atoms, (const uint8_t *)digits, ndigits);
  return n;
}

static Node *regexp_leaf(Converter *c, uint32_t start, uint32_t end) {
  const char *s = c->text;
  uint32_t close = end - 1;
  while (s[close] != '/') close--;
  Node *n = convert_new(c, AST_Literal, start, end);
  n->as.Literal.type = LIT_REGEXP;
  n->as.Literal.string = intern_utf8(c->options->atoms, s + start + 1, close - start - 1);
  n->as.Literal.flags = intern_utf8(c->options->atoms, s + close + 1, end - close - 1);
  return n;
}

Node *convert_leaf(Converter *c, uint32_t start, uint32_t end) {
  char first = c->text[start];
  if (first == '"' || first == '\'') return string_leaf(c, start, end);
  if ((first >= '0' && first <= '9') || first == '.') return number_leaf(c, start, end);
  if (first == '/') return regexp_leaf(c, start, end);
  Node *n;
  if (first == '#') {
    n = convert_new(c, AST_PrivateIdentifier, start, end);
    n->as.PrivateIdentifier.name = convert_name(c, start + 1, end);
  } else {
    n = convert_new(c, AST_Identifier, start, end);
    n->as.Identifier.name = convert_name(c, start, end);
  }
  return n;
}

/* The characters of a template between two substitutions, [start, end). */
static Node *template_element(Converter *c, uint32_t start, uint32_t end, bool is_tagged) {
  const char *s = c->text;
  Node *n = convert_new(c, AST_TemplateElement, start, end);
  c->units.count = 0;
  for (uint32_t i = start; i < end;) {
    uint32_t length, cp = lex_code_point(s, i, &length);
    i += length;
    if (cp == '\r') {
      if (s[i] == '\n') i++;
      cp = '\n';
    }
    put_code_point(c, cp);
  }
  n->as.TemplateElement.raw = intern_utf16(c->options->atoms, c->units.items, c->units.count);
  n->as.TemplateElement.cooked = n->as.TemplateElement.raw;
  if (!memchr(s + start, '\\', end - start)) return n;
  c->units.count = 0;
  for (uint32_t i = start; i < end;) {
    uint32_t length, cp = lex_code_point(s, i, &length);
    if (cp == '\\') {
      if (decode_escape(c, &i, true)) continue;
      if (!is_tagged) convert_error(c, (Span){i, i + 2}, "invalid escape sequence in template");
      n->as.TemplateElement.cooked = NULL;
      return n;
    }
    i += length;
    if (cp == '\r') {
      if (s[i] == '\n') i++;
      cp = '\n';
    }
    put_code_point(c, cp);
  }
  n->as.TemplateElement.cooked = intern_utf16(c->options->atoms, c->units.items, c->units.count);
  return n;
}

Node *convert_template(Converter *c, bool is_tagged) {
  At at = cst_at(c);
  Node *n = convert_new(c, AST_TemplateLiteral, at.start, at.end);
  uint32_t base = c->stack.count, from = at.start + 1;
  ARRAY(Node *) quasis = {0};
  if (cst_down(c)) {
    do {
      At child = cst_at(c);
      if (child.kind != CST_SUBSTITUTION) continue;
      ARRAY_PUSH(c->arena, &quasis, template_element(c, from, child.start, is_tagged));
      from = child.end;
      cst_down(c);
      cst_next(c);
      VEC_PUSH(&c->stack, convert_expression(c));
      cst_up(c);
    } while (cst_next(c));
    cst_up(c);
  }
  Node *last = template_element(c, from, at.end - 1, is_tagged);
  last->as.TemplateElement.tail = true;
  ARRAY_PUSH(c->arena, &quasis, last);
  n->as.TemplateLiteral.quasis = (AstList){quasis.items, quasis.count};
  n->as.TemplateLiteral.expressions = convert_list(c, base);
  return n;
}
