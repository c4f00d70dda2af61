/*
 * Classes and escapes: ES 22.2.1 ClassContents, CharacterEscape, annex B, and the set notation of the v flag
 * (ClassSetExpression).
 *
 * Under v a class may hold texts of several characters. It becomes a choice: the longer texts first, then the class
 * of single characters, the empty text last (ES 22.2.2.7, CompileAtom of ClassStrings).
 */
#include "parser.h"
#include "../unicode/unicode.h"

enum { PROPERTY_NAME_MAX = 48 };

/* A text of a v class, in code points. */
typedef struct Text {
  struct Text *next;
  uint32_t length;
  uint32_t points[];
} Text;

typedef struct Contents {
  CharSet set;
  Text *texts; /* none of length 1 */
  bool may_contain_texts;
} Contents;

static bool parse_set_class(Parser *parser, Contents *contents);

static bool is_digit(uint32_t unit) { return unit - '0' < 10; }

static bool is_letter(uint32_t unit) { return (unit | 0x20) - 'a' < 26 && unit < 0x80; }

static uint32_t hex_value(uint32_t unit) {
  if (is_digit(unit)) { return unit - '0'; }
  return unit < 0x80 && (unit | 0x20) - 'a' < 6 ? (unit | 0x20) - 'a' + 10 : 16;
}

/* --- Character escapes --- */

static bool parse_hex(Parser *parser, uint32_t digits, uint32_t *value) {
  uint32_t result = 0;
  for (uint32_t i = 0; i < digits; i++) {
    uint32_t digit = hex_value(parser_unit(parser, i));
    if (digit > 15) { return false; }
    result = result * 16 + digit;
  }
  parser->position += digits;
  *value = result;
  return true;
}

bool parser_unicode_escape(Parser *parser, bool is_unicode, uint32_t *character) {
  uint32_t start = parser->position;
  if (is_unicode && parser_unit(parser, 0) == '{') {
    uint32_t value = 0, count = 0, digit;
    while ((digit = hex_value(parser_unit(parser, 1 + count))) < 16) {
      value = value * 16 + digit;
      if (value > REGEXP_LAST_CODE_POINT) { return false; }
      count++;
    }
    if (count == 0 || parser_unit(parser, 1 + count) != '}') { return false; }
    parser->position += count + 2;
    *character = value;
    return true;
  }
  if (!parse_hex(parser, 4, character)) { return false; }
  if (is_unicode && unicode_is_lead(*character) && parser_unit(parser, 0) == '\\' && parser_unit(parser, 1) == 'u') {
    uint32_t trail;
    start = parser->position;
    parser->position += 2;
    if (parse_hex(parser, 4, &trail) && unicode_is_trail(trail)) {
      *character = unicode_join(*character, trail);
    } else {
      parser->position = start;
    }
  }
  return true;
}

/* Up to three octal digits, at most 0377. */
static uint32_t parse_octal(Parser *parser) {
  uint32_t value = 0;
  for (int i = 0; i < 3 && parser_unit(parser, 0) - '0' < 8 && value < 32; i++) {
    value = value * 8 + (parser_unit(parser, 0) - '0');
    parser->position++;
  }
  return value;
}

static bool is_syntax_character(uint32_t c) {
  switch (c) {
    case '^':
    case '$':
    case '\\':
    case '.':
    case '*':
    case '+':
    case '?':
    case '(':
    case ')':
    case '[':
    case ']':
    case '{':
    case '}':
    case '|':
    case '/': return true;
    default: return false;
  }
}

/* After "\c". */
static bool parse_control_escape(Parser *parser, bool is_in_class, uint32_t *character) {
  uint32_t unit = parser_unit(parser, 0);
  if (is_letter(unit) || (is_in_class && !parser->is_unicode && (is_digit(unit) || unit == '_'))) {
    parser->position++;
    *character = unit & 0x1F;
    return true;
  }
  if (parser->is_unicode) { return parser_fail(parser, REGEXP_ERROR_UNICODE_ESCAPE); }
  /* The backslash stands for itself and the c is read next. */
  parser->position--;
  *character = '\\';
  return true;
}

