/* print.c: Intel's text of operands, for messages and tests. */
#include "internal.h"

typedef struct Text {
  char *at, *end;
} Text;

static void put(Text *t, const char *text) {
  while (*text && t->at < t->end) *t->at++ = *text++;
}

static void put_number(Text *t, int64_t v) {
  char digits[24];
  unsigned n = sizeof digits - 1;
  digits[n] = 0;
  uint64_t u = v < 0 ? -(uint64_t)v : (uint64_t)v;
  do digits[--n] = (char)('0' + u % 10);
  while (u /= 10);
  if (v < 0) digits[--n] = '-';
  put(t, digits + n);
}

static void put_register(Text *t, AssSize size, unsigned n) {
  static const char low[8][3] = {"ax", "cx", "dx", "bx", "sp", "bp", "si", "di"};
  if (n == ASS_RIP || n > 15) {
    put(t, n != ASS_RIP ? "?" : size == ASS_D ? "eip" : "rip");
  } else if (n >= 8) {
    put(t, "r");
    put_number(t, n);
    put(t, size == ASS_B ? "b" : size == ASS_W ? "w" : size == ASS_D ? "d" : "");
  } else if (size == ASS_B) {
    char name[4] = {low[n][0], n < 4 ? 'l' : low[n][1], n < 4 ? 0 : 'l', 0};
    put(t, name);
  } else {
    put(t, size == ASS_D ? "e" : size == ASS_W ? "" : "r");
    put(t, low[n]);
  }
}

static void put_numbered(Text *t, const char *kind, unsigned n) {
  put(t, kind);
  put_number(t, n);
}

static void put_size(Text *t, AssSize size) {
  put(t, size == ASS_B   ? "byte ptr "
         : size == ASS_W ? "word ptr "
         : size == ASS_D ? "dword ptr "
         : size == ASS_Q ? "qword ptr "
         : size == ASS_X ? "xmmword ptr "
         : size == ASS_Y ? "ymmword ptr "
         : size == ASS_T ? "tbyte ptr "
                         : "");
}

static const char *segment_name(unsigned prefix) {
  switch (prefix) {
    case ASS_ES: return "es:";
    case ASS_CS: return "cs:";
    case ASS_SS: return "ss:";
    case ASS_DS: return "ds:";
    case ASS_FS: return "fs:";
    case ASS_GS: return "gs:";
    default: return prefix ? "?:" : "";
  }
}

static void put_memory(Text *t, const AssMem *m) {
  AssSize size = m->is_short ? ASS_D : ASS_Q;
  put(t, segment_name(m->segment));
  put(t, "[");
  const char *plus = "";
  if (m->base != ASS_NO_REG) {
    put_register(t, size, m->base);
    plus = "+";
  }
  if (m->index != ASS_NO_REG) {
    put(t, plus);
    put_number(t, (int64_t)1 << (m->scale & 63));
    put(t, "*");
    if (m->vector) put_numbered(t, m->vector == ASS_Y ? "ymm" : "xmm", m->index);
    else put_register(t, size, m->index);
    plus = "+";
  }
  if (m->label.n) {
    put(t, plus);
    put_numbered(t, "label", m->label.n);
    plus = "+";
  }
  if (m->disp || !*plus) {
    if (m->disp >= 0) put(t, plus);
    put_number(t, m->disp);
  }
  put(t, "]");
}

size_t ass_print_operand(char *to, size_t room, const AssOperand *o) {
  static const char segments[6][3] = {"es", "cs", "ss", "ds", "fs", "gs"};
  static const char high[4][3] = {"ah", "ch", "dh", "bh"};
  Text t = {to, to + room - 1};
  switch (o->kind) {
    case ASS_OP_REG: put_register(&t, o->size, o->reg); break;
    case ASS_OP_HIGH8: put(&t, o->reg < 4 ? high[o->reg] : "?"); break;
    case ASS_OP_XMM: put_numbered(&t, o->size == ASS_Y ? "ymm" : "xmm", o->reg); break;
    case ASS_OP_MM: put_numbered(&t, "mm", o->reg); break;
    case ASS_OP_ST:
      put_numbered(&t, "st(", o->reg);
      put(&t, ")");
      break;
    case ASS_OP_SEGMENT: put(&t, o->reg < 6 ? segments[o->reg] : "?"); break;
    case ASS_OP_CONTROL: put_numbered(&t, "cr", o->reg); break;
    case ASS_OP_DEBUG: put_numbered(&t, "dr", o->reg); break;
    case ASS_OP_MEM:
      put_size(&t, o->size);
      put_memory(&t, &o->mem);
      break;
    case ASS_OP_ABS:
      put_size(&t, o->size);
      put(&t, "[");
      put_number(&t, o->imm);
      put(&t, "]");
      break;
    case ASS_OP_IMM: put_number(&t, o->imm); break;
    case ASS_OP_LABEL: put_numbered(&t, "label", o->mem.label.n); break;
  }
  *t.at = 0;
  return (size_t)(t.at - to);
}
