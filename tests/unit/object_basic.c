/*
 * object_basic.c: objects, arrays, JSON, promises, proxies and messages through the builtin functions, in a realm made by
 * realm.c. Texts are the reference Node's.
 */
#include "realm.h"

#include "../../runtime/builtins/builtins.h"
#include "../../runtime/heap/heap.h"
#include "../../runtime/object/ic.h"
#include "../../runtime/object/iterate.h"
#include "../../runtime/object/jobs.h"
#include "../../runtime/object/operator.h"
#include "../../runtime/object/property.h"

Value jsc_get_prop(Value obj, String *key, PropIC *ic);
int32_t jsc_set_prop(Value obj, Value v, String *key, PropIC *ic, int64_t strict);
Value jsc_get_method(Value obj, String *key, PropIC *ic);
int32_t jsc_set_elem(Value obj, Value key, Value v, int64_t strict);
Value jsc_get_elem(Value obj, Value key);

static Value twice(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1) {
  JS_UNUSED_ARGS();
  return op_mul(a0, number(2));
}
static Value is_odd(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1) {
  JS_UNUSED_ARGS();
  return value_from_bool(value_int(a0) & 1);
}
static Value descending(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1) {
  JS_UNUSED_ARGS();
  return op_sub(a1, a0);
}
static Value plus(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1) {
  JS_UNUSED_ARGS();
  return op_add(a0, a1);
}
static Value log_list;
static Value log_value(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1) {
  JS_UNUSED_ARGS();
  array_push(log_list, a0);
  return a0;
}

static void arrays(void) {
  Value a = json("[3,1,2]"), none = JS_UNDEFINED;
  EXPECT(invoke(a, "map", 1, native(twice, 1)), "[6,2,4]");
  EXPECT(invoke(a, "filter", 1, native(is_odd, 1)), "[3,1]");
  EXPECT(invoke(a, "reduce", 1, native(plus, 2)), "6");
  EXPECT(invoke(a, "slice", 2, number(1), number(3)), "[1,2]");
  EXPECT(invoke(a, "concat", 2, json("[9,[8]]"), number(7)), "[3,1,2,9,[8],7]");
  EXPECT(invoke(a, "join", 1, text("-")), "\"3-1-2\"");
  EXPECT(invoke(json("[1,[2,[3,[4]]]]"), "flat", 1, number(2)), "[1,2,3,[4]]");
  EXPECT(invoke(json("[10,9,1,\"b\",\"a\",null]"), "sort", 0), "[1,10,9,\"a\",\"b\",null]");
  EXPECT(invoke(json("[5,3,9,1,7,2,8,4,6,0,15,12,11,14,13,10]"), "sort", 1, native(descending, 2)),
         "[15,14,13,12,11,10,9,8,7,6,5,4,3,2,1,0]");
  Value b = json("[1,2,3,4,5]");
  EXPECT(invoke(b, "splice", 4, number(1), number(2), text("x"), text("y")), "[2,3]");
  EXPECT(b, "[1,\"x\",\"y\",4,5]");
  EXPECT(invoke(b, "splice", 2, number(1), number(2)), "[\"x\",\"y\"]");
  EXPECT(invoke(b, "unshift", 2, number(8), number(9)), "5");
  EXPECT(b, "[8,9,1,4,5]");
  EXPECT(invoke(b, "shift", 0), "8");
  EXPECT(invoke(b, "reverse", 0), "[5,4,1,9]");
  EXPECT(invoke(b, "indexOf", 1, number(1)), "2");
  EXPECT(invoke(b, "includes", 1, text("5")), "false");
  EXPECT(invoke(b, "at", 1, number(-1)), "9");
  EXPECT(invoke(b, "with", 2, number(9), none), "throws RangeError: Invalid index : 9");
  EXPECT(invoke(json("[]"), "reduce", 1, native(plus, 2)),
         "throws TypeError: Reduce of empty array with no initial value");
  EXPECT(invoke(json("[1]"), "map", 1, number(1)), "throws TypeError: number 1 is not a function");
  Value sparse = json("[]");
  value_set_index(sparse, 5000000, number(1), true);
  EXPECT(invoke(path("Object"), "keys", 1, sparse), "[\"5000000\"]");
  EXPECT(value_get(sparse, KEY(length)), "5000001");
  value_set(sparse, KEY(length), number(2), true);
  EXPECT(sparse, "[null,null]");
  for (int i = 0; i < 300; i++) jsc_set_elem(sparse, number(i + 2), number(i), 1);
  EXPECT(jsc_get_elem(sparse, number(301)), "299");
  EXPECT(invoke(path("Array"), "from", 2, json("{\"length\":3}"), native(twice, 1)), "[null,null,null]");
  EXPECT(invoke(path("Array"), "from", 1, text("abc")), "[\"a\",\"b\",\"c\"]");
}

