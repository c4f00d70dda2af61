"use strict";
// The queue of process.nextTick and what happens between two macrotasks: all
// ticks, then all promise jobs, until both are empty, then the rejections that
// nobody handled.

const registry = require("internal/registry");

const SIZE = 2048; // ticks in one block of the queue

// A queue as a list of blocks: no block is ever moved.
class Block {
  constructor() {
    this.items = [];
    this.head = 0;
    this.next = undefined;
  }
}

let first = new Block();
let last = first;

function push(tick) {
  if (last.items.length === SIZE) {
    const block = new Block();
    last.next = block;
    last = block;
  }
  %ArrayPrototypePush(last.items, tick);
}

function shift() {
  if (first.head === first.items.length) {
    if (first.head !== 0) {
      if (first.next !== undefined) first = first.next;
      else {
        first.items = [];
        first.head = 0;
      }
    }
    if (first.items.length === 0) return undefined;
  }
  const tick = first.items[first.head];
  first.items[first.head++] = undefined;
  return tick;
}

let exiting = false;

function stopTicks() {
  exiting = true;
}

function nextTick(callback, ...args) {
  if (typeof callback !== "function") {
    const { invalidArgType } = require("internal/errors");
    throw invalidArgType("callback", "Function", callback); //@ internal/errors:547:7, process.nextTick internal/process/task_queues:114:3|      throw error;
  }
  if (exiting) return;
  ensureLoop();
  const tick = { callback, args, context: %AsyncContext(), id: 0, trigger: 0 };
  const { async } = registry;
  if (async !== undefined) {
    tick.trigger = async.current().id;
    tick.id = async.begin(tick, "TickObject", tick.trigger);
  }
  push(tick);
}

// A tick needs the loop, which needs this module.
let loopLoaded = false;
function ensureLoop() {
  if (loopLoaded) return;
  loopLoaded = true;
  require("internal/loop");
}

function applyTo(count, callback, args) {
  if (count === 1)
    callback(args[0]); //@ process.processTicksAndRejections internal/process/task_queues:89:21
  else if (count === 2)
    callback(args[0], args[1]); //@ process.processTicksAndRejections internal/process/task_queues:90:21
  else if (count === 3)
    callback(args[0], args[1], args[2]); //@ process.processTicksAndRejections internal/process/task_queues:91:21
  else if (count === 4)
    callback(args[0], args[1], args[2], args[3]); //@ process.processTicksAndRejections internal/process/task_queues:92:21
  else %ReflectApply(callback, undefined, args); //@ process.processTicksAndRejections internal/process/task_queues:93:22
}

function runOne(tick) {
  const { callback, args } = tick;
  const { async } = registry;
  %SetAsyncContext(tick.context);
  if (async !== undefined) async.before(tick.id, tick.trigger, tick);
  try {
    if (args.length === 0)
      callback(); //@ process.processTicksAndRejections internal/process/task_queues:85:11
    else applyTo(args.length, callback, args);
  } catch (error) {
    require("internal/fatal").uncaught(error);
  }
  if (async !== undefined) async.after(tick.id);
}

// A function of its own: what a trace of a job shows below it.
function runMicrotasks() {
  %RunMicrotasks(); //@ !process.processTicksAndRejections internal/process/task_queues:104:5
}

function runTicks(tick) {
  do runOne(tick);
  while ((tick = shift()) !== undefined);
  runMicrotasks();
}

// Runs what a macrotask has left behind.
function drain() {
  const rejections = require("internal/rejections");
  do {
    const tick = shift();
    if (tick === undefined) %RunMicrotasks();
    else runTicks(tick);
  } while (!isEmpty() || rejections.report());
}

function isEmpty() {
  return first.head === first.items.length && first.next === undefined;
}

module.exports = { nextTick, drain, stopTicks };
