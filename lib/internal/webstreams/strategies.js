"use strict";
// CountQueuingStrategy and ByteLengthQueuingStrategy (WHATWG Streams 7).

const { coded, invalidArgType } = require("internal/errors");
const {
  customInspect,
  expose,
  wrongThis,
} = require("internal/webstreams/common");

const INSPECT = %SymbolFor("nodejs.util.inspect.custom");

function markOf(init) {
  if (init === null || (typeof init !== "object" && typeof init !== "function"))
    throw invalidArgType("init", "object", init);
  if (init.highWaterMark === undefined)
    throw coded(
      %TypeError,
      "ERR_MISSING_OPTION",
      "init.highWaterMark is required",
    );
  return +init.highWaterMark;
}

const countSize = { size: () => 1 }.size;
const byteSize = { size: (chunk) => chunk.byteLength }.size;

class ByteLengthQueuingStrategy {
  #mark;

  constructor(init) {
    this.#mark = markOf(init);
  }

  get highWaterMark() {
    if (!(#mark in %Object(this))) throw wrongThis("ByteLengthQueuingStrategy");
    return this.#mark;
  }

  get size() {
    if (!(#mark in %Object(this))) throw wrongThis("ByteLengthQueuingStrategy");
    return byteSize;
  }

  [INSPECT](depth, options) {
    return customInspect(this, depth, options, "ByteLengthQueuingStrategy", {
      highWaterMark: this.#mark,
    });
  }
}

class CountQueuingStrategy {
  #mark;

  constructor(init) {
    this.#mark = markOf(init);
  }

  get highWaterMark() {
    if (!(#mark in %Object(this))) throw wrongThis("CountQueuingStrategy");
    return this.#mark;
  }

  get size() {
    if (!(#mark in %Object(this))) throw wrongThis("CountQueuingStrategy");
    return countSize;
  }

  [INSPECT](depth, options) {
    return customInspect(this, depth, options, "CountQueuingStrategy", {
      highWaterMark: this.#mark,
    });
  }
}

expose(ByteLengthQueuingStrategy, ["highWaterMark", "size"]);
expose(CountQueuingStrategy, ["highWaterMark", "size"]);

module.exports = { ByteLengthQueuingStrategy, CountQueuingStrategy };
