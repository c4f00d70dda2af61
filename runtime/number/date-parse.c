/* Date.parse: the ISO format of ES 21.4.1.32 and, for whatever is not quite that, the lenient grammar of V8, which
 * programs rely on ("Jan 1 2020 10:00 GMT+0200", "2020/01/02", "1 January 2020 (a comment) 3:00 PM").
 *
 * The text is cut into numbers, words, signs, white space and other characters; text in parentheses is skipped. A text
 * is ISO as far as it goes; from the first token that does not fit, the lenient rules continue with what was read:
 *   - a number before ':' is a part of the time, as is the number after; a number before '.' in the place of seconds is
 *     followed by a fraction; any other number is a part of the date, three at most;
 *   - a word is known by its first three letters: months (however long), AM and PM after a time, zones after a number;
 *     other words are allowed only before the first number;
 *   - a sign after a time or after UTC begins an offset: h, hh, hmm, hhmm or hh:mm.
 * Once "T" has followed an ISO date, only the ISO format is accepted.
 */
#include "number/date.h"
#include "number/math.h"

enum { PARSE_NONE = INT32_MAX, PARSE_MAX_DIGITS = 9 };

typedef enum TokenKind {
  TOKEN_END,
  TOKEN_NUMBER,
  TOKEN_SYMBOL, /* : - + . ) */
  TOKEN_SPACE,
  TOKEN_OTHER,
  TOKEN_INVALID,
  TOKEN_MONTH, /* words from here on */
  TOKEN_AM_PM,
  TOKEN_ZONE,
  TOKEN_T,
  TOKEN_WORD
} TokenKind;

typedef struct Token {
  TokenKind kind;
  int length; /* characters */
  int value;  /* of a number or word; the symbol */
} Token;

typedef struct Keyword {
  char letters[3];
  uint8_t kind;
  int8_t value;
} Keyword;

static const Keyword keywords[] = {
    {{'j', 'a', 'n'}, TOKEN_MONTH, 1},  {{'f', 'e', 'b'}, TOKEN_MONTH, 2},  {{'m', 'a', 'r'}, TOKEN_MONTH, 3},
    {{'a', 'p', 'r'}, TOKEN_MONTH, 4},  {{'m', 'a', 'y'}, TOKEN_MONTH, 5},  {{'j', 'u', 'n'}, TOKEN_MONTH, 6},
    {{'j', 'u', 'l'}, TOKEN_MONTH, 7},  {{'a', 'u', 'g'}, TOKEN_MONTH, 8},  {{'s', 'e', 'p'}, TOKEN_MONTH, 9},
    {{'o', 'c', 't'}, TOKEN_MONTH, 10}, {{'n', 'o', 'v'}, TOKEN_MONTH, 11}, {{'d', 'e', 'c'}, TOKEN_MONTH, 12},
    {{'a', 'm', 0}, TOKEN_AM_PM, 0},    {{'p', 'm', 0}, TOKEN_AM_PM, 12},   {{'u', 't', 0}, TOKEN_ZONE, 0},
    {{'u', 't', 'c'}, TOKEN_ZONE, 0},   {{'z', 0, 0}, TOKEN_ZONE, 0},       {{'g', 'm', 't'}, TOKEN_ZONE, 0},
    {{'c', 'd', 't'}, TOKEN_ZONE, -5},  {{'c', 's', 't'}, TOKEN_ZONE, -6},  {{'e', 'd', 't'}, TOKEN_ZONE, -4},
    {{'e', 's', 't'}, TOKEN_ZONE, -5},  {{'m', 'd', 't'}, TOKEN_ZONE, -6},  {{'m', 's', 't'}, TOKEN_ZONE, -7},
    {{'p', 'd', 't'}, TOKEN_ZONE, -7},  {{'p', 's', 't'}, TOKEN_ZONE, -8},  {{'t', 0, 0}, TOKEN_T, 0},
};

typedef struct Parser {
  NumChars text;
  size_t at;
  Token next;
  int day_parts[3], day_count; /* in the order of the text */
  int named_month;
  int time_parts[4], time_count;
  int hour_offset; /* of AM or PM */
  int zone_sign, zone_hour, zone_minute;
  bool is_iso;
} Parser;

/* ---- tokens ---- */

/* The current character; 0 at the end, and a NUL ends the text. */
static uint32_t parse_char(const Parser *p) { return p->at < p->text.length ? num_char_at(p->text, p->at) : 0; }

