"use strict";
// require('vm'): code that is known only at run time is refused when it is to be
// run.

const { refuse } = require("internal/refused");
const { invalidArgType } = require("internal/errors");

module.exports = refuse(
  {
    // No object was ever made a context.
    isContext(object) {
      if (object === null || typeof object !== "object")
        throw invalidArgType("object", "Object", object);
      return false;
    },
    constants: %ObjectFreeze({
      __proto__: null,
      USE_MAIN_CONTEXT_DEFAULT_LOADER: %Symbol(
        "vm_dynamic_import_main_context_default",
      ),
      DONT_CONTEXTIFY: %Symbol("vm_context_no_contextify"),
    }),
  },
  "vm",
  "compileFunction createContext createScript measureMemory runInContext runInNewContext runInThisContext Script",
);
