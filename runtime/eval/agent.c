/*
 * agent.c: $262.agent of test262 (INTERPRETING.md). An agent is a thread with an isolate of its own: Rt, heap, a copy of the
 * realm, and its own memory for code. It runs nothing that was compiled ahead of time, since that writes to data of the
 * first isolate (inline caches, static slots): its text and what that makes are compiled by itself, modules and globals of
 * lib/ are not there. It shares SharedArrayBuffer memory, the list of waiters, and what is never written.
 *
 * Agents, the message that is broadcast and the reports are in one structure under one lock; texts lie in mapped memory.
 */
#include "../builtins/builtins.h"
#include "../builtins/shared_memory.h"
#include "../heap/heap.h"
#include "../main.h"
#include "../object/bigint.h"
#include "../object/call.h"
#include "../object/convert.h"
#include "../object/error.h"
#include "../object/jobs.h"
#include "../object/module.h"
#include "../object/object.h"
#include "../object/realm.h"
#include "../object/waiters.h"
#include "../os/lock.h"
#include "../string/string.h"
#include "../support/mem.h"
#include "eval.h"
#include "state.h"

/* A string outside of any heap. */
typedef struct Text {
  struct Text *next;
  size_t size; /* of the mapping */
  uint32_t length;
  bool is_wide;
  _Alignas(8) uint8_t units[];
} Text;

typedef enum AgentState { AGENT_STARTING, AGENT_RUNNING, AGENT_LEFT, AGENT_ENDED } AgentState;
typedef struct Agent {
  struct Agent *next;
  struct Isolate *isolate;
  const Rt *parent; /* for the start-up vector */
  Text *text;
  AgentState state;
  uint32_t received; /* number of the last message that it has */
} Agent;

typedef struct Message {
  uint32_t number; /* futex of those who wait for the next one; 0: there was none */
  SharedMemory *memory;
  double id;
  uint64_t big_id;
  bool is_big;
} Message;

/* Whoever looks at it holds the lock, but for the futexes. */
static struct {
  Lock lock;
  uint32_t changes; /* futex: goes up whenever an agent's state does or it has received */
  Agent *agents;
  Message message;
  Text *first_report, *last_report;
} hub;

static void changed(void) {
  __atomic_fetch_add(&hub.changes, 1, __ATOMIC_RELEASE);
  os_wake(&hub.changes, INT32_MAX);
}

static _Noreturn void fail(void) {
  static const char message[] = "fatal: no memory for an agent\n";
  os_write(2, message, sizeof message - 1);
  os_exit(1);
}

static void *map_or_fail(size_t size) {
  void *p = os_map(0, size);
  if (!p) fail();
  return p;
}

/* ---- texts ---- */

static Text *text_new(String *s) {
  StringUnits u = string_units(s);
  size_t bytes = (size_t)u.length << u.is_wide, size = sizeof(Text) + bytes;
  Text *t = map_or_fail(size);
  *t = (Text){.size = size, .length = u.length, .is_wide = u.is_wide};
  mem_copy(t->units, u.units, bytes);
  return t;
}

static String *text_take(Text *t) {
  String *s = t->is_wide ? string_from_utf16((const uint16_t *)(const void *)t->units, t->length)
                         : string_from_latin1(t->units, t->length);
  os_unmap(t, t->size);
  return s;
}

/* ---- in the agent ---- */

static void set_state(Agent *a, AgentState state) {
  lock_take(&hub.lock);
  a->state = state;
  changed();
  lock_leave(&hub.lock);
}

/* The next message, with a count of its memory. */
static Message receive(Agent *me) {
  for (;;) {
    lock_take(&hub.lock);
    Message m = hub.message;
    if (m.number != me->received) {
      me->received = m.number;
      shared_memory_retain(m.memory);
      changed();
      lock_leave(&hub.lock);
      return m;
    }
    lock_leave(&hub.lock);
    os_wait(&hub.message.number, m.number, ~0ull);
  }
}

