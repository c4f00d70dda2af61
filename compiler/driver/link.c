/* link.c: see link.h. The runtime archive is embedded in jsc; members come in as they are needed. */
#include "link.h"

#include <stdio.h>
#include <string.h>

#include "../../ass/elf.h"
#include "../../runtime/error/pctab-format.h"
#include "../image/table.h"
#include "embed-files.h"
#include "embed.h"
#include "linked.h"
#include "multiboot.h"
#include "pctab-ass.h"
#include "sources.h"

static const char *const kept_sections[] = {"jsc_roots"};
static const char *const kept_in_images[] = {"jsc_roots", ".note.Xen", ".multiboot"}; /* for the loader */

/* The code to link and where it came from. */
typedef struct Inputs {
  ElfInput **code; /* the program's, then those of lib/ */
  uint32_t nprogram, count;
  ElfSection **sections; /* of the program's, if it is from codegen-ass: by index */
} Inputs;

/* Builtins that traces name although they are C: those that call functions of the program or throw. Forwarding a call
 * leaves no frame in the reference either, nor do two of its constructors. */
static bool has_frame(const BuiltinRow *row) {
  static const char *const forward[] = {"js_Function_prototype_call",
                                        "js_Function_prototype_apply",
                                        "js_Reflect_apply",
                                        "js_Reflect_construct",
                                        "js_Error_captureStackTrace",
                                        "js_Array",
                                        "js_Proxy"};
  if (row->kind != ROW_METHOD && row->kind != ROW_CTOR && row->kind != ROW_GETTER) return false;
  if (row->key[0] == '@') return false; /* reached through String.replace and the like, or quietly */
  if (row->kind == ROW_CTOR && strstr(row->key, "Error")) return false;
  for (size_t i = 0; i < sizeof forward / sizeof forward[0]; i++)
    if (!strcmp(row->cfunc, forward[i])) return false;
  return true;
}

/* Constructors that are called with `new`, as nearly all are. */
static bool is_constructed(const BuiltinRow *row) {
  static const char *const called[] = {"BigInt", "Number", "String", "Symbol"};
  for (size_t i = 0; i < sizeof called / sizeof called[0]; i++)
    if (!strcmp(row->key, called[i])) return false;
  return row->kind == ROW_CTOR;
}

/* "Array.map", "get size", "Array.[Symbol.iterator]". */
static const char *frame_name(const BuiltinRow *row, Arena *arena) {
  size_t n = strlen(row->owner);
  if (n > 9 && !strcmp(row->owner + n - 9, "Prototype")) n -= 9;
  if (row->kind == ROW_CTOR) return row->key;
  if (row->kind == ROW_GETTER) return arena_format(arena, "get %s", row->key);
  if (n == 6 && !memcmp(row->owner, "Global", n)) return row->key;
  return arena_format(arena, "%.*s.%s", (int)n, row->owner, row->key);
}

static void add_builtins(Pctab *t, ElfLink *link, Arena *arena) {
  for (uint32_t i = 0; i < builtin_row_count; i++) {
    const BuiltinRow *row = &builtin_rows[i];
    if (!row->cfunc || !has_frame(row)) continue;
    ElfSymbol *s = elf_symbol_find(link, row->cfunc);
    ElfSymbolInfo info;
    if (!s) continue;
    elf_symbol_info(link, s, &info);
    if (!info.is_live || !info.size) continue;
    const char *name = frame_name(row, arena);
    uint32_t scope = pctab_add_scope(t, name, strlen(name), "", 0, 0, 0, 0);
    pctab_describe_scope(t, scope, is_constructed(row) ? PCTAB_FN_BUILTIN_CTOR : PCTAB_FN_BUILTIN);
    pctab_add_range(t, info.value, info.value + info.size, scope);
    pctab_add_row(t, info.value, 1, 1);
    pctab_add_end(t, info.value + info.size);
  }
}

static bool fill_pctab(ElfLink *link, ElfSection *section, const Inputs *in, const ProgramCode *program, Arena *arena) {
  Pctab *t = pctab_new(arena);
  const uint8_t *bytes;
  size_t size;
  bool ok = true;
  if (program->ass) pctab_add_ass(t, link, in->sections[program->ass->text->index], program->ass, arena);
  for (uint32_t i = program->ass ? 1 : 0; ok && i < in->count; i++) ok = pctab_add_dwarf(t, link, in->code[i]);
  if (ok) add_builtins(t, link, arena);
  if (!ok || !pctab_finish(t, &bytes, &size)) {
    fprintf(stderr, "jsc: position table: %s\n", pctab_error(t));
    return false;
  }
  return elf_late_fill(link, section, bytes, size);
}

