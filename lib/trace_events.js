"use strict";
// require('trace_events'): no category is enabled.

const { refuse } = require("internal/refused");

module.exports = refuse(
  { getEnabledCategories: () => undefined },
  "trace_events",
  "createTracing",
);
