/*
 * files.c: file descriptors, and the system calls on them.
 */
#include "descriptors.h"

enum { FIRST_ENTRY = 3, DIRENT_HEAD = 19 }; /* numbers 1 and 2 are . and .. */
enum { F_DUPFD = 0, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC = 1030, FD_CLOEXEC = 1 };
enum { SEEK_SET, SEEK_CUR, SEEK_END };
#define MOST_OFFSET 0x7FFFFFFFFFFFFFFFull

static struct {
  Open *open[DESCRIPTORS];
  bool closes_on_exec[DESCRIPTORS];
  Node *directory;
  bool has_streams;
} state;

static Open console = {.flags = O_RDWR, .references = 4, .interrupt = -1}; /* never freed */

Open *descriptor_open(int64_t fd) {
  if (!state.has_streams) {
    state.has_streams = true;
    for (int i = 0; i < 3; i++) state.open[i] = &console;
  }
  return fd >= 0 && fd < DESCRIPTORS ? state.open[fd] : NULL;
}

int64_t descriptor_new(Open *o, int64_t lowest) {
  descriptor_open(0);
  for (int64_t fd = lowest; fd < DESCRIPTORS; fd++) {
    if (state.open[fd]) continue;
    state.open[fd] = o;
    state.closes_on_exec[fd] = false;
    return fd;
  }
  return -EMFILE;
}

static void release(Open *o) {
  if (--o->references) return;
  if (o->interrupt >= 0) interrupt_close(o->interrupt);
  if (o->node) {
    o->node->opens--;
    tree_release(o->node);
  }
  machine_free(o, sizeof *o);
}

int64_t descriptor_close(int64_t fd) {
  Open *o = descriptor_open(fd);
  if (!o) return -EBADF;
  state.open[fd] = NULL;
  release(o);
  return 0;
}

bool open_is_console(const Open *o) { return o->node ? o->node->device == DEVICE_CONSOLE : o->interrupt < 0; }

Node *descriptors_directory(void) {
  if (!state.directory) {
    state.directory = tree_root();
    state.directory->opens++;
  }
  return state.directory;
}

static int64_t change_directory(Node *n) {
  if (!node_is(n, S_IFDIR)) return -ENOTDIR;
  n->opens++;
  Node *old = descriptors_directory();
  state.directory = n;
  old->opens--;
  tree_release(old);
  return 0;
}

int16_t open_ready(Open *o, int16_t events) {
  bool can_read = o->interrupt >= 0 ? interrupt_pending(o->interrupt) : !open_is_console(o);
  if (open_is_console(o) && events & POLLIN) can_read = console_has_input();
  return (int16_t)((can_read ? events & POLLIN : 0) | (o->interrupt < 0 ? events & POLLOUT : 0));
}

/* ---- reading and writing ---- */

static bool can_read(const Open *o) { return (o->flags & O_ACCMODE) != O_WRONLY && !(o->flags & O_PATH); }
static bool can_write(const Open *o) { return (o->flags & O_ACCMODE) != O_RDONLY && !(o->flags & O_PATH); }

static int64_t read_console(const Open *o, uint8_t *out, uint64_t n) {
  while (!console_has_input()) {
    if (o->flags & O_NONBLOCK) return -EAGAIN;
    clock_wait(~0ull);
  }
  return console_read(out, n);
}

static int64_t read_interrupt(const Open *o, uint64_t *out, uint64_t n) {
  if (n < sizeof *out) return -EINVAL;
  while (!interrupt_pending(o->interrupt)) {
    if (o->flags & O_NONBLOCK) return -EAGAIN;
    clock_wait(~0ull);
  }
  *out = interrupt_take(o->interrupt);
  return sizeof *out;
}

static int64_t read_at(const Open *o, uint64_t at, uint8_t *out, uint64_t n) {
  switch (o->node->device) {
    case DEVICE_NULL: return 0;
    case DEVICE_ZERO: bytes_fill(out, 0, n); return (int64_t)n;
    case DEVICE_RANDOM: return fill_random(out, n);
    default: break;
  }
  if (node_is(o->node, S_IFDIR)) return -EISDIR;
  if (n) o->node->accessed = clock_realtime_ns();
  return content_read(&o->node->content, at, out, n);
}

static int64_t read(Open *o, uint8_t *out, uint64_t n) {
  if (!can_read(o)) return -EBADF;
  if (o->interrupt >= 0) return read_interrupt(o, (uint64_t *)(void *)out, n);
  if (open_is_console(o)) return n ? read_console(o, out, n) : 0;
  int64_t done = read_at(o, o->offset, out, n);
  if (done > 0) o->offset += (uint64_t)done;
  return done;
}

