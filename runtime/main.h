/*
 * main.h: the outline of a program's run, and the hooks by which lib's event loop takes part.
 */
#ifndef RUNTIME_MAIN_H
#define RUNTIME_MAIN_H

#include "rt.h"

/* Runs the entry module, then what it left to do; returns the exit code. */
int runtime_main(void);

/* Where an exception comes from; lib's internal/fatal has the same numbers. */
typedef enum ErrorOrigin { ORIGIN_THROWN, ORIGIN_PROMISE, ORIGIN_MICROTASK, ORIGIN_MODULE } ErrorOrigin;

/* %SetMainHooks: run() is called once after the program's top level and returns the exit code; uncaught(error, origin)
 * when an exception leaves the top level or a job. */
void main_set_hooks(Value run, Value uncaught);

/* An exception that nobody caught: calls the hook, else prints it and ends the process with code 1. */
void main_uncaught(Value error, ErrorOrigin origin);

#endif
