/*
 * Patterns: ES 22.2.1 with annex B.1.2, the parser of everything outside of classes.
 */
#include "parser.h"
#include "../unicode/unicode.h"

static Node *parse_disjunction(Parser *parser);

/* --- Reading --- */

bool parser_fail(Parser *parser, RegexpErrorId id) {
  if (parser->error->id == REGEXP_ERROR_NONE) {
    parser->error->id = id;
    parser->error->position = parser->position;
  }
  return false;
}

static Node *fail(Parser *parser, RegexpErrorId id) {
  parser_fail(parser, id);
  return NULL;
}

static uint32_t unit_at(const Parser *parser, uint32_t index) {
  if (index >= parser->pattern.length) { return PARSER_END; }
  return parser->pattern.is_wide ? ((const uint16_t *)parser->pattern.units)[index]
                                 : ((const uint8_t *)parser->pattern.units)[index];
}

uint32_t parser_unit(const Parser *parser, uint32_t distance) { return unit_at(parser, parser->position + distance); }

static uint32_t code_point_at(const Parser *parser, uint32_t index) {
  uint32_t unit = unit_at(parser, index);
  if (unicode_is_lead(unit)) {
    uint32_t trail = unit_at(parser, index + 1);
    if (trail != PARSER_END && unicode_is_trail(trail)) { return unicode_join(unit, trail); }
  }
  return unit;
}

uint32_t parser_current(const Parser *parser) {
  return parser->is_unicode ? code_point_at(parser, parser->position) : unit_at(parser, parser->position);
}

uint32_t parser_take_code_point(Parser *parser) {
  uint32_t character = code_point_at(parser, parser->position);
  if (character != PARSER_END) { parser->position += character >= 0x10000 ? 2 : 1; }
  return character;
}

uint32_t parser_take(Parser *parser) {
  if (parser->is_unicode) { return parser_take_code_point(parser); }
  uint32_t unit = unit_at(parser, parser->position);
  parser->position += unit != PARSER_END;
  return unit;
}

static bool eat(Parser *parser, uint32_t unit) {
  if (parser_unit(parser, 0) != unit) { return false; }
  parser->position++;
  return true;
}

static bool is_digit(uint32_t unit) { return unit - '0' < 10; }

/* --- Nodes --- */

Node *parser_node(Parser *parser, NodeKind kind) {
  Node *node = regexp_arena_alloc(parser->arena, sizeof(Node));
  if (!node) { return fail(parser, REGEXP_ERROR_OUT_OF_MEMORY); }
  node->kind = kind;
  return node;
}

/* Appends to a SEQUENCE or CHOICE; the room grows by doubling. */
bool parser_push(Parser *parser, Node *list, Node *item) {
  if ((list->count & (list->count - 1)) == 0) {
    Node **items = regexp_arena_alloc(parser->arena, (list->count ? list->count * 2 : 1) * sizeof(Node *));
    if (!items) { return parser_fail(parser, REGEXP_ERROR_OUT_OF_MEMORY); }
    for (uint32_t i = 0; i < list->count; i++) { items[i] = list->items[i]; }
    list->items = items;
  }
  list->items[list->count++] = item;
  return true;
}

Node *parser_make_set(Parser *parser, CharSet *set) {
  bool is_single = set->count == 1 && set->ranges[0].first == set->ranges[0].last;
  Node *node = parser_node(parser, set->count == 0 ? NODE_NOTHING : is_single ? NODE_CHAR : NODE_CLASS);
  if (!node) { return NULL; }
  if (is_single) { node->value = set->ranges[0].first; }
  node->set = set;
  return node;
}

static CharSet *new_set(Parser *parser) {
  CharSet *set = regexp_arena_alloc(parser->arena, sizeof(CharSet));
  if (!set) { parser_fail(parser, REGEXP_ERROR_OUT_OF_MEMORY); }
  return set;
}

Node *parser_make_char(Parser *parser, uint32_t character) {
  if (parser_ignores_case(parser)) {
    CharSet *set = new_set(parser);
    if (!set) { return NULL; }
    set_add(parser->arena, set, character, character);
    set_close_case(parser->arena, set, parser->is_unicode);
    return parser_make_set(parser, set);
  }
  Node *node = parser_node(parser, NODE_CHAR);
  if (node) { node->value = character; }
  return node;
}

static Node *make_dot(Parser *parser) {
  CharSet *set = new_set(parser);
  if (!set) { return NULL; }
  if (!(parser->flags & REGEXP_DOT_ALL)) { set_add_line_ends(parser->arena, set); }
  set_invert(parser->arena, set);
  return parser_make_set(parser, set);
}

