/*
 * ass-table.c: the instruction table of ass/inst.def as a module of lib/: `ass-table > build/gen/lib/internal/ass/table.js`.
 *
 * The module exports one string, a line per mnemonic: its name, a space, its rows with `;` between. A row is
 *     pattern,sizes,prefix,map,opcode,ext,other,flag
 * as in inst.def: the pattern is that of forms.def; sizes are AssSize bits, prefix (0 none), map
 * (AssRow.map) and opcode are hexadecimal; ext is 8 if there is none; flag is AssFlag, or 11 where `other` is a byte that
 * follows the opcode. Of rows that take the same operands the first counts.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../ass/ass.h"

enum { FLAG_BYTE = ASS_FLAG_ADDR32 + 1 };

static void print_row(const AssRow *row) {
  int flag = ass_row_is_byte(row) ? FLAG_BYTE : row->flag;
  printf("%s,%x,%x,%x,%x,%d,%d,%d", ass_row_pattern(row), row->sizes, row->prefix, row->map, row->opcode, row->ext,
         row->other, flag);
}

int main(void) {
  printf("\"use strict\";\n// Made of ass/inst.def by tools/ass-table.c, which tells the format.\nmodule.exports = \"");
  bool *done = calloc(ass_row_count, sizeof *done);
  const char *line = "";
  for (uint32_t i = 0; i < ass_row_count; i++) {
    if (done[i]) continue;
    printf("%s%s ", line, ass_rows[i].name);
    line = "\\n";
    const char *between = "";
    for (uint32_t k = i; k < ass_row_count; k++) {
      if (strcmp(ass_rows[k].name, ass_rows[i].name)) continue;
      printf("%s", between);
      print_row(&ass_rows[k]);
      between = ";";
      done[k] = true;
    }
  }
  puts("\";");
  free(done);
  return 0;
}
