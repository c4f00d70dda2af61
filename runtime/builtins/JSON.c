/*
 * JSON.c: JSON.parse (ES 25.5.1) with V8's error messages. JSON.stringify is in JSONStringify.c.
 */
#include "../number/strtod.h"
#include "../object/call.h"
#include "../object/convert.h"
#include "../object/error.h"
#include "../object/property.h"
#include "builtins.h"

typedef struct Parser {
  StringUnits u;
  String *text;
  uint32_t pos;
} Parser;
enum { END = 0xFFFFFFFFu };

static inline uint32_t peek(const Parser *p) { return p->pos < p->u.length ? units_at(p->u, p->pos) : END; }

static inline uint32_t skip_space(Parser *p) {
  for (;;) {
    uint32_t c = peek(p);
    if (c != ' ' && c != '\n' && c != '\r' && c != '\t') return c;
    p->pos++;
  }
}

/* ---- errors ---- */

/* "... in JSON at position 5 (line 1 column 6)" */
static Value fail_at(Parser *p, const char *message) {
  uint32_t line = 1, start = 0;
  for (uint32_t i = 0; i < p->pos && i < p->u.length; i++) {
    uint32_t c = units_at(p->u, i);
    if (c != '\n' && c != '\r') continue;
    if (c == '\r' && i + 1 < p->u.length && i + 1 < p->pos && units_at(p->u, i + 1) == '\n') i++;
    line++;
    start = i + 1;
  }
  return throw_syntax_error("%s at position %u (line %u column %u)", message, p->pos, line, p->pos - start + 1);
}

static bool is_special_text(String *s) {
  return string_equal_ascii(s, "NaN") || string_equal_ascii(s, "Infinity") || string_equal_ascii(s, "undefined") ||
         string_equal_ascii(s, "[object Object]");
}

/* The token at pos is not what JSON has there. */
static Value unexpected(Parser *p) {
  uint32_t c = peek(p);
  if (c == END) return throw_syntax_error("Unexpected end of JSON input");
  if ((c >= '0' && c <= '9') || c == '-') return fail_at(p, "Unexpected number in JSON");
  if (c == '"') return fail_at(p, "Unexpected string in JSON");
  if (is_special_text(p->text)) return throw_syntax_error("\"%S\" is not valid JSON", p->text);
  const uint32_t context = 10;
  String *token = string_from_unit(c);
  uint32_t len = p->u.length, from = 0, to = len;
  if (len > 2 * context) {
    from = p->pos < context ? 0 : p->pos - context;
    to = p->pos + context < len ? p->pos + context : len;
  }
  return throw_syntax_error("Unexpected token '%S', %s\"%S\"%s is not valid JSON", token, from ? "..." : "",
                            string_substring(p->text, from, to), to < len ? "..." : "");
}

/* ---- values ---- */

static Value parse_value(Parser *p);

static Value parse_literal(Parser *p, const char *word, Value v) {
  for (; *word; word++, p->pos++)
    if (peek(p) != (uint8_t)*word) return unexpected(p);
  return v;
}

static inline bool is_digit(uint32_t c) { return c >= '0' && c <= '9'; }

static Value parse_number(Parser *p) {
  uint32_t start = p->pos;
  bool negative = peek(p) == '-';
  if (negative) {
    p->pos++;
    if (!is_digit(peek(p))) return fail_at(p, "No number after minus sign in JSON");
  }
  uint64_t n = 0;
  if (peek(p) == '0') {
    p->pos++;
    if (is_digit(peek(p))) return unexpected(p);
  } else {
    for (; is_digit(peek(p)); p->pos++)
      if (p->pos - start < 12) n = n * 10 + (peek(p) - '0');
  }
  bool integer = p->pos - start < 10;
  if (peek(p) == '.') {
    p->pos++;
    integer = false;
    if (!is_digit(peek(p))) return fail_at(p, "Unterminated fractional number in JSON");
    while (is_digit(peek(p))) p->pos++;
  }
  if (peek(p) == 'e' || peek(p) == 'E') {
    p->pos++;
    integer = false;
    if (peek(p) == '+' || peek(p) == '-') p->pos++;
    if (!is_digit(peek(p))) return fail_at(p, "Exponent part is missing a number in JSON");
    while (is_digit(peek(p))) p->pos++;
  }
  if (integer && !(negative && n == 0)) return value_from_int(negative ? -(int32_t)n : (int32_t)n);
  uint32_t size = p->u.is_wide ? 2 : 1;
  NumChars chars = {(const uint8_t *)p->u.units + (size_t)start * size, p->pos - start, p->u.is_wide};
  return value_from_double(num_from_chars(chars));
}

