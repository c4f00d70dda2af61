"use strict";
// require('readline'): lines of an input stream, questions, and the functions
// that move a terminal's cursor. On a terminal lines are edited, with history
// and completion (internal/readline/editor).

const EventEmitter = require("events");
const { coded, invalidArgType, invalidArgValue } = require("internal/errors");
const { StringDecoder } = require("string_decoder");

// What the reference checks of the options, in its order.
function checkOptions(options) {
  const { tabSize, escapeCodeTimeout: timeout, historySize: size } = options;
  const { history, signal } = options;
  const check = require("internal/validators");
  if (tabSize !== undefined) check.validateUint32(tabSize, "tabSize", true); //@ Interface.InterfaceConstructor internal/readline/interface:194:7, new Interface readline:115:3
  if (timeout !== undefined && !%NumberIsFinite(timeout))
    throw invalidArgValue("input.escapeCodeTimeout", 500); //@ Interface.InterfaceConstructor internal/readline/interface:204:15, new Interface readline:115:3|        throw new ERR_INVALID_ARG_VALUE(
  if (signal) check.validateAbortSignal(signal, "options.signal"); //@ Interface.InterfaceConstructor internal/readline/interface:212:7, new Interface readline:115:3
  //@ [_kValidateOptions] internal/repl/history:284:7, new ReplHistory internal/repl/history:66:27, Interface.setupHistoryManager internal/readline/interface:417:27, Interface.InterfaceConstructor internal/readline/interface:226:8, new Interface readline:115:3
  if (history !== undefined) check.validateArray(history, "history");
  if (size !== undefined) check.validateNumber(size, "size", 0); //@ [_kValidateOptions] internal/repl/history:287:7, new ReplHistory internal/repl/history:66:27, Interface.setupHistoryManager internal/readline/interface:417:27, Interface.InterfaceConstructor internal/readline/interface:226:8, new Interface readline:115:3
}

class Interface extends EventEmitter {
  constructor(input, output, completer, terminal) {
    super();
    let options = input;
    if (input?.input) checkOptions(input);
    else options = { input, output, completer, terminal };
    if (
      options.completer !== undefined &&
      typeof options.completer !== "function"
    )
      throw invalidArgValue("completer", options.completer); //@ Interface.InterfaceConstructor internal/readline/interface:229:11, new Interface readline:115:3|    throw new ERR_INVALID_ARG_VALUE('completer', completer);
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
    this.cursor = 0;
    if (options.history) this.history = %ArrayPrototypeSlice(options.history);
    hide(this, "editor", undefined);
    hide(this, "onKey", (c, key) => this.write(c, key ?? {}));
    if (this.terminal) this.edit(options);
    else this.input.on("data", this.onData);
    this.input.on("end", this.onEnd);
    this.input.resume();
  }

  edit(options) {
    const { emitKeypressEvents } = require("internal/readline/keys");
    const { Editor } = require("internal/readline/editor");
    this.editor = new Editor(this, options);
    this.input.on("keypress", this.onKey);
    emitKeypressEvents(this.input, this.editor);
    this.setRawMode(true);
  }

  setRawMode(on) {
    if (typeof this.input.setRawMode === "function") this.input.setRawMode(on);
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

  prompt(keepsCursor) {
    this.checkOpen(); //@ Interface.resume internal/readline/interface:594:13, *.prompt internal/readline/interface:442:27|      throw new ERR_USE_AFTER_CLOSE('readline');
    this.resume();
    if (this.editor === undefined) {
      this.output?.write(this.promptText);
      return;
    }
    if (!keepsCursor) this.cursor = 0;
    this.editor.refresh();
  }

  // Drops the line.
  clearLine() {
    this.editor?.leaveLine();
    this.line = "";
    this.cursor = 0;
  }

  getCursorPos() {
    const { row, column } = this.editor?.cursorPlace() ?? { row: 0, column: 0 };
    return { rows: row, cols: column };
  }

  question(query, options, callback) {
    this.checkOpen(); //@ [kQuestion] internal/readline/interface:453:13, *.question readline:160:20|      throw new ERR_USE_AFTER_CLOSE('readline');
    if (typeof options === "function") callback = options;
    if (typeof callback !== "function") return;
    this.answer = callback;
    if (this.editor !== undefined) {
      const prompt = this.promptText;
      this.promptText = query;
      this.answer = (line) => {
        this.promptText = prompt;
        callback(line);
      };
      this.prompt();
      return;
    }
    this.output?.write(query);
    this.resume();
  }

  // As if it were typed; `key` names one that is no character.
  write(text, key) {
    this.checkOpen(); //@ *.write internal/readline/interface:617:13|      throw new ERR_USE_AFTER_CLOSE('readline');
    if (this.editor !== undefined) {
      if (key !== undefined && key !== null) {
        this.editor.press(text, key);
        return;
      }
      const { readKeys } = require("internal/readline/keys");
      const press = (c, k) => {
        if (!this.closed) this.editor.press(c, k);
      };
      if (text !== undefined && text !== null) readKeys(`${text}`, press);
      return;
    }
    if (text !== undefined && text !== null) this.feed(`${text}`);
  }

  pause() {
    this.checkOpen(); //@ *.pause internal/readline/interface:579:13|      throw new ERR_USE_AFTER_CLOSE('readline');
    this.input.pause();
    this.emit("pause");
    return this;
  }

  resume() {
    this.checkOpen(); //@ *.resume internal/readline/interface:594:13|      throw new ERR_USE_AFTER_CLOSE('readline');
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
    this.input.removeListener("keypress", this.onKey);
    this.input.removeListener("end", this.onEnd);
    if (this.editor !== undefined) this.setRawMode(false);
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

function checkCallback(callback) {
  if (callback !== undefined && typeof callback !== "function")
    throw invalidArgType("callback", "Function", callback); //@ internal/errors:547:7|      throw error;
}

function control(stream, text, callback) {
  checkCallback(callback);
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
  checkCallback(callback); //@ *.cursorTo internal/readline/callbacks:35:5
  if (x !== x) throw invalidArgValue("x", x); //@ *.cursorTo internal/readline/callbacks:43:29|  if (NumberIsNaN(x)) throw new ERR_INVALID_ARG_VALUE('x', x);
  if (y !== y) throw invalidArgValue("y", y); //@ *.cursorTo internal/readline/callbacks:44:29|  if (NumberIsNaN(y)) throw new ERR_INVALID_ARG_VALUE('y', y);
  if (typeof x !== "number" && typeof y !== "number") stream = undefined;
  else if (stream && typeof x !== "number")
    throw coded(
      %TypeError,
      "ERR_INVALID_CURSOR_POS",
      "Cannot set cursor row without setting its column",
    );
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
  if (text === "") stream = undefined; // nothing is written
  return control(stream, text, callback); //@ *.moveCursor internal/readline/callbacks:63:5
}

function clearLine(stream, direction, callback) {
  const code = direction < 0 ? "1K" : direction > 0 ? "0K" : "2K";
  return control(stream, `\u001b[${code}`, callback); //@ *.clearLine internal/readline/callbacks:97:5
}

function clearScreenDown(stream, callback) {
  return control(stream, "\u001b[0J", callback); //@ *.clearScreenDown internal/readline/callbacks:116:5
}

module.exports = {
  Interface,
  clearLine,
  clearScreenDown,
  createInterface,
  cursorTo,
  moveCursor,
  emitKeypressEvents(stream) {
    require("internal/readline/keys").emitKeypressEvents(stream);
  },
  get promises() {
    return require("readline/promises");
  },
};
