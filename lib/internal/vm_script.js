"use strict";
// vm.Script. Each run is compiled anew but for the first in the program's own
// realm: the variables of a run are its own.

const { unsupported } = require("internal/errors");
const registry = require("internal/registry");
const {
  validateBoolean,
  validateInt32,
  validateObject,
  validateString,
} = require("internal/validators");
const { createContext, globalOf } = require("internal/vm_context");

const NATIVE_ERROR = 3; // %ClassOf

// filename, lineOffset and columnOffset of options, which may be the file name.
function placeOf(options, defaultName) {
  if (typeof options === "string") return { file: options, line: 0, column: 0 };
  validateObject(options, "options");
  const { filename = defaultName, lineOffset = 0, columnOffset = 0 } = options;
  validateString(filename, "options.filename");
  validateInt32(lineOffset, "options.lineOffset");
  validateInt32(columnOffset, "options.columnOffset");
  return { file: filename, line: lineOffset, column: columnOffset };
}

// Whether errors are to show the line. Nothing interrupts a script.
function showsErrors(options) {
  if (options === undefined || typeof options === "string") return true;
  validateObject(options, "options");
  const { displayErrors = true, timeout } = options;
  validateBoolean(displayErrors, "options.displayErrors"); //@ getRunInContextArgs vm:182:3
  if (timeout !== undefined) throw unsupported("vm: the timeout of a script");
  return displayErrors;
}

// Puts the line where it was thrown in front of an error's stack.
function decorate(error) {
  if (%ClassOf(error) !== NATIVE_ERROR || registry.decorated === error) return;
  const { stack } = error;
  const context = %ErrorSourceContext(error, true);
  if (typeof stack !== "string" || context === undefined) return;
  error.stack = `${context}\n${stack}`;
  registry.decorated = error;
}

// What the options of runInNewContext say of the context.
function contextOptions(options) {
  if (options === undefined || typeof options === "string") return {};
  const {
    contextName: name,
    contextOrigin: origin,
    contextCodeGeneration: codeGeneration,
    microtaskMode,
  } = options;
  if (name !== undefined) validateString(name, "options.contextName");
  if (origin !== undefined) validateString(origin, "options.contextOrigin");
  return { name, origin, codeGeneration, microtaskMode };
}

// The text's function, in the realm of a global object; undefined: the program's.
const compiled = (code, { file, line, column }, global) =>
  %CompileScript(code, file, line, column, false, global);

function call(run, global, shows) {
  try {
    return %ReflectApply(run, global, []);
  } catch (error) {
    if (shows) decorate(error);
    throw error;
  }
}

class Script {
  #code;
  #place;
  #run;
  #global;

  // global: of the context that runInContext of vm compiles for.
  constructor(code, options = {}, global = undefined) {
    this.#code = `${code}`;
    this.#place = placeOf(options, "evalmachine.<anonymous>");
    this.#global = global;
    this.#run = compiled(this.#code, this.#place, global); //@ new Script vm:118:7
    this.sourceURL = undefined;
    this.sourceMapURL = undefined;
  }

  #take(global) {
    const run = this.#run;
    if (run === undefined || this.#global !== global)
      return compiled(this.#code, this.#place, global);
    this.#run = undefined;
    return run;
  }

  runInThisContext(options) {
    const shows = showsErrors(options); //@ *.runInThisContext vm:134:37
    const run = this.#take(undefined);
    return call(run, globalThis, shows); //@ *.runInThisContext vm:138:12
  }

  runInContext(contextifiedObject, options) {
    const global = globalOf(contextifiedObject);
    const shows = showsErrors(options);
    const run = this.#take(global);
    return call(run, global, shows); //@ *.runInContext vm:150:12
  }

  runInNewContext(contextObject, options) {
    const context = createContext(contextObject, contextOptions(options));
    return this.runInContext(context, options); //@ *.runInNewContext vm:155:17
  }
}

module.exports = { Script, contextOptions, placeOf };