static int64_t write_at(const Open *o, uint64_t at, const uint8_t *from, uint64_t n) {
  if (o->node->device != DEVICE_NONE) return (int64_t)n; /* null, zero, random */
  if (at > MOST_OFFSET - n) return -EFBIG;
  if (n) o->node->modified = o->node->changed = clock_realtime_ns();
  return content_write(&o->node->content, at, from, n);
}

static int64_t write(Open *o, const uint8_t *from, uint64_t n) {
  if (!can_write(o)) return -EBADF;
  if (o->interrupt >= 0) return -EINVAL;
  if (open_is_console(o)) return console_print((const char *)from, n);
  if (o->flags & O_APPEND) o->offset = o->node->content.size;
  int64_t done = write_at(o, o->offset, from, n);
  if (done > 0) o->offset += (uint64_t)done;
  return done;
}

static bool can_seek(const Open *o) { return o->node && o->node->device != DEVICE_CONSOLE; }

static int64_t seek(Open *o, int64_t by, uint64_t whence) {
  if (!can_seek(o)) return -ESPIPE;
  if (whence > SEEK_END) return -EINVAL;
  int64_t base = whence == SEEK_CUR ? (int64_t)o->offset : whence == SEEK_END ? (int64_t)o->node->content.size : 0;
  if (by < 0 ? base + by < 0 : (uint64_t)base + (uint64_t)by > MOST_OFFSET) return -EINVAL;
  return (int64_t)(o->offset = (uint64_t)(base + by));
}

static int64_t read_in_place(const Open *o, uint8_t *out, uint64_t n, int64_t at) {
  if (at < 0) return -EINVAL;
  if (!can_seek(o)) return -ESPIPE;
  return can_read(o) ? read_at(o, (uint64_t)at, out, n) : -EBADF;
}

static int64_t write_in_place(const Open *o, const uint8_t *from, uint64_t n, int64_t at) {
  if (at < 0) return -EINVAL;
  if (!can_seek(o)) return -ESPIPE;
  if (!can_write(o)) return -EBADF;
  return write_at(o, o->flags & O_APPEND ? o->node->content.size : (uint64_t)at, from, n);
}

static int64_t truncate(const Open *o, int64_t size) {
  if (size < 0 || !can_write(o) || !can_seek(o) || !node_is(o->node, S_IFREG)) return -EINVAL;
  content_resize(&o->node->content, (uint64_t)size);
  o->node->modified = o->node->changed = clock_realtime_ns();
  return 0;
}

/* ---- directories ---- */

/* struct linux_dirent64 at `out`; its size, 0 if the room does not do. */
static uint64_t put_entry(uint8_t *out, uint64_t room, const Node *n, uint64_t next, const char *name,
                          uint32_t length) {
  uint64_t size = (DIRENT_HEAD + length + 1 + 7) & ~7ull;
  if (size > room) return 0;
  bytes_fill(out, 0, size);
  ((uint64_t *)(void *)out)[0] = n->number;
  ((uint64_t *)(void *)out)[1] = next;
  *(uint16_t *)(void *)(out + 16) = (uint16_t)size;
  out[18] = (uint8_t)(n->mode >> 12);
  bytes_copy(out + DIRENT_HEAD, name, length);
  return size;
}

static int64_t list(Open *o, uint8_t *out, uint64_t room) {
  if (!o->node || !node_is(o->node, S_IFDIR)) return -ENOTDIR;
  uint64_t done = 0, n = 1;
  for (; o->offset < 2 && n; done += n) {
    const Node *of = o->offset ? o->node->parent : o->node;
    if ((n = put_entry(out + done, room - done, of, o->offset + 1, "..", o->offset ? 2 : 1))) o->offset++;
  }
  if (o->offset == 2) o->offset = FIRST_ENTRY;
  for (const Entry *e = o->node->entries; e && n; e = e->next) {
    if (e->number < o->offset) continue;
    if ((n = put_entry(out + done, room - done, e->node, e->number + 1, e->name, e->length))) o->offset = e->number + 1;
    done += n;
  }
  return done || n ? (int64_t)done : -EINVAL;
}

/* ---- descriptors ---- */

static int64_t duplicate(Open *o, int64_t lowest) {
  if (lowest < 0 || lowest >= DESCRIPTORS) return -EINVAL;
  int64_t fd = descriptor_new(o, lowest);
  if (fd >= 0) o->references++;
  return fd;
}

