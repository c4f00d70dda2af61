"use strict";
// Runs a program under the reference Node with lib/ in place of Node's own
// library: globals from lib/globals.def, require of public modules from lib/,
// hooks as the runtime calls them. `run-program.js file args…`.

const { load, natives } = require("./under-node.js");
const { internalBinding } = require("internal/test/binding");
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const [file, ...args] = process.argv.slice(2);
const script = path.resolve(file);

let hooks;
natives.SetMainHooks = (run, uncaught) => (hooks = { run, uncaught });
natives.SetPromiseRejectHook = (fn) =>
  internalBinding("task_queue").setPromiseRejectCallback(
    (type, promise, reason) => fn(type, promise, reason),
  );
const { execPath } = process;
natives.EntryPath = () => script;
natives.ProcessArgv = () => [execPath, ...args];
const enqueue = natives.EnqueueMicrotask;
natives.EnqueueMicrotask = (fn) =>
  enqueue(() => {
    try {
      fn();
    } catch (error) {
      hooks.uncaught(error, 2);
    }
  });
natives.ErrorSourceContext = (error) => {
  const stack =
    error !== null && typeof error === "object" ? error.stack : undefined;
  const at = /\n\s+at .*?\(?(\/[^\s():]+):(\d+):(\d+)\)?/.exec(stack ?? "");
  if (!at) return undefined;
  const line = fs.readFileSync(at[1], "utf8").split("\n")[at[2] - 1];
  return `${at[1]}:${at[2]}\n${line}\n${" ".repeat(at[3] - 1)}^\n`;
};

const def = fs.readFileSync(
  path.join(__dirname, "../../lib/globals.def"),
  "utf8",
);
for (const [, name, module, key, enumerable] of def.matchAll(
  /^LIB_GLOBAL\("(\w+)", "([^"]+)", "(\w+)", (\d)\)/gm,
)) {
  Object.defineProperty(globalThis, name, {
    enumerable: enumerable === "1",
    configurable: true,
    get() {
      const value = load(module)[key];
      this[name] = value;
      return value;
    },
    set(value) {
      Object.defineProperty(globalThis, name, {
        value,
        writable: true,
        configurable: true,
        enumerable: enumerable === "1",
      });
    },
  });
}

const cache = new Map();
const { createRequire, isBuiltin } = require("node:module");

// Public modules come from lib/, those it has not fail as if not there.
function requireFrom(base) {
  const node = createRequire(base);
  const require = (id) => {
    if (!isBuiltin(id)) {
      const file = node.resolve(id);
      // An ES module is left to Node, with our globals.
      if (/\.mjs$|\.esm\.js$/.test(file)) return node(id);
      return run(file).exports;
    }
    const name = id.replace(/^node:/, "");
    if (fs.existsSync(path.join(__dirname, `../../lib/${name}.js`)))
      return load(name);
    throw Object.assign(new Error(`Cannot find module '${id}'`), {
      code: "MODULE_NOT_FOUND",
    });
  };
  require.resolve = (id) => node.resolve(id);
  require.main = cache.get(script);
  require.cache = {};
  require.extensions = {};
  return require;
}

function run(target) {
  if (cache.has(target)) return cache.get(target);
  const module = { exports: {}, require: requireFrom(target) };
  cache.set(target, module);
  const source = fs.readFileSync(target, "utf8").replace(/^#!.*/, "");
  if (target.endsWith(".json")) {
    module.exports = JSON.parse(source);
    return module;
  }
  const fn = vm.runInThisContext(
    `(function (exports, require, module, __filename, __dirname) {${source}\n})`,
    { filename: target },
  );
  fn.call(
    module.exports,
    module.exports,
    module.require,
    module,
    target,
    path.dirname(target),
  );
  return module;
}

// A program whose top level throws, or that uses promises, gets the loop.
load("internal/loop");
try {
  run(script);
} catch (error) {
  hooks.uncaught(error);
}
const code = hooks.run(undefined);
natives.Syscall(231, code);
