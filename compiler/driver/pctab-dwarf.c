/*
 * pctab-dwarf.c: takes positions, functions and inlined calls out of DWARF 4 and 5 (32-bit format).
 *
 * Of each compile unit two things are used: the line program (DWARF 5, 6.2), a little byte-coded machine that yields
 * rows of address, line and column; and the tree of entries (chapter 2), in which DW_TAG_subprogram and
 * DW_TAG_inlined_subroutine say which addresses belong to which function. What an inlined copy is called is told by
 * the entry that its DW_AT_abstract_origin refers to.
 *
 * The sections come relocated from the linker. Dropped code has address 0 there, and is passed over. Every read is
 * checked against its section; damage ends in an error naming section and offset.
 */
#include "../../runtime/error/pctab-format.h"
#include "pctab-internal.h"

#include <inttypes.h>

/* DWARF constants, as far as they are used (DWARF 5, chapter 7). */
enum { TAG_COMPILE_UNIT = 0x11, TAG_INLINED_SUBROUTINE = 0x1d, TAG_SUBPROGRAM = 0x2e, TAG_VARIABLE = 0x34 };
enum {
  AT_LOCATION = 0x02,
  AT_NAME = 0x03,
  AT_STMT_LIST = 0x10,
  AT_LOW_PC = 0x11,
  AT_HIGH_PC = 0x12,
  AT_ABSTRACT_ORIGIN = 0x31,
  AT_ARTIFICIAL = 0x34,
  AT_DECL_FILE = 0x3a,
  AT_SPECIFICATION = 0x47,
  AT_RANGES = 0x55,
  AT_CALL_COLUMN = 0x57,
  AT_CALL_FILE = 0x58,
  AT_CALL_LINE = 0x59,
  AT_LINKAGE_NAME = 0x6e,
  AT_STR_OFFSETS_BASE = 0x72,
  AT_ADDR_BASE = 0x73,
  AT_RNGLISTS_BASE = 0x74,
};
enum {
  FORM_ADDR = 0x01,
  FORM_BLOCK2 = 0x03,
  FORM_BLOCK4,
  FORM_DATA2,
  FORM_DATA4,
  FORM_DATA8,
  FORM_STRING,
  FORM_BLOCK,
  FORM_BLOCK1,
  FORM_DATA1,
  FORM_FLAG,
  FORM_SDATA,
  FORM_STRP,
  FORM_UDATA,
  FORM_REF_ADDR,
  FORM_REF1,
  FORM_REF2,
  FORM_REF4,
  FORM_REF8,
  FORM_REF_UDATA,
  FORM_INDIRECT,
  FORM_SEC_OFFSET,
  FORM_EXPRLOC,
  FORM_FLAG_PRESENT,
  FORM_STRX,
  FORM_ADDRX,
  FORM_REF_SUP4,
  FORM_STRP_SUP,
  FORM_DATA16,
  FORM_LINE_STRP,
  FORM_REF_SIG8,
  FORM_IMPLICIT_CONST,
  FORM_LOCLISTX,
  FORM_RNGLISTX,
  FORM_REF_SUP8,
  FORM_STRX1,
  FORM_STRX2,
  FORM_STRX3,
  FORM_STRX4,
  FORM_ADDRX1,
  FORM_ADDRX2,
  FORM_ADDRX3,
  FORM_ADDRX4,
};
enum { LNCT_PATH = 1, LNCT_DIRECTORY_INDEX = 2 };

typedef enum SectionKind {
  DEBUG_INFO,
  DEBUG_ABBREV,
  DEBUG_LINE,
  DEBUG_STR,
  DEBUG_LINE_STR,
  DEBUG_STR_OFFSETS,
  DEBUG_ADDR,
  DEBUG_RNGLISTS,
  DEBUG_RANGES,
  SECTION_KINDS,
} SectionKind;
static const char *const section_names[SECTION_KINDS] = {
    ".debug_info",        ".debug_abbrev", ".debug_line",     ".debug_str",    ".debug_line_str",
    ".debug_str_offsets", ".debug_addr",   ".debug_rnglists", ".debug_ranges",
};

typedef struct DebugSection {
  const uint8_t *bytes;
  uint64_t size;
} DebugSection;