/* --- Group names --- */

static bool is_name_start(uint32_t c) { return c == '$' || c == '_' || (c != PARSER_END && unicode_is_id_start(c)); }

static bool is_name_part(uint32_t c) {
  return c == '$' || c == 0x200C || c == 0x200D || (c != PARSER_END && unicode_is_id_continue(c));
}

/* After '<': the name up to and with '>'. */
static bool parse_group_name(Parser *parser, const uint16_t **units, uint32_t *length) {
  uint32_t start = parser->position;
  uint16_t *name = regexp_arena_alloc(parser->arena, ((size_t)parser->pattern.length - start + 2) * sizeof(uint16_t));
  if (!name) { return parser_fail(parser, REGEXP_ERROR_OUT_OF_MEMORY); }
  uint32_t count = 0;
  for (;;) {
    uint32_t c = parser_take_code_point(parser);
    if (c == '\\') {
      if (!eat(parser, 'u')) { return parser_fail(parser, REGEXP_ERROR_GROUP_NAME); }
      if (!parser_unicode_escape(parser, true, &c)) { return parser_fail(parser, REGEXP_ERROR_UNICODE_ESCAPE); }
    } else if (c == '>' && count > 0) {
      break;
    }
    if (!(count == 0 ? is_name_start(c) : is_name_part(c))) { return parser_fail(parser, REGEXP_ERROR_GROUP_NAME); }
    count += unicode_put(c, name + count);
  }
  *units = name;
  *length = count;
  return true;
}

static bool is_same_name(const uint16_t *a, uint32_t a_length, const uint16_t *b, uint32_t b_length) {
  if (a_length != b_length) { return false; }
  for (uint32_t i = 0; i < a_length; i++) {
    if (a[i] != b[i]) { return false; }
  }
  return true;
}

/* Whether two groups can both take part in a match: not if some disjunction has them in different alternatives
 * (ES 22.2.1.3, MightBothParticipate). */
static bool might_both_participate(const Alternative *a, const Alternative *b) {
  for (; a; a = a->parent) {
    for (const Alternative *other = b; other; other = other->parent) {
      if (other->disjunction == a->disjunction && other->index != a->index) { return false; }
    }
  }
  return true;
}

/* Adds a name at the group's start, so that names are in order; the group is checked at its end. */
static GroupName *declare_name(Parser *parser, uint32_t index) {
  GroupName *name = regexp_arena_alloc(parser->arena, sizeof(GroupName));
  if (!name) {
    parser_fail(parser, REGEXP_ERROR_OUT_OF_MEMORY);
    return NULL;
  }
  if (!parse_group_name(parser, &name->units, &name->length)) { return NULL; }
  name->index = index;
  name->path = parser->path;
  *parser->names_end = name;
  parser->names_end = &name->next;
  return name;
}

/* At the end of the named group: no group met so far may have its name and take part with it. */
static bool close_name(Parser *parser, GroupName *name) {
  for (const GroupName *other = parser->names; other; other = other->next) {
    if (other != name && is_same_name(name->units, name->length, other->units, other->length) &&
        might_both_participate(name->path, other->path)) {
      return parser_fail(parser, REGEXP_ERROR_GROUP_NAME_TWICE);
    }
  }
  return true;
}

/* Counts the groups of the whole pattern beforehand: whether \2 is a reference depends on what follows. */
static void scan_groups(Parser *parser) {
  uint32_t length = parser->pattern.length;
  bool is_in_class = false;
  parser->capture_total = 1;
  for (uint32_t i = 0; i < length; i++) {
    uint32_t unit = unit_at(parser, i);
    if (unit == '\\') {
      i++;
    } else if (unit == '[') {
      is_in_class = true;
    } else if (unit == ']') {
      is_in_class = false;
    } else if (unit == '(' && !is_in_class) {
      if (unit_at(parser, i + 1) != '?') {
        parser->capture_total++;
      } else if (unit_at(parser, i + 2) == '<' && unit_at(parser, i + 3) != '=' && unit_at(parser, i + 3) != '!') {
        parser->capture_total++;
        parser->has_names = true;
      }
    }
  }
}

/* --- Quantifiers --- */

static uint32_t parse_decimal(Parser *parser) {
  uint32_t value = 0;
  while (is_digit(parser_unit(parser, 0))) {
    uint32_t digit = parser_unit(parser, 0) - '0';
    value = value > (REGEXP_INFINITY - digit) / 10 ? REGEXP_INFINITY : value * 10 + digit;
    parser->position++;
  }
  return value;
}

