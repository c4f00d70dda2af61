"use strict";
// util.getCallSites: the frames of the caller as plain objects.

const { invalidArgType, outOfRange } = require("internal/errors");
const { validateBoolean, validateObject } = require("internal/validators");

const LIMIT = 200;
const FIRST_SCRIPT = 89; // the number that the entry has in the reference
const inner = {
  __proto__: null,
  "node:internal/modules/cjs/loader": "61",
  "node:internal/modules/run_main": "85",
};
const ids = new %Map(); // of the program's files, by name

function scriptId(name) {
  if (name in inner) return inner[name];
  if (!%MapPrototypeHas(ids, name))
    %MapPrototypeSet(ids, name, `${FIRST_SCRIPT + %MapPrototypeGetSize(ids)}`);
  return %MapPrototypeGet(ids, name);
}

function describe(site) {
  const name = %CallSitePrototypeGetFileName(site) ?? "";
  const column = %CallSitePrototypeGetColumnNumber(site) ?? 0;
  return {
    __proto__: null,
    functionName: %CallSitePrototypeGetFunctionName(site) ?? "",
    scriptId: scriptId(name),
    scriptName: name,
    lineNumber: %CallSitePrototypeGetLineNumber(site) ?? 0,
    columnNumber: column,
    column,
  };
}

function checkCount(count) {
  if (typeof count !== "number")
    throw invalidArgType("frameCount", "number", count); //@ internal/errors:547:7|      throw error;
  if (!%NumberIsInteger(count))
    throw outOfRange("frameCount", "an integer", count);
  if (count < 1 || count > LIMIT)
    throw outOfRange("frameCount", `>= 1 && <= ${LIMIT}`, count); //@ internal/errors:547:7|      throw error;
}

function getCallSites(frameCount = 10, options = undefined) {
  if (options === undefined && typeof frameCount === "object") {
    options = frameCount;
    validateObject(options, "options");
    frameCount = 10;
  }
  checkCount(frameCount); //@ *.getCallSites util:578:3
  if (options !== undefined) {
    validateObject(options, "options");
    if (options.sourceMap !== undefined)
      validateBoolean(options.sourceMap, "options.sourceMap"); //@ *.getCallSites util:562:9
  }
  const { prepareStackTrace, stackTraceLimit } = %Error;
  const isSet = %ObjectPrototypeHasOwnProperty(%Error, "prepareStackTrace");
  const holder = {};
  let sites;
  try {
    %Error.prepareStackTrace = (error, list) => list;
    %Error.stackTraceLimit = frameCount;
    %ErrorCaptureStackTrace(holder, getCallSites);
    sites = holder.stack;
  } finally {
    if (isSet) %Error.prepareStackTrace = prepareStackTrace;
    else delete %Error.prepareStackTrace;
    %Error.stackTraceLimit = stackTraceLimit;
  }
  const frames = [];
  for (let i = 0; i < sites.length; i++)
    %ArrayPrototypePush(frames, describe(sites[i]));
  return frames;
}

module.exports = { getCallSites };
