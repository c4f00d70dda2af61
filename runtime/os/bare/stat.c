/*
 * stat.c: what there is to be said about a file, in the structures of Linux: stat, statx, statfs; times.
 */
#include "descriptors.h"

enum { BLOCK = 512, STATX_BASIC_AND_BIRTH = 0xFFF, TMPFS_MAGIC = 0x01021994, NANOSECONDS = 1000000000 };
enum { UTIME_NOW = 0x3FFFFFFF, UTIME_OMIT = 0x3FFFFFFE };

static uint64_t device_number(const Node *n) { /* major << 8 | minor */
  static const uint16_t numbers[] = {
      [DEVICE_NULL] = 0x103, [DEVICE_ZERO] = 0x105, [DEVICE_RANDOM] = 0x109, [DEVICE_CONSOLE] = 0x501};
  return numbers[n->device];
}

void node_stat(const Node *n, void *out) {
  uint64_t *w = out;
  const uint64_t times[] = {n->accessed, n->modified, n->changed};
  for (int i = 0; i < 18; i++) w[i] = 0;
  w[0] = 1;
  w[1] = n->number;
  w[2] = n->links;
  w[3] = n->mode | (uint64_t)n->uid << 32;
  w[4] = n->gid;
  w[5] = device_number(n);
  w[6] = n->content.size;
  w[7] = FRAME_SIZE;
  w[8] = n->content.pages * (FRAME_SIZE / BLOCK);
  for (int i = 0; i < 3; i++) {
    w[9 + 2 * i] = times[i] / NANOSECONDS;
    w[10 + 2 * i] = times[i] % NANOSECONDS;
  }
}

int64_t node_statx(const Node *n, uint8_t *out) {
  uint32_t *w = (uint32_t *)(void *)out;
  const uint64_t times[] = {n->accessed, n->born, n->changed, n->modified};
  bytes_fill(out, 0, 256);
  w[0] = STATX_BASIC_AND_BIRTH;
  w[1] = FRAME_SIZE;
  w[4] = n->links;
  w[5] = n->uid;
  w[6] = n->gid;
  w[7] = n->mode;
  *(uint64_t *)&w[8] = n->number;
  *(uint64_t *)&w[10] = n->content.size;
  *(uint64_t *)&w[12] = n->content.pages * (FRAME_SIZE / BLOCK);
  for (int i = 0; i < 4; i++) {
    *(uint64_t *)&w[16 + 4 * i] = times[i] / NANOSECONDS;
    w[18 + 4 * i] = (uint32_t)(times[i] % NANOSECONDS);
  }
  w[32] = (uint32_t)device_number(n) >> 8;
  w[33] = device_number(n) & 0xFF;
  w[35] = 1; /* the file system's own device: 0:1 */
  return 0;
}

int64_t node_statfs(uint64_t *out) {
  for (int i = 0; i < 15; i++) out[i] = 0;
  out[0] = TMPFS_MAGIC;
  out[1] = FRAME_SIZE;
  out[2] = memory_total() / FRAME_SIZE;
  out[3] = out[4] = memory_free() / FRAME_SIZE;
  out[8] = NAME_LIMIT;
  out[9] = FRAME_SIZE;
  return 0;
}

/* Times of access and change of its bytes, as utimensat has them; NULL: now. */
int64_t node_set_times(Node *n, const TimeSpec *times) {
  uint64_t now = clock_realtime_ns(), *targets[] = {&n->accessed, &n->modified};
  for (int i = 0; i < 2; i++) {
    if (!times || times[i].nanoseconds == UTIME_NOW) *targets[i] = now;
    else if (times[i].nanoseconds != UTIME_OMIT) *targets[i] = ns_of(&times[i]);
  }
  n->changed = now;
  return 0;
}