/* {n}, {n,} or {n,m}; takes nothing and returns false if it is none. */
static bool parse_interval(Parser *parser, uint32_t *min, uint32_t *max) {
  uint32_t start = parser->position;
  if (eat(parser, '{') && is_digit(parser_unit(parser, 0))) {
    *min = parse_decimal(parser);
    *max = *min;
    if (eat(parser, ',')) { *max = is_digit(parser_unit(parser, 0)) ? parse_decimal(parser) : REGEXP_INFINITY; }
    if (eat(parser, '}')) { return true; }
  }
  parser->position = start;
  return false;
}

/* The quantifier behind an atom, if there is one; `captures` is the count of groups before the atom. */
static Node *parse_quantifier(Parser *parser, Node *atom, uint32_t captures) {
  uint32_t min, max;
  uint32_t unit = parser_unit(parser, 0);
  if (unit == '*' || unit == '+' || unit == '?') {
    parser->position++;
    min = unit == '+';
    max = unit == '?' ? 1 : REGEXP_INFINITY;
  } else if (unit == '{') {
    if (!parse_interval(parser, &min, &max)) {
      return parser->is_unicode ? fail(parser, REGEXP_ERROR_INCOMPLETE_QUANTIFIER) : atom;
    }
    if (max < min) { return fail(parser, REGEXP_ERROR_QUANTIFIER_ORDER); }
  } else {
    return atom;
  }
  Node *node = parser_node(parser, NODE_QUANTIFIER);
  if (!node) { return NULL; }
  node->child = atom;
  node->min = min;
  node->max = max;
  node->is_lazy = eat(parser, '?');
  node->first_capture = captures;
  node->last_capture = parser->capture_count;
  return node;
}

/* --- Groups --- */

/* After "(?": i, m, s, a dash between those to set and those to clear, a colon. */
static bool parse_modifiers(Parser *parser) {
  uint32_t set = 0, cleared = 0;
  bool has_dash = false;
  for (;;) {
    uint32_t unit = parser_unit(parser, 0);
    uint32_t flag = unit == 'i'   ? REGEXP_IGNORE_CASE
                    : unit == 'm' ? REGEXP_MULTILINE
                    : unit == 's' ? REGEXP_DOT_ALL
                                  : 0;
    if (flag) {
      if ((set | cleared) & flag) { return parser_fail(parser, REGEXP_ERROR_FLAG_REPEATED); }
      *(has_dash ? &cleared : &set) |= flag;
    } else if (unit == '-') {
      if (has_dash) { return parser_fail(parser, REGEXP_ERROR_FLAG_DASHES); }
      has_dash = true;
    } else if (unit == ':') {
      parser->position++;
      break;
    } else {
      return parser_fail(parser, REGEXP_ERROR_GROUP);
    }
    parser->position++;
  }
  if (has_dash && !(set | cleared)) { return parser_fail(parser, REGEXP_ERROR_FLAG_GROUP); }
  parser->flags = (parser->flags | set) & ~cleared;
  return true;
}

static Node *parse_group_body(Parser *parser) {
  Node *body = parse_disjunction(parser);
  if (!body) { return NULL; }
  return eat(parser, ')') ? body : fail(parser, REGEXP_ERROR_UNTERMINATED_GROUP);
}

static Node *parse_capture(Parser *parser, bool is_named) {
  if (parser->capture_count > REGEXP_MAX_CAPTURES) { return fail(parser, REGEXP_ERROR_TOO_MANY_CAPTURES); }
  uint32_t index = parser->capture_count++;
  GroupName *name = NULL;
  if (is_named && !(name = declare_name(parser, index))) { return NULL; }
  Node *node = parser_node(parser, NODE_CAPTURE);
  if (!node) { return NULL; }
  node->value = index;
  node->child = parse_group_body(parser);
  return node->child && (!name || close_name(parser, name)) ? node : NULL;
}

static Node *parse_look(Parser *parser, bool is_behind) {
  bool is_negated = parser_unit(parser, 0) == '!';
  parser->position++;
  Node *node = parser_node(parser, NODE_LOOK);
  if (!node) { return NULL; }
  node->is_behind = is_behind;
  node->is_negated = is_negated;
  node->first_capture = parser->capture_count;
  node->child = parse_group_body(parser);
  node->last_capture = parser->capture_count;
  return node->child ? node : NULL;
}

/* At '('. */
static Node *parse_group(Parser *parser) {
  parser->position++;
  if (!eat(parser, '?')) { return parse_capture(parser, false); }
  uint32_t unit = parser_unit(parser, 0), next = parser_unit(parser, 1);
  if (unit == '=' || unit == '!') { return parse_look(parser, false); }
  if (unit == '<') {
    parser->position++;
    return next == '=' || next == '!' ? parse_look(parser, true) : parse_capture(parser, true);
  }
  uint32_t flags = parser->flags;
  if (!parse_modifiers(parser)) { return NULL; }
  Node *body = parse_group_body(parser);
  parser->flags = flags;
  return body;
}