static void objects(void) {
  Value o = json("{\"b\":1,\"a\":2,\"1\":3,\"0\":4}"), object = path("Object");
  EXPECT(o, "{\"0\":4,\"1\":3,\"b\":1,\"a\":2}");
  EXPECT(invoke(object, "entries", 1, json("{\"x\":[1]}")), "[[\"x\",[1]]]");
  EXPECT(invoke(object, "assign", 2, json("{\"a\":1}"), json("{\"b\":2}")), "{\"a\":1,\"b\":2}");
  object_delete(value_object(o), key_from_ascii("b"));
  object_delete(value_object(o), key_from_index(0));
  EXPECT(o, "{\"1\":3,\"a\":2}");
  Value big = json("{}");
  char name[16];
  for (int i = 0; i < 2000; i++) {
    snprintf(name, sizeof name, "k%d", i);
    value_set(big, key_from_ascii(name), number(i), true);
  }
  for (int i = 0; i < 2000; i += 2) {
    snprintf(name, sizeof name, "k%d", i);
    object_delete(value_object(big), key_from_ascii(name));
  }
  for (int i = 0; i < 20000; i++) {
    snprintf(name, sizeof name, "t%d", i % 7);
    value_set(big, key_from_ascii(name), number(i), true);
    object_delete(value_object(big), key_from_ascii(name));
  }
  EXPECT(value_get(big, key_from_ascii("k1999")), "1999");
  EXPECT(value_get(invoke(object, "keys", 1, big), KEY(length)), "1000");
  Value frozen = invoke(object, "freeze", 1, json("{\"a\":1}"));
  RT->exception = JS_EMPTY;
  EXPECT(value_from_int(value_set(frozen, key_from_ascii("a"), number(2), false)), "0");
  EXPECT(value_set(frozen, key_from_ascii("a"), number(2), true) < 0 ? JS_EXCEPTION : JS_NULL,
         "throws TypeError: Cannot assign to read only property 'a' of object '#<Object>'");
  EXPECT(value_set(frozen, key_from_ascii("z"), number(2), true) < 0 ? JS_EXCEPTION : JS_NULL,
         "throws TypeError: Cannot add property z, object is not extensible");
  EXPECT(invoke(object, "isFrozen", 1, frozen), "true");
  EXPECT(invoke(object, "getOwnPropertyDescriptor", 2, frozen, text("a")),
         "{\"value\":1,\"writable\":false,\"enumerable\":true,\"configurable\":false}");
  EXPECT(invoke(object, "defineProperty", 3, json("{}"), text("x"), json("{\"get\":1}")),
         "throws TypeError: Getter must be a function: 1");
  EXPECT(value_get(JS_UNDEFINED, key_from_ascii("x")),
         "throws TypeError: Cannot read properties of undefined (reading 'x')");
  EXPECT(invoke(object, "getOwnPropertyNames", 1, path("Reflect")),
         "[\"defineProperty\",\"deleteProperty\",\"apply\",\"construct\",\"get\",\"getOwnPropertyDescriptor\","
         "\"getPrototypeOf\","
         "\"has\",\"isExtensible\",\"ownKeys\",\"preventExtensions\",\"set\",\"setPrototypeOf\"]");
}

static void caches(void) {
  static PropIC get, set, method;
  Value objects[5];
  static const char *const sources[] = {"{\"p\":1}", "{\"q\":0,\"p\":2}", "{\"r\":0,\"p\":3}",
                                        "{\"s\":0,\"t\":0,\"u\":0,\"v\":0,\"w\":0,\"p\":4}", "{\"x\":0,\"p\":5}"};
  for (int i = 0; i < 5; i++) objects[i] = json(sources[i]);
  String *p = atom_from_ascii("p");
  for (int round = 0; round < 4; round++)
    for (int i = 0; i < 5; i++) {
      EXPECT(value_from_bool(value_same(jsc_get_prop(objects[i], p, &get), number(i + 1))), "true");
      jsc_set_prop(objects[i], number(i + 1), p, &set, 1);
    }
  EXPECT(objects[3], "{\"s\":0,\"t\":0,\"u\":0,\"v\":0,\"w\":0,\"p\":4}");
  Value proto = json("{\"m\":1}"), child = object_new(proto);
  String *m = atom_from_ascii("m");
  EXPECT(jsc_get_method(child, m, &method), "1");
  EXPECT(jsc_get_method(child, m, &method), "1");
  value_set(proto, key_from_atom(m), number(2), true);
  EXPECT(jsc_get_method(child, m, &method), "2");
  object_delete(value_object(proto), key_from_atom(m));
  EXPECT(jsc_get_method(child, m, &method), "undefined");
  value_set(path("Object.prototype"), key_from_atom(m), number(3), true);
  EXPECT(jsc_get_method(child, m, &method), "3");
  value_set(child, key_from_atom(m), number(4), true);
  EXPECT(jsc_get_method(child, m, &method), "4");
  object_delete(value_object(path("Object.prototype")), key_from_atom(m));
  static PropIC add;
  for (int i = 0; i < 20; i++) {
    Value o = object_new_plain();
    jsc_set_prop(o, number(i), m, &add, 1);
    EXPECT(value_get(o, key_from_atom(m)), show(number(i)));
  }
}