/* The four digits of \u, pos after them; -1 and thrown. */
static int32_t parse_hex4(Parser *p) {
  int32_t v = 0;
  for (int i = 0; i < 4; i++, p->pos++) {
    uint32_t c = peek(p);
    int32_t d = is_digit(c) ? (int32_t)c - '0' : c >= 'a' && c <= 'f' ? (int32_t)c - 'a' + 10 : c >= 'A' && c <= 'F' ? (int32_t)c - 'A' + 10 : -1;
    if (d < 0) {
      fail_at(p, "Bad Unicode escape in JSON");
      return -1;
    }
    v = v * 16 + d;
  }
  return v;
}

static String *text_between(Parser *p, uint32_t start, uint32_t end) {
  if (p->u.is_wide) return string_from_utf16((const uint16_t *)p->u.units + start, end - start);
  return string_from_latin1((const uint8_t *)p->u.units + start, end - start);
}

/* A string from its opening quote: NULL thrown. */
static String *parse_string(Parser *p) {
  uint32_t start = ++p->pos;
  for (;; p->pos++) {
    uint32_t c = peek(p);
    if (c == '"') {
      String *s = text_between(p, start, p->pos);
      p->pos++;
      return s;
    }
    if (c == '\\') break;
    if (c == END) {
      fail_at(p, "Unterminated string in JSON");
      return NULL;
    }
    if (c < 0x20) {
      fail_at(p, "Bad control character in string literal in JSON");
      return NULL;
    }
  }
  StringBuilder b;
  builder_init(&b);
  for (;;) {
    builder_substring(&b, p->text, start, p->pos);
    uint32_t c = peek(p);
    if (c == '"') {
      p->pos++;
      return builder_finish(&b);
    }
    if (c == END) {
      fail_at(p, "Unterminated string in JSON");
      return NULL;
    }
    if (c < 0x20) {
      fail_at(p, "Bad control character in string literal in JSON");
      return NULL;
    }
    p->pos++;
    c = peek(p);
    p->pos++;
    switch (c) {
      case '"':
      case '\\':
      case '/': builder_unit(&b, c); break;
      case 'b': builder_unit(&b, 8); break;
      case 'f': builder_unit(&b, 12); break;
      case 'n': builder_unit(&b, 10); break;
      case 'r': builder_unit(&b, 13); break;
      case 't': builder_unit(&b, 9); break;
      case 'u': {
        int32_t unit = parse_hex4(p);
        if (unit < 0) return NULL;
        builder_unit(&b, (uint32_t)unit);
        break;
      }
      case END:
        p->pos--;
        fail_at(p, "Unterminated string in JSON");
        return NULL;
      default:
        p->pos--;
        fail_at(p, "Bad escaped character in JSON");
        return NULL;
    }
    start = p->pos;
    while (peek(p) != '"' && peek(p) != '\\' && peek(p) != END && peek(p) >= 0x20) p->pos++;
  }
}

static Value parse_array(Parser *p) {
  p->pos++;
  Value a = array_new(0);
  if (skip_space(p) == ']') {
    p->pos++;
    return a;
  }
  for (;;) {
    Value v = parse_value(p);
    if (value_is_exception(v)) return v;
    array_push(a, v);
    uint32_t c = skip_space(p);
    if (c != ',' && c != ']') return fail_at(p, "Expected ',' or ']' after array element in JSON");
    p->pos++;
    if (c == ']') return a;
    if (skip_space(p) == ']') return unexpected(p);
  }
}

static Value parse_object(Parser *p) {
  p->pos++;
  Value o = object_new_plain();
  if (skip_space(p) == '}') {
    p->pos++;
    return o;
  }
  if (peek(p) != '"') return fail_at(p, "Expected property name or '}' in JSON");
  for (;;) {
    String *name = parse_string(p);
    if (!name) return JS_EXCEPTION;
    PropKey key = key_from_string(name);
    if (skip_space(p) != ':') return fail_at(p, "Expected ':' after property name in JSON");
    p->pos++;
    Value v = parse_value(p);
    if (value_is_exception(v)) return v;
    object_create_data(o, key, v);
    uint32_t c = skip_space(p);
    if (c != ',' && c != '}') return fail_at(p, "Expected ',' or '}' after property value in JSON");
    p->pos++;
    if (c == '}') return o;
    if (skip_space(p) != '"') return fail_at(p, "Expected double-quoted property name in JSON");
  }
}

