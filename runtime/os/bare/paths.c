/*
 * paths.c: the system calls that name files by a path: opening, making, removing, renaming, asking.
 */
#include "descriptors.h"
#include "hardware.h"

enum { AT_FDCWD = -100, AT_SYMLINK_NOFOLLOW = 0x100, AT_REMOVEDIR = 0x200, AT_SYMLINK_FOLLOW = 0x400 };
enum { AT_EMPTY_PATH = 0x1000, X_OK = 1, ACCESS_BITS = 7 };

static uint32_t umask = 022;

/* Where relative paths begin. */
static int64_t start_at(int32_t fd, const char *path, Node **from) {
  *from = descriptors_directory();
  if (*path == '/' || fd == AT_FDCWD) return 0;
  const Open *o = descriptor_open(fd);
  if (!o) return -EBADF;
  if (!o->node || !node_is(o->node, S_IFDIR)) return -ENOTDIR;
  *from = o->node;
  return 0;
}

static int64_t find(int32_t fd, const char *path, bool follows, Place *p) {
  Node *from;
  int64_t error = start_at(fd, path, &from);
  return error ? error : tree_find(from, path, follows, p);
}

/* What is there, or -errno. */
static int64_t find_node(int32_t fd, const char *path, bool follows, Node **n) {
  Place p;
  int64_t error = find(fd, path, follows, &p);
  if (error || !p.node) return error ? error : -ENOENT;
  *n = p.node;
  return 0;
}

/* A place for something new. */
static int64_t find_free(int32_t fd, const char *path, Place *p) {
  int64_t error = find(fd, path, false, p);
  if (error) return error;
  if (p->node) return -EEXIST;
  return p->directory->links < 2 ? -ENOENT : 0; /* a directory that was removed */
}

/* ---- opening ---- */

static int64_t open_node(Node *n, uint32_t flags) {
  Open *o = machine_alloc(sizeof *o);
  if (!o) return -ENOMEM;
  *o = (Open){.node = n, .flags = flags & ~(uint32_t)(O_CREAT | O_EXCL | O_TRUNC | O_CLOEXEC), .references = 1};
  o->interrupt = -1;
  int64_t fd = descriptor_new(o, 0);
  if (fd < 0) machine_free(o, sizeof *o);
  else n->opens++;
  return fd;
}

/* O_CREAT through a link that leads nowhere makes what it names. */
static int64_t find_for_open(int32_t fd, const char *path, uint32_t flags, Place *p) {
  bool is_exclusive = (flags & (O_CREAT | O_EXCL)) == (O_CREAT | O_EXCL);
  int64_t error = find(fd, path, !is_exclusive && !(flags & O_NOFOLLOW), p);
  if (error) return error;
  if (!p->node && !(flags & O_CREAT)) return -ENOENT;
  if (!p->node && p->has_slash) return -EISDIR;
  if (!p->node && p->directory->links < 2) return -ENOENT;
  if (p->node && is_exclusive) return -EEXIST;
  return 0;
}

static int64_t open(int32_t fd, const char *path, uint32_t flags, uint32_t mode) {
  Place p;
  int64_t error = find_for_open(fd, path, flags, &p);
  if (error) return error;
  Node *n = p.node;
  bool writes = (flags & O_ACCMODE) != O_RDONLY;
  if (!n) {
    n = tree_make(&p, S_IFREG | (mode & 07777 & ~umask));
    if (!n) return -ENOSPC;
    return open_node(n, flags);
  }
  if (node_is(n, S_IFLNK) && !(flags & O_PATH)) return -ELOOP;
  if (node_is(n, S_IFDIR) && (writes || flags & O_CREAT)) return -EISDIR;
  if (!node_is(n, S_IFDIR) && flags & O_DIRECTORY) return -ENOTDIR;
  if (flags & O_TRUNC && node_is(n, S_IFREG)) {
    content_resize(&n->content, 0);
    n->modified = n->changed = clock_realtime_ns();
  }
  return open_node(n, flags);
}