static bool parse_is_digit(uint32_t c) { return c - '0' < 10; }

static Token parse_word(Parser *p) {
  char prefix[3] = {0, 0, 0};
  int length = 0;
  for (uint32_t c; (c = parse_char(p)) >= 'A'; p->at++, length++)
    if (length < 3) prefix[length] = c - 'A' < 26 ? (char)(c + 32) : c < 0x80 ? (char)c : 1;
  for (size_t i = 0; i < sizeof keywords / sizeof keywords[0]; i++) {
    const Keyword *k = &keywords[i];
    bool is_equal = prefix[0] == k->letters[0] && prefix[1] == k->letters[1] && prefix[2] == k->letters[2];
    if (is_equal && (length <= 3 || k->kind == TOKEN_MONTH)) return (Token){(TokenKind)k->kind, length, k->value};
  }
  return (Token){TOKEN_WORD, length, 0};
}

static Token parse_scan(Parser *p) {
  uint32_t c = parse_char(p);
  if (c == 0) return (Token){TOKEN_END, 0, 0};
  if (parse_is_digit(c)) {
    Token number = {TOKEN_NUMBER, 0, 0};
    for (; parse_is_digit(c = parse_char(p)); p->at++, number.length++)
      if (number.length < PARSE_MAX_DIGITS) number.value = number.value * 10 + (int)(c - '0');
    return number;
  }
  if (c >= 'A') return parse_word(p);
  if (c == '(') {
    int depth = 0;
    do {
      c = parse_char(p);
      depth += (c == '(') - (c == ')');
      p->at++;
    } while (depth > 0 && parse_char(p));
    return (Token){TOKEN_OTHER, 1, 0};
  }
  p->at++;
  if (c == ':' || c == '-' || c == '+' || c == '.' || c == ')') return (Token){TOKEN_SYMBOL, 1, (int)c};
  return (Token){num_is_space(c) ? TOKEN_SPACE : TOKEN_OTHER, 1, 0};
}

static Token parse_next(Parser *p) {
  Token token = p->next;
  p->next = parse_scan(p);
  return token;
}

static bool token_is_symbol(Token t, char symbol) { return t.kind == TOKEN_SYMBOL && t.value == symbol; }
static bool token_is_sign(Token t) { return token_is_symbol(t, '-') || token_is_symbol(t, '+'); }
static bool token_is_z(Token t) { return t.kind == TOKEN_ZONE && t.length == 1; }

static bool parse_skip(Parser *p, char symbol) {
  if (!token_is_symbol(p->next, symbol)) return false;
  parse_next(p);
  return true;
}

/* Whether the next token is a number of so many digits between the limits. */
static bool parse_sees(const Parser *p, int digits, int low, int high) {
  return p->next.kind == TOKEN_NUMBER && p->next.length == digits && p->next.value >= low && p->next.value <= high;
}

/* The first three digits of a fraction. */
static int parse_milliseconds(Token t) {
  int value = t.value;
  int length = t.length < PARSE_MAX_DIGITS ? t.length : PARSE_MAX_DIGITS;
  for (; length < 3; length++) value *= 10;
  for (; length > 3; length--) value /= 10;
  return value;
}

/* ---- what has been read ---- */

static bool parse_add_day(Parser *p, int value) {
  if (p->day_count == 3) return false;
  p->day_parts[p->day_count++] = value;
  return true;
}

static bool parse_add_time(Parser *p, int value) {
  if (p->time_count == 4) return false;
  p->time_parts[p->time_count++] = value;
  return true;
}

static void parse_finish_time(Parser *p, int value) {
  parse_add_time(p, value);
  while (p->time_count < 4) p->time_parts[p->time_count++] = 0;
}

static bool parse_expects_time(const Parser *p, int value) {
  return ((p->time_count == 1 || p->time_count == 2) && value <= 59) || (p->time_count == 3 && value <= 999);
}

static void parse_set_zone(Parser *p, int hours) {
  p->zone_sign = hours < 0 ? -1 : 1;
  p->zone_hour = hours < 0 ? -hours : hours;
  p->zone_minute = 0;
}

/* ---- ISO ---- */

static const Token token_end = {TOKEN_END, 0, 0}, token_invalid = {TOKEN_INVALID, 0, 0};

