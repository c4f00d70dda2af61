"use strict";
// require('module'). Modules are resolved when the program is compiled; what
// would load one at run time is refused.

const { builtinModules } = require("internal/builtin_modules");
const { invalidArgValue, unsupported } = require("internal/errors");
const { fileURLToPath } = require("internal/file_url");
const { isUrl } = require("internal/url_path");

function isBuiltin(name) {
  if (typeof name !== "string") return false;
  const id = %StringPrototypeStartsWith(name, "node:")
    ? %StringPrototypeSlice(name, 5)
    : name;
  return %ArrayPrototypeIncludes(builtinModules, id);
}

// The require function of a file: it finds what the program was compiled with.
function createRequire(filename) {
  let path;
  if (
    isUrl(filename) ||
    (typeof filename === "string" &&
      %StringPrototypeStartsWith(filename, "file:"))
  ) {
    try {
      path = fileURLToPath(filename);
    } catch {}
  } else if (typeof filename === "string" && filename[0] === "/")
    path = filename;
  if (path === undefined)
    throw invalidArgValue(
      "filename",
      filename,
      "must be a file URL object, file URL string, or absolute path string",
    );
  return %RequireFrom(path);
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