bool parser_character_escape(Parser *parser, bool is_in_class, uint32_t *character) {
  parser->position++;
  if (parser_unit(parser, 0) == PARSER_END) { return parser_fail(parser, REGEXP_ERROR_ESCAPE_AT_END); }
  uint32_t c = parser_take(parser);
  switch (c) {
    case 'f': *character = '\f'; return true;
    case 'n': *character = '\n'; return true;
    case 'r': *character = '\r'; return true;
    case 't': *character = '\t'; return true;
    case 'v': *character = '\v'; return true;
    case 'c': return parse_control_escape(parser, is_in_class, character);
    case '0':
      if (!is_digit(parser_unit(parser, 0))) {
        *character = 0;
        return true;
      }
      __attribute__((fallthrough));
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
      if (parser->is_unicode) { return parser_fail(parser, REGEXP_ERROR_DECIMAL_ESCAPE); }
      parser->position--;
      *character = parse_octal(parser);
      return true;
    case 'x':
      if (parse_hex(parser, 2, character)) { return true; }
      if (parser->is_unicode) { return parser_fail(parser, REGEXP_ERROR_ESCAPE); }
      *character = c;
      return true;
    case 'u':
      if (parser_unicode_escape(parser, parser->is_unicode, character)) { return true; }
      if (parser->is_unicode) { return parser_fail(parser, REGEXP_ERROR_UNICODE_ESCAPE); }
      *character = c;
      return true;
    default:
      if (parser->is_unicode ? !(is_syntax_character(c) || (is_in_class && c == '-')) : c == 'k' && parser->has_names) {
        return parser_fail(parser, REGEXP_ERROR_ESCAPE);
      }
      *character = c;
      return true;
  }
}

/* --- \d \s \w \p --- */

static void collect_text(Parser *parser, Contents *contents, const uint32_t *points, uint32_t length);

typedef struct TextVisit {
  Parser *parser;
  Contents *contents;
} TextVisit;

static void visit_text(void *ctx, const uint16_t *units, uint32_t length) {
  TextVisit *visit = ctx;
  uint32_t points[32];
  uint32_t count = 0;
  for (size_t i = 0; i < length && count < 32;) { points[count++] = unicode_next(units, length, &i); }
  collect_text(visit->parser, visit->contents, points, count);
}

static bool is_property_char(uint32_t unit) { return is_letter(unit) || is_digit(unit) || unit == '_'; }

/* After "\p" or "\P": {Name} or {Name=Value}. */
static bool parse_property(Parser *parser, bool is_negated, bool is_in_class, Contents *contents) {
  RegexpErrorId invalid = is_in_class ? REGEXP_ERROR_PROPERTY_IN_CLASS : REGEXP_ERROR_PROPERTY_NAME;
  char text[2][PROPERTY_NAME_MAX];
  size_t length[2] = {0, 0};
  if (parser_unit(parser, 0) != '{') { return parser_fail(parser, invalid); }
  parser->position++;
  int part = 0;
  for (;; parser->position++) {
    uint32_t unit = parser_unit(parser, 0);
    if (unit == '}') { break; }
    if (unit == '=' && part == 0) {
      part = 1;
    } else if (is_property_char(unit) && length[part] < PROPERTY_NAME_MAX) {
      text[part][length[part]++] = (char)unit;
    } else {
      return parser_fail(parser, invalid);
    }
  }
  if (length[0] == 0 || (part == 1 && length[1] == 0)) { return parser_fail(parser, invalid); }
  parser->position++;
  if (!parser->properties) { return parser_fail(parser, REGEXP_ERROR_NO_PROPERTIES); }
  if (parser->properties->add(parser->arena, text[0], length[0], text[1], length[1], &contents->set)) {
    bool is_closed_first = parser->is_sets && parser_ignores_case(parser);
    if (is_closed_first) { set_close_case(parser->arena, &contents->set, true); }
    if (is_negated) { set_invert(parser->arena, &contents->set); }
    return true;
  }
  if (parser->is_sets && !is_negated && part == 0) {
    TextVisit visit = {parser, contents};
    if (parser->properties->strings(text[0], length[0], visit_text, &visit)) {
      contents->may_contain_texts = true;
      return true;
    }
  }
  return parser_fail(parser, invalid);
}