typedef struct Dwarf {
  Pctab *t;
  Arena *arena;
  const char *input;
  DebugSection sections[SECTION_KINDS];
  bool failed;
} Dwarf;

/* ---- reading within bounds: after an error, everything reads as 0 ---- */

typedef struct Cursor {
  Dwarf *d;
  SectionKind section;
  uint64_t at, end;
} Cursor;

static bool fail(Dwarf *d, SectionKind section, uint64_t at, const char *what) {
  if (!d->failed)
    d->t->error =
        arena_format(d->arena, "%s: %s in %s (at offset 0x%" PRIx64 ")", d->input, what, section_names[section], at);
  d->failed = true;
  return false;
}

static Cursor cursor_at(Dwarf *d, SectionKind section, uint64_t at) {
  uint64_t size = d->sections[section].size;
  if (at > size) fail(d, section, at, "offset out of range");
  return (Cursor){d, section, at > size ? size : at, size};
}

static bool has(Cursor *c, uint64_t n) {
  if (n <= c->end - c->at) return true;
  c->at = c->end;
  return fail(c->d, c->section, c->at, "data ends early");
}

static uint64_t read_fixed(Cursor *c, unsigned n) {
  if (!has(c, n)) return 0;
  const uint8_t *p = c->d->sections[c->section].bytes + c->at;
  uint64_t value = 0;
  for (unsigned i = 0; i < n; i++) value |= (uint64_t)p[i] << 8 * i;
  c->at += n;
  return value;
}

static uint64_t read_leb(Cursor *c, bool is_signed) {
  uint64_t value = 0;
  unsigned shift = 0;
  uint8_t byte;
  do {
    if (!has(c, 1)) return 0;
    byte = c->d->sections[c->section].bytes[c->at++];
    if (shift < 64) value |= (uint64_t)(byte & 127) << shift;
    shift += 7;
  } while (byte & 128);
  if (is_signed && shift < 64 && (byte & 64)) value |= ~0ull << shift;
  return value;
}
static uint64_t read_uleb(Cursor *c) { return read_leb(c, false); }
static int64_t read_sleb(Cursor *c) { return (int64_t)read_leb(c, true); }

static void skip(Cursor *c, uint64_t n) {
  if (has(c, n)) c->at += n;
}

static const char *read_string(Cursor *c) {
  const char *s = (const char *)c->d->sections[c->section].bytes + c->at;
  const char *nul = c->at < c->end ? memchr(s, 0, c->end - c->at) : NULL;
  if (!nul) {
    fail(c->d, c->section, c->at, "string is not terminated");
    c->at = c->end;
    return "";
  }
  c->at += (uint64_t)(nul - s) + 1;
  return s;
}

static const char *string_at(Dwarf *d, SectionKind section, uint64_t offset) {
  Cursor c = cursor_at(d, section, offset);
  return read_string(&c);
}

static uint64_t fixed_at(Dwarf *d, SectionKind section, uint64_t offset, unsigned n) {
  Cursor c = cursor_at(d, section, offset);
  return read_fixed(&c, n);
}

/* ---- units, abbreviations, attributes ---- */

typedef struct Abbrev {
  uint64_t code, tag;
  bool has_children;
  uint64_t attributes; /* offset in .debug_abbrev */
} Abbrev;

typedef struct Unit {
  Dwarf *d;
  uint64_t start, end; /* in .debug_info */
  unsigned version, address_size;
  ARRAY(Abbrev) abbrevs;
  uint64_t str_offsets_base, addr_base, rnglists_base, base_address;
  ARRAY(const char *) files; /* by DWARF's number */
} Unit;

/* What an attribute's value turned out to be. */
typedef struct Value {
  enum {
    VALUE_NONE,
    VALUE_NUMBER,
    VALUE_ADDRESS,
    VALUE_STRING,
    VALUE_REFERENCE,
    VALUE_RANGE_INDEX,
    VALUE_OFFSET,
    VALUE_BLOCK
  } kind;
  uint64_t number;
  const char *string;
} Value;

