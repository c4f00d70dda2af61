/*
 * descriptors.h: what file descriptors stand for: an open file, directory or device of the file system, or an interrupt.
 */
#ifndef RUNTIME_OS_DESCRIPTORS_H
#define RUNTIME_OS_DESCRIPTORS_H

#include "files.h"

enum { DESCRIPTORS = 1024 };

typedef struct Open { /* shared by descriptors that dup made */
  Node *node;         /* NULL: the console, before anybody has asked for a file; or an interrupt */
  uint64_t offset;    /* of a directory: number of the next entry */
  uint32_t flags;     /* O_… */
  uint32_t references;
  int32_t interrupt; /* -1: none */
} Open;

Open *descriptor_open(int64_t fd);               /* NULL: it is not open */
int64_t descriptor_new(Open *o, int64_t lowest); /* takes over a reference; the number or -EMFILE */
int64_t descriptor_close(int64_t fd);
bool open_is_console(const Open *o);
int16_t open_ready(Open *o, int16_t events); /* of POLLIN and POLLOUT, what would not block */
Node *descriptors_directory(void);           /* the working directory */

/* The system calls about files and descriptors; -ENOSYS: it is none of them. */
int64_t files_syscall(int64_t nr, uint64_t a0, uint64_t a1, uint64_t a2, uint64_t a3, uint64_t a4);
/* Those that name files by a path. */
int64_t paths_syscall(int64_t nr, uint64_t a0, uint64_t a1, uint64_t a2, uint64_t a3, uint64_t a4);
void node_stat(const Node *n, void *out); /* struct stat */
int64_t node_set_times(Node *n, const TimeSpec *times);
int64_t node_statx(const Node *n, uint8_t *out);
int64_t node_statfs(uint64_t *out);

#endif