static int64_t duplicate_to(Open *o, int64_t from, int64_t to, uint64_t flags, bool may_be_same) {
  if (from == to) return may_be_same ? to : -EINVAL;
  if (to < 0 || to >= DESCRIPTORS) return -EBADF;
  descriptor_close(to);
  o->references++;
  state.open[to] = o;
  state.closes_on_exec[to] = flags & O_CLOEXEC;
  return to;
}

static int64_t control(Open *o, int64_t fd, uint64_t command, uint64_t value) {
  enum { SETTABLE = O_APPEND | O_NONBLOCK };
  int64_t r;
  switch (command) {
    case F_DUPFD: return duplicate(o, (int64_t)value);
    case F_DUPFD_CLOEXEC:
      r = duplicate(o, (int64_t)value);
      if (r >= 0) state.closes_on_exec[r] = true;
      return r;
    case F_GETFD: return state.closes_on_exec[fd] ? FD_CLOEXEC : 0;
    case F_SETFD: state.closes_on_exec[fd] = value & FD_CLOEXEC; return 0;
    case F_GETFL: return o->flags;
    case F_SETFL: o->flags = (o->flags & ~(uint32_t)SETTABLE) | (value & SETTABLE); return 0;
    default: return -EINVAL;
  }
}

/* The file that a descriptor stands for; the console's node if it has none. */
static Node *node_of(const Open *o) {
  Place p;
  if (o->node) return o->node;
  return tree_find(tree_root(), o->interrupt < 0 ? "/dev/console" : "/dev/null", true, &p) ? NULL : p.node;
}

int64_t files_syscall(int64_t nr, uint64_t a0, uint64_t a1, uint64_t a2, uint64_t a3, uint64_t a4) {
  Open *o = descriptor_open((int32_t)a0);
  Node *n;
  switch (nr) {
    case SYS_read: return o ? read(o, (uint8_t *)a1, a2) : -EBADF;
    case SYS_write: return o ? write(o, (const uint8_t *)a1, a2) : -EBADF;
    case SYS_pread64: return o ? read_in_place(o, (uint8_t *)a1, a2, (int64_t)a3) : -EBADF;
    case SYS_pwrite64: return o ? write_in_place(o, (const uint8_t *)a1, a2, (int64_t)a3) : -EBADF;
    case SYS_close: return descriptor_close((int32_t)a0);
    case SYS_lseek: return o ? seek(o, (int64_t)a1, a2) : -EBADF;
    case SYS_ftruncate: return o ? truncate(o, (int64_t)a1) : -EBADF;
    case SYS_getdents64: return o ? list(o, (uint8_t *)a1, a2) : -EBADF;
    case SYS_dup: return o ? duplicate(o, 0) : -EBADF;
    case SYS_dup2: return o ? duplicate_to(o, (int32_t)a0, (int32_t)a1, 0, true) : -EBADF;
    case SYS_dup3: return o ? duplicate_to(o, (int32_t)a0, (int32_t)a1, a2, false) : -EBADF;
    case SYS_fcntl: return o ? control(o, (int32_t)a0, a1, a2) : -EBADF;
    case SYS_ioctl: return !o ? -EBADF : open_is_console(o) ? console_control(a1, (void *)a2) : -ENOTTY;
    case SYS_fsync:
    case SYS_fdatasync: return !o ? -EBADF : open_is_console(o) ? -EINVAL : 0;
    case SYS_fchdir: return !o ? -EBADF : o->node ? change_directory(o->node) : -ENOTDIR;
    case SYS_fstat:
      if (!o || !(n = node_of(o))) return -EBADF;
      node_stat(n, (void *)a1);
      return 0;
    case SYS_fstatfs: return o ? node_statfs((uint64_t *)a1) : -EBADF;
    case SYS_fchmod:
      if (!o || !(n = node_of(o))) return -EBADF;
      n->mode = (n->mode & S_IFMT) | (a1 & 07777);
      n->changed = clock_realtime_ns();
      return 0;
    case SYS_fchown:
      if (!o || !(n = node_of(o))) return -EBADF;
      if ((uint32_t)a1 != ~0u) n->uid = (uint32_t)a1;
      if ((uint32_t)a2 != ~0u) n->gid = (uint32_t)a2;
      n->changed = clock_realtime_ns();
      return 0;
    case SYS_chdir: {
      Place p;
      int64_t error = tree_find(descriptors_directory(), (const char *)a0, true, &p);
      return error ? error : p.node ? change_directory(p.node) : -ENOENT;
    }
    case SYS_getcwd: return tree_path(descriptors_directory(), (char *)a0, a1);
    default: return paths_syscall(nr, a0, a1, a2, a3, a4);
  }
}
