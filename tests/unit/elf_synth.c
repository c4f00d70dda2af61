/* Unit test of the linker: a program built from synthetic objects alone, its queries, and the errors of the phases.
 * Runs in an empty directory; exit status 0 if all is well.
 */
#undef NDEBUG
#include "../../elf/elf.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

/* _start: exit(*pointer + weak); pointer is `cell + 4`, reached through a relocated slot. */
static const uint8_t code[] = {
    0x48, 0x8b, 0x05, 0, 0, 0, 0, /* 0: mov slot(%rip), %rax */
    0x8b, 0x38,                   /* 7: mov (%rax), %edi */
    0x81, 0xc7, 0,    0, 0, 0,    /* 9: add $weak, %edi */
    0xb8, 60,   0,    0, 0,       /* 15: mov $60, %eax */
    0x0f, 0x05,                   /* 20: syscall */
};
static uint8_t cell[8] = {1, 0, 0, 0, 42, 0, 0, 0};
static const uint8_t slot[8];
static const char messages[] = "alpha\0beta\0alpha";

static void count_symbol(void *user, const ElfSymbolInfo *s) {
  assert(s->is_defined && s->is_live && *s->name);
  ++*(int *)user;
}

static void see_output(void *user, const ElfOutputInfo *o) {
  uint64_t *last = user;
  assert(o->address >= *last);
  *last = o->address;
  assert(o->address % 4096 == o->offset % 4096 || o->type == ELF_SHT_NOBITS);
}

static int run(const char *path) {
  int status = system(path);
  assert(WIFEXITED(status));
  return WEXITSTATUS(status);
}

static void test_program(void) {
  static const char *const keep[] = {".image"};
  ElfOptions options = {.gc = true, .keep = keep, .keep_count = 1};
  ElfLink *l = elf_link_new(&options);
  ElfInput *in = elf_synth_new(l, "compiler");
  ElfSection *text = elf_synth_section(
      in, &(ElfSectionDesc){".text.start", 0, ELF_SHF_ALLOC | ELF_SHF_EXEC, 16, 0, code, sizeof code});
  ElfSection *image =
      elf_synth_section(in, &(ElfSectionDesc){".image", 0, ELF_SHF_ALLOC | ELF_SHF_WRITE, 4096, 0, cell, sizeof cell});
  ElfSection *slots =
      elf_synth_section(in, &(ElfSectionDesc){".data.rel.ro", 0, ELF_SHF_ALLOC | ELF_SHF_WRITE, 8, 0, slot, 8});
  ElfSection *strings = elf_synth_section(
      in, &(ElfSectionDesc){".rodata.str1.1", 0, ELF_SHF_ALLOC | ELF_SHF_MERGE | ELF_SHF_STRINGS, 1, 1, messages, 17});
  ElfSection *dead =
      elf_synth_section(in, &(ElfSectionDesc){".text.dead", 0, ELF_SHF_ALLOC | ELF_SHF_EXEC, 1, 0, code, 4});
  ElfSection *bss = elf_synth_section(
      in, &(ElfSectionDesc){".bss.b", ELF_SHT_NOBITS, ELF_SHF_ALLOC | ELF_SHF_WRITE, 8, 0, NULL, 5000});
  assert(text && image && slots && strings && dead && bss);
  elf_synth_symbol(
      in, &(ElfSymbolDesc){
              .name = "_start", .section = text, .size = sizeof code, .binding = ELF_STB_GLOBAL, .type = ELF_STT_FUNC});
  ElfSymbol *dead_fn = elf_synth_symbol(
      in, &(ElfSymbolDesc){.name = "dead", .section = dead, .binding = ELF_STB_GLOBAL, .type = ELF_STT_FUNC});
  ElfSymbol *anonymous = elf_synth_symbol(in, &(ElfSymbolDesc){.section = image, .value = 4});
  ElfSymbol *first = elf_synth_symbol(in, &(ElfSymbolDesc){.section = strings, .value = 0});
  ElfSymbol *third = elf_synth_symbol(in, &(ElfSymbolDesc){.section = strings, .value = 11});
  ElfSymbol *weak = elf_synth_ref(in, "nobody", true);
  assert(elf_synth_ref(in, "nobody", true) == weak);
  elf_define_bound(l, "__image_start", ".image", ELF_BOUND_START);
  elf_define_bound(l, "__image_end", ".image", ELF_BOUND_END);
  ElfSymbol *start_bound = elf_synth_ref(in, "__image_start", false),
            *end_bound = elf_synth_ref(in, "__image_end", false);

  assert(elf_synth_reloc(text, 3, ELF_R_X86_64_PC32, elf_synth_section_symbol(slots), -4));
  assert(elf_synth_reloc(text, 11, ELF_R_X86_64_32S, weak, 0));
  assert(elf_synth_reloc(slots, 0, ELF_R_X86_64_64, anonymous, 0));
  assert(elf_synth_reloc(image, 0, ELF_R_X86_64_32, first, 0)); /* keeps two of the three strings */
  assert(elf_synth_reloc(image, 0, ELF_R_X86_64_NONE, third, 0));
  assert(elf_synth_reloc(image, 0, ELF_R_X86_64_NONE, elf_synth_section_symbol(bss), 0));

  assert(elf_resolve(l));
  ElfSymbolInfo info;
  elf_symbol_info(l, dead_fn, &info);
  assert(info.is_defined && !info.is_live);
  assert(elf_layout(l));
  assert(elf_symbol_address(l, first) == elf_symbol_address(l, third));
  assert(elf_symbol_address(l, end_bound) - elf_symbol_address(l, start_bound) == sizeof cell);
  assert(elf_symbol_address(l, start_bound) % 4096 == 0);
  assert(elf_symbol_address(l, weak) == 0);

  /* Contents after relocation, before output. */
  uint64_t pointer;
  memcpy(&pointer, elf_section_relocated(l, slots), 8);
  assert(pointer == elf_symbol_address(l, anonymous));
  ElfSectionInfo section;
  elf_section_info(l, slots, &section);
  assert(strcmp(section.name, ".data.rel.ro") == 0 && section.size == 8 && section.reloc_count == 1 && section.address);

  int symbols = 0;
  elf_symbols_visit(l, count_symbol, &symbols);
  assert(symbols == 3); /* _start and the two bounds */
  uint64_t last = 0;
  elf_outputs_visit(l, see_output, &last);

  const uint8_t *bytes;
  size_t size;
  assert(elf_link_output(l, &bytes, &size));
  assert(elf_error_count(l) == 0 && *elf_error_text(l) == 0);
  assert(elf_write_file(l, "prog", bytes, size));
  assert(run("./prog") == 42);
  assert(!elf_link_output(l, &bytes, &size)); /* once only */
  elf_link_free(l);
}

