"use strict";
// require('vm'): scripts and functions of strings, in the program's own realm
// or in contexts.

const makeFunction = require("internal/compile_function");
const { refuse } = require("internal/refused");
const { unsupported } = require("internal/errors");
const { validateArray, validateString } = require("internal/validators");
const {
  constants,
  createContext,
  globalOf,
  isContext,
} = require("internal/vm_context");
const { Script, contextOptions, placeOf } = require("internal/vm_script");

const createScript = (code, options) => new Script(code, options); //@ createScript vm:270:10

function runInThisContext(code, options) {
  const script = createScript(code, options); //@ *.runInThisContext vm:318:10
  return script.runInThisContext(options); //@ *.runInThisContext vm:318:38
}

function runInContext(code, contextifiedObject, options) {
  const global = globalOf(contextifiedObject); //@ *.runInContext vm:292:3
  const script = new Script(code, options, global); //@ createScript vm:270:10, *.runInContext vm:301:10
  return script.runInContext(contextifiedObject, options); //@ *.runInContext vm:302:6
}

function runInNewContext(code, contextObject, options) {
  const context = createContext(contextObject, contextOptions(options)); //@ *.runInNewContext vm:309:19
  const script = new Script(code, options, globalOf(context)); //@ createScript vm:270:10, *.runInNewContext vm:311:10
  return script.runInNewContext(context, options); //@ *.runInNewContext vm:311:38
}

function compileFunction(code, params = [], options = {}) {
  validateString(code, "code"); //@ *.compileFunction vm:322:3
  validateArray(params, "params"); //@ *.compileFunction vm:325:5
  for (let i = 0; i < params.length; i++)
    validateString(params[i], `params[${i}]`); //@ *.compileFunction vm:325:5
  const { file, line, column } = placeOf(options, ""); //@ *.compileFunction vm:338:3
  const { parsingContext, contextExtensions } = options;
  if (contextExtensions !== undefined) {
    validateArray(contextExtensions, "options.contextExtensions"); //@ *.compileFunction vm:357:3
    if (contextExtensions.length > 0)
      throw unsupported("vm.compileFunction: contextExtensions");
  }
  const global =
    parsingContext === undefined
      ? undefined
      : globalOf(parsingContext, "options.parsingContext");
  return makeFunction(code, params, file, line, column, global);
}

module.exports = refuse(
  {
    Script,
    createContext,
    createScript,
    runInContext,
    runInNewContext,
    runInThisContext,
    isContext,
    compileFunction,
    constants,
  },
  "vm",
  "measureMemory",
);