/* ---- making and removing ---- */

static int64_t make_directory(int32_t fd, const char *path, uint32_t mode) {
  Place p;
  int64_t error = find_free(fd, path, &p);
  if (error) return error;
  return tree_make(&p, S_IFDIR | (mode & 01777 & ~umask)) ? 0 : -ENOSPC;
}

static int64_t make_link(const char *target, int32_t fd, const char *path) {
  Place p;
  if (!*target) return -ENOENT;
  int64_t error = find_free(fd, path, &p);
  if (error) return error;
  if (p.has_slash) return -ENOENT;
  Node *n = tree_make(&p, S_IFLNK | 0777);
  if (!n) return -ENOSPC;
  uint64_t length = text_length(target);
  if (length >= PATH_LIMIT) error = -ENAMETOOLONG;
  else if (content_write(&n->content, 0, (const uint8_t *)target, length) != (int64_t)length) error = -ENOSPC;
  if (!error) return 0;
  tree_unlink(p.directory, n, p.name, p.length);
  tree_release(n);
  return error;
}

static int64_t name_again(int32_t from_fd, const char *from, int32_t to_fd, const char *to, bool follows) {
  Node *n;
  Place p;
  int64_t error = find_node(from_fd, from, follows, &n);
  if (!error) error = find_free(to_fd, to, &p);
  if (error) return error;
  if (p.has_slash) return -ENOENT;
  if (node_is(n, S_IFDIR)) return -EPERM;
  return tree_link(p.directory, p.name, p.length, n);
}

static int64_t remove(int32_t fd, const char *path) {
  Place p;
  int64_t error = find(fd, path, false, &p);
  if (error) return error;
  if (p.last != LAST_NAME) return -EISDIR;
  if (!p.node) return -ENOENT;
  if (node_is(p.node, S_IFDIR)) return -EISDIR;
  tree_unlink(p.directory, p.node, p.name, p.length);
  tree_release(p.node);
  return 0;
}

/* The directory is empty: its last name goes. What is below it no longer leads anywhere. */
static void drop_directory(const Place *p) {
  tree_unlink(p->directory, p->node, p->name, p->length);
  p->node->parent = tree_root();
  tree_release(p->node);
}

static int64_t remove_directory(int32_t fd, const char *path) {
  Place p;
  int64_t error = find(fd, path, false, &p);
  if (error) return error;
  if (p.last == LAST_ROOT) return -EBUSY;
  if (p.last == LAST_DOT) return -EINVAL;
  if (p.last == LAST_DOTDOT) return -ENOTEMPTY;
  if (!p.node) return -ENOENT;
  if (!node_is(p.node, S_IFDIR)) return -ENOTDIR;
  if (p.node->entries) return -ENOTEMPTY;
  drop_directory(&p);
  return 0;
}

static int64_t check_rename(const Place *a, const Place *b) {
  bool is_directory = a->node && node_is(a->node, S_IFDIR);
  if (a->last != LAST_NAME || b->last != LAST_NAME) return -EBUSY;
  if (!a->node || b->directory->links < 2) return -ENOENT;
  if (!is_directory && (a->has_slash || b->has_slash)) return -ENOTDIR;
  if (is_directory && tree_is_within(b->directory, a->node)) return -EINVAL;
  if (!b->node || b->node == a->node) return 0;
  if (is_directory && !node_is(b->node, S_IFDIR)) return -ENOTDIR;
  if (!is_directory && node_is(b->node, S_IFDIR)) return -EISDIR;
  return is_directory && b->node->entries ? -ENOTEMPTY : 0;
}