/* Returns the first token that is left to the lenient rules, END if all was read, INVALID if the text is neither. */
static Token parse_iso(Parser *p) {
  if (token_is_sign(p->next)) {
    Token sign = parse_next(p);
    if (p->next.kind != TOKEN_NUMBER || p->next.length != 6) return sign;
    bool is_negative = sign.value == '-';
    int year = parse_next(p).value;
    if (is_negative && year == 0) return sign;
    parse_add_day(p, is_negative ? -year : year);
  } else if (p->next.kind == TOKEN_NUMBER && p->next.length == 4) {
    parse_add_day(p, parse_next(p).value);
  } else {
    return parse_next(p);
  }
  if (parse_skip(p, '-')) {
    if (!parse_sees(p, 2, 1, 12)) return parse_next(p);
    parse_add_day(p, parse_next(p).value);
    if (parse_skip(p, '-')) {
      if (!parse_sees(p, 2, 1, 31)) return parse_next(p);
      parse_add_day(p, parse_next(p).value);
    }
  }
  if (p->next.kind != TOKEN_T) {
    if (p->next.kind != TOKEN_END) return parse_next(p);
  } else {
    parse_next(p);
    if (!parse_sees(p, 2, 0, 24)) return token_invalid;
    int hour = parse_next(p).value;
    int limit = hour == 24 ? 0 : 59; /* 24:00 is the end of the day */
    parse_add_time(p, hour);
    if (!parse_skip(p, ':') || !parse_sees(p, 2, 0, limit)) return token_invalid;
    parse_add_time(p, parse_next(p).value);
    if (parse_skip(p, ':')) {
      if (!parse_sees(p, 2, 0, limit)) return token_invalid;
      parse_add_time(p, parse_next(p).value);
      if (parse_skip(p, '.')) {
        if (p->next.kind != TOKEN_NUMBER || (hour == 24 && p->next.value > 0)) return token_invalid;
        parse_add_time(p, parse_milliseconds(parse_next(p)));
      }
    }
    if (token_is_z(p->next)) {
      parse_next(p);
      parse_set_zone(p, 0);
    } else if (token_is_sign(p->next)) {
      p->zone_sign = parse_next(p).value == '+' ? 1 : -1;
      if (p->next.kind == TOKEN_NUMBER && p->next.length == 4) {
        int both = parse_next(p).value;
        p->zone_hour = both / 100;
        p->zone_minute = both % 100;
        if (p->zone_hour > 23 || p->zone_minute > 59) return token_invalid;
      } else {
        if (!parse_sees(p, 2, 0, 23)) return token_invalid;
        p->zone_hour = parse_next(p).value;
        if (!parse_skip(p, ':') || !parse_sees(p, 2, 0, 59)) return token_invalid;
        p->zone_minute = parse_next(p).value;
      }
    }
    if (p->next.kind != TOKEN_END) return token_invalid;
  }
  /* A date alone is UTC, with a time it is local. */
  if (p->zone_hour == PARSE_NONE && p->time_count == 0) parse_set_zone(p, 0);
  p->is_iso = true;
  return token_end;
}

/* ---- the lenient rules ---- */

static bool parse_number(Parser *p, int n) {
  if (parse_skip(p, ':')) {
    if (parse_skip(p, ':')) { /* h::s */
      if (p->time_count) return false;
      parse_add_time(p, n);
      parse_add_time(p, 0);
      return true;
    }
    if (!parse_add_time(p, n)) return false;
    parse_skip(p, '.');
    return true;
  }
  if (parse_skip(p, '.') && parse_expects_time(p, n)) {
    parse_add_time(p, n);
    if (p->next.kind != TOKEN_NUMBER) return false;
    parse_finish_time(p, parse_milliseconds(parse_next(p)));
    return true;
  }
  if (p->zone_hour != PARSE_NONE && p->zone_minute == PARSE_NONE && n <= 59) {
    p->zone_minute = n;
    return true;
  }
  if (parse_expects_time(p, n)) {
    parse_finish_time(p, n);
    Token next = p->next;
    return next.kind == TOKEN_END || next.kind == TOKEN_SPACE || token_is_z(next) || token_is_sign(next);
  }
  if (!parse_add_day(p, n)) return false;
  parse_skip(p, '-');
  return true;
}

static bool parse_offset(Parser *p, int sign) {
  p->zone_sign = sign;
  Token number = {TOKEN_NUMBER, 0, 0};
  if (p->next.kind == TOKEN_NUMBER) number = parse_next(p);
  if (token_is_symbol(p->next, ':')) {
    p->zone_hour = number.value;
    p->zone_minute = PARSE_NONE; /* the next number */
  } else if (number.length == 1 || number.length == 2) {
    p->zone_hour = number.value;
    p->zone_minute = 0;
  } else if (number.length == 3 || number.length == 4) {
    p->zone_hour = number.value / 100;
    p->zone_minute = number.value % 100;
  } else {
    return false;
  }
  return true;
}