static Value receive_entry(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1) {
  JS_UNUSED_ARGS();
  if (!value_is_callable(a0)) return throw_type_error("receiveBroadcast takes a function");
  Message m = receive(RT->agent);
  Value args[2] = {value_from_ptr(shared_buffer_adopt(m.memory)),
                   m.is_big ? bigint_from_i64((int64_t)m.big_id) : value_from_double(m.id)};
  Value r = js_call(a0, JS_UNDEFINED, 2, args);
  return value_is_exception(r) ? r : JS_UNDEFINED;
}

static Value report_entry(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1) {
  JS_UNUSED_ARGS();
  Value v = to_string(a0);
  if (value_is_exception(v)) return v;
  Text *t = text_new(value_string(v));
  lock_take(&hub.lock);
  if (hub.last_report) hub.last_report->next = t;
  else hub.first_report = t;
  hub.last_report = t;
  lock_leave(&hub.lock);
  return JS_UNDEFINED;
}

static Value leaving_entry(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1) {
  JS_UNUSED_ARGS();
  set_state(RT->agent, AGENT_LEFT);
  return JS_UNDEFINED;
}

static void sleep_ms(double ms) {
  const uint32_t nobody = 0;
  for (uint64_t end = os_clock_ns() + (ms > 0 && ms < 9e12 ? (uint64_t)(ms * 1e6) : 0), now;
       (now = os_clock_ns()) < end;)
    os_wait(&nobody, 0, end - now);
}

static Value sleep_entry(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1) {
  JS_UNUSED_ARGS();
  double ms;
  if (!to_double(a0, &ms)) return JS_EXCEPTION;
  sleep_ms(ms);
  return JS_UNDEFINED;
}

static Value now_entry(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1) {
  JS_UNUSED_ARGS();
  return value_from_double((double)os_clock_ns() / 1e6);
}

static void define_host(Value global) {
  static const struct {
    const char *name;
    FnInfo info;
  } rows[] = {
      {"receiveBroadcast", {.entry = receive_entry, .length = 1, .flags = FN_BUILTIN}},
      {"report", {.entry = report_entry, .length = 1, .flags = FN_BUILTIN}},
      {"leaving", {.entry = leaving_entry, .flags = FN_BUILTIN}},
      {"sleep", {.entry = sleep_entry, .length = 1, .flags = FN_BUILTIN}},
      {"monotonicNow", {.entry = now_entry, .flags = FN_BUILTIN}},
  };
  Value host = object_new_plain(), agent = object_new_plain();
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    PropKey key = key_from_ascii(rows[i].name);
    Value f = function_new_builtin(&rows[i].info, 0, NULL);
    function_set_name(f, key, NULL);
    object_put_data(agent, key, f, PROP_HIDDEN);
  }
  object_put_data(host, key_from_ascii("agent"), agent, PROP_HIDDEN);
  object_put_data(global, key_from_ascii("$262"), host, PROP_HIDDEN);
}

/* Every module throws when it is asked for. */
static void refuse_modules(void) {
  uint32_t n = RT->program->nmodules;
  ModuleState *s = heap_map_static(n * sizeof(ModuleState));
  if (!s) fail();
  Value error = error_new(INTR_TypeErrorPrototype, string_from_ascii("Modules cannot be loaded in an agent"));
  for (uint32_t i = 0; i < n; i++) {
    module_state_init(&s[i]);
    s[i].status = MODULE_ERRORED;
    s[i].error = error;
  }
  RT->module_states = s;
}

static void run_text(Text *text) {
  Value f = eval_function(text_take(text), MODULE_CODE_SCRIPT, 0, 0, NULL);
  if (value_is_exception(f) || value_is_exception(js_call(f, RT->realm->global, 0, NULL)))
    main_uncaught(RT->exception, ORIGIN_THROWN);
  for (jobs_run(); waiters_alarm(); jobs_run()) {
    os_alarm_wait(waiters_alarm());
    waiters_settle();
    shared_buffers_refresh();
  }
}

