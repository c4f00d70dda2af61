"use strict";
// require('perf_hooks').

const p = require("internal/performance");

module.exports = {
  Performance: p.Performance,
  PerformanceEntry: p.PerformanceEntry,
  PerformanceMark: p.PerformanceMark,
  PerformanceMeasure: p.PerformanceMeasure,
  PerformanceObserver: p.PerformanceObserver,
  performance: p.performance,
  constants: {},
};