static void json_texts(void) {
  EXPECT(json("{\"a\":[1,-2.5e3,true,null,\"\\u0041\\n\"]}"), "{\"a\":[1,-2500,true,null,\"A\\n\"]}");
  EXPECT(json("[1,]"), "throws SyntaxError: Unexpected token ']', \"[1,]\" is not valid JSON");
  EXPECT(json(""), "throws SyntaxError: Unexpected end of JSON input");
  EXPECT(json("{\"a\":1,}"),
         "throws SyntaxError: Expected double-quoted property name in JSON at position 7 (line 1 column 8)");
  EXPECT(json("01"), "throws SyntaxError: Unexpected number in JSON at position 1 (line 1 column 2)");
  EXPECT(json("undefined"), "throws SyntaxError: \"undefined\" is not valid JSON");
  Value cyclic = json("{\"b\":{\"c\":{}}}");
  value_set(value_get(value_get(cyclic, key_from_ascii("b")), key_from_ascii("c")), key_from_ascii("d"), cyclic, true);
  EXPECT(
      invoke(path("JSON"), "stringify", 1, cyclic),
      "throws TypeError: Converting circular structure to JSON\n    --> starting at object with constructor 'Object'\n"
      "    |     property 'b' -> object with constructor 'Object'\n    |     property 'c' -> object with constructor "
      "'Object'\n"
      "    --- property 'd' closes the circle");
  EXPECT(invoke(path("JSON"), "stringify", 3, json("{\"a\":[1,{}],\"b\":{\"c\":2}}"), JS_NULL, number(2)),
         "\"{\\n  \\\"a\\\": [\\n    1,\\n    {}\\n  ],\\n  \\\"b\\\": {\\n    \\\"c\\\": 2\\n  }\\n}\"");
}

static void promises(void) {
  log_list = array_new(0);
  Value f = native(log_value, 1), p = promise_new();
  Value q = invoke(p, "then", 1, f);
  invoke(q, "then", 1, f);
  promise_resolve(p, number(1));
  jobs_run();
  EXPECT(log_list, "[1,1]");
  Value list = array_new(0);
  array_push(list, number(5));
  array_push(list, invoke(path("Promise"), "resolve", 1, number(6)));
  invoke(invoke(path("Promise"), "all", 1, list), "then", 1, f);
  jobs_run();
  EXPECT(log_list, "[1,1,[5,6]]");
  Value rejected = invoke(path("Promise"), "reject", 1, text("no"));
  invoke(rejected, "catch", 1, f);
  jobs_run();
  EXPECT(log_list, "[1,1,[5,6],\"no\"]");
  EXPECT(promise_take_unhandled(), "undefined");
}

static void keys_in_order(Value o, const char *expected) {
  Value list = array_new(0), it = for_in_new(o), k;
  while (!value_is_empty(k = for_in_next(it))) array_push(list, k);
  EXPECT(list, expected);
}

int main(void) {
  realm_boot(__builtin_frame_address(0));
  heap_add_roots(&log_list, &log_list + 1);
  arrays();
  objects();
  caches();
  json_texts();
  promises();
  Value base = json("{\"x\":1,\"a\":2}"), derived = object_new(base);
  value_set(derived, key_from_ascii("a"), number(1), true);
  value_set(derived, key_from_index(3), number(1), true);
  keys_in_order(derived, "[\"3\",\"a\",\"x\"]");
  EXPECT(value_from_ptr(format_string("%C %V %K", JS_NULL, json("[1]"), key_from_index(7))),
         "\"object null [object Array] 7\"");
  heap_collect(true);
  heap_verify();
  arrays();
  objects();
  caches();
  if (!realm_failures) puts("ok");
  return realm_failures != 0;
}