/* At a backslash: adds the class escape to `contents` and returns true; false if it is none, or on an error. */
static bool parse_class_escape(Parser *parser, bool is_in_class, Contents *contents) {
  uint32_t letter = parser_unit(parser, 1);
  uint32_t lower = letter | 0x20;
  bool is_negated = letter != lower;
  bool is_property = lower == 'p' && parser->is_unicode;
  if (letter >= 0x80 || !(lower == 'd' || lower == 's' || lower == 'w' || is_property)) { return false; }
  parser->position += 2;
  if (is_property) { return parse_property(parser, is_negated, is_in_class, contents); }
  if (lower == 'd') {
    set_add_digits(parser->arena, &contents->set);
  } else if (lower == 's') {
    set_add_spaces(parser->arena, &contents->set);
  } else {
    set_add_words(parser->arena, &contents->set, parser->is_unicode && parser_ignores_case(parser));
  }
  if (is_negated) { set_invert(parser->arena, &contents->set); }
  return true;
}

/* --- Classes without v --- */

static bool has_failed(Parser *parser) { return parser->error->id != REGEXP_ERROR_NONE; }

/* One atom: a class escape (into *set, is_class) or a character. */
static bool parse_class_atom(Parser *parser, Contents *contents, bool *is_class, uint32_t *character) {
  *is_class = false;
  if (parser_unit(parser, 0) != '\\') {
    *character = parser_take(parser);
    return true;
  }
  if (parser_unit(parser, 1) == 'b') {
    parser->position += 2;
    *character = '\b';
    return true;
  }
  Contents escape = {{NULL, 0, 0}, NULL, false};
  if (parse_class_escape(parser, true, &escape)) {
    set_add_set(parser->arena, &contents->set, &escape.set);
    *is_class = true;
    return true;
  }
  return !has_failed(parser) && parser_character_escape(parser, true, character);
}

/* After '[' and '^', up to and with ']'. */
static bool parse_plain_class(Parser *parser, Contents *contents) {
  CharSet *set = &contents->set;
  while (parser_unit(parser, 0) != PARSER_END && parser_unit(parser, 0) != ']') {
    bool is_class, is_second_class;
    uint32_t first, last;
    if (!parse_class_atom(parser, contents, &is_class, &first)) { return false; }
    if (parser_unit(parser, 0) != '-') {
      if (!is_class) { set_add(parser->arena, set, first, first); }
      continue;
    }
    parser->position++;
    if (parser_unit(parser, 0) == PARSER_END || parser_unit(parser, 0) == ']') {
      if (!is_class) { set_add(parser->arena, set, first, first); }
      set_add(parser->arena, set, '-', '-');
      break;
    }
    if (!parse_class_atom(parser, contents, &is_second_class, &last)) { return false; }
    if (is_class || is_second_class) {
      if (parser->is_unicode) { return parser_fail(parser, REGEXP_ERROR_CLASS); }
      set_add(parser->arena, set, '-', '-');
      if (!is_class) { set_add(parser->arena, set, first, first); }
      if (!is_second_class) { set_add(parser->arena, set, last, last); }
      continue;
    }
    if (first > last) { return parser_fail(parser, REGEXP_ERROR_CLASS_ORDER); }
    set_add(parser->arena, set, first, last);
  }
  if (parser_unit(parser, 0) == PARSER_END) { return parser_fail(parser, REGEXP_ERROR_UNTERMINATED_CLASS); }
  parser->position++;
  return true;
}

/* --- Classes with v --- */

typedef enum OperandType { OPERAND_CHARACTER, OPERAND_SET } OperandType;