typedef struct Entry {
  uint64_t tag, next; /* tag 0: end of a list of children */
  bool has_children;
  Value name, linkage_name, low, high, ranges, origin, stmt_list, location;
  uint64_t decl_file, call_line, call_column;
  bool has_decl_file, is_artificial;
} Entry;

static const Abbrev *find_abbrev(const Unit *u, uint64_t code) {
  if (code && code <= u->abbrevs.count && u->abbrevs.items[code - 1].code == code) return &u->abbrevs.items[code - 1];
  for (uint32_t i = 0; i < u->abbrevs.count; i++)
    if (u->abbrevs.items[i].code == code) return &u->abbrevs.items[i];
  return NULL;
}

static void read_abbrevs(Unit *u, uint64_t offset) {
  Cursor c = cursor_at(u->d, DEBUG_ABBREV, offset);
  for (uint64_t code; !u->d->failed && (code = read_uleb(&c)) != 0;) {
    Abbrev a = {.code = code, .tag = read_uleb(&c)};
    a.has_children = read_fixed(&c, 1);
    a.attributes = c.at;
    for (;;) {
      uint64_t name = read_uleb(&c), form = read_uleb(&c);
      if (form == FORM_IMPLICIT_CONST) read_sleb(&c);
      if (u->d->failed || (!name && !form)) break;
    }
    ARRAY_PUSH(u->d->arena, &u->abbrevs, a);
  }
}

static Value number(uint64_t n) { return (Value){.kind = VALUE_NUMBER, .number = n}; }
static Value string(const char *s) { return (Value){.kind = VALUE_STRING, .string = s}; }

static Value indexed_string(Unit *u, uint64_t index) {
  uint64_t offset = fixed_at(u->d, DEBUG_STR_OFFSETS, u->str_offsets_base + index * 4, 4);
  return string(string_at(u->d, DEBUG_STR, offset));
}

static uint64_t indexed_address(Unit *u, uint64_t index) {
  return fixed_at(u->d, DEBUG_ADDR, u->addr_base + index * u->address_size, u->address_size);
}

/* `resolve`: the unit's bases are known, so that indices can be looked up. */
static Value read_value(Unit *u, Cursor *c, uint64_t form, bool resolve) {
  Value none = {0};
  switch (form) {
    case FORM_ADDR: return (Value){.kind = VALUE_ADDRESS, .number = read_fixed(c, u->address_size)};
    case FORM_ADDRX:
    case FORM_ADDRX1:
    case FORM_ADDRX2:
    case FORM_ADDRX3:
    case FORM_ADDRX4: {
      uint64_t index = form == FORM_ADDRX ? read_uleb(c) : read_fixed(c, (unsigned)(form - FORM_ADDRX1 + 1));
      return resolve ? (Value){.kind = VALUE_ADDRESS, .number = indexed_address(u, index)} : none;
    }
    case FORM_STRX:
    case FORM_STRX1:
    case FORM_STRX2:
    case FORM_STRX3:
    case FORM_STRX4: {
      uint64_t index = form == FORM_STRX ? read_uleb(c) : read_fixed(c, (unsigned)(form - FORM_STRX1 + 1));
      return resolve ? indexed_string(u, index) : none;
    }
    case FORM_STRING: return string(read_string(c));
    case FORM_STRP: return string(string_at(u->d, DEBUG_STR, read_fixed(c, 4)));
    case FORM_LINE_STRP: return string(string_at(u->d, DEBUG_LINE_STR, read_fixed(c, 4)));
    case FORM_DATA1:
    case FORM_FLAG: return number(read_fixed(c, 1));
    case FORM_DATA2: return number(read_fixed(c, 2));
    case FORM_DATA4: return number(read_fixed(c, 4));
    case FORM_DATA8: return number(read_fixed(c, 8));
    case FORM_SDATA: return number((uint64_t)read_sleb(c));
    case FORM_UDATA: return number(read_uleb(c));
    case FORM_FLAG_PRESENT: return number(1);
    case FORM_SEC_OFFSET: return (Value){.kind = VALUE_OFFSET, .number = read_fixed(c, 4)};
    case FORM_RNGLISTX: return (Value){.kind = VALUE_RANGE_INDEX, .number = read_uleb(c)};
    case FORM_REF_ADDR: return (Value){.kind = VALUE_REFERENCE, .number = read_fixed(c, 4)};
    case FORM_REF1:
    case FORM_REF2:
    case FORM_REF4:
    case FORM_REF8:
      return (Value){.kind = VALUE_REFERENCE, .number = u->start + read_fixed(c, 1u << (form - FORM_REF1))};
    case FORM_REF_UDATA: return (Value){.kind = VALUE_REFERENCE, .number = u->start + read_uleb(c)};
    case FORM_LOCLISTX: read_uleb(c); return none;
    case FORM_BLOCK1: skip(c, read_fixed(c, 1)); return none;
    case FORM_BLOCK2: skip(c, read_fixed(c, 2)); return none;
    case FORM_BLOCK4: skip(c, read_fixed(c, 4)); return none;
    case FORM_BLOCK:
    case FORM_EXPRLOC: {
      uint64_t length = read_uleb(c), at = c->at;
      skip(c, length);
      return (Value){.kind = VALUE_BLOCK, .number = at};
    }
    case FORM_DATA16: skip(c, 16); return none;
    case FORM_REF_SIG8:
    case FORM_REF_SUP8: skip(c, 8); return none;
    case FORM_REF_SUP4:
    case FORM_STRP_SUP: skip(c, 4); return none;
  }
  fail(u->d, c->section, c->at, "unknown form of an attribute");
  return none;
}

