/*
 * stack.h: stack traces: capturing one, and what it says, frame by frame, in V8's words.
 *
 * A captured trace is an Elements cell with STACK_WORDS Values for each frame: where it is, the inlined call it is there,
 * and its receiver. Names, lines and text are found when they are asked for.
 */
#ifndef RUNTIME_ERROR_STACK_H
#define RUNTIME_ERROR_STACK_H

#include "../rt.h"
#include "../string/string.h"

enum { STACK_WORDS = 3 };

typedef struct StackFrame {
  String *function;    /* never NULL; empty: none */
  String *file;        /* as the trace writes it: a path, a file: URL, node:…; NULL: a builtin of C */
  uint32_t file_index; /* in the program's file table, ~0: not there */
  uint32_t index;      /* of an element of Promise.all and the like */
  uint32_t line, column;
  uint32_t start;                           /* where the function's text begins in its file */
  Value receiver;                           /* EMPTY: not known, or none */
  bool is_constructor, is_async, is_method; /* is_method: a type is written before the name */
  bool is_waiting;                          /* an async function that waits for what runs */
  bool is_library;                          /* in lib/, and stands for no frame of the reference */
  String *type, *method;                    /* of frames of the reference's own code; else NULL */
  String *quoted;                           /* likewise: the line of its text, where that is known */
} StackFrame;

/* A frame of the reference's own code: what traces call it, and its place. In a trace's first one the line of its text that a
 * report quotes may follow the file, behind a line feed; without a name that is all it is good for. */
typedef struct NodeFrame {
  const char *name, *file;
  uint16_t line, column;
} NodeFrame;

/* The stack above the calling C function, at most `limit` frames; undefined where there is no position table. Frames
 * down to that of `above` (a function, else undefined) are left out; if it has none: all are when `must_see`. */
Value stack_capture(uint32_t limit, Value above, bool must_see);
/* Puts frames of the reference, closed by one without a file, above those captured for an error. */
void stack_put_frames(Value error, const NodeFrame *frames);
/* The `throw` statement that last threw v: false if v was thrown otherwise, or is not what was thrown last. */
bool stack_throw_site(Value v, StackFrame *out);
/* The place of a return address in the body of an ES module: false if it is elsewhere. */
bool stack_is_module_site(uint64_t site, StackFrame *out);
/* The file: URL of a path, as url.pathToFileURL has it. */
String *stack_file_url(const char *path, uint32_t length);
uint32_t stack_count(Value frames);
void stack_frame(Value frames, uint32_t i, StackFrame *out);
/* "Foo.bar [as baz] (file:1:2)" */
void stack_frame_text(StringBuilder *b, const StackFrame *f);
String *stack_type_name(const StackFrame *f);   /* NULL: none */
String *stack_method_name(const StackFrame *f); /* NULL: none */

#endif
