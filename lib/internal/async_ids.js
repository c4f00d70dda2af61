"use strict";
// Which asynchronous operation runs: ids, resources and the hooks that watch
// them. Timers and ticks tell about themselves through internal/registry once
// this module is linked; promises have no ids.

const registry = require("internal/registry");

let ids = 1; // 1 is the program's top level
const running = []; // { id, trigger, resource }
let outside = { id: 1, trigger: 0, resource: {} };

function newId() {
  return ++ids;
}

function current() {
  return running.length === 0 ? outside : running[running.length - 1];
}

// ---- Hooks ------------------------------------------------------------------------

let enabled = []; // never changed in place

function setEnabled(hook, on) {
  const at = %ArrayPrototypeIndexOf(enabled, hook);
  if (on && at === -1) enabled = %ArrayPrototypeConcat(enabled, [hook]);
  else if (!on && at !== -1) enabled = %ArrayPrototypeToSpliced(enabled, at, 1);
}

// An error of a hook ends the program.
function each(name, args) {
  const list = enabled;
  for (let i = 0; i < list.length; i++) {
    const callback = list[i].callbacks[name];
    if (callback === undefined) continue;
    try {
      %ReflectApply(callback, list[i], args);
    } catch (error) {
      const { PROMISE, uncaught } = require("internal/fatal");
      uncaught(error, PROMISE);
    }
  }
}

// ---- Operations -------------------------------------------------------------------

// An operation of the given type comes to be; its id.
function begin(resource, type, trigger) {
  const id = newId();
  if (enabled.length > 0) each("init", [id, type, trigger, resource]);
  return id;
}

function before(id, trigger, resource) {
  %ArrayPrototypePush(running, { id, trigger, resource });
  if (enabled.length > 0) each("before", [id]);
}

function after(id) {
  if (enabled.length > 0) each("after", [id]);
  %ArrayPrototypePop(running);
}

function hasDestroyHooks() {
  for (let i = 0; i < enabled.length; i++)
    if (enabled[i].callbacks.destroy !== undefined) return true;
  return false;
}

function destroy(id) {
  if (!hasDestroyHooks()) return;
  require("internal/loop").complete(() => each("destroy", [id]), []);
}

// After the program's top level nothing runs but callbacks.
function leaveTop() {
  outside = { id: 0, trigger: 0, resource: {} };
}

registry.async = { after, before, begin, current, destroy, leaveTop };

module.exports = { after, before, begin, current, destroy, setEnabled };