static void read_entry(Unit *u, uint64_t at, bool resolve, Entry *e) {
  *e = (Entry){0};
  Cursor c = cursor_at(u->d, DEBUG_INFO, at);
  if (c.end > u->end) c.end = u->end;
  uint64_t code = read_uleb(&c);
  e->next = c.at;
  if (!code) return;
  const Abbrev *a = find_abbrev(u, code);
  if (!a) {
    fail(u->d, DEBUG_INFO, at, "unknown abbreviation");
    return;
  }
  e->tag = a->tag;
  e->has_children = a->has_children;
  Cursor spec = cursor_at(u->d, DEBUG_ABBREV, a->attributes);
  while (!u->d->failed) {
    uint64_t name = read_uleb(&spec), form = read_uleb(&spec);
    if (!name && !form) break;
    Value v;
    if (form == FORM_IMPLICIT_CONST) {
      v = number((uint64_t)read_sleb(&spec));
    } else {
      if (form == FORM_INDIRECT) form = read_uleb(&c);
      v = read_value(u, &c, form, resolve);
    }
    switch (name) {
      case AT_LOCATION: e->location = v; break;
      case AT_NAME: e->name = v; break;
      case AT_LINKAGE_NAME: e->linkage_name = v; break;
      case AT_LOW_PC: e->low = v; break;
      case AT_HIGH_PC: e->high = v; break;
      case AT_RANGES: e->ranges = v; break;
      case AT_ABSTRACT_ORIGIN:
      case AT_SPECIFICATION: e->origin = v; break;
      case AT_STMT_LIST: e->stmt_list = v; break;
      case AT_CALL_LINE: e->call_line = v.number; break;
      case AT_CALL_COLUMN: e->call_column = v.number; break;
      case AT_ARTIFICIAL: e->is_artificial = v.number; break;
      case AT_DECL_FILE:
        e->decl_file = v.number;
        e->has_decl_file = true;
        break;
      case AT_STR_OFFSETS_BASE: u->str_offsets_base = v.number; break;
      case AT_ADDR_BASE: u->addr_base = v.number; break;
      case AT_RNGLISTS_BASE: u->rnglists_base = v.number; break;
    }
  }
  e->next = c.at;
}

/* ---- address ranges of an entry ---- */

static void add_range(Unit *u, uint64_t low, uint64_t high, uint32_t scope) {
  if (low && low < high) pctab_add_range(u->d->t, low, high, scope);
}

/* DWARF 4, 2.17.3: pairs relative to a base; all ones selects another base, two zeros end the list. */
static void old_ranges(Unit *u, uint64_t offset, uint32_t scope) {
  Cursor c = cursor_at(u->d, DEBUG_RANGES, offset);
  uint64_t base = u->base_address;
  while (!u->d->failed) {
    uint64_t low = read_fixed(&c, 8), high = read_fixed(&c, 8);
    if (!low && !high) break;
    if (low == UINT64_MAX) base = high;
    else if (high > low) add_range(u, base + low, base + high, scope); /* dropped code is [1, 1) */
  }
}

