/*
 * realm.h: a realm for unit tests of runtime/object and runtime/builtins, built from builtins.def in C. What the composer
 * (compiler/image) lays out at compile time is made here step by step: the same objects, in the same order.
 */
#ifndef TESTS_UNIT_REALM_H
#define TESTS_UNIT_REALM_H

#include <stdio.h>
#include <stdlib.h>

#include "../../runtime/object/call.h"
#include "../../runtime/object/convert.h"
#include "../../runtime/object/error.h"
#include "../../runtime/object/object.h"
#include "../../runtime/string/string.h"

/* Sets up RT, heap and realm; stack_end: an address above the frames that hold cells. */
void realm_boot(void *stack_end);

/* A JavaScript value as C text: JSON where there is one, else String(v); "throws Name: message" after an exception. */
const char *show(Value v);
/* A value from JSON text. */
Value json(const char *text);
Value text(const char *ascii);
Value number(double d);
/* global.a.b.c */
Value path(const char *dotted);
/* receiver.method(argc values) */
Value invoke(Value receiver, const char *method, int argc, ...);
/* A builtin function around C code, as callback. */
Value native(JsCode code, uint32_t length);

extern int realm_failures;
void expect(const char *file, int line, Value v, const char *expected);
#define EXPECT(value, expected) expect(__FILE__, __LINE__, value, expected)

#endif