/* --- Escapes outside of classes --- */

/* After '\': a decimal number that names a group, else nothing is taken and 0 returned. */
static uint32_t parse_reference_index(Parser *parser) {
  uint32_t start = parser->position;
  uint32_t value = parse_decimal(parser);
  if (value < parser->capture_total) { return value; }
  parser->position = start;
  return 0;
}

static Node *make_reference(Parser *parser) {
  Node *node = parser_node(parser, NODE_BACKREF);
  if (node) {
    node->is_ignore_case = parser_ignores_case(parser);
    node->is_extended = parser->is_unicode;
  }
  return node;
}

/* After "\k". */
static Node *parse_named_reference(Parser *parser) {
  if (!eat(parser, '<')) { return fail(parser, REGEXP_ERROR_NAMED_REFERENCE); }
  Node *node = make_reference(parser);
  if (!node || !parse_group_name(parser, &node->name, &node->name_length)) { return NULL; }
  if (parser->reference_count == parser->reference_capacity) {
    uint32_t capacity = parser->reference_capacity ? parser->reference_capacity * 2 : 4;
    Node **references = regexp_arena_alloc(parser->arena, capacity * sizeof(Node *));
    if (!references) { return fail(parser, REGEXP_ERROR_OUT_OF_MEMORY); }
    for (uint32_t i = 0; i < parser->reference_count; i++) { references[i] = parser->references[i]; }
    parser->references = references;
    parser->reference_capacity = capacity;
  }
  parser->references[parser->reference_count++] = node;
  return node;
}

/* At a backslash. *is_assertion: \b and \B take no quantifier. */
static Node *parse_escape(Parser *parser, bool *is_assertion) {
  uint32_t next = parser_unit(parser, 1);
  if (next == PARSER_END) { return fail(parser, REGEXP_ERROR_ESCAPE_AT_END); }
  if (next == 'b' || next == 'B') {
    parser->position += 2;
    Node *node = parser_node(parser, NODE_WORD);
    if (node) {
      node->is_negated = next == 'B';
      node->is_extended = parser->is_unicode && parser_ignores_case(parser);
    }
    *is_assertion = true;
    return node;
  }
  if (next - '1' < 9) {
    parser->position++;
    uint32_t index = parse_reference_index(parser);
    if (index) {
      Node *node = make_reference(parser);
      if (node) { node->value = index; }
      return node;
    }
    parser->position--;
    if (parser->is_unicode) { return fail(parser, REGEXP_ERROR_ESCAPE); }
    if (next >= '8') {
      parser->position += 2;
      return parser_make_char(parser, next);
    }
  } else if (next == 'k' && (parser->is_unicode || parser->has_names)) {
    parser->position += 2;
    return parse_named_reference(parser);
  }
  Node *class = parser_class_escape(parser);
  if (class || parser->error->id != REGEXP_ERROR_NONE) { return class; }
  uint32_t character;
  return parser_character_escape(parser, false, &character) ? parser_make_char(parser, character) : NULL;
}

/* --- Terms --- */

/* Whether a lookahead or lookbehind begins at the '('. */
static bool begins_look(const Parser *parser) {
  if (parser_unit(parser, 1) != '?') { return false; }
  uint32_t sign = parser_unit(parser, parser_unit(parser, 2) == '<' ? 3 : 2);
  return sign == '=' || sign == '!';
}

static Node *parse_term(Parser *parser) {
  uint32_t captures = parser->capture_count;
  uint32_t unit = parser_unit(parser, 0);
  uint32_t min, max;
  bool is_assertion = false, is_look;
  Node *atom;
  switch (unit) {
    case '*':
    case '+':
    case '?': return fail(parser, REGEXP_ERROR_NOTHING_TO_REPEAT);
    case '^':
    case '$':
      parser->position++;
      atom = parser_node(parser, unit == '^' ? NODE_START : NODE_END);
      if (atom) { atom->is_multiline = (parser->flags & REGEXP_MULTILINE) != 0; }
      return atom;
    case '(':
      if (++parser->depth > REGEXP_MAX_DEPTH) { return fail(parser, REGEXP_ERROR_TOO_LARGE); }
      is_look = begins_look(parser);
      atom = parse_group(parser);
      parser->depth--;
      if (is_look && atom && (atom->is_behind || parser->is_unicode)) {
        Node *quantified = parse_quantifier(parser, atom, captures);
        return quantified == atom || !quantified ? quantified : fail(parser, REGEXP_ERROR_QUANTIFIER);
      }
      break;
    case '.':
      parser->position++;
      atom = make_dot(parser);
      break;
    case '[': atom = parser_class(parser); break;
    case '\\': atom = parse_escape(parser, &is_assertion); break;
    case '{':
      if (parse_interval(parser, &min, &max)) { return fail(parser, REGEXP_ERROR_NOTHING_TO_REPEAT); }
      __attribute__((fallthrough));
    case '}':
    case ']':
      if (parser->is_unicode) { return fail(parser, REGEXP_ERROR_LONE_BRACKETS); }
      __attribute__((fallthrough));
    default: atom = parser_make_char(parser, parser_take(parser)); break;
  }
  return atom && !is_assertion ? parse_quantifier(parser, atom, captures) : atom;
}