static bool parse_lenient(Parser *p, Token token) {
  bool has_number = p->day_count > 0;
  for (; token.kind != TOKEN_END; token = parse_next(p)) {
    if (token.kind == TOKEN_NUMBER) {
      has_number = true;
      if (!parse_number(p, token.value)) return false;
    } else if (token.kind >= TOKEN_MONTH) {
      if (token.kind == TOKEN_AM_PM && p->time_count) {
        p->hour_offset = token.value;
      } else if (token.kind == TOKEN_MONTH) {
        p->named_month = token.value;
        parse_skip(p, '-');
      } else if (token.kind == TOKEN_ZONE && has_number) {
        parse_set_zone(p, token.value);
      } else if (has_number || p->next.kind == TOKEN_NUMBER) {
        return false;
      }
    } else if (token_is_sign(token) && (p->time_count || (p->zone_hour == 0 && p->zone_minute == 0))) {
      has_number = true;
      if (!parse_offset(p, token.value == '-' ? -1 : 1)) return false;
    } else if ((token_is_sign(token) || token_is_symbol(token, ')')) && has_number) {
      return false;
    }
  }
  return true;
}

/* ---- the result ---- */

static bool parse_is_day(int value) { return value >= 1 && value <= 31; }

/* Which number is the year: with a named month the one that cannot be a day, else the first if it cannot, else the
 * last. A missing year is 2001, as V8 has it. */
static double parse_day(Parser *p) {
  if (p->day_count == 0) return math_nan();
  while (p->day_count < 3) p->day_parts[p->day_count++] = 1;
  const int *part = p->day_parts;
  int year, month, day;
  if (p->named_month != PARSE_NONE) {
    month = p->named_month;
    bool is_year_first = !parse_is_day(part[0]);
    year = is_year_first ? part[0] : part[1];
    day = is_year_first ? part[1] : part[0];
  } else if (p->is_iso || !parse_is_day(part[0])) {
    year = part[0];
    month = part[1];
    day = part[2];
  } else {
    month = part[0];
    day = part[1];
    year = part[2];
  }
  if (!p->is_iso) {
    if (year >= 0 && year <= 49) year += 2000;
    else if (year >= 50 && year <= 99) year += 1900;
  }
  if (month < 1 || month > 12 || !parse_is_day(day)) return math_nan();
  return date_make_day(year, month - 1, day);
}

static double parse_time(Parser *p) {
  while (p->time_count < 4) p->time_parts[p->time_count++] = 0;
  int hour = p->time_parts[0], minute = p->time_parts[1], second = p->time_parts[2], ms = p->time_parts[3];
  if (p->hour_offset != PARSE_NONE) {
    if (hour > 12) return math_nan();
    hour = hour % 12 + p->hour_offset;
  }
  bool is_day_end = hour == 24 && minute == 0 && second == 0 && ms == 0;
  if (!is_day_end && (hour > 23 || minute > 59 || second > 59 || ms > 999)) return math_nan();
  return date_make_time(hour, minute, second, ms);
}

double date_parse(NumChars text, const DateZone *zone) {
  Parser parser = {.text = text,
                   .named_month = PARSE_NONE,
                   .hour_offset = PARSE_NONE,
                   .zone_sign = PARSE_NONE,
                   .zone_hour = PARSE_NONE,
                   .zone_minute = PARSE_NONE};
  Parser *p = &parser;
  p->next = parse_scan(p);
  Token rest = parse_iso(p);
  if (rest.kind == TOKEN_INVALID || !parse_lenient(p, rest)) return math_nan();
  double date = date_make_date(parse_day(p), parse_time(p));
  if (math_is_nan(date)) return date;
  if (p->zone_sign == PARSE_NONE) return date_time_clip(date_utc_from_local(zone, date));
  double hours = p->zone_hour == PARSE_NONE ? 0 : p->zone_hour;
  double minutes = p->zone_minute == PARSE_NONE ? 0 : p->zone_minute;
  double seconds = hours * 3600 + minutes * 60;
  if (seconds > INT32_MAX) return math_nan();
  return date_time_clip(date - p->zone_sign * seconds * 1000);
}
