"use strict";
// require('readline/promises').

const { Interface: Base } = require("readline");

class Interface extends Base {
  question(query, options) {
    const signal = options?.signal;
    return new %Promise((resolve, reject) => {
      if (signal?.aborted) {
        const { AbortError } = require("internal/abort_controller");
        reject(new AbortError(undefined, { cause: signal.reason }));
        return;
      }
      super.question(query, resolve);
    });
  }
}

module.exports = {
  Interface,
  createInterface: (input, output, completer, terminal) =>
    new Interface(input, output, completer, terminal),
};
