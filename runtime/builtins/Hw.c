/*
 * Hw.c: the ports of the machine (lib/hw.js), for calls that compiled code does not make in line (opt/syscalls). Only images
 * call them; port and value are taken modulo their range, as in line.
 */
#include "../object/convert.h"
#include "../os/bare/hardware-calls.h"
#include "../os/os.h"
#include "builtins.h"

static Value port_in(Value port, uint64_t bytes) {
  int32_t where;
  if (!to_int32(port, &where)) return JS_EXCEPTION;
  return value_from_u64((uint64_t)os_syscall(HW_PORT_IN, (uint16_t)where, bytes, 0, 0, 0, 0));
}

static Value port_out(Value port, Value value, uint64_t bytes) {
  int32_t where, what;
  if (!to_int32(port, &where) || !to_int32(value, &what)) return JS_EXCEPTION;
  os_syscall(HW_PORT_OUT, (uint16_t)where, bytes, (uint32_t)what, 0, 0, 0);
  return JS_UNDEFINED;
}

#define PORT(letter, bytes)         \
  JS_BUILTIN(js_Hw_in##letter) {    \
    JS_UNUSED_ARGS();               \
    return port_in(a0, bytes);      \
  }                                 \
  JS_BUILTIN(js_Hw_out##letter) {   \
    JS_UNUSED_ARGS();               \
    return port_out(a0, a1, bytes); \
  }
PORT(b, 1)
PORT(w, 2)
PORT(l, 4)
