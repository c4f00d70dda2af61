/*
 * error.h: throwing errors with V8's texts, and Error.stack.
 *
 * Formats: %s C string; %d int; %u uint32_t; %V a Value shown as V8's messages show it (strings bare, others by a
 * side-effect free ToString); %C a Value as V8 names it where it has no source text ("number 1", "object"); %S String *; %K PropKey; %% percent. All throw_* functions return JS_EXCEPTION.
 */
#ifndef RUNTIME_OBJECT_ERROR_H
#define RUNTIME_OBJECT_ERROR_H

#include <stdarg.h>

#include "../rt.h"

Value throw_type_error(const char *format, ...);
Value throw_range_error(const char *format, ...);
Value throw_reference_error(const char *format, ...);
Value throw_syntax_error(const char *format, ...);
/* An error with one of Node's codes as its property: made, or made and thrown. */
Value error_with_code(Intrinsic prototype, const char *code, String *message);
Value throw_with_code(Intrinsic prototype, const char *code, String *message);
Value throw_uri_error(const char *format, ...);
Value throw_error(const char *format, ...); /* plain Error */

/* Error object of a NativeError kind given by its prototype intrinsic (INTR_TypeErrorPrototype ...), with stack. */
Value error_new(Intrinsic proto, String *message);
String *error_format(const char *format, va_list args);
String *format_string(const char *format, ...);

/* Side-effect free text of a value as V8's messages have it: "#<Foo>", "[object Array]", "foo", "Symbol(x)". */
String *value_to_display(Value v);

/* Captures the current stack into an error-like object: ERROR objects keep frames and format `stack` when asked; other
 * objects get an own `stack` accessor. Frames above and including `above` (function or undefined) are left out. 1, -1. */
uint32_t error_stack_limit(void); /* Error.stackTraceLimit, 0 if it is no number */
int error_capture(Value obj, Value above);
/* The position of the frame `skip` JavaScript frames up, for lib: "file:line:column" or NULL. */
String *error_position(uint32_t skip);
/* The text that Node prints for an uncaught error value: its stack, or the value. Never throws. */
String *error_describe(Value error);

/* Common messages. */
Value throw_not_callable(Value f);    /* "number 1 is not a function" */
Value throw_not_constructor(Value f); /* "1 is not a constructor" */
Value throw_not_iterable(Value v);    /* "number 1 is not iterable (cannot read property Symbol(Symbol.iterator))" */
Value throw_incompatible(const char *method, Value receiver); /* "Method M called on incompatible receiver R" */
Value throw_nullish_read(Value v, PropKey key);               /* "Cannot read properties of undefined (reading 'x')" */
Value throw_nullish_write(Value v, PropKey key);              /* "Cannot set properties of undefined (setting 'x')" */
Value throw_readonly(Value obj, PropKey key); /* "Cannot assign to read only property 'x' of object '#<O>'" */

#endif