/* DWARF 5, 7.25. */
static void new_ranges(Unit *u, uint64_t offset, uint32_t scope) {
  Cursor c = cursor_at(u->d, DEBUG_RNGLISTS, offset);
  uint64_t base = u->base_address, low;
  while (!u->d->failed) {
    uint64_t kind = read_fixed(&c, 1);
    switch (kind) {
      case 0: /* end of list */ return;
      case 1: /* base_addressx */ base = indexed_address(u, read_uleb(&c)); break;
      case 2: /* startx_endx */
        low = indexed_address(u, read_uleb(&c));
        add_range(u, low, indexed_address(u, read_uleb(&c)), scope);
        break;
      case 3: /* startx_length */
        low = indexed_address(u, read_uleb(&c));
        add_range(u, low, low + read_uleb(&c), scope);
        break;
      case 4: /* offset_pair; of dropped code the base is 0 */
        low = read_uleb(&c);
        add_range(u, base ? base + low : 0, base + read_uleb(&c), scope);
        break;
      case 5: /* base_address */ base = read_fixed(&c, u->address_size); break;
      case 6: /* start_end */
        low = read_fixed(&c, u->address_size);
        add_range(u, low, read_fixed(&c, u->address_size), scope);
        break;
      case 7: /* start_length */
        low = read_fixed(&c, u->address_size);
        add_range(u, low, low + read_uleb(&c), scope);
        break;
      default: fail(u->d, DEBUG_RNGLISTS, c.at - 1, "unknown kind of range");
    }
  }
}

static bool has_addresses(const Entry *e) { return e->ranges.kind || e->low.kind == VALUE_ADDRESS; }

static void add_ranges(Unit *u, const Entry *e, uint32_t scope) {
  if (e->ranges.kind == VALUE_RANGE_INDEX) {
    uint64_t offset = fixed_at(u->d, DEBUG_RNGLISTS, u->rnglists_base + e->ranges.number * 4, 4);
    new_ranges(u, u->rnglists_base + offset, scope);
  } else if (e->ranges.kind) {
    if (u->version >= 5) new_ranges(u, e->ranges.number, scope);
    else old_ranges(u, e->ranges.number, scope);
  } else {
    uint64_t low = e->low.number, high = e->high.number;
    add_range(u, low, e->high.kind == VALUE_ADDRESS ? high : low + high, scope);
  }
}

/* ---- functions and inlined calls ---- */

/* What an entry says of a function, or the abstract entry that it is a copy of. */
typedef struct Named {
  const char *function, *file, *linkage;
  bool is_artificial;
} Named;

static Named name_of(Unit *u, const Entry *entry) {
  Named n = {.function = "", .file = "", .linkage = ""};
  Entry e = *entry;
  bool has_name = false, has_file = false, has_linkage = false;
  for (int depth = 0; depth < 8 && !u->d->failed; depth++) {
    if (!has_name && e.name.string) n.function = e.name.string, has_name = true;
    if (!has_linkage && e.linkage_name.string) n.linkage = e.linkage_name.string, has_linkage = true;
    if (!has_file && e.has_decl_file && e.decl_file < u->files.count && u->files.items[e.decl_file])
      n.file = u->files.items[e.decl_file], has_file = true;
    n.is_artificial |= e.is_artificial;
    if (e.origin.kind != VALUE_REFERENCE) break;
    uint64_t at = e.origin.number;
    if (at < u->start || at >= u->end) break; /* another unit: none of ours refers there */
    read_entry(u, at, true, &e);
  }
  return n;
}

/* The decimal number that codegen's debug.c hides in the linkage name; 0 for code that others compiled. Behind it may stand
 * the text of the line of a frame of the reference. */
static uint32_t description_of(const char *linkage) {
  uint32_t n = 0;
  for (; *linkage >= '0' && *linkage <= '9'; linkage++) n = n * 10 + (uint32_t)(*linkage - '0');
  return *linkage && *linkage != '\n' ? 0 : n;
}

