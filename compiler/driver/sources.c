/* sources.c: see sources.h. */
#include "sources.h"

#include <string.h>

#include "../../runtime/error/source-format.h"
#include "../../runtime/abi.h"
#include "../support/lz.h"

void sources_add(ElfInput *in, const Graph *g) {
  LzBytes out = {.arena = g->arena};
  for (size_t i = 0; i < g->count * sizeof(SourceRow); i++) lz_put(&out, 0);
  for (uint32_t i = 0; i < g->count; i++) {
    const GraphModule *m = g->modules[i];
    if (m->ir->is_lib || m->ir->kind == MODULE_JSON) continue;
    const Atom *text = intern_utf8(g->program->atoms, m->ir->source, m->ir->source_len);
    SourceRow row = {out.count, text->len | (text->is_wide ? SOURCE_WIDE : 0)};
    if (text->len) lz_encode(&out, text->c8, text->len << text->is_wide, g->options->opt_level ? LZ_SMALL : LZ_QUICK);
    memcpy(out.items + i * sizeof row, &row, sizeof row);
  }
  ElfSection *s = elf_synth_section(
      in, &(ElfSectionDesc){".rodata.sources", ELF_SHT_PROGBITS, ELF_SHF_ALLOC, 8, 0, out.items, out.count});
  elf_synth_symbol(in, &(ElfSymbolDesc){"jsc_sources", s, false, 0, out.count, ELF_STB_GLOBAL, ELF_STT_OBJECT, 0});
  elf_synth_ref(in, "source_text", false);
}
