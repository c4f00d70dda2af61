/*
 * memory.c: frames of physical memory, page tables, and the areas that the program has mapped, whose pages come when they
 * are touched.
 */
#include "bare.h"

enum { MAX_RANGES = 16, MAX_AREAS = 512, TABLE_ENTRIES = 512, RAM = 1 };
#define PAGE_PRESENT 1ull
#define PAGE_WRITE 2ull
#define PAGE_NO_CACHE 0x10ull
#define PAGE_LARGE 0x80ull
#define PAGE_NO_EXEC (1ull << 63)
#define PAGE_FRAME 0x000FFFFFFFFFF000ull
#define GIGABYTE (1ull << 30)
#define LOW_GUARD 0x100000ull     /* what firmware may use stays untouched */
#define MAP_TOP 0x700000000000ull /* areas without a wish lie below */
enum { FAULT_PRESENT = 1, FAULT_WRITE = 2, FAULT_EXEC = 16 };

typedef struct Area {
  uint64_t start, end;
  int access;
} Area;

extern uint64_t boot_pml4[], boot_pdpt[], boot_pd[];

static struct {
  MemoryRange ranges[MAX_RANGES]; /* of RAM that was never handed out */
  uint32_t nranges;
  uint64_t direct;            /* what is added to a physical address */
  uint64_t free_list;         /* physical; each frame names the next */
  uint64_t total, used, peak; /* bytes */
  Area areas[MAX_AREAS];      /* by address */
  uint32_t nareas;
  uint64_t next_map;
} state;

static void *at_physical(uint64_t p) { return (void *)(p + state.direct); }

static void zero_frame(void *frame) {
  uint64_t count = FRAME_SIZE / 8;
  __asm__ volatile("rep stosq" : "+D"(frame), "+c"(count) : "a"(0) : "memory");
}

/* ---- frames ---- */

static void add_range(uint64_t start, uint64_t end) {
  start = (start + FRAME_SIZE - 1) & ~(uint64_t)(FRAME_SIZE - 1);
  end &= ~(uint64_t)(FRAME_SIZE - 1);
  if (start >= end || state.nranges == MAX_RANGES) return;
  state.ranges[state.nranges++] = (MemoryRange){start, end - start, RAM, 0};
  state.total += end - start;
}

/* All RAM from LOW_GUARD on but for the image. */
static void find_memory(const StartInfo *info) {
  const MemoryRange *map = (const MemoryRange *)info->memmap;
  uint64_t image = image_start() & ~(uint64_t)(FRAME_SIZE - 1), behind = image_end();
  for (uint32_t i = 0; i < info->memmap_entries; i++) {
    uint64_t start = map[i].address, end = start + map[i].size;
    if (map[i].type != RAM) continue;
    if (start < LOW_GUARD) start = LOW_GUARD;
    if (start < image && image < end) add_range(start, image);
    if (start < behind && image < end) start = behind;
    add_range(start, end);
  }
}

static void note_use(uint64_t bytes) {
  state.used += bytes;
  if (state.used > state.peak) state.peak = state.used;
}

/* A zeroed frame; 0: none is left. */
static uint64_t frame_new(void) {
  uint64_t p = state.free_list;
  if (p) {
    state.free_list = *(uint64_t *)at_physical(p);
  } else {
    while (state.nranges && !state.ranges[state.nranges - 1].size) state.nranges--;
    if (!state.nranges) return 0;
    MemoryRange *r = &state.ranges[state.nranges - 1];
    p = r->address;
    r->address += FRAME_SIZE;
    r->size -= FRAME_SIZE;
  }
  note_use(FRAME_SIZE);
  zero_frame(at_physical(p));
  return p;
}

/* Frames in a row, of memory that was never handed out; 0: none. Devices may not reach beyond 4 GB. */
static uint64_t frames_new(uint64_t count) {
  uint64_t size = count * FRAME_SIZE;
  for (uint32_t i = 0; i < state.nranges; i++) {
    MemoryRange *r = &state.ranges[i];
    if (r->size < size || r->address + size > 4ull << 30) continue;
    uint64_t p = r->address;
    r->address += size;
    r->size -= size;
    note_use(size);
    for (uint64_t k = 0; k < count; k++) zero_frame(at_physical(p + k * FRAME_SIZE));
    return p;
  }
  return 0;
}

static void frame_free(uint64_t p) {
  *(uint64_t *)at_physical(p) = state.free_list;
  state.free_list = p;
  state.used -= FRAME_SIZE;
}

void *memory_page_new(void) {
  uint64_t p = frame_new();
  return p ? at_physical(p) : NULL;
}