/* The scope of a function or inlined call; 0 for artificial code, of which inlined calls only are kept, to lead the reader
 * on to where they stand. */
static uint32_t enter_function(Unit *u, const Entry *e, uint32_t around) {
  bool is_inlined = e->tag == TAG_INLINED_SUBROUTINE;
  Named n = name_of(u, e);
  if (n.is_artificial && (!is_inlined || !around)) return 0;
  const char *text = strchr(n.linkage, '\n');
  if (text) n.file = arena_format(u->d->arena, "%s%s", n.file, text);
  uint32_t scope = pctab_add_scope(u->d->t, n.function, strlen(n.function), n.file, strlen(n.file),
                                   is_inlined ? around : 0, (uint32_t)e->call_line, (uint32_t)e->call_column);
  pctab_describe_scope(u->d->t, scope, n.is_artificial ? PCTAB_FN_ARTIFICIAL : description_of(n.linkage));
  add_ranges(u, e, scope);
  return scope;
}

/* A variable `this` that lies at a place of the frame (DW_OP_fbreg): the function's receiver. */
static void note_receiver(Unit *u, const Entry *e, uint32_t scope) {
  enum { OP_FBREG = 0x91 };
  if (!scope || e->location.kind != VALUE_BLOCK) return;
  const char *name = name_of(u, e).function;
  Cursor c = cursor_at(u->d, DEBUG_INFO, e->location.number);
  if (strcmp(name, "this") || read_fixed(&c, 1) != OP_FBREG) return;
  int64_t offset = read_sleb(&c);
  if (offset < 0 && offset % 8 == 0) pctab_set_receiver(u->d->t, scope, (uint32_t)(-offset / 8));
}

static void read_tree(Unit *u, uint64_t at) {
  ARRAY(uint32_t) around = {0}; /* the scope around the children of each open entry */
  ARRAY_PUSH(u->d->arena, &around, 0u);
  while (at < u->end && !u->d->failed) {
    Entry e;
    read_entry(u, at, true, &e);
    at = e.next;
    if (!e.tag) {
      if (--around.count == 0) return;
      continue;
    }
    uint32_t inner = around.items[around.count - 1];
    if ((e.tag == TAG_SUBPROGRAM || e.tag == TAG_INLINED_SUBROUTINE) && has_addresses(&e))
      inner = enter_function(u, &e, inner);
    else if (e.tag == TAG_VARIABLE) note_receiver(u, &e, inner);
    if (e.has_children) ARRAY_PUSH(u->d->arena, &around, inner);
    else if (around.count == 1) return; /* the unit's own entry, childless */
  }
}

/* ---- line programs ---- */

static const char *join_path(Dwarf *d, const char *directory, const char *name) {
  if (!directory || !*directory || *name == '/') return name;
  return arena_format(d->arena, "%s/%s", directory, name);
}

/* DWARF 5, 6.2.4: directories and files are tables whose columns are described first. */
static void read_file_table(Unit *u, Cursor *c, const char **directories, uint64_t directory_count) {
  uint64_t formats = read_fixed(c, 1), columns[32][2];
  if (formats > 16) fail(u->d, c->section, c->at, "too many columns in a file table");
  for (uint64_t i = 0; i < formats && !u->d->failed; i++) {
    columns[i][0] = read_uleb(c);
    columns[i][1] = read_uleb(c);
  }
  uint64_t count = read_uleb(c);
  if (count && !formats) fail(u->d, c->section, c->at, "file table without columns");
  for (uint64_t i = 0; i < count && !u->d->failed; i++) {
    const char *name = "";
    uint64_t directory = 0;
    for (uint64_t k = 0; k < formats; k++) {
      Value v = read_value(u, c, columns[k][1], true);
      if (columns[k][0] == LNCT_PATH && v.string) name = v.string;
      if (columns[k][0] == LNCT_DIRECTORY_INDEX) directory = v.number;
    }
    const char *prefix = directory && directory < directory_count ? directories[directory] : NULL;
    ARRAY_PUSH(u->d->arena, &u->files, directories ? join_path(u->d, prefix, name) : name);
  }
}

