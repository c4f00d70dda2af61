"use strict";
// performance (W3C High Resolution Time, User Timing): now, timeOrigin, marks
// and measures.

const { coded, invalidArgType } = require("internal/errors");

function now() {
  return %MathMax(%MonotonicNow() - %ProcessStart(), 0);
}

let makes = false; // entries are made here only

function make(create) {
  makes = true;
  try {
    return create();
  } finally {
    makes = false;
  }
}

function checkMade() {
  if (!makes)
    throw coded(%TypeError, "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor");
}

class PerformanceEntry {
  constructor(name, entryType, startTime, duration, detail) {
    checkMade();
    this.name = name;
    this.entryType = entryType;
    this.startTime = startTime;
    this.duration = duration;
    if (detail !== undefined) this.detail = detail;
  }

  toJSON() {
    return { ...this };
  }

  [%SymbolFor("nodejs.util.inspect.custom")](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require("internal/util/inspect");
    const inner = {
      ...options,
      depth: options.depth === null ? null : options.depth - 1,
    };
    return `${this.constructor.name} ${inspect(this.toJSON(), inner)}`;
  }
}

// An entry keeps a copy of what was given.
function copied(detail) {
  if (detail === undefined || detail === null) return null;
  return require("internal/structured_clone").structuredClone(detail);
}

class PerformanceMark extends PerformanceEntry {
  constructor(name, options = undefined) {
    const {
      missingArgs,
      validateNumber,
      validateObject,
    } = require("internal/validators");
    if (arguments.length === 0) throw missingArgs("name"); //@ new PerformanceMark internal/perf/usertiming:72:13|      throw new ERR_MISSING_ARGS('name');
    if (options !== undefined && options !== null)
      validateObject(options, "options"); //@ new PerformanceMark internal/perf/usertiming:78:7
    const time = options?.startTime ?? now();
    validateNumber(time, "startTime"); //@ new PerformanceMark internal/perf/usertiming:81:5
    if (time < 0)
      throw coded(
        %TypeError,
        "ERR_PERFORMANCE_INVALID_TIMESTAMP",
        `${time} is not a valid timestamp`,
      );
    name = `${name}`;
    const detail = copied(options?.detail);
    const isMade = makes;
    makes = true;
    super(name, "mark", time, 0, detail);
    makes = isMade;
  }
}

class PerformanceMeasure extends PerformanceEntry {}

const entries = [];

function keep(entry) {
  %ArrayPrototypePush(entries, entry);
  return entry;
}

function timeOf(point) {
  if (typeof point === "number") return point;
  for (let i = entries.length - 1; i >= 0; i--)
    if (entries[i].entryType === "mark" && entries[i].name === `${point}`)
      return entries[i].startTime;
  const { createDOMException } = require("internal/dom_exception");
  throw createDOMException(
    `The "${point}" performance mark has not been set`,
    "SyntaxError",
  );
}

// (name, startMark, endMark) or (name, { start, end, duration, detail }).
function measure(name, startOrOptions, endMark) {
  const { validateString } = require("internal/validators");
  validateString(name, "name"); //@ measure internal/perf/usertiming:226:3, *.measure internal/perf/performance:134:12
  let start = 0;
  let end;
  let detail = null;
  if (startOrOptions !== null && typeof startOrOptions === "object") {
    const o = startOrOptions;
    detail = copied(o.detail);
    if (
      o.start !== undefined &&
      o.end !== undefined &&
      o.duration !== undefined
    )
      throw coded(
        %TypeError,
        "ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS",
        "Must not have options.start, options.end, and options.duration specified",
      );
    end = o.end !== undefined ? timeOf(o.end) : undefined;
    if (o.start !== undefined) start = timeOf(o.start);
    else if (o.duration !== undefined && end !== undefined)
      start = end - o.duration;
    if (end === undefined)
      end = o.duration !== undefined ? start + o.duration : now();
  } else {
    if (startOrOptions !== undefined) start = timeOf(startOrOptions);
    end = endMark === undefined ? now() : timeOf(endMark);
  }
  return keep(
    make(
      () => new PerformanceMeasure(name, "measure", start, end - start, detail),
    ),
  );
}

function select(test) {
  const out = [];
  for (let i = 0; i < entries.length; i++)
    if (test(entries[i])) %ArrayPrototypePush(out, entries[i]);
  return %ArrayPrototypeSort(out, (a, b) => a.startTime - b.startTime);
}

function clear(type, name) {
  if (name !== undefined) name = `${name}`;
  for (let i = entries.length - 1; i >= 0; i--)
    if (
      entries[i].entryType === type &&
      (name === undefined || entries[i].name === name)
    )
      %ArrayPrototypeSplice(entries, i, 1);
}

// The wall clock at the start of the process.
let origin;
function timeOrigin() {
  origin ??= %DateNow() - now();
  return origin;
}

class Performance {
  constructor() {
    checkMade();
  }

  now() {
    return now();
  }

  get timeOrigin() {
    return timeOrigin();
  }

  get nodeTiming() {
    return make(() => new PerformanceEntry("node", "node", 0, now()));
  }

  mark(name, options) {
    if (arguments.length === 0) {
      const { missingArgs } = require("internal/validators");
      throw missingArgs("name"); //@ *.mark internal/perf/performance:124:13|      throw new ERR_MISSING_ARGS('name');
    }
    return keep(new PerformanceMark(name, options));
  }

  measure(name, start, end) {
    return measure(name, start, end);
  }

  clearMarks(name) {
    clear("mark", name);
  }

  clearMeasures(name) {
    clear("measure", name);
  }

  getEntries() {
    return select(() => true);
  }

  getEntriesByName(name, type) {
    name = `${name}`;
    if (type !== undefined) type = `${type}`;
    return select(
      (e) => e.name === name && (type === undefined || e.entryType === type),
    );
  }

  getEntriesByType(type) {
    type = `${type}`;
    return select((e) => e.entryType === type);
  }

  timerify(fn) {
    if (typeof fn !== "function") throw invalidArgType("fn", "Function", fn); //@ internal/errors:547:7, *.timerify internal/perf/timerify:56:3|      throw error;
    return fn;
  }

  eventLoopUtilization() {
    return { idle: 0, active: 0, utilization: 0 };
  }

  toJSON() {
    return { nodeTiming: this.nodeTiming, timeOrigin: timeOrigin() };
  }
}

%ObjectDefineProperty(Performance.prototype, %SymbolToStringTag, {
  __proto__: null,
  value: "Performance",
  configurable: true,
});

class PerformanceObserver {
  constructor(callback) {
    if (typeof callback !== "function")
      throw invalidArgType("callback", "Function", callback); //@ internal/errors:547:7, new PerformanceObserver internal/perf/observe:246:5|      throw error;
  }

  observe() {
    throw coded(
      %Error,
      "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM",
      "PerformanceObserver.observe is not supported in a compiled program",
    );
  }

  disconnect() {}
}

const performance = make(() => new Performance());

module.exports = {
  performance,
  Performance,
  PerformanceEntry,
  PerformanceMark,
  PerformanceMeasure,
  PerformanceObserver,
};
