/*
 * tree.c: directories and paths of the file system (files.h), and what it begins with: the files that the image carries
 * (compiler/driver/embed-files.c writes them), /tmp and a few devices.
 */
#include "files.h"

#include "embedded.h"

enum { MOST_LINKS = 40 };

extern const uint8_t jsc_embedded[];

static Node *root;
static uint64_t next_node_number = 1;

/* ---- directories ---- */

static Entry **find_entry(Node *directory, const char *name, uint32_t length) {
  Entry **e = &directory->entries;
  while (*e && ((*e)->length != length || !bytes_equal((*e)->name, name, length))) e = &(*e)->next;
  return e;
}

static Node *node_new(uint32_t mode) {
  Node *n = machine_alloc(sizeof *n);
  if (!n) return NULL;
  n->number = next_node_number++;
  n->mode = mode;
  n->next_number = 3; /* behind . and .. */
  n->born = n->accessed = n->modified = n->changed = clock_realtime_ns();
  return n;
}

int64_t tree_link(Node *directory, const char *name, uint32_t length, Node *node) {
  Entry *e = machine_alloc(sizeof *e + length);
  if (!e) return -ENOSPC;
  e->node = node;
  e->number = directory->next_number++;
  e->length = length;
  bytes_copy(e->name, name, length);
  *find_entry(directory, NULL, ~0u) = e;
  node->links++;
  if (node_is(node, S_IFDIR)) {
    node->parent = directory;
    directory->links++;
  }
  directory->modified = directory->changed = node->changed = clock_realtime_ns();
  return 0;
}

void tree_unlink(Node *directory, Node *node, const char *name, uint32_t length) {
  Entry **at = find_entry(directory, name, length), *e = *at;
  *at = e->next;
  machine_free(e, sizeof *e + e->length);
  node->links--;
  if (node_is(node, S_IFDIR)) directory->links--;
  directory->modified = directory->changed = node->changed = clock_realtime_ns();
}

/* A directory counts its own "." too. */
void tree_release(Node *n) {
  if (n->opens || n->links > (node_is(n, S_IFDIR) ? 1 : 0)) return;
  content_resize(&n->content, 0);
  machine_free(n, sizeof *n);
}

Node *tree_make(const Place *p, uint32_t mode) {
  Node *n = node_new(mode);
  if (!n) return NULL;
  if (node_is(n, S_IFDIR)) n->links = 1;
  if (!tree_link(p->directory, p->name, p->length, n)) return n;
  machine_free(n, sizeof *n);
  return NULL;
}

bool tree_is_within(const Node *n, const Node *directory) {
  for (; n != root; n = n->parent)
    if (n == directory) return true;
  return directory == root;
}

int64_t tree_path(const Node *directory, char *out, uint64_t room) {
  char path[PATH_LIMIT];
  uint64_t at = sizeof path;
  path[--at] = 0;
  for (const Node *n = directory; n != root; n = n->parent) {
    const Entry *e = n->parent->entries;
    while (e && e->node != n) e = e->next;
    if (!e) return -ENOENT;
    if (e->length + 1 > at) return -ENAMETOOLONG;
    at -= e->length;
    bytes_copy(path + at, e->name, e->length);
    path[--at] = '/';
  }
  if (at == sizeof path - 1) path[--at] = '/';
  uint64_t n = sizeof path - at;
  if (n > room) return -ERANGE;
  bytes_copy(out, path + at, n);
  return (int64_t)n;
}

/* ---- paths ---- */

/* The text of a link, followed by what comes behind it in the path. */
static int64_t splice_link(const Node *link, const char *rest, char *out) {
  int64_t n = content_read(&link->content, 0, (uint8_t *)out, PATH_LIMIT);
  uint64_t more = text_length(rest) + 1;
  if ((uint64_t)n + more > PATH_LIMIT) return -ENAMETOOLONG;
  bytes_copy(out + n, rest, more);
  return 0;
}