static bool is_same_text(const Text *text, const uint32_t *points, uint32_t length) {
  if (text->length != length) { return false; }
  for (uint32_t i = 0; i < length; i++) {
    if (text->points[i] != points[i]) { return false; }
  }
  return true;
}

static bool has_text(const Contents *contents, const Text *text) {
  for (const Text *other = contents->texts; other; other = other->next) {
    if (is_same_text(other, text->points, text->length)) { return true; }
  }
  return false;
}

/* Adds a text; one of a single character goes to the set. Texts are kept folded under i, so that sets of them
 * compare. */
static void collect_text(Parser *parser, Contents *contents, const uint32_t *points, uint32_t length) {
  if (length == 1) {
    set_add(parser->arena, &contents->set, points[0], points[0]);
    return;
  }
  Text *text = regexp_arena_alloc(parser->arena, sizeof(Text) + length * sizeof(uint32_t));
  if (!text) { return; }
  text->length = length;
  for (uint32_t i = 0; i < length; i++) {
    text->points[i] = parser_ignores_case(parser) ? unicode_fold(points[i]) : points[i];
  }
  text->next = contents->texts;
  contents->texts = text;
}

static bool is_double_punctuator(uint32_t c) {
  switch (c) {
    case '&':
    case '!':
    case '#':
    case '$':
    case '%':
    case '*':
    case '+':
    case ',':
    case '.':
    case ':':
    case ';':
    case '<':
    case '=':
    case '>':
    case '?':
    case '@':
    case '^':
    case '`':
    case '~': return true;
    default: return false;
  }
}

static bool is_set_syntax(uint32_t c) {
  return c == '(' || c == ')' || c == '[' || c == ']' || c == '{' || c == '}' || c == '/' || c == '-' || c == '\\' ||
         c == '|';
}

static bool is_reserved_punctuator(uint32_t c) {
  switch (c) {
    case '&':
    case '-':
    case '!':
    case '#':
    case '%':
    case ',':
    case ':':
    case ';':
    case '<':
    case '=':
    case '>':
    case '@':
    case '`':
    case '~': return true;
    default: return false;
  }
}

static bool parse_set_character(Parser *parser, uint32_t *character) {
  uint32_t c = parser_unit(parser, 0), next = parser_unit(parser, 1);
  if (c == PARSER_END) { return parser_fail(parser, REGEXP_ERROR_UNTERMINATED_CLASS); }
  if (c == '\\') {
    if (next == 'b' || is_reserved_punctuator(next)) {
      parser->position += 2;
      *character = next == 'b' ? '\b' : next;
      return true;
    }
    return parser_character_escape(parser, true, character);
  }
  if (is_set_syntax(c)) { return parser_fail(parser, REGEXP_ERROR_CLASS_CHARACTER); }
  if (c == next && is_double_punctuator(c)) { return parser_fail(parser, REGEXP_ERROR_SET_OPERATION); }
  *character = parser_take(parser);
  return true;
}

/* After "\q": {text|text|...}. */
static bool parse_texts(Parser *parser, Contents *contents) {
  if (parser_unit(parser, 0) != '{') { return parser_fail(parser, REGEXP_ERROR_ESCAPE); }
  parser->position++;
  uint32_t *points = regexp_arena_alloc(parser->arena, ((size_t)parser->pattern.length + 1) * sizeof(uint32_t));
  if (!points) { return parser_fail(parser, REGEXP_ERROR_OUT_OF_MEMORY); }
  uint32_t length = 0;
  for (;;) {
    uint32_t unit = parser_unit(parser, 0);
    if (unit == '}' || unit == '|') {
      parser->position++;
      contents->may_contain_texts = contents->may_contain_texts || length != 1;
      collect_text(parser, contents, points, length);
      length = 0;
      if (unit == '}') { break; }
    } else if (!parse_set_character(parser, &points[length++])) {
      return false;
    }
  }
  if (parser_ignores_case(parser)) { set_close_case(parser->arena, &contents->set, true); }
  return true;
}