static Node *parse_alternative(Parser *parser) {
  Node *sequence = parser_node(parser, NODE_SEQUENCE);
  if (!sequence) { return NULL; }
  for (;;) {
    uint32_t unit = parser_unit(parser, 0);
    if (unit == PARSER_END || unit == '|' || unit == ')') { break; }
    Node *term = parse_term(parser);
    if (!term || !parser_push(parser, sequence, term)) { return NULL; }
  }
  if (sequence->count == 0) { sequence->kind = NODE_EMPTY; }
  return sequence->count == 1 ? sequence->items[0] : sequence;
}

static Node *parse_disjunction(Parser *parser) {
  Alternative *outer = parser->path;
  Alternative *path = regexp_arena_alloc(parser->arena, sizeof(Alternative));
  if (!path) { return fail(parser, REGEXP_ERROR_OUT_OF_MEMORY); }
  *path = (Alternative){outer, parser->disjunction_count++, 0};
  parser->path = path;
  Node *first = parse_alternative(parser);
  Node *choice = NULL;
  while (first && eat(parser, '|')) {
    Alternative *next = regexp_arena_alloc(parser->arena, sizeof(Alternative));
    if (!choice) {
      choice = parser_node(parser, NODE_CHOICE);
      if (!choice || !parser_push(parser, choice, first)) { return NULL; }
    }
    if (!next) { return fail(parser, REGEXP_ERROR_OUT_OF_MEMORY); }
    *next = (Alternative){outer, path->disjunction, choice->count};
    parser->path = next;
    Node *item = parse_alternative(parser);
    if (!item || !parser_push(parser, choice, item)) { return NULL; }
  }
  parser->path = outer;
  return choice ? choice : first;
}

/* Every \k<name> gets the indices of the groups of that name. */
static bool resolve_references(Parser *parser) {
  for (uint32_t i = 0; i < parser->reference_count; i++) {
    Node *node = parser->references[i];
    uint32_t count = 0;
    for (const GroupName *name = parser->names; name; name = name->next) {
      count += is_same_name(name->units, name->length, node->name, node->name_length);
    }
    if (count == 0) { return parser_fail(parser, REGEXP_ERROR_NAMED_CAPTURE); }
    node->indices = regexp_arena_alloc(parser->arena, count * sizeof(uint32_t));
    if (!node->indices) { return parser_fail(parser, REGEXP_ERROR_OUT_OF_MEMORY); }
    for (const GroupName *name = parser->names; name; name = name->next) {
      if (is_same_name(name->units, name->length, node->name, node->name_length)) {
        node->indices[node->index_count++] = name->index;
      }
    }
  }
  return true;
}

bool regexp_parse(Arena *arena, RegexpText pattern, uint32_t flags, const RegexpProperties *properties, Tree *tree,
                  RegexpError *error) {
  Parser parser = {
      .arena = arena,
      .pattern = pattern,
      .flags = flags,
      .is_unicode = regexp_is_unicode(flags),
      .is_sets = (flags & REGEXP_UNICODE_SETS) != 0,
      .capture_count = 1,
      .properties = properties,
      .error = error,
  };
  *error = (RegexpError){REGEXP_ERROR_NONE, 0};
  parser.names_end = &parser.names;
  scan_groups(&parser);
  Node *root = parse_disjunction(&parser);
  if (root && parser_unit(&parser, 0) == ')') { root = fail(&parser, REGEXP_ERROR_UNMATCHED_PAREN); }
  if (!root || !resolve_references(&parser)) { return false; }
  if (arena->is_exhausted) { return parser_fail(&parser, REGEXP_ERROR_OUT_OF_MEMORY); }
  *tree = (Tree){root, parser.capture_count, parser.names, flags};
  return true;
}