int64_t tree_find(Node *from, const char *path, bool follows, Place *p) {
  static char texts[2][PATH_LIMIT];
  uint32_t links = 0;
  Node *at = *path == '/' ? tree_root() : from;
  if (!*path) return -ENOENT;
  if (text_length(path) >= PATH_LIMIT) return -ENAMETOOLONG;
  p->directory = p->node = at;
  p->last = LAST_ROOT;
  p->has_slash = false;
  for (;;) {
    while (*path == '/') path++;
    if (!*path) return 0;
    uint32_t n = 0;
    while (path[n] && path[n] != '/') n++;
    const char *rest = path + n;
    while (*rest == '/') rest++;
    bool is_last = !*rest;
    if (!at || !node_is(at, S_IFDIR)) return at ? -ENOTDIR : -ENOENT;
    if (n > NAME_LIMIT) return -ENAMETOOLONG;
    p->directory = at;
    p->has_slash = is_last && path[n];
    p->length = n;
    bytes_copy(p->name, path, n);
    p->name[n] = 0;
    p->last = n == 1 && *path == '.' ? LAST_DOT : n == 2 && bytes_equal(path, "..", 2) ? LAST_DOTDOT : LAST_NAME;
    const Entry *e = p->last == LAST_NAME ? *find_entry(at, path, n) : NULL;
    Node *next = p->last == LAST_DOT ? at : p->last == LAST_DOTDOT ? at->parent : e ? e->node : NULL;
    if (next && node_is(next, S_IFLNK) && (!is_last || follows || p->has_slash)) {
      if (++links > MOST_LINKS) return -ELOOP;
      int64_t error = splice_link(next, path + n, texts[links & 1]);
      if (error) return error;
      path = texts[links & 1];
      if (*path == '/') at = root;
      p->node = at;
      continue;
    }
    p->node = at = next;
    if (next && p->has_slash && !node_is(next, S_IFDIR)) return -ENOTDIR;
    path += n;
  }
}

/* ---- what there is at first ---- */

static Node *make(const char *path, uint32_t mode) {
  Place p;
  if (tree_find(root, path, false, &p) || p.node) return p.node;
  return tree_make(&p, mode);
}

static void make_device(const char *path, Device device) {
  Node *n = make(path, S_IFCHR | 0666);
  if (n) n->device = device;
}

/* The directories of the path, but not what it ends in. */
static void make_parents(const char *path) {
  char text[PATH_LIMIT];
  for (uint32_t i = 0; path[i]; i++) {
    if (path[i] == '/' && i) {
      text[i] = 0;
      make(text, S_IFDIR | 0755);
    }
    text[i] = path[i];
  }
}

static void add_embedded(void) {
  const EmbeddedHeader *h = (const EmbeddedHeader *)(const void *)jsc_embedded;
  const EmbeddedFile *files = (const EmbeddedFile *)(const void *)(h + 1);
  for (uint32_t i = 0; i < h->count; i++) {
    const EmbeddedFile *f = &files[i];
    const char *path = (const char *)jsc_embedded + f->path;
    make_parents(path);
    Node *n = make(path, f->mode);
    if (!n) continue;
    n->mode = f->mode;
    n->modified = n->changed = f->modified_ns;
    if (node_is(n, S_IFDIR)) continue;
    n->content = (Content){.size = f->size, .embedded = jsc_embedded + f->bytes, .nembedded = f->size};
  }
  for (uint32_t i = h->count; i-- > 0;) { /* making what is in them has changed directories */
    Node *n = make((const char *)jsc_embedded + files[i].path, files[i].mode);
    if (n) n->modified = n->changed = files[i].modified_ns;
  }
}

Node *tree_root(void) {
  if (root) return root;
  root = node_new(S_IFDIR | 0755);
  if (!root) {
    console_text("jsc: out of memory\n");
    machine_stop(134);
  }
  root->links = 2;
  root->parent = root;
  make("/tmp", S_IFDIR | 01777);
  make("/dev", S_IFDIR | 0755);
  make_device("/dev/null", DEVICE_NULL);
  make_device("/dev/zero", DEVICE_ZERO);
  make_device("/dev/urandom", DEVICE_RANDOM);
  make_device("/dev/random", DEVICE_RANDOM);
  make_device("/dev/tty", DEVICE_CONSOLE);
  make_device("/dev/console", DEVICE_CONSOLE);
  add_embedded();
  return root;
}