static void print_symbol(void *user, const ElfSymbolInfo *info) {
  fprintf(user, "%012llx %8llu %s\t%s\n", (unsigned long long)info->value, (unsigned long long)info->size, info->name,
          info->file ? elf_input_name(info->file) : "");
}

static Inputs add_code(ElfLink *link, const Graph *g, const ProgramCode *program) {
  uint32_t nprogram = program->ass ? 1 : program->llvm.count;
  Inputs in = {.code = ARENA_ARRAY(g->arena, ElfInput *, nprogram + g->count + 1), .nprogram = nprogram};
  if (program->ass) {
    in.sections = ARENA_ARRAY(g->arena, ElfSection *, program->ass->ass.nsections);
    if ((in.code[0] = ass_elf_input(&program->ass->ass, link, "program", in.sections))) in.count++;
  }
  for (uint32_t i = 0; i < program->llvm.count; i++) {
    const CodegenObject *o = &program->llvm.objects[i];
    if ((in.code[in.count] = elf_add_object(link, o->name, o->bytes, o->size))) in.count++;
  }
  for (uint32_t i = 0; i < g->count; i++) {
    const EmbedRecord *r = g->modules[i]->object;
    if (!r) continue;
    /* beside a compiler, too: the whole of lib/ that globals reach is there */
    bool is_spare = g->makes_code && (!g->options->opt_level || !g->uses_lib);
    bool is_small = (g->options->optimise_size || is_spare) && r->small;
    const char *from = is_small ? r->small : r->object, *end = is_small ? r->small_end : r->object_end;
    if ((in.code[in.count] = elf_add_object(link, g->modules[i]->ir->path, from, (size_t)(end - from)))) in.count++;
  }
  return in;
}

/* A name of C must not lead into the runtime. */
static bool check_c_functions(ElfLink *link, const Graph *g) {
  bool ok = true;
  for (uint32_t i = 0; i < g->c_functions.count; i++) {
    ElfSymbol *s = elf_symbol_find(link, g->c_functions.items[i]);
    ElfSymbolInfo info = {0};
    if (s) elf_symbol_info(link, s, &info);
    if (!info.is_defined || !info.file || strncmp(elf_input_name(info.file), "librt.a(", 8) != 0) continue;
    fprintf(stderr, "jsc: '%s' is the name of a function of the runtime: C needs another one\n", info.name);
    ok = false;
  }
  return ok;
}

static void add_runtime(ElfLink *link, const Options *o) {
  const char *start = jsc_embed_rt, *end = jsc_embed_rt_end;
  if (o->is_object) start = jsc_embed_pie, end = jsc_embed_pie_end;
  if (o->port == PORT_NONE) start = jsc_embed_none, end = jsc_embed_none_end;
  if (o->kernel_abi) start = jsc_embed_kmod, end = jsc_embed_kmod_end;
  elf_add_memory(link, "librt.a", start, (size_t)(end - start));
}

/* ---- objects ---- */

/* What a freestanding object leaves to its host: runtime/os/hooks/hooks.h. */
static const char *const hooks[] = {"jsc_host_map",   "jsc_host_unmap",  "jsc_host_syscall",
                                    "jsc_host_write", "jsc_host_clock",  "jsc_host_panic",
                                    "jsc_host_mask",  "jsc_host_unmask", "jsc_host_yield"};

/* Bounds of the code and of the thread-local storage. */
static void begin_object(ElfLink *link, ElfInput *tables, const Options *o, const Interface *interface, Arena *arena) {
  for (size_t i = 0; o->port != PORT_LINUX && i < sizeof hooks / sizeof hooks[0]; i++) elf_import(link, hooks[i]);
  elf_define_bound(link, "jsc_text_start", ".text", ELF_BOUND_START);
  elf_define_bound(link, "jsc_tdata_start", ".tdata", ELF_BOUND_START);
  elf_define_bound(link, "jsc_tdata_end", ".tdata", ELF_BOUND_END);
  elf_define_bound(link, "jsc_tbss_start", ".tbss", ELF_BOUND_START);
  elf_define_bound(link, "jsc_tbss_end", ".tbss", ELF_BOUND_END);
  elf_synth_ref(tables, "jsc_text_start", false);
  interface_link(interface, link, arena);
}

