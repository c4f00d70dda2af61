/*
 * embed.h: the runtime's side of objects that C programs link (`jsc -c`, doc/embedding.md): an isolate in the calling
 * thread, and functions of JavaScript that C calls. The names here are local in an object; the compiler gives those that C
 * knows other ones (compiler/driver/interface.c).
 */
#ifndef RUNTIME_EMBED_H
#define RUNTIME_EMBED_H

#include "../rt.h"

/* What the last call came to. The generated header has the same numbers. */
enum EmbedStatus { EMBED_OK, EMBED_THROWN, EMBED_RESULT, EMBED_CLOSED, EMBED_MEMORY, EMBED_DEAD };

/* Makes the thread's isolate and runs the program's top level. A status. */
int embed_open(int argc, char **argv, char **envp);
/* Ends it; everything that C was given is gone. */
void embed_close(void);
/* One turn of the event loop, waiting at most so many milliseconds (-1: as long as it takes) for something to happen:
 * 1 if there is something left to wait for, 0 if not, -1 after an error that nobody caught. */
int embed_pump(int milliseconds);
/* Turns until nothing is left. A status. */
int embed_run(void);
int embed_status(void);
/* JSC_HOOKS, from anywhere: the host wants to run. */
void embed_interrupt(void);
const char *embed_error(void); /* the text of the last error, "" if there was none */

/* The C function of an exported one is `lea description, %rax; jmp embed_enter` (interface.c). Arguments as the psABI
 * passes them: */
typedef struct EmbedFrame {
  uint64_t ints[6];
  uint64_t floats[8]; /* low halves of vector registers */
  const uint64_t *stack;
  uint64_t result, float_result;
} EmbedFrame;
void embed_enter(void);

#endif