void memory_page_free(void *page) { frame_free((uintptr_t)page - state.direct); }

uint64_t memory_total(void) { return state.total; }
uint64_t memory_free(void) { return state.total - state.used; }
uint64_t memory_peak(void) { return state.peak; }

/* ---- page tables ---- */

static void flush(uint64_t address) { __asm__ volatile("invlpg (%0)" : : "r"(address) : "memory"); }

/* The entry of a 4 KB page; NULL: there is none and none was wanted, or no memory for it. */
static uint64_t *entry_of(uint64_t address, bool create) {
  uint64_t *table = at_physical((uintptr_t)boot_pml4);
  for (int shift = 39; shift > 12; shift -= 9) {
    uint64_t *e = &table[address >> shift & (TABLE_ENTRIES - 1)];
    if (!(*e & PAGE_PRESENT)) {
      uint64_t p = create ? frame_new() : 0;
      if (!p) return NULL;
      *e = p | PAGE_PRESENT | PAGE_WRITE;
    }
    table = at_physical(*e & PAGE_FRAME);
  }
  return &table[address >> 12 & (TABLE_ENTRIES - 1)];
}

static uint64_t page_flags(int access) {
  return PAGE_PRESENT | (access & PROT_WRITE ? PAGE_WRITE : 0) | (access & PROT_EXEC ? 0 : PAGE_NO_EXEC);
}

/* Large pages for a gigabyte of physical addresses at DIRECT_BASE. */
static bool map_gigabyte(uint64_t p, uint64_t flags) {
  uint64_t *pdpt = at_physical(boot_pml4[DIRECT_BASE >> 39 & (TABLE_ENTRIES - 1)] & PAGE_FRAME);
  uint64_t table = frame_new(), *pd = at_physical(table);
  if (!table) return false;
  for (uint64_t i = 0; i < TABLE_ENTRIES; i++)
    pd[i] = (p + i * LARGE_PAGE) | PAGE_PRESENT | PAGE_WRITE | PAGE_LARGE | PAGE_NO_EXEC | flags;
  pdpt[p >> 30] = table | PAGE_PRESENT | PAGE_WRITE;
  return true;
}

/* All of memory at DIRECT_BASE; of the lowest 4 GB only the image stays where it is. */
static void map_all(const StartInfo *info) {
  const MemoryRange *map = (const MemoryRange *)info->memmap;
  uint64_t top = 0;
  for (uint32_t i = 0; i < info->memmap_entries; i++)
    if (map[i].type == RAM && map[i].address + map[i].size > top) top = map[i].address + map[i].size;
  uint64_t *pdpt = (uint64_t *)frame_new();
  boot_pml4[DIRECT_BASE >> 39 & (TABLE_ENTRIES - 1)] = (uintptr_t)pdpt | PAGE_PRESENT | PAGE_WRITE;
  for (uint64_t p = 0; p < top; p += GIGABYTE) map_gigabyte(p, 0);
  uint64_t first = image_start() / LARGE_PAGE, last = (image_end() - 1) / LARGE_PAGE;
  for (uint64_t i = 0; i < 4 * TABLE_ENTRIES; i++)
    if (i < first || i > last) boot_pd[i] = 0;
  state.direct = DIRECT_BASE;
  __asm__ volatile("mov %0, %%cr3" : : "r"(boot_pml4) : "memory");
}

/* In a gigabyte with memory the firmware has told the processor (MTRR) what are devices. */
int64_t memory_map_physical(uint64_t address, uint64_t size) {
  uint64_t end = address + size;
  if (end < address || end > (uint64_t)TABLE_ENTRIES * GIGABYTE) return -EINVAL;
  const uint64_t *pdpt = at_physical(boot_pml4[DIRECT_BASE >> 39 & (TABLE_ENTRIES - 1)] & PAGE_FRAME);
  for (uint64_t p = address & ~(GIGABYTE - 1); p < end; p += GIGABYTE)
    if (!(pdpt[p >> 30] & PAGE_PRESENT) && !map_gigabyte(p, PAGE_NO_CACHE)) return -ENOMEM;
  return 0;
}

int64_t memory_allocate_piece(uint64_t size) {
  if (!size || size > 1ull << 40) return -EINVAL;
  uint64_t p = frames_new((size + FRAME_SIZE - 1) / FRAME_SIZE);
  return p ? (int64_t)p : -ENOMEM;
}

void memory_free_piece(uint64_t address, uint64_t size) {
  for (uint64_t done = 0; done < size; done += FRAME_SIZE) frame_free(address + done);
}

void memory_init(const StartInfo *info) {
  find_memory(info);
  map_all(info);
  state.next_map = MAP_TOP;
}