static int64_t rename(int32_t from_fd, const char *from, int32_t to_fd, const char *to) {
  Place a, b;
  int64_t error = find(from_fd, from, false, &a);
  if (!error) error = find(to_fd, to, false, &b);
  if (error || (error = check_rename(&a, &b))) return error;
  if (a.node == b.node) return 0;
  a.node->opens++; /* it lives while it has no name */
  if (b.node && node_is(b.node, S_IFDIR)) drop_directory(&b);
  else if (b.node) {
    tree_unlink(b.directory, b.node, b.name, b.length);
    tree_release(b.node);
  }
  error = tree_link(b.directory, b.name, b.length, a.node);
  if (!error) {
    Node *parent = a.node->parent;
    tree_unlink(a.directory, a.node, a.name, a.length);
    a.node->parent = parent;
  }
  a.node->opens--;
  return error;
}

/* ---- asking and changing ---- */

static int64_t read_link(int32_t fd, const char *path, char *out, int64_t room) {
  Node *n;
  int64_t error = find_node(fd, path, false, &n);
  if (error) return error;
  if (room <= 0 || !node_is(n, S_IFLNK)) return -EINVAL;
  return content_read(&n->content, 0, (uint8_t *)out, (uint64_t)room);
}

/* The program is root: all is allowed but to execute what nobody may. */
static int64_t access(int32_t fd, const char *path, uint64_t wanted) {
  Node *n;
  if (wanted & ~(uint64_t)ACCESS_BITS) return -EINVAL;
  int64_t error = find_node(fd, path, true, &n);
  if (error) return error;
  return wanted & X_OK && !node_is(n, S_IFDIR) && !(n->mode & 0111) ? -EACCES : 0;
}

/* By path, or the descriptor itself if the path is empty and that is asked for. */
static int64_t find_for_stat(int32_t fd, const char *path, uint64_t flags, Node **n, bool *is_descriptor) {
  *is_descriptor = flags & AT_EMPTY_PATH && (!path || !*path);
  return *is_descriptor ? 0 : find_node(fd, path, !(flags & AT_SYMLINK_NOFOLLOW), n);
}

static int64_t statx(int32_t fd, const char *path, uint64_t flags, uint8_t *out) {
  Node *n = NULL;
  bool is_descriptor;
  int64_t error = find_for_stat(fd, path, flags, &n, &is_descriptor);
  if (error) return error;
  if (is_descriptor) {
    const Open *o = descriptor_open(fd);
    if (fd == AT_FDCWD) n = descriptors_directory();
    else if (!o) return -EBADF;
    else n = o->node;
    Place p;
    if (!n && (error = tree_find(tree_root(), "/dev/console", true, &p))) return error;
    if (!n) n = p.node;
  }
  return n ? node_statx(n, out) : -EBADF;
}

static int64_t stat(int32_t fd, const char *path, uint64_t flags, void *out) {
  Node *n = NULL;
  bool is_descriptor;
  int64_t error = find_for_stat(fd, path, flags, &n, &is_descriptor);
  if (error) return error;
  if (is_descriptor) return files_syscall(SYS_fstat, (uint64_t)fd, (uint64_t)out, 0, 0, 0);
  node_stat(n, out);
  return 0;
}

static int64_t change_mode(int32_t fd, const char *path, uint64_t mode) {
  Node *n;
  int64_t error = find_node(fd, path, true, &n);
  if (error) return error;
  n->mode = (n->mode & S_IFMT) | (mode & 07777);
  n->changed = clock_realtime_ns();
  return 0;
}

static int64_t change_owner(const char *path, bool follows, uint64_t uid, uint64_t gid) {
  Node *n;
  int64_t error = find_node(AT_FDCWD, path, follows, &n);
  if (error) return error;
  if ((uint32_t)uid != ~0u) n->uid = (uint32_t)uid;
  if ((uint32_t)gid != ~0u) n->gid = (uint32_t)gid;
  n->changed = clock_realtime_ns();
  return 0;
}

static int64_t change_times(int32_t fd, const char *path, const TimeSpec *times, uint64_t flags) {
  Node *n;
  if (!path) {
    const Open *o = descriptor_open(fd);
    if (!o) return -EBADF;
    return o->node ? node_set_times(o->node, times) : 0;
  }
  int64_t error = find_node(fd, path, !(flags & AT_SYMLINK_NOFOLLOW), &n);
  return error ? error : node_set_times(n, times);
}

