"use strict";
// require('module'). Modules are resolved when the program is compiled, or
// loaded by the runtime; here are those that a program makes itself.

const { builtinModules } = require("internal/builtin_modules");
const { invalidArgValue, unsupported } = require("internal/errors");
const makeFunction = require("internal/compile_function");
const { fileURLToPath } = require("internal/file_url");
const { dirname } = require("internal/path_posix");
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
  const text =
    "must be a file URL object, file URL string, or absolute path string";
  let path;
  if (
    isUrl(filename) ||
    (typeof filename === "string" && filename[0] !== "/")
  ) {
    try {
      path = fileURLToPath(filename);
    } catch {}
    if (path === undefined) throw invalidArgValue("filename", filename, text); //@ *.createRequire internal/modules/cjs/loader:2174:13|      throw new ERR_INVALID_ARG_VALUE('filename', filenameOrURL,
  } else {
    if (typeof filename !== "string")
      throw invalidArgValue("filename", filename, text); //@ *.createRequire internal/modules/cjs/loader:2178:11|    throw new ERR_INVALID_ARG_VALUE('filename', filenameOrURL, createRequireError);
    path = filename;
  }
  return %RequireFrom(path);
}

function compileCacheError(text) {
  const { coded } = require("internal/errors");
  return coded(%TypeError, "ERR_INVALID_ARG_TYPE", text);
}

const parents = new %WeakMap();

function Module(id = "", parent) {
  this.id = id;
  this.path = dirname(id);
  this.exports = {};
  %WeakMapPrototypeSet(parents, this, parent);
  if (parent?.children) %ArrayPrototypePush(parent.children, this);
  this.filename = null;
  this.loaded = false;
  this.children = [];
}

%ObjectDefineProperty(Module.prototype, "constructor", {
  __proto__: null,
  get: function () {
    return Module;
  },
  enumerable: false,
  configurable: false,
});

%ObjectDefineProperty(Module.prototype, "parent", {
  __proto__: null,
  get: function () {
    return %WeakMapPrototypeGet(parents, this);
  },
  set: function (parent) {
    %WeakMapPrototypeSet(parents, this, parent);
  },
  enumerable: false,
  configurable: true,
});

Module.prototype.require = function require(id) {
  return %RequireFrom(this.filename ?? this.id)(id); //@ Module.require internal/modules/cjs/loader:1694:3
};

const params = ["exports", "require", "module", "__filename", "__dirname"];

// Runs a text as the body of the module.
Module.prototype._compile = function _compile(content, filename) {
  const body = makeFunction(content, params, filename, 0, 0);
  const require = %RequireFrom(filename);
  const { exports } = this;
  return %FunctionPrototypeCall(
    body,
    exports,
    exports,
    require,
    this,
    filename,
    dirname(filename),
  );
};

function nodeModulePaths(from) {
  const paths = [];
  for (let dir = from; ; dir = dirname(dir)) {
    if (!%StringPrototypeEndsWith(dir, "/node_modules"))
      %ArrayPrototypePush(
        paths,
        dir === "/" ? "/node_modules" : `${dir}/node_modules`,
      );
    if (dir === "/" || dir === ".") return paths;
  }
}

Module._nodeModulePaths = nodeModulePaths;
Module._resolveFilename = (request, parent) =>
  %RequireFrom(parent?.filename ?? parent?.id ?? "/").resolve(request);
Module._load = (request, parent) =>
  %RequireFrom(parent?.filename ?? parent?.id ?? "/")(request);
Module.wrapper = [
  `(function (${%ArrayPrototypeJoin(params, ", ")}) { `,
  "\n});",
];
Module.wrap = (script) => Module.wrapper[0] + script + Module.wrapper[1];

Module.builtinModules = builtinModules;
Module.isBuiltin = isBuiltin;
Module.createRequire = createRequire;
Module.Module = Module;
Module._extensions = { __proto__: null };
Module._cache = { __proto__: null };
Module.globalPaths = [];
Module.enableCompileCache = function enableCompileCache(options) {
  const directory =
    typeof options === "object" && options !== null
      ? options.directory
      : options;
  if (directory !== undefined && typeof directory !== "string")
    throw compileCacheError("cacheDir should be a string");
  return { status: 3 };
};
Module.flushCompileCache = function flushCompileCache(keeps = false) {
  if (typeof keeps !== "boolean")
    throw compileCacheError("keepDeserializedCache should be a boolean");
};
Module.getCompileCacheDir = () => undefined;
Module.findSourceMap = () => undefined;
Module.syncBuiltinESMExports = () => {};
Module.register = () => {
  throw unsupported("module.register");
};

module.exports = Module;