/* What lies outside of the isolate's memory, which goes when the thread has ended. */
static void give_back(void) {
  waiters_leave();
  shared_memory_leave();
  eval_state_free();
  os_unmap(RT->module_states, RT->program->nmodules * sizeof(ModuleState));
  os_unmap(RT->image_copy, RT->program->realm_template->size);
}

/* The first code of its isolate. */
static void run(void *arg) {
  Agent *me = arg;
  RT->argc = me->parent->argc;
  RT->argv = me->parent->argv;
  RT->envp = me->parent->envp;
  RT->agent = me;
  if (!realm_new_first()) fail();
  realm_drop_lib_globals(RT->realm);
  refuse_modules();
  waiters_begin(JS_UNDEFINED);
  define_host(RT->realm->global);
  set_state(me, AGENT_RUNNING);
  run_text(me->text);
  give_back();
  set_state(me, AGENT_ENDED);
  waiters_count_agents(-1);
}

/* ---- in the main agent ---- */

/* Memory of agents that have ended. */
static void reap(void) {
  for (Agent **at = &hub.agents; *at;) {
    Agent *a = *at;
    if (a->state != AGENT_ENDED) {
      at = &a->next;
      continue;
    }
    os_isolate_join(a->isolate);
    *at = a->next;
    os_unmap(a, sizeof *a);
  }
}

/* Until no agent is in the way. */
static void wait_for_agents(bool (*is_in_the_way)(const Agent *a)) {
  for (;;) {
    lock_take(&hub.lock);
    uint32_t changes = hub.changes;
    const Agent *a = hub.agents;
    while (a && !is_in_the_way(a)) a = a->next;
    lock_leave(&hub.lock);
    if (!a) return;
    os_wait(&hub.changes, changes, ~0ull);
  }
}

static bool is_starting(const Agent *a) { return a->state == AGENT_STARTING; }
static bool has_not_received(const Agent *a) { return a->state <= AGENT_RUNNING && a->received != hub.message.number; }

JS_BUILTIN(js_native_AgentStart) {
  JS_UNUSED_ARGS();
  lock_take(&hub.lock);
  reap();
  lock_leave(&hub.lock);
  Agent *a = map_or_fail(sizeof *a);
  *a = (Agent){.next = hub.agents, .parent = RT, .text = text_new(value_string(a0)), .received = hub.message.number};
  waiters_count_agents(1);
  a->isolate = os_isolate_start(run, a);
  if (!a->isolate) {
    waiters_count_agents(-1);
    os_unmap(a->text, a->text->size);
    os_unmap(a, sizeof *a);
    return throw_range_error("Too many agents");
  }
  lock_take(&hub.lock);
  hub.agents = a;
  lock_leave(&hub.lock);
  wait_for_agents(is_starting);
  return JS_UNDEFINED;
}

JS_BUILTIN(js_native_AgentBroadcast) {
  JS_UNUSED_ARGS();
  SharedMemory *m = shared_memory_of(value_ptr(a0)), *old;
  shared_memory_retain(m);
  lock_take(&hub.lock);
  old = hub.message.memory;
  hub.message.memory = m;
  hub.message.is_big = !value_is_number(a1);
  if (hub.message.is_big) hub.message.big_id = bigint_low64(a1);
  else hub.message.id = value_number(a1);
  __atomic_fetch_add(&hub.message.number, 1, __ATOMIC_RELEASE);
  os_wake(&hub.message.number, INT32_MAX);
  lock_leave(&hub.lock);
  if (old) shared_memory_release(old);
  wait_for_agents(has_not_received);
  return JS_UNDEFINED;
}

JS_BUILTIN(js_native_AgentReport) {
  JS_UNUSED_ARGS();
  lock_take(&hub.lock);
  Text *t = hub.first_report;
  if (t) hub.first_report = t->next;
  if (!hub.first_report) hub.last_report = NULL;
  lock_leave(&hub.lock);
  return t ? value_from_ptr(text_take(t)) : JS_NULL;
}

JS_BUILTIN(js_native_AgentSleep) {
  JS_UNUSED_ARGS();
  sleep_ms(value_number(a0));
  return JS_UNDEFINED;
}