static int64_t truncate(const char *path, int64_t size) {
  Node *n;
  if (size < 0) return -EINVAL;
  int64_t error = find_node(AT_FDCWD, path, true, &n);
  if (error) return error;
  if (!node_is(n, S_IFREG)) return node_is(n, S_IFDIR) ? -EISDIR : -EINVAL;
  content_resize(&n->content, (uint64_t)size);
  n->modified = n->changed = clock_realtime_ns();
  return 0;
}

static int64_t statfs(const char *path, uint64_t *out) {
  Node *n;
  int64_t error = find_node(AT_FDCWD, path, true, &n);
  return error ? error : node_statfs(out);
}

int64_t paths_syscall(int64_t nr, uint64_t a0, uint64_t a1, uint64_t a2, uint64_t a3, uint64_t a4) {
  const char *p0 = (const char *)a0, *p1 = (const char *)a1, *p3 = (const char *)a3;
  int32_t fd = (int32_t)a0;
  uint32_t old = umask;
  switch (nr) {
    case SYS_open: return open(AT_FDCWD, p0, (uint32_t)a1, (uint32_t)a2);
    case SYS_openat: return open(fd, p1, (uint32_t)a2, (uint32_t)a3);
    case SYS_creat: return open(AT_FDCWD, p0, O_CREAT | O_WRONLY | O_TRUNC, (uint32_t)a1);
    case SYS_stat: return stat(AT_FDCWD, p0, 0, (void *)a1);
    case SYS_lstat: return stat(AT_FDCWD, p0, AT_SYMLINK_NOFOLLOW, (void *)a1);
    case SYS_newfstatat: return stat(fd, p1, a3, (void *)a2);
    case SYS_statx: return statx(fd, p1, a2, (uint8_t *)a4);
    case SYS_statfs: return statfs(p0, (uint64_t *)a1);
    case SYS_access: return access(AT_FDCWD, p0, a1);
    case SYS_faccessat: return access(fd, p1, a2);
    case SYS_mkdir: return make_directory(AT_FDCWD, p0, (uint32_t)a1);
    case SYS_mkdirat: return make_directory(fd, p1, (uint32_t)a2);
    case SYS_rmdir: return remove_directory(AT_FDCWD, p0);
    case SYS_unlink: return remove(AT_FDCWD, p0);
    case SYS_unlinkat: return a2 & AT_REMOVEDIR ? remove_directory(fd, p1) : remove(fd, p1);
    case SYS_rename: return rename(AT_FDCWD, p0, AT_FDCWD, p1);
    case SYS_renameat: return rename(fd, p1, (int32_t)a2, p3);
    case SYS_renameat2: return a4 ? -EINVAL : rename(fd, p1, (int32_t)a2, p3);
    case SYS_link: return name_again(AT_FDCWD, p0, AT_FDCWD, p1, false);
    case SYS_linkat: return name_again(fd, p1, (int32_t)a2, p3, a4 & AT_SYMLINK_FOLLOW);
    case SYS_symlink: return make_link(p0, AT_FDCWD, p1);
    case SYS_symlinkat: return make_link(p0, (int32_t)a1, (const char *)a2);
    case SYS_readlink: return read_link(AT_FDCWD, p0, (char *)a1, (int64_t)a2);
    case SYS_readlinkat: return read_link(fd, p1, (char *)a2, (int64_t)a3);
    case SYS_chmod: return change_mode(AT_FDCWD, p0, a1);
    case SYS_fchmodat: return change_mode(fd, p1, a2);
    case SYS_chown: return change_owner(p0, true, a1, a2);
    case SYS_lchown: return change_owner(p0, false, a1, a2);
    case SYS_utimensat: return change_times(fd, p1, (const TimeSpec *)a2, a3);
    case SYS_truncate: return truncate(p0, (int64_t)a1);
    case SYS_umask: umask = a0 & 0777; return old;
    default: return hardware_syscall(nr, a0, a1, a2);
  }
}
