/*
 * The `%Syscall` and `%Syscall64` natives for the reference Node, so that lib/
 * can be tested without the compiler: a Node-API addon of two functions that
 * convert their arguments as lib/internal/natives.md says and execute the
 * instruction. Built on demand by under-node.js.
 */
#include <node_api.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/syscall.h>

#define MAX_ARGS 7

static long raw(long n, const long *a) {
  long ret;
  register long r10 __asm__("r10") = a[3];
  register long r8 __asm__("r8") = a[4];
  register long r9 __asm__("r9") = a[5];
  __asm__ volatile("syscall"
                   : "=a"(ret)
                   : "a"(n), "D"(a[0]), "S"(a[1]), "d"(a[2]), "r"(r10), "r"(r8), "r"(r9)
                   : "rcx", "r11", "memory");
  return ret;
}

/* One argument as a machine word; *tmp receives memory to free afterwards. */
static long word(napi_env env, napi_value v, void **tmp) {
  napi_valuetype t;
  napi_typeof(env, v, &t);
  *tmp = NULL;
  if (t == napi_number) {
    int64_t n;
    napi_get_value_int64(env, v, &n);
    return n;
  }
  if (t == napi_bigint) {
    int64_t n;
    bool lossless;
    napi_get_value_bigint_int64(env, v, &n, &lossless);
    return n;
  }
  if (t == napi_string) {
    size_t len;
    napi_get_value_string_utf8(env, v, NULL, 0, &len);
    *tmp = malloc(len + 1);
    napi_get_value_string_utf8(env, v, *tmp, len + 1, &len);
    return (long)*tmp;
  }
  if (t == napi_object) {
    bool is;
    void *data = NULL;
    napi_is_typedarray(env, v, &is);
    if (is) {
      napi_get_typedarray_info(env, v, NULL, NULL, &data, NULL, NULL);
      return (long)data;
    }
    napi_is_dataview(env, v, &is);
    if (is) {
      napi_get_dataview_info(env, v, NULL, &data, NULL, NULL);
      return (long)data;
    }
    napi_is_arraybuffer(env, v, &is);
    if (is) {
      napi_get_arraybuffer_info(env, v, &data, NULL);
      return (long)data;
    }
  }
  return 0;
}

static long call(napi_env env, napi_callback_info info) {
  size_t argc = MAX_ARGS;
  napi_value argv[MAX_ARGS];
  napi_get_cb_info(env, info, &argc, argv, NULL, NULL);
  long a[MAX_ARGS] = {0};
  void *tmp[MAX_ARGS] = {0};
  for (size_t i = 0; i < argc; i++) a[i] = word(env, argv[i], &tmp[i]);
  long ret = raw(a[0], a + 1);
  for (size_t i = 0; i < argc; i++) free(tmp[i]);
  return ret;
}

static napi_value js_syscall(napi_env env, napi_callback_info info) {
  napi_value out;
  napi_create_double(env, (double)call(env, info), &out);
  return out;
}

static napi_value js_syscall64(napi_env env, napi_callback_info info) {
  long r = call(env, info);
  napi_value out, v;
  napi_create_array(env, &out);
  napi_create_int32(env, (int32_t)r, &v);
  napi_set_element(env, out, 0, v);
  napi_create_int32(env, (int32_t)(r >> 32), &v);
  napi_set_element(env, out, 1, v);
  return out;
}

static napi_value js_address(napi_env env, napi_callback_info info) {
  size_t argc = 1;
  napi_value argv[1], out;
  void *tmp;
  napi_get_cb_info(env, info, &argc, argv, NULL, NULL);
  napi_create_bigint_int64(env, word(env, argv[0], &tmp), &out);
  return out;
}

NAPI_MODULE_INIT() {
  napi_value f;
  napi_create_function(env, "syscall", NAPI_AUTO_LENGTH, js_syscall, NULL, &f);
  napi_set_named_property(env, exports, "syscall", f);
  napi_create_function(env, "syscall64", NAPI_AUTO_LENGTH, js_syscall64, NULL, &f);
  napi_set_named_property(env, exports, "syscall64", f);
  napi_create_function(env, "address", NAPI_AUTO_LENGTH, js_address, NULL, &f);
  napi_set_named_property(env, exports, "address", f);
  return exports;
}
