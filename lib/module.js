"use strict";
// require('module'). Modules are resolved when the program is compiled; what
// would load one at run time is refused.

const { builtinModules } = require("internal/builtin_modules");
const { coded, unsupported } = require("internal/errors");

function isBuiltin(name) {
  if (typeof name !== "string") return false;
  const id = %StringPrototypeStartsWith(name, "node:")
    ? %StringPrototypeSlice(name, 5)
    : name;
  return %ArrayPrototypeIncludes(builtinModules, id);
}

// A require function that finds nothing but gives the error of a missing
// module, which programs catch.
function createRequire(from) {
  function require(id) {
    const error = coded(
      %Error,
      "MODULE_NOT_FOUND",
      `Cannot find module '${id}'\nRequire stack:\n- ${from}`,
    );
    error.requireStack = [from];
    throw error;
  }
  require.resolve = require;
  require.cache = { __proto__: null };
  require.main = undefined;
  return require;
}

function Module() {
  throw unsupported("new Module");
}

Module.builtinModules = builtinModules;
Module.isBuiltin = isBuiltin;
Module.createRequire = createRequire;
Module.Module = Module;
Module._extensions = { __proto__: null };
Module._cache = { __proto__: null };
Module.globalPaths = [];
Module.enableCompileCache = () => ({ status: 3 });
Module.flushCompileCache = () => {};
Module.findSourceMap = () => undefined;
Module.syncBuiltinESMExports = () => {};
Module.register = () => {
  throw unsupported("module.register");
};

module.exports = Module;
