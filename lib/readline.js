"use strict";
// require('readline'): lines of an input stream, questions, and the functions
// that move a terminal's cursor. There is no line editing: a terminal's own
// line discipline does that.

const EventEmitter = require("events");
const { coded, invalidArgType } = require("internal/errors");
const { StringDecoder } = require("string_decoder");

class Interface extends EventEmitter {
  constructor(input, output, completer, terminal) {
    super();
    let options = input;
    if (!(input && input.input))
      options = { input, output, completer, terminal };
    this.input = options.input;
    this.output = options.output;
    this.terminal = Boolean(options.terminal ?? options.output?.isTTY);
    this.line = "";
    this.closed = false;
    this.crlfDelay = options.crlfDelay ?? 100;
    this.history = [];
    hide(this, "promptText", options.prompt ?? "> ");
    hide(this, "decoder", new StringDecoder("utf8"));
    hide(this, "rest", "");
    hide(this, "sawReturn", false);
    hide(this, "answer", undefined);
    hide(this, "onData", (chunk) => this.feed(this.textOf(chunk)));
    hide(this, "onEnd", () => this.finish());
    if (!this.input || typeof this.input.on !== "function")
      throw invalidArgType("input", "Readable", this.input);
    this.input.on("data", this.onData);
    this.input.on("end", this.onEnd);
    this.input.resume();
  }

  textOf(chunk) {
    return typeof chunk === "string" ? chunk : this.decoder.write(chunk);
  }

  // Lines end with \n, \r\n or \r.
  feed(text) {
    if (this.sawReturn && text[0] === "\n")
      text = %StringPrototypeSlice(text, 1);
    this.sawReturn = false;
    let all = this.rest + text;
    let start = 0;
    for (let i = 0; i < all.length && !this.closed; i++) {
      const c = all[i];
      if (c !== "\n" && c !== "\r") continue;
      const line = %StringPrototypeSlice(all, start, i);
      if (c === "\r") {
        if (i + 1 === all.length) this.sawReturn = true;
        else if (all[i + 1] === "\n") i++;
      }
      start = i + 1;
      this.deliver(line);
    }
    this.rest = %StringPrototypeSlice(all, start);
  }

  deliver(line) {
    const { answer } = this;
    if (answer !== undefined) {
      this.answer = undefined;
      answer(line);
    } else this.emit("line", line);
  }

  finish() {
    const last = this.rest + this.decoder.end();
    this.rest = "";
    if (last !== "") this.deliver(last);
    this.close();
  }

  setPrompt(text) {
    this.promptText = text;
  }

  getPrompt() {
    return this.promptText;
  }

  prompt() {
    this.checkOpen();
    this.output?.write(this.promptText);
    this.resume();
  }

  question(query, options, callback) {
    this.checkOpen();
    if (typeof options === "function") callback = options;
    if (typeof callback !== "function") return;
    this.output?.write(query);
    this.answer = callback;
    this.resume();
  }

  write(text) {
    this.checkOpen();
    if (text !== undefined && text !== null) this.feed(`${text}`);
  }

  pause() {
    this.input.pause();
    this.emit("pause");
    return this;
  }

  resume() {
    this.input.resume();
    return this;
  }

  checkOpen() {
    if (this.closed)
      throw coded(%Error, "ERR_USE_AFTER_CLOSE", "readline was closed");
  }

  close() {
    if (this.closed) return;
    this.closed = true;
    this.input.removeListener("data", this.onData);
    this.input.removeListener("end", this.onEnd);
    this.input.pause();
    this.emit("close");
  }

  [%SymbolDispose]() {
    this.close();
  }

  [%SymbolAsyncIterator]() {
    return lines(this);
  }
}

function hide(object, key, value) {
  %ObjectDefineProperty(object, key, {
    __proto__: null,
    value,
    writable: true,
    enumerable: false,
    configurable: true,
  });
}

// Lines are gathered from the call on, not from the first step.
function lines(reader) {
  const queue = [];
  let wake;
  const notify = () => {
    if (wake !== undefined) wake();
    wake = undefined;
  };
  reader.on("line", (line) => {
    %ArrayPrototypePush(queue, line);
    notify();
  });
  reader.on("close", notify);
  return (async function* () {
    try {
      for (;;) {
        if (queue.length > 0) yield %ArrayPrototypeShift(queue);
        else if (reader.closed) return;
        else await new %Promise((resolve) => (wake = resolve));
      }
    } finally {
      reader.close();
    }
  })();
}

function createInterface(input, output, completer, terminal) {
  return new Interface(input, output, completer, terminal);
}

Interface.prototype.question[%SymbolFor("nodejs.util.promisify.custom")] =
  function (query) {
    return new %Promise((resolve) => this.question(query, resolve));
  };

function control(stream, text, callback) {
  if (callback !== undefined && typeof callback !== "function")
    throw invalidArgType("callback", "Function", callback);
  if (stream === null || stream === undefined) {
    if (callback) require("internal/task_queue").nextTick(callback, null);
    return true;
  }
  return stream.write(text, callback);
}

function cursorTo(stream, x, y, callback) {
  if (typeof y === "function") {
    callback = y;
    y = undefined;
  }
  return control(
    stream,
    typeof y !== "number" ? `\u001b[${x + 1}G` : `\u001b[${y + 1};${x + 1}H`,
    callback,
  );
}

function moveCursor(stream, dx, dy, callback) {
  let text = "";
  if (dx < 0) text += `\u001b[${-dx}D`;
  else if (dx > 0) text += `\u001b[${dx}C`;
  if (dy < 0) text += `\u001b[${-dy}A`;
  else if (dy > 0) text += `\u001b[${dy}B`;
  return control(stream, text, callback);
}

function clearLine(stream, direction, callback) {
  const code = direction < 0 ? "1K" : direction > 0 ? "0K" : "2K";
  return control(stream, `\u001b[${code}`, callback);
}

function clearScreenDown(stream, callback) {
  return control(stream, "\u001b[0J", callback);
}

module.exports = {
  Interface,
  clearLine,
  clearScreenDown,
  createInterface,
  cursorTo,
  moveCursor,
  emitKeypressEvents() {
    const { unsupported } = require("internal/errors");
    throw unsupported("readline.emitKeypressEvents");
  },
  get promises() {
    return require("readline/promises");
  },
};
