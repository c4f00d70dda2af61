/* link.c: see link.h. The runtime archive is embedded in jsc; members come in as they are needed. */
#include "link.h"

#include <stdio.h>

#include "embed.h"
#include "pctab.h"

static const char *const kept_sections[] = {"jsc_roots"};

static bool fill_pctab(ElfLink *link, ElfSection *section, ElfInput *code, Arena *arena) {
  Pctab *t = pctab_new(arena);
  const uint8_t *bytes;
  size_t size;
  if (!pctab_add_dwarf(t, link, code) || !pctab_finish(t, &bytes, &size)) {
    fprintf(stderr, "jsc: position table: %s\n", pctab_error(t));
    return false;
  }
  return elf_late_fill(link, section, bytes, size);
}

static void print_symbol(void *user, const ElfSymbolInfo *info) {
  fprintf(user, "%012llx %8llu %s\n", (unsigned long long)info->value, (unsigned long long)info->size, info->name);
}

ElfLink *link_program(IrProgram *p, ImageRefs *refs, const ImageOptions *image, const Options *o, const char *object,
                      size_t object_size, const uint8_t **bytes, size_t *size) {
  ElfOptions options = {.gc = true, .keep = kept_sections, .keep_count = 1, .strip = !o->debug, .debug = o->debug};
  ElfLink *link = elf_link_new(&options);
  ElfInput *code = elf_add_object(link, "program", object, object_size);
  ElfInput *tables = elf_synth_new(link, "tables");
  ElfSection *pctab = elf_synth_late_section(tables, ".pctab", 8);
  elf_synth_symbol(tables, &(ElfSymbolDesc){"jsc_pctab", pctab, false, 0, 0, ELF_STB_GLOBAL, ELF_STT_OBJECT, 0});
  ImageOptions with_table = *image;
  with_table.pctab = pctab;
  image_compose(p, refs, &with_table, link);
  elf_add_memory(link, "librt.a", jsc_embed_rt, (size_t)(jsc_embed_rt_end - jsc_embed_rt));
  bool ok = code && elf_resolve(link) && elf_layout(link) && fill_pctab(link, pctab, code, p->arena) && elf_link_output(link, bytes, size);
  if (o->dump & DUMP_LINK) elf_symbols_visit(link, print_symbol, stderr);
  if (ok && !elf_error_count(link)) return link;
  fprintf(stderr, "jsc: link failed\n%s", elf_error_text(link));
  elf_link_free(link);
  return NULL;
}