/* DWARF 4, 6.2.4: strings, each list ended by an empty one; numbers start at 1. */
static void read_old_file_table(Unit *u, Cursor *c) {
  ARRAY(const char *) directories = {0};
  ARRAY_PUSH(u->d->arena, &directories, NULL);
  for (const char *s; !u->d->failed && *(s = read_string(c));) ARRAY_PUSH(u->d->arena, &directories, s);
  ARRAY_PUSH(u->d->arena, &u->files, NULL);
  for (const char *s; !u->d->failed && *(s = read_string(c));) {
    uint64_t directory = read_uleb(c);
    read_uleb(c); /* time */
    read_uleb(c); /* size */
    const char *prefix = directory < directories.count ? directories.items[directory] : NULL;
    ARRAY_PUSH(u->d->arena, &u->files, join_path(u->d, prefix, s));
  }
}

typedef struct LineMachine {
  uint64_t address;
  uint32_t line, column;
  bool is_open, is_dead; /* a sequence has begun; it is of dropped code */
} LineMachine;

static const LineMachine fresh_machine = {.line = 1};

static void line_row(Unit *u, LineMachine *m) {
  if (!m->is_open) {
    m->is_open = true;
    m->is_dead = m->address == 0;
  }
  if (!m->is_dead) pctab_add_row(u->d->t, m->address, m->line, m->column);
}

static void extended_opcode(Unit *u, Cursor *c, LineMachine *m) {
  uint64_t length = read_uleb(c);
  if (!has(c, length) || !length) return;
  uint64_t next = c->at + length;
  switch (read_fixed(c, 1)) {
    case 1: /* end_sequence */
      if (m->is_open && !m->is_dead) pctab_add_end(u->d->t, m->address);
      *m = fresh_machine;
      break;
    case 2: /* set_address */ m->address = read_fixed(c, length - 1 > 8 ? 8 : (unsigned)(length - 1)); break;
  }
  c->at = next;
}

static void read_line_program(Unit *u, uint64_t offset) {
  Cursor c = cursor_at(u->d, DEBUG_LINE, offset);
  uint64_t length = read_fixed(&c, 4);
  if (length >= 0xfffffff0) {
    fail(u->d, DEBUG_LINE, offset, "64-bit DWARF is not supported");
    return;
  }
  if (!has(&c, length)) return;
  c.end = c.at + length;
  uint64_t version = read_fixed(&c, 2);
  if (version < 4 || version > 5) {
    fail(u->d, DEBUG_LINE, offset, "unsupported version of DWARF");
    return;
  }
  if (version == 5) skip(&c, 2); /* sizes of addresses and of segment selectors */
  uint64_t header_length = read_fixed(&c, 4), program = c.at + header_length;
  uint64_t min_instruction = read_fixed(&c, 1);
  skip(&c, 2); /* maximum operations, default is_stmt */
  int line_base = (int8_t)read_fixed(&c, 1);
  uint64_t line_range = read_fixed(&c, 1), opcode_base = read_fixed(&c, 1);
  if (u->d->failed || !line_range || !opcode_base || header_length > c.end - c.at) {
    fail(u->d, DEBUG_LINE, offset, "header of a line program is damaged");
    return;
  }
  uint8_t operands[256] = {0};
  for (uint64_t i = 1; i < opcode_base; i++) operands[i] = (uint8_t)read_fixed(&c, 1);
  if (version == 5) {
    read_file_table(u, &c, NULL, 0); /* the directories, in the same format */
    uint64_t count = u->files.count;
    const char **directories = u->files.items ? u->files.items : ARENA_ARRAY(u->d->arena, const char *, 1);
    u->files.items = NULL;
    u->files.count = u->files.capacity = 0;
    read_file_table(u, &c, directories, count);
  } else {
    read_old_file_table(u, &c);
  }

  c.at = program;
  LineMachine m = fresh_machine;
  while (c.at < c.end && !u->d->failed) {
    uint64_t opcode = read_fixed(&c, 1);
    if (opcode >= opcode_base) { /* special: advances address and line, and makes a row */
      uint64_t adjusted = opcode - opcode_base;
      m.address += adjusted / line_range * min_instruction;
      m.line += (uint32_t)(line_base + (int)(adjusted % line_range));
      line_row(u, &m);
      continue;
    }
    switch (opcode) {
      case 0: extended_opcode(u, &c, &m); break;
      case 1: /* copy */ line_row(u, &m); break;
      case 2: /* advance_pc */ m.address += read_uleb(&c) * min_instruction; break;
      case 3: /* advance_line */ m.line += (uint32_t)read_sleb(&c); break;
      case 5: /* set_column */ m.column = (uint32_t)read_uleb(&c); break;
      case 8: /* const_add_pc: as the special opcode 255 */
        m.address += (255 - opcode_base) / line_range * min_instruction;
        break;
      case 9: /* fixed_advance_pc */ m.address += read_fixed(&c, 2); break;
      default: /* has no bearing on positions */
        for (unsigned i = 0; i < operands[opcode]; i++) read_uleb(&c);
    }
  }
}