static bool parse_operand(Parser *parser, Contents *operand, OperandType *type, uint32_t *character) {
  *operand = (Contents){{NULL, 0, 0}, NULL, false};
  *type = OPERAND_SET;
  uint32_t c = parser_unit(parser, 0);
  if (c == '[') {
    if (++parser->depth > REGEXP_MAX_DEPTH) { return parser_fail(parser, REGEXP_ERROR_TOO_LARGE); }
    bool is_parsed = parse_set_class(parser, operand);
    parser->depth--;
    return is_parsed;
  }
  if (c == '\\') {
    if (parser_unit(parser, 1) == 'q') {
      parser->position += 2;
      return parse_texts(parser, operand);
    }
    if (parse_class_escape(parser, true, operand)) { return true; }
    if (has_failed(parser)) { return false; }
  }
  *type = OPERAND_CHARACTER;
  if (!parse_set_character(parser, character)) { return false; }
  set_add(parser->arena, &operand->set, *character, *character);
  if (parser_ignores_case(parser)) { set_close_case(parser->arena, &operand->set, true); }
  return true;
}

static void unite(Parser *parser, Contents *contents, const Contents *operand) {
  set_add_set(parser->arena, &contents->set, &operand->set);
  contents->may_contain_texts = contents->may_contain_texts || operand->may_contain_texts;
  for (Text *text = operand->texts, *next; text; text = next) {
    next = text->next;
    if (!has_text(contents, text)) {
      text->next = contents->texts;
      contents->texts = text;
    }
  }
}

/* Keeps the texts that `operand` has (or has not). */
static void filter_texts(Contents *contents, const Contents *operand, bool is_kept) {
  Text **link = &contents->texts;
  while (*link) {
    if (has_text(operand, *link) == is_kept) {
      link = &(*link)->next;
    } else {
      *link = (*link)->next;
    }
  }
}

/* After the first operand: && or -- throughout. */
static bool parse_set_operation(Parser *parser, Contents *contents, uint32_t operator) {
  while (parser_unit(parser, 0) != PARSER_END && parser_unit(parser, 0) != ']') {
    Contents operand;
    OperandType type;
    uint32_t character;
    if (parser_unit(parser, 0) != operator|| parser_unit(parser, 1) != operator) {
      return parser_fail(parser, REGEXP_ERROR_SET_OPERATION);
    }
    parser->position += 2;
    if (operator== '&' && parser_unit(parser, 0) == '&') { return parser_fail(parser, REGEXP_ERROR_CLASS_CHARACTER); }
    if (!parse_operand(parser, &operand, &type, &character)) { return false; }
    filter_texts(contents, &operand, operator== '&');
    if (operator== '&') {
      set_intersect(parser->arena, &contents->set, &operand.set);
      contents->may_contain_texts = contents->may_contain_texts && operand.may_contain_texts;
    } else {
      set_subtract(parser->arena, &contents->set, &operand.set);
    }
  }
  return true;
}

static bool parse_set_union(Parser *parser, Contents *contents, OperandType type, uint32_t last) {
  while (parser_unit(parser, 0) != PARSER_END && parser_unit(parser, 0) != ']') {
    Contents operand;
    uint32_t character = 0;
    if (parser_unit(parser, 0) != '-') {
      if (!parse_operand(parser, &operand, &type, &character)) { return false; }
      unite(parser, contents, &operand);
      last = character;
      continue;
    }
    if (parser_unit(parser, 1) == '-') { return parser_fail(parser, REGEXP_ERROR_SET_OPERATION); }
    if (type != OPERAND_CHARACTER) { return parser_fail(parser, REGEXP_ERROR_CLASS); }
    parser->position++;
    if (!parse_operand(parser, &operand, &type, &character)) { return false; }
    if (type != OPERAND_CHARACTER) { return parser_fail(parser, REGEXP_ERROR_CLASS); }
    if (last > character) { return parser_fail(parser, REGEXP_ERROR_CLASS_ORDER); }
    CharSet range = {NULL, 0, 0};
    set_add(parser->arena, &range, last, character);
    if (parser_ignores_case(parser)) { set_close_case(parser->arena, &range, true); }
    set_add_set(parser->arena, &contents->set, &range);
    type = OPERAND_SET;
  }
  return true;
}