/* Each phase refuses what comes at the wrong time, and says so. */
static void test_errors(void) {
  const uint8_t *bytes;
  size_t size;
  ElfLink *l = elf_link_new(NULL);
  assert(!elf_layout(l) && strstr(elf_error_text(l), "wrong phase"));
  elf_link_free(l);

  l = elf_link_new(NULL);
  ElfInput *in = elf_synth_new(l, "broken");
  assert(!elf_synth_section(in, &(ElfSectionDesc){".x", 0, 0, 3, 0, "x", 1}));
  assert(!elf_synth_section(in, &(ElfSectionDesc){".x", 0, 0, 1, 0, NULL, 1}));
  ElfSection *s = elf_synth_section(in, &(ElfSectionDesc){".text", 0, ELF_SHF_ALLOC | ELF_SHF_EXEC, 1, 0, code, 4});
  assert(!elf_synth_reloc(s, 0, 255, NULL, 0));
  assert(elf_error_count(l) == 3 && strstr(elf_error_text(l), "broken: unsupported relocation type 255 in .text\n"));
  assert(!elf_resolve(l) && !elf_layout(l) && !elf_link_output(l, &bytes, &size) && elf_error_count(l) == 3);
  elf_link_free(l);

  /* A relocation outside its section is found when the section turns out to be live. */
  l = elf_link_new(NULL);
  in = elf_synth_new(l, "broken");
  s = elf_synth_section(in, &(ElfSectionDesc){".text", 0, ELF_SHF_ALLOC | ELF_SHF_EXEC, 1, 0, code, 4});
  ElfSymbol *start = elf_synth_symbol(in, &(ElfSymbolDesc){.name = "_start", .section = s, .binding = ELF_STB_GLOBAL});
  assert(elf_synth_reloc(s, 2, ELF_R_X86_64_64, start, 0));
  assert(!elf_resolve(l) && strstr(elf_error_text(l), "relocation at 0x2 lies outside .text of size 0x4"));
  elf_link_free(l);

  /* Writable code is refused. */
  l = elf_link_new(NULL);
  in = elf_synth_new(l, "broken");
  s = elf_synth_section(in, &(ElfSectionDesc){".text", 0, ELF_SHF_ALLOC | ELF_SHF_EXEC | ELF_SHF_WRITE, 1, 0, code, 4});
  elf_synth_symbol(in, &(ElfSymbolDesc){.name = "_start", .section = s, .binding = ELF_STB_GLOBAL});
  assert(elf_resolve(l) && !elf_layout(l) && strstr(elf_error_text(l), "writable and executable"));
  elf_link_free(l);
}

/* A hundred thousand symbols and relocations, as a composed heap image has. */
static void test_large(void) {
  enum { COUNT = 100000 };
  ElfLink *l = elf_link_new(&(ElfOptions){.gc = true});
  ElfInput *in = elf_synth_new(l, "image");
  uint64_t *words = calloc(COUNT, 8);
  ElfSection *s =
      elf_synth_section(in, &(ElfSectionDesc){".data", 0, ELF_SHF_ALLOC | ELF_SHF_WRITE, 8, 0, words, COUNT * 8});
  ElfSymbol **at = calloc(COUNT, sizeof *at);
  for (int i = 0; i < COUNT; i++) {
    char name[32];
    snprintf(name, sizeof name, i ? "cell%d" : "_start", i);
    at[i] = elf_synth_symbol(
        in, &(ElfSymbolDesc){.name = name, .section = s, .value = (uint64_t)i * 8, .binding = ELF_STB_GLOBAL});
  }
  for (int i = 0; i < COUNT; i++) elf_synth_reloc(s, (uint64_t)i * 8, ELF_R_X86_64_64, at[COUNT - 1 - i], 1);
  const uint8_t *bytes;
  size_t size;
  assert(elf_resolve(l) && elf_layout(l) && elf_link_output(l, &bytes, &size));
  assert(elf_symbol_find(l, "cell77777") == at[77777]);
  uint64_t word;
  ElfSectionInfo info;
  elf_section_info(l, s, &info);
  memcpy(&word, elf_section_relocated(l, s), 8);
  assert(word == info.address + (COUNT - 1) * 8 + 1);
  elf_link_free(l);
  free(words);
  free(at);
}

int main(void) {
  test_program();
  test_errors();
  test_large();
  return 0;
}
