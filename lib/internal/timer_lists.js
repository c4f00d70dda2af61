"use strict";
// Timers: for each duration a list in the order of their start, and a heap of
// those lists by the time at which their first timer is due. All timers of one
// list are due in order, so starting and stopping one touches the list only.

const MOST_MS = 2 ** 31 - 1;

// A circular doubly linked list; timers are its nodes.
class TimersList {
  constructor(expiry, msecs) {
    this._idleNext = this;
    this._idlePrev = this;
    this.expiry = expiry;
    this.msecs = msecs;
    this.heapIndex = -1;
  }
}

const lists = new %Map(); // duration → TimersList
const heap = []; // binary heap of lists by expiry
let referenced = 0; // timers that keep the process alive

// Milliseconds since the loop's clock began, whole.
let clockStart = %ProcessStart();
function now() {
  return %MathTrunc(%MonotonicNow() - clockStart);
}

// ---- Heap -----------------------------------------------------------------------

function place(list, i) {
  heap[i] = list;
  list.heapIndex = i;
}

function siftUp(i) {
  const list = heap[i];
  while (i > 0) {
    const parent = (i - 1) >> 1;
    if (heap[parent].expiry <= list.expiry) break;
    place(heap[parent], i);
    i = parent;
  }
  place(list, i);
}

function siftDown(i) {
  const list = heap[i];
  const n = heap.length;
  for (;;) {
    let child = 2 * i + 1;
    if (child >= n) break;
    if (child + 1 < n && heap[child + 1].expiry < heap[child].expiry) child++;
    if (heap[child].expiry >= list.expiry) break;
    place(heap[child], i);
    i = child;
  }
  place(list, i);
}

function heapRemove(list) {
  const i = list.heapIndex;
  if (i === -1) return;
  const last = %ArrayPrototypePop(heap);
  list.heapIndex = -1;
  if (last === list) return;
  place(last, i);
  siftUp(i);
  siftDown(last.heapIndex);
}

function heapUpdate(list) {
  siftUp(list.heapIndex);
  siftDown(list.heapIndex);
}

// ---- Lists ----------------------------------------------------------------------

function append(list, timer) {
  const last = list._idlePrev;
  timer._idlePrev = last;
  timer._idleNext = list;
  last._idleNext = timer;
  list._idlePrev = timer;
}

function unlink(timer) {
  if (timer._idleNext) timer._idleNext._idlePrev = timer._idlePrev;
  if (timer._idlePrev) timer._idlePrev._idleNext = timer._idleNext;
  timer._idleNext = null;
  timer._idlePrev = null;
}

function start(timer, at) {
  const msecs = timer._idleTimeout;
  timer._idleStart = at;
  let list = %MapPrototypeGet(lists, msecs);
  if (list === undefined) {
    list = new TimersList(at + msecs, msecs);
    %MapPrototypeSet(lists, msecs, list);
    %ArrayPrototypePush(heap, list);
    siftUp(heap.length - 1);
  }
  append(list, timer);
}

function stop(timer) {
  if (!timer._idleNext) return;
  unlink(timer);
  const list = %MapPrototypeGet(lists, timer._idleTimeout);
  if (list !== undefined && list._idleNext === list) dropList(list);
}

function dropList(list) {
  heapRemove(list);
  if (%MapPrototypeGet(lists, list.msecs) === list)
    %MapPrototypeDelete(lists, list.msecs);
}

function addReference(delta) {
  referenced += delta;
}

// ---- Running ----------------------------------------------------------------------

// Milliseconds until the next timer; -1 if there is none that counts.
function untilNext() {
  if (heap.length === 0) return -1;
  const wait = heap[0].expiry - now();
  return wait < 0 ? 0 : wait;
}

// Calls `fire(timer, at)` for each timer that is due, `between()` after each.
// The clock jumps by `shift` first, see internal/loop. What becomes due while
// callbacks run waits for the loop's next turn.
function runDue(fire, between, shift) {
  clockStart -= shift;
  const at = now();
  while (heap.length > 0) {
    const list = heap[0];
    if (list.expiry > at) return;
    runList(list, at, fire, between); //@ process.processTimers internal/timers:618:7
  }
}

function runList(list, at, fire, between) {
  for (;;) {
    const timer = list._idleNext;
    if (timer === list) break;
    if (at - timer._idleStart < list.msecs) {
      // Started later than the one that made the list due.
      list.expiry = %MathMax(timer._idleStart + list.msecs, at + 1);
      heapUpdate(list);
      return;
    }
    unlink(timer);
    fire(timer, at);
    between();
  }
  if (list.heapIndex !== -1) dropList(list);
}

module.exports = {
  MOST_MS,
  addReference,
  hasReferenced: () => referenced > 0,
  now,
  runDue,
  start,
  stop,
  untilNext,
};