/* At '['. */
static bool parse_set_class(Parser *parser, Contents *contents) {
  *contents = (Contents){{NULL, 0, 0}, NULL, false};
  parser->position++;
  bool is_negated = parser_unit(parser, 0) == '^';
  parser->position += is_negated;
  if (parser_unit(parser, 0) != ']') {
    OperandType type;
    uint32_t character = 0;
    if (!parse_operand(parser, contents, &type, &character)) { return false; }
    uint32_t unit = parser_unit(parser, 0);
    bool is_operation = (unit == '-' || unit == '&') && parser_unit(parser, 1) == unit;
    bool is_parsed =
        is_operation ? parse_set_operation(parser, contents, unit) : parse_set_union(parser, contents, type, character);
    if (!is_parsed) { return false; }
  }
  if (parser_unit(parser, 0) == PARSER_END) { return parser_fail(parser, REGEXP_ERROR_UNTERMINATED_CLASS); }
  if (is_negated && contents->may_contain_texts) { return parser_fail(parser, REGEXP_ERROR_NEGATED_STRINGS); }
  parser->position++;
  if (is_negated) { set_invert(parser->arena, &contents->set); }
  return true;
}

static Node *make_text(Parser *parser, const Text *text) {
  Node *sequence = parser_node(parser, text->length ? NODE_SEQUENCE : NODE_EMPTY);
  for (uint32_t i = 0; sequence && i < text->length; i++) {
    Node *item = parser_make_char(parser, text->points[i]);
    if (!item || !parser_push(parser, sequence, item)) { return NULL; }
  }
  return sequence;
}

/* The contents of a v class as a node. */
static Node *make_contents(Parser *parser, Contents *contents) {
  CharSet *set = regexp_arena_alloc(parser->arena, sizeof(CharSet));
  if (!set) {
    parser_fail(parser, REGEXP_ERROR_OUT_OF_MEMORY);
    return NULL;
  }
  *set = contents->set;
  Node *single = parser_make_set(parser, set);
  if (!contents->texts || !single) { return single; }
  Node *choice = parser_node(parser, NODE_CHOICE);
  uint32_t longest = 0;
  for (const Text *text = contents->texts; text; text = text->next) {
    longest = text->length > longest ? text->length : longest;
  }
  for (uint32_t length = longest + 1; choice && length-- > 0;) {
    if (length == 1 && !parser_push(parser, choice, single)) { return NULL; }
    for (const Text *text = contents->texts; text; text = text->next) {
      if (text->length == length) {
        Node *item = make_text(parser, text);
        if (!item || !parser_push(parser, choice, item)) { return NULL; }
      }
    }
  }
  if (choice && longest == 0) {
    /* Only the empty text: it comes after the single characters. */
    Node *empty = choice->items[0];
    choice->items[0] = single;
    return parser_push(parser, choice, empty) ? choice : NULL;
  }
  return choice;
}

/* --- Entries --- */

Node *parser_class_escape(Parser *parser) {
  Contents contents = {{NULL, 0, 0}, NULL, false};
  if (!parse_class_escape(parser, false, &contents)) { return NULL; }
  if (parser_ignores_case(parser) && !parser->is_sets) {
    set_close_case(parser->arena, &contents.set, parser->is_unicode);
  }
  return make_contents(parser, &contents);
}

Node *parser_class(Parser *parser) {
  Contents contents = {{NULL, 0, 0}, NULL, false};
  if (parser->is_sets) { return parse_set_class(parser, &contents) ? make_contents(parser, &contents) : NULL; }
  parser->position++;
  bool is_negated = parser_unit(parser, 0) == '^';
  parser->position += is_negated;
  if (!parse_plain_class(parser, &contents)) { return NULL; }
  if (parser_ignores_case(parser)) { set_close_case(parser->arena, &contents.set, parser->is_unicode); }
  if (is_negated) { set_invert(parser->arena, &contents.set); }
  return make_contents(parser, &contents);
}