/* ---- the whole ---- */

/* Reads the unit at `at`; returns where the next one begins. */
static uint64_t read_unit(Dwarf *d, uint64_t at) {
  Cursor c = cursor_at(d, DEBUG_INFO, at);
  uint64_t length = read_fixed(&c, 4);
  if (length >= 0xfffffff0) {
    fail(d, DEBUG_INFO, at, "64-bit DWARF is not supported");
    return at;
  }
  if (!has(&c, length)) return at;
  Unit u = {.d = d, .start = at, .end = c.at + length};
  c.end = u.end;
  u.version = (unsigned)read_fixed(&c, 2);
  if (u.version < 4 || u.version > 5) {
    fail(d, DEBUG_INFO, at, "unsupported version of DWARF");
    return at;
  }
  uint64_t type = u.version == 5 ? read_fixed(&c, 1) : 1, abbrevs;
  if (u.version == 5) u.address_size = (unsigned)read_fixed(&c, 1), abbrevs = read_fixed(&c, 4);
  else abbrevs = read_fixed(&c, 4), u.address_size = (unsigned)read_fixed(&c, 1);
  if (d->failed || type != 1) return u.end; /* not a compile unit */
  if (u.address_size != 8) {
    fail(d, DEBUG_INFO, at, "unexpected size of addresses");
    return at;
  }
  read_abbrevs(&u, abbrevs);
  Entry root;
  read_entry(&u, c.at, false, &root); /* for the bases that the second reading needs */
  read_entry(&u, c.at, true, &root);
  if (d->failed || root.tag != TAG_COMPILE_UNIT) return u.end;
  u.base_address = root.low.number;
  if (root.stmt_list.kind) read_line_program(&u, root.stmt_list.number);
  read_tree(&u, c.at);
  return u.end;
}

static void add_code(Pctab *t, ElfLink *l, ElfInput *in) {
  for (size_t i = 0; i < elf_input_section_count(in); i++) {
    ElfSection *s = elf_input_section_at(in, i);
    if (!s) continue;
    ElfSectionInfo info;
    elf_section_info(l, s, &info);
    if (info.is_live && info.bytes && (info.flags & ELF_SHF_EXEC))
      pctab_add_code(t, info.address, info.bytes, info.size);
  }
}

bool pctab_add_dwarf(Pctab *t, ElfLink *l, ElfInput *in) {
  Dwarf d = {.t = t, .arena = t->arena, .input = elf_input_name(in)};
  for (int i = 0; i < SECTION_KINDS; i++) {
    ElfSection *s = elf_input_section_find(in, section_names[i]);
    if (!s) continue;
    ElfSectionInfo info;
    elf_section_info(l, s, &info);
    d.sections[i].bytes = elf_section_relocated(l, s);
    if (!d.sections[i].bytes) {
      t->error = arena_format(t->arena, "%s: cannot relocate %s", d.input, section_names[i]);
      return false;
    }
    d.sections[i].size = info.size;
  }
  if (d.sections[DEBUG_INFO].size) add_code(t, l, in);
  for (uint64_t at = 0; at < d.sections[DEBUG_INFO].size && !d.failed;) at = read_unit(&d, at);
  return !d.failed;
}
