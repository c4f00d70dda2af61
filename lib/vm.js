"use strict";
// require('vm'): scripts and functions of strings in the program's own realm.
// Contexts of their own are refused when they are to be made.

const makeFunction = require("internal/compile_function");
const { refuse } = require("internal/refused");
const { invalidArgType } = require("internal/errors");
const {
  validateArray,
  validateInt32,
  validateObject,
  validateString,
} = require("internal/validators");

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

class Script {
  #text;
  #place;
  #run;

  constructor(code, options = {}) {
    this.#text = `${code}`;
    this.#place = placeOf(options, "evalmachine.<anonymous>");
    this.#run = this.#compile();
    this.sourceURL = undefined;
    this.sourceMapURL = undefined;
  }

  #compile() {
    const { file, line, column } = this.#place;
    return %CompileScript(this.#text, file, line, column, false);
  }

  // The variables of a run are its own: each further one is compiled anew.
  runInThisContext() {
    const run = this.#run ?? this.#compile();
    this.#run = undefined;
    return run();
  }
}

function runInThisContext(code, options) {
  return new Script(code, options).runInThisContext();
}

function compileFunction(code, params = [], options = {}) {
  validateString(code, "code");
  validateArray(params, "params");
  for (let i = 0; i < params.length; i++)
    validateString(params[i], `params[${i}]`);
  const { file, line, column } = placeOf(options, "");
  return makeFunction(code, params, file, line, column);
}

module.exports = refuse(
  {
    Script,
    createScript: (code, options) => new Script(code, options),
    runInThisContext,
    compileFunction,
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
  "createContext measureMemory runInContext runInNewContext",
);