/* ---- areas ---- */

/* The first area that ends behind the address. */
static uint32_t area_from(uint64_t address) {
  uint32_t i = 0;
  while (i < state.nareas && state.areas[i].end <= address) i++;
  return i;
}

static bool insert(uint32_t at, Area a) {
  if (state.nareas == MAX_AREAS) return false;
  for (uint32_t i = state.nareas++; i > at; i--) state.areas[i] = state.areas[i - 1];
  state.areas[at] = a;
  return true;
}

/* Makes the address a border of areas. */
static bool split(uint64_t address) {
  uint32_t i = area_from(address);
  if (i == state.nareas || state.areas[i].start >= address) return true;
  Area behind = state.areas[i];
  behind.start = address;
  if (!insert(i + 1, behind)) return false;
  state.areas[i].end = address;
  return true;
}

static bool is_free(uint64_t start, uint64_t end) {
  uint32_t i = area_from(start);
  return end > start && start >= LOW_GUARD && (i == state.nareas || state.areas[i].start >= end) &&
         (start >= image_end() || end <= image_start());
}

static uint64_t round_up(uint64_t size) { return (size + FRAME_SIZE - 1) & ~(uint64_t)(FRAME_SIZE - 1); }

static void drop_pages(uint64_t start, uint64_t end) {
  for (uint64_t a = start; a < end;) {
    uint64_t *e = entry_of(a, false);
    if (!e) { /* nothing in these 2 MB */
      a = (a + LARGE_PAGE) & ~(uint64_t)(LARGE_PAGE - 1);
      continue;
    }
    if (*e & PAGE_PRESENT) {
      frame_free(*e & PAGE_FRAME);
      *e = 0;
      flush(a);
    }
    a += FRAME_SIZE;
  }
}

int64_t memory_map(uint64_t where, uint64_t size, int access, bool is_fixed, bool may_replace) {
  size = round_up(size);
  if (!size) return -EINVAL;
  if (is_fixed && may_replace) memory_unmap(where, size);
  if (is_fixed && !is_free(where, where + size)) return -EEXIST;
  if (!is_fixed) where = state.next_map -= size + FRAME_SIZE;
  if (!is_free(where, where + size) || !insert(area_from(where), (Area){where, where + size, access})) return -ENOMEM;
  return (int64_t)where;
}

int64_t memory_unmap(uint64_t start, uint64_t size) {
  uint64_t end = start + round_up(size);
  if (!split(start) || !split(end)) return -ENOMEM;
  uint32_t first = area_from(start), last = first;
  while (last < state.nareas && state.areas[last].start < end) {
    drop_pages(state.areas[last].start, state.areas[last].end);
    last++;
  }
  for (uint32_t i = last; i < state.nareas; i++) state.areas[first + i - last] = state.areas[i];
  state.nareas -= last - first;
  return 0;
}

int64_t memory_discard(uint64_t start, uint64_t size) {
  uint64_t end = start + round_up(size);
  for (uint32_t i = area_from(start); i < state.nareas && state.areas[i].start < end; i++) {
    const Area *a = &state.areas[i];
    drop_pages(a->start > start ? a->start : start, a->end < end ? a->end : end);
  }
  return 0;
}

int64_t memory_protect(uint64_t start, uint64_t size, int access) {
  uint64_t end = start + round_up(size);
  if (!split(start) || !split(end)) return -ENOMEM;
  for (uint32_t i = area_from(start); i < state.nareas && state.areas[i].start < end; i++)
    state.areas[i].access = access;
  for (uint64_t a = start; a < end; a += FRAME_SIZE) {
    uint64_t *e = entry_of(a, false);
    if (!e || !(*e & PAGE_PRESENT)) continue;
    *e = (*e & PAGE_FRAME) | page_flags(access);
    if (!access) *e &= ~PAGE_WRITE;
    flush(a);
  }
  return 0;
}

bool memory_fault(uint64_t address, uint64_t error) {
  uint32_t i = area_from(address);
  if (i == state.nareas || address < state.areas[i].start || error & FAULT_PRESENT) return false;
  int access = state.areas[i].access, wanted = PROT_READ;
  if (error & FAULT_WRITE) wanted = PROT_WRITE;
  if (error & FAULT_EXEC) wanted = PROT_EXEC;
  if (!(access & wanted)) return false;
  uint64_t *e = entry_of(address, true), frame = e ? frame_new() : 0;
  if (!frame) {
    console_text("jsc: out of memory\n");
    machine_stop(134);
  }
  *e = frame | page_flags(access);
  return true;
}