/* The position table counts from an address, which the final linker gives. */
static bool finish_object(ElfLink *link, ElfSection *pctab, const uint8_t **bytes, size_t *size) {
  ElfSectionInfo info;
  elf_section_info(link, pctab, &info);
  ElfSymbol *text = elf_symbol_find(link, "jsc_text_start");
  uint64_t base;
  memcpy(&base, info.bytes + PCTAB_BASE_AT, sizeof base);
  int64_t from_text = (int64_t)(base - elf_symbol_address(link, text));
  return elf_synth_reloc(pctab, PCTAB_BASE_AT, ELF_R_X86_64_64, text, from_text) &&
         elf_link_relocatable(link, bytes, size);
}

ElfLink *link_program(const Graph *g, ImageRefs *refs, const Options *o, const ProgramCode *program,
                      const Interface *interface, const uint8_t **bytes, size_t *size) {
  ElfOptions options = {.gc = true, .keep = kept_sections, .keep_count = 1, .strip = !o->debug, .debug = o->debug};
  if (o->image) {
    options.entry = "bare_start";
    options.keep = kept_in_images;
    options.keep_count = 3;
    options.first = ".multiboot";
  }
  if (o->is_object) options.entry = "embed_open";
  ElfLink *link = elf_link_new(&options);
  Inputs in = add_code(link, g, program);
  ElfInput *tables = elf_synth_new(link, "tables");
  ElfSection *pctab = elf_synth_late_section(tables, ".pctab", 8);
  elf_synth_symbol(tables, &(ElfSymbolDesc){"jsc_pctab", pctab, false, 0, 0, ELF_STB_GLOBAL, ELF_STT_OBJECT, 0});
  if (!o->strip_source) sources_add(tables, g);
  ImageOptions image = {.lib_globals = g->lib_globals,
                        .nlib_globals = g->nlib_globals,
                        .loop_module = g->loop_module,
                        .keep_all = g->has_compiled_preludes || g->makes_code,
                        .has_realms = g->has_realms,
                        .has_agents = g->has_agents,
                        .test262 = o->test262,
                        .nisolates = o->isolates,
                        .is_object = o->is_object,
                        .heap_size = o->port == PORT_LINUX ? 0 : o->heap_size,
                        .for_kernel = o->kernel_abi,
                        .exports = interface->exports,
                        .nexports = interface->count,
                        .lib_objects = in.code + in.nprogram,
                        .nlib_objects = in.count > in.nprogram ? in.count - in.nprogram : 0,
                        .pctab = pctab};
  image_compose(g->program, refs, &image, link);
  if (g->makes_code) elf_add_memory(link, "libeval.a", jsc_embed_eval, (size_t)(jsc_embed_eval_end - jsc_embed_eval));
  if (o->image && !embed_files_add(tables, o, g->arena)) {
    elf_link_free(link);
    return NULL;
  }
  if (o->image) elf_add_memory(link, "libbare.a", jsc_embed_bare, (size_t)(jsc_embed_bare_end - jsc_embed_bare));
  add_runtime(link, o);
  for (uint32_t i = 0; i < o->objects.count; i++) elf_add_file(link, o->objects.items[i]);
  for (uint32_t i = 0; i < g->c_functions.count && o->is_object; i++) elf_import(link, g->c_functions.items[i]);
  if (o->is_object) begin_object(link, tables, o, interface, g->arena);
  bool ok = elf_resolve(link) && check_c_functions(link, g) && elf_layout(link) &&
            fill_pctab(link, pctab, &in, program, g->arena) &&
            (o->is_object ? finish_object(link, pctab, bytes, size) : elf_link_output(link, bytes, size));
  if (ok && o->image) multiboot_fill((uint8_t *)*bytes, *size);
  if (o->verbose) linked_print(g, link);
  if (o->dump & DUMP_LINK) elf_symbols_visit(link, print_symbol, stderr);
  if (ok && !elf_error_count(link)) return link;
  fprintf(stderr, "jsc: link failed\n%s", elf_error_text(link));
  elf_link_free(link);
  return NULL;
}