static Value parse_value(Parser *p) {
  if (STACK_CHECK()) return JS_EXCEPTION;
  uint32_t c = skip_space(p);
  switch (c) {
    case '{': return parse_object(p);
    case '[': return parse_array(p);
    case '"': {
      String *s = parse_string(p);
      return s ? value_from_ptr(s) : JS_EXCEPTION;
    }
    case 't': return parse_literal(p, "true", JS_TRUE);
    case 'f': return parse_literal(p, "false", JS_FALSE);
    case 'n': return parse_literal(p, "null", JS_NULL);
    default: return c == '-' || is_digit(c) ? parse_number(p) : unexpected(p);
  }
}

static Value parse_text(String *text) {
  Parser p = {string_units(text), text, 0};
  Value v = parse_value(&p);
  if (value_is_exception(v)) return v;
  if (skip_space(&p) != END) return fail_at(&p, "Unexpected non-whitespace character after JSON");
  return v;
}

/* InternalizeJSONProperty (ES 25.5.1.1). */
static Value internalize(Value holder, PropKey key, Value reviver) {
  if (STACK_CHECK()) return JS_EXCEPTION;
  Value v = value_get(holder, key);
  if (value_is_exception(v)) return v;
  Value context = object_new_plain();
  if (value_is_object(v)) {
    int is_array = value_is_array(v);
    if (is_array < 0) return JS_EXCEPTION;
    KeyList keys = {NULL, 0, 0};
    int64_t n = 0;
    if (is_array) {
      n = length_of_array_like(v);
      if (n < 0) return JS_EXCEPTION;
    } else {
      if (object_own_keys(value_object(v), KEYS_STRINGS | KEYS_ENUMERABLE, &keys) < 0) return JS_EXCEPTION;
      n = keys.count;
    }
    for (int64_t i = 0; i < n; i++) {
      PropKey k = is_array ? key_from_u64((uint64_t)i) : keys.keys[i];
      Value item = internalize(v, k, reviver);
      if (value_is_exception(item)) return item;
      int r = value_is_undefined(item) ? object_delete(value_object(v), k) : object_create_data(v, k, item);
      if (r < 0) return JS_EXCEPTION;
    }
  } else {
    Value text = value_is_string(v) ? js_JSON_stringify(JS_UNDEFINED, JS_UNDEFINED, JS_UNDEFINED, 1, v, JS_UNDEFINED) : to_string(v);
    if (value_is_string(text)) object_put_data(context, KEY(source), text, PROP_DEFAULT);
  }
  return js_call3(reviver, holder, key_to_value(key), v, context);
}

JS_BUILTIN(js_JSON_parse) {
  JS_UNUSED_ARGS();
  Value text = to_string(a0);
  if (value_is_exception(text)) return text;
  Value v = parse_text(value_string(text));
  if (value_is_exception(v) || !value_is_callable(a1)) return v;
  Value root = object_new_plain();
  object_put_data(root, KEY(empty), v, PROP_DEFAULT);
  return internalize(root, KEY(empty), a1);
}

/* JSON.rawJSON: a frozen object without prototype that stringify copies as it is. It is told by its kind: HOST. */
JS_BUILTIN(js_JSON_rawJSON) {
  JS_UNUSED_ARGS();
  Value text = to_string(a0);
  if (value_is_exception(text)) return text;
  StringUnits u = string_units(value_string(text));
  uint32_t first = u.length ? units_at(u, 0) : 0, last = u.length ? units_at(u, u.length - 1) : 0;
  if (!u.length || first == '\t' || first == '\n' || first == '\r' || first == ' ' || last == '\t' || last == '\n' ||
      last == '\r' || last == ' ' || first == '{' || first == '[')
    return throw_syntax_error("Invalid value for JSON.rawJSON");
  if (value_is_exception(parse_text(value_string(text)))) return JS_EXCEPTION;
  HostObject *o = (HostObject *)object_new_kind(CELL_HOST, JS_NULL, sizeof *o);
  o->a = text;
  o->b = SYM_VALUE(stackFrames);
  object_put_data(value_from_ptr(o), KEY(rawJSON), text, PROP_DEFAULT);
  object_set_integrity(&o->o, true);
  return value_from_ptr(o);
}

JS_BUILTIN(js_JSON_isRawJSON) {
  JS_UNUSED_ARGS();
  return value_from_bool(value_is_kind(a0, CELL_HOST) && value_same(((HostObject *)value_ptr(a0))->b, SYM_VALUE(stackFrames)));
}
