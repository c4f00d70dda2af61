"use strict";
// stream.duplexPair: two streams; what is written to one is read from the other.

const { Duplex } = require("internal/streams/duplex");
const { nextTick } = require("internal/task_queue");

class Side extends Duplex {
  #other;
  #taken; // callback of the write that the other side has not asked for yet

  connect(other) {
    this.#other = other;
  }

  _read() {
    const taken = this.#taken;
    this.#taken = undefined;
    taken?.();
  }

  // From the other side; null: the end.
  receive(chunk, callback) {
    if (chunk === null) {
      this.on("end", callback);
      this.push(null);
    } else if (chunk.length === 0) nextTick(callback);
    else {
      this.push(chunk);
      this.#taken = callback;
    }
  }

  _write(chunk, encoding, callback) {
    this.#other.receive(chunk, callback);
  }

  _final(callback) {
    this.#other.receive(null, callback);
  }
}

function duplexPair(options) {
  const a = new Side(options);
  const b = new Side(options);
  a.connect(b);
  b.connect(a);
  return [a, b];
}

module.exports = { duplexPair };
