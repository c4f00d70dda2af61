/*
 * files.h: the file system of an image, in memory: it begins with what `--embed` put into the image.
 *
 * A node is a file, a directory, a symbolic link or a device; it lives while a directory names it or somebody has it open.
 * One thread, no permissions: the program is root.
 */
#ifndef RUNTIME_OS_FILES_H
#define RUNTIME_OS_FILES_H

#include "bare.h"

enum { NAME_LIMIT = 255, PATH_LIMIT = 4096 };

typedef struct Content {
  uint64_t size;
  void *root; /* a page, or a table of depth `depth` */
  uint32_t depth;
  uint64_t pages; /* in use, tables too */
  const uint8_t *embedded;
  uint64_t nembedded;
} Content;

typedef enum Device { DEVICE_NONE, DEVICE_NULL, DEVICE_ZERO, DEVICE_RANDOM, DEVICE_CONSOLE } Device;

typedef struct Node Node;
typedef struct Entry { /* of a directory, in the order in which they were made */
  struct Entry *next;
  Node *node;
  uint64_t number; /* rises: a place for getdents64 that survives changes */
  uint32_t length;
  char name[];
} Entry;
struct Node {
  uint64_t number;
  uint32_t mode, links, opens, uid, gid;
  Device device;
  Node *parent;   /* of a directory */
  Entry *entries; /* of a directory */
  uint64_t next_number;
  Content content;                            /* of a file, the target of a link */
  uint64_t born, accessed, modified, changed; /* ns since 1970 */
};

/* ---- content.c ---- */
int64_t content_read(const Content *c, uint64_t at, uint8_t *out, uint64_t n);
int64_t content_write(Content *c, uint64_t at, const uint8_t *from, uint64_t n); /* bytes or -ENOSPC */
void content_resize(Content *c, uint64_t size);

/* ---- tree.c ---- */
typedef enum LastPart { LAST_NAME, LAST_ROOT, LAST_DOT, LAST_DOTDOT } LastPart;
typedef struct Place { /* where a path leads */
  Node *directory;     /* that has the name or might get it */
  Node *node;          /* NULL: there is none of that name */
  LastPart last;
  bool has_slash; /* the path ends in one */
  uint32_t length;
  char name[NAME_LIMIT + 1];
} Place;

Node *tree_root(void); /* made at the first call */
/* -errno, or 0: *p is filled in, its node NULL if only the last name is not there. Links in the path are followed, the last
 * one if `follows` or a slash comes behind. */
int64_t tree_find(Node *from, const char *path, bool follows, Place *p);
Node *tree_make(const Place *p, uint32_t mode); /* a new node of that name; NULL: no memory */
int64_t tree_link(Node *directory, const char *name, uint32_t length, Node *node);
void tree_unlink(Node *directory, Node *node, const char *name, uint32_t length);
void tree_release(Node *n); /* frees it if nothing names it and nobody has it open */
int64_t tree_path(const Node *directory, char *out, uint64_t room); /* length with its end or -errno */
bool tree_is_within(const Node *n, const Node *directory);
static inline bool node_is(const Node *n, uint32_t type) { return (n->mode & S_IFMT) == type; }

#endif
