"use strict";
// require('repl'): reads code line by line, runs it in the program's own realm
// and prints what it gives. Code that is not complete goes on in the next line;
// `await` may stand at the top level.

require("internal/process_input");
const readline = require("readline");
const { builtinModules } = require("internal/builtin_modules");
const { inspect, types } = require("util");

const COMMAND = /^\.([^\s]+)\s*(.*)$/;
const CONTINUED = "| ";
const MAX_HISTORY = 1000;

// Thrown by an eval function, or given to its callback, for code that goes on.
class Recoverable extends %SyntaxError {
  constructor(error) {
    super();
    this.err = error;
  }
}

const REPL_MODE_SLOPPY = %Symbol("repl-sloppy");
const REPL_MODE_STRICT = %Symbol("repl-strict");

function writer(value) {
  return inspect(value, writer.options);
}
writer.options = { ...inspect.defaultOptions, showProxy: true };

function isSyntaxError(error) {
  return (
    error !== null && typeof error === "object" && error.name === "SyntaxError"
  );
}

// Whether more text could make it right: it ended too early, or within a
// comment or a string whose last line goes on.
function isIncomplete(error, code) {
  const { message } = error;
  if (
    message === "Unexpected end of input" ||
    message === "missing ) after argument list"
  )
    return true;
  if (message !== "Invalid or unexpected token") return false;
  const lines = %StringPrototypeSplit(`${error.stack}`, "\n");
  const column = %StringPrototypeIndexOf(lines[2] ?? "", "^");
  const start = column < 0 ? "" : %StringPrototypeSlice(lines[1], column);
  if (%StringPrototypeStartsWith(start, "/*")) return true;
  return %StringPrototypeEndsWith(code, "\\\n");
}

let count = 0;

// The code's value, or a promise of it.
function run(code, isStrict) {
  const file = `REPL${++count}`;
  const compile = (text) =>
    %CompileScript(
      isStrict ? `'use strict'; ${text}` : text,
      file,
      0,
      0,
      true,
      undefined,
    );
  // What begins with a brace is an object if it can be one.
  if (/^\s*{/.test(code) && !/;\s*$/.test(code)) {
    let object;
    try {
      object = compile(`(${%StringPrototypeTrim(code)})\n`);
    } catch (error) {
      if (!isSyntaxError(error)) throw error;
    }
    if (object !== undefined) return object();
  }
  return compile(code)();
}

function defaultEval(code, context, file, callback) {
  let value;
  try {
    value = run(code, this.replMode === REPL_MODE_STRICT);
  } catch (error) {
    if (isSyntaxError(error) && isIncomplete(error, code))
      callback(new Recoverable(error));
    else callback(error, undefined, true);
    return;
  }
  const waits = /\bawait\b/.test(code) && types.isPromise(value); // of a top-level await, most likely
  if (!waits) callback(null, value);
  else
    value.then(
      (v) => callback(null, v),
      (error) => callback(error, undefined, true),
    );
}

// The frames of the code itself: what called it is of no interest.
function ownStack(error) {
  const lines = %StringPrototypeSplit(`${error.stack}`, "\n");
  let end = lines.length;
  for (let i = 0; i < lines.length; i++)
    if (
      /^ {4}at (?:REPL\d+(?::\d+:\d+)?$|.*\(?(?:node:|evalmachine))/.test(
        lines[i],
      )
    ) {
      end = i;
      break;
    }
  return %ArrayPrototypeJoin(%ArrayPrototypeSlice(lines, 0, end), "\n");
}

class REPLServer extends readline.Interface {
  constructor(options) {
    const input = options.input ?? process.stdin;
    const output = options.output ?? process.stdout;
    const terminal = options.terminal ?? Boolean(output.isTTY && input.isTTY);
    super({
      input,
      output,
      terminal,
      prompt: options.prompt ?? "> ",
      completer: options.completer ?? ((line) => complete(this, line)),
      historySize: options.historySize ?? MAX_HISTORY,
    });
    const useColors =
      options.useColors ??
      Boolean(terminal && (output.getColorDepth?.() ?? 1) > 2);
    this.useColors = useColors;
    this.useGlobal = true;
    this.ignoreUndefined = Boolean(options.ignoreUndefined);
    this.replMode = options.replMode ?? REPL_MODE_SLOPPY;
    this.breakEvalOnSigint = Boolean(options.breakEvalOnSigint);
    this.context = globalThis;
    this.last = undefined;
    this.lastError = undefined;
    this.underscoreAssigned = false;
    this.underscoreErrAssigned = false;
    this.editorMode = false;
    this.lines = [];
    this.commands = { __proto__: null };
    hideField(this, "buffered", "");
    hideField(this, "pendingLines", []);
    hideField(this, "busy", false);
    hideField(this, "draining", false);
    hideField(this, "ending", false);
    hideField(this, "left", false);
    hideField(this, "interrupted", false);
    this.eval = options.eval ?? defaultEval;
    this.writer =
      options.writer ??
      ((value) => inspect(value, { ...writer.options, colors: useColors }));
    addCommands(this);
    this.resetContext();
    this.on("line", (line) => {
      %ArrayPrototypePush(this.pendingLines, line);
      this.drain();
    });
    this.on("close", () => this.leave());
    this.on("SIGINT", () => this.interrupt());
  }

  defineCommand(keyword, command) {
    if (typeof command === "function") command = { action: command };
    this.commands[keyword] = command;
  }

  clearBufferedCommand() {
    this.buffered = "";
  }

  resetContext() {
    const names = %ArrayPrototypeFilter(
      builtinModules,
      (name) =>
        !%StringPrototypeIncludes(name, "/") && !/^(?:node:|_)/.test(name),
    );
    for (const name of names) {
      if (name in globalThis) continue;
      const define = (value) =>
        %ObjectDefineProperty(globalThis, name, {
          __proto__: null,
          value,
          writable: true,
          configurable: true,
          enumerable: false,
        });
      %ObjectDefineProperty(globalThis, name, {
        __proto__: null,
        get: () => globalThis.require?.(name),
        set: define,
        configurable: true,
        enumerable: false,
      });
    }
    lastValue("_", this, "last", "underscoreAssigned", "expression result");
    lastValue("_error", this, "lastError", "underscoreErrAssigned", "error");
    this.emit("reset", this.context);
  }

  displayPrompt(keepsCursor) {
    const continued = this.buffered !== "" && !this.editorMode;
    const prompt = this.getPrompt();
    if (this.editorMode) this.setPrompt("");
    else if (continued) this.setPrompt(CONTINUED);
    this.prompt(keepsCursor);
    this.setPrompt(prompt);
  }

  handle(line) {
    if (this.editorMode) {
      this.buffered += `${line}\n`;
      this.displayPrompt();
      return;
    }
    const trimmed = %StringPrototypeTrim(line);
    if (
      trimmed[0] === "." &&
      trimmed[1] !== "." &&
      %NumberIsNaN(%NumberParseFloat(trimmed)) &&
      this.runCommand(trimmed)
    )
      return;
    if (trimmed === "" && this.buffered === "") {
      this.displayPrompt();
      return;
    }
    const code = `${this.buffered}${line}\n`;
    this.busy = true;
    this.eval(code, this.context, "repl", (error, value, failed) => {
      this.busy = false;
      if (error instanceof Recoverable) {
        this.buffered = code;
      } else {
        this.buffered = "";
        %ArrayPrototypePush(this.lines, %StringPrototypeTrimEnd(code));
        if (failed ?? (error !== null && error !== undefined)) this.fail(error);
        else this.show(value);
      }
      if (!this.closed) this.displayPrompt();
      this.drain();
    });
  }

  // Lines come one after the other, also while one waits for a promise.
  drain() {
    if (this.draining) return;
    this.draining = true;
    while (!this.busy && this.pendingLines.length > 0)
      this.handle(%ArrayPrototypeShift(this.pendingLines));
    this.draining = false;
    if (this.ending && !this.busy) this.close();
  }

  show(value) {
    if (!this.underscoreAssigned) this.last = value;
    if (value !== undefined || !this.ignoreUndefined)
      this.output.write(`${this.writer(value)}\n`);
  }

  fail(error) {
    if (!this.underscoreErrAssigned) this.lastError = error;
    let text;
    if (
      error !== null &&
      typeof error === "object" &&
      typeof error.stack === "string"
    ) {
      const stack = ownStack(error);
      if (isSyntaxError(error) && /^REPL\d+:\d+\n/.test(stack)) {
        // Where it is wrong, without the name of the file.
        text = %StringPrototypeReplace(stack, /^REPL\d+:\d+\n/, "");
        text = %StringPrototypeReplace(
          text,
          "\nSyntaxError",
          "\nUncaught SyntaxError",
        );
      } else text = `Uncaught ${inspectError(error, stack)}`;
    } else text = `Uncaught ${this.writer(error)}`;
    this.output.write(`${text}\n`);
  }

  runCommand(text) {
    const match = COMMAND.exec(text);
    if (match === null) return false;
    const command = this.commands[match[1]];
    if (command === undefined) {
      if (this.buffered !== "") return false;
      this.output.write("Invalid REPL keyword\n");
      this.displayPrompt();
      return true;
    }
    %FunctionPrototypeCall(command.action, this, match[2]);
    return true;
  }

  // ^C: the first leaves the line or the code that was begun, a second the REPL.
  interrupt() {
    const wasEmpty =
      this.line === "" && this.buffered === "" && !this.editorMode;
    this.editorMode = false;
    this.buffered = "";
    this.clearLine();
    if (wasEmpty && this.interrupted) {
      this.close();
      return;
    }
    if (wasEmpty)
      this.output.write(
        "(To exit, press Ctrl+C again or Ctrl+D or type .exit)\n",
      );
    this.interrupted = wasEmpty;
    this.displayPrompt();
  }

  leave() {
    if (this.left) return;
    this.left = true;
    if (this.terminal) this.output.write("\n");
    this.saveHistory?.();
    this.emit("exit");
  }

  close() {
    if (this.editorMode) {
      // ^D there ends the text that was entered.
      this.editorMode = false;
      const code = this.buffered;
      this.buffered = "";
      this.handle(%StringPrototypeTrimEnd(code));
      return;
    }
    // Lines that wait for a promise come first.
    if (this.busy || this.pendingLines.length > 0) this.ending = true;
    else super.close();
  }

  setupHistory(options, callback) {
    const file = typeof options === "string" ? options : options?.filePath;
    const fs = require("fs");
    if (file) {
      try {
        const lines = %StringPrototypeSplit(
          fs.readFileSync(file, "utf8"),
          "\n",
        );
        this.history = %ArrayPrototypeFilter(lines, (line) => line !== "");
      } catch {
        // There is none yet.
      }
      this.saveHistory = () => {
        try {
          const text = %ArrayPrototypeJoin(this.history, "\n");
          fs.writeFileSync(file, `${text}\n`, { mode: 0o600 });
        } catch {
          // It cannot be kept.
        }
      };
    }
    callback?.(null, this);
  }
}

function inspectError(error, stack) {
  const text = inspect(error);
  const whole = `${error.stack}`;
  return %StringPrototypeStartsWith(text, whole)
    ? stack + %StringPrototypeSlice(text, whole.length)
    : text;
}

// `_` and `_error`, until the user assigns them.
function lastValue(name, server, field, assigned, what) {
  %ObjectDefineProperty(globalThis, name, {
    __proto__: null,
    configurable: true,
    get: () => server[field],
    set(value) {
      server[field] = value;
      if (server[assigned]) return;
      server[assigned] = true;
      server.output.write(`Expression assignment to ${name} now disabled.\n`);
    },
  });
}

function hideField(object, key, value) {
  %ObjectDefineProperty(object, key, {
    __proto__: null,
    value,
    writable: true,
    configurable: true,
    enumerable: false,
  });
}

// ---- completion ----

const NAME_CHAIN = /(?:[\w$]+(?:\??\.))*[\w$]*$/;

function namesOf(object) {
  const names = [];
  for (
    let o = object;
    o !== null && o !== undefined;
    o = %ObjectGetPrototypeOf(o)
  )
    for (const name of %ObjectGetOwnPropertyNames(o))
      if (/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)) names.push(name);
  return names;
}

// [what the line could go on with, the part of it that this replaces]
function complete(server, line) {
  const trimmed = %StringPrototypeTrim(line);
  if (/^\.\w*$/.test(trimmed)) {
    const start = %StringPrototypeSlice(trimmed, 1);
    const found = %ArrayPrototypeFilter(%ObjectKeys(server.commands), (name) =>
      %StringPrototypeStartsWith(name, start),
    );
    return [%ArrayPrototypeMap(found, (name) => `.${name}`), trimmed];
  }
  const chain = NAME_CHAIN.exec(line)[0];
  const dot = %StringPrototypeLastIndexOf(chain, ".");
  const start = %StringPrototypeSlice(chain, dot + 1);
  let names;
  let head = "";
  if (dot < 0) {
    if (start === "") return [[], chain];
    names = namesOf(globalThis);
  } else {
    head = %StringPrototypeSlice(chain, 0, dot + 1);
    let value;
    try {
      value = run(%StringPrototypeReplace(head, /\??\.$/, ""), false);
    } catch {
      return [[], chain];
    }
    if (value === undefined || value === null) return [[], chain];
    names = namesOf(%Object(value));
  }
  const found = new %Set();
  for (const name of names)
    if (%StringPrototypeStartsWith(name, start)) found.add(head + name);
  return [%ArrayPrototypeSort([...found]), chain];
}

// ---- commands ----

function addCommands(server) {
  const again = function () {
    this.clearBufferedCommand();
    this.displayPrompt();
  };
  server.defineCommand("break", {
    help: "Sometimes you get stuck, this gets you out",
    action: again,
  });
  server.defineCommand("clear", { help: "Alias for .break", action: again });
  server.defineCommand("exit", {
    help: "Exit the REPL",
    action() {
      this.pendingLines.length = 0;
      this.close();
    },
  });
  server.defineCommand("help", {
    help: "Print this help message",
    action() {
      const names = %ArrayPrototypeSort(%ObjectKeys(this.commands));
      const width = %MathMax(
        ...%ArrayPrototypeMap(names, (name) => name.length),
      );
      for (const name of names) {
        const { help } = this.commands[name];
        const padding = %StringPrototypeRepeat(" ", width - name.length + 3);
        this.output.write(`.${name}${help ? padding + help : ""}\n`);
      }
      this.output.write(
        "\nPress Ctrl+C to abort current expression, Ctrl+D to exit the REPL\n",
      );
      this.displayPrompt();
    },
  });
  server.defineCommand("save", {
    help: "Save all evaluated commands in this REPL session to a file",
    action(file) {
      try {
        require("fs").writeFileSync(
          file,
          %ArrayPrototypeJoin(this.lines, "\n"),
        );
        this.output.write(`Session saved to: ${file}\n`);
      } catch {
        this.output.write(`Failed to save: ${file}\n`);
      }
      this.displayPrompt();
    },
  });
  server.defineCommand("load", {
    help: "Load JS from a file into the REPL session",
    action(file) {
      let text;
      try {
        text = require("fs").readFileSync(file, "utf8");
      } catch {
        this.output.write(`Failed to load: ${file}\n`);
        this.displayPrompt();
        return;
      }
      const lines = %StringPrototypeSplit(text, "\n");
      if (lines[lines.length - 1] === "") lines.pop();
      this.pendingLines.unshift(...lines);
      this.drain();
    },
  });
  if (server.terminal)
    server.defineCommand("editor", {
      help: "Enter editor mode",
      action() {
        this.editorMode = true;
        this.output.write(
          "// Entering editor mode (Ctrl+D to finish, Ctrl+C to cancel)\n",
        );
        this.displayPrompt();
      },
    });
}

// The program that `unode` runs without a file; `module` is its entry.
function interactive(require, module) {
  const globals = { require, module, exports: module.exports };
  for (const name of %ObjectKeys(globals))
    hideField(globalThis, name, globals[name]);
  process.stdout.write(
    `Welcome to Node.js ${process.version}.\nType ".help" for more information.\n`,
  );
  const server = start({});
  const { NODE_REPL_HISTORY } = process.env;
  if (server.terminal && NODE_REPL_HISTORY !== "")
    server.setupHistory(
      NODE_REPL_HISTORY ?? `${require("os").homedir()}/.node_repl_history`,
    );
  server.on("exit", () => process.exit());
  return server;
}

function start(options) {
  if (typeof options === "string") options = { prompt: options };
  const server = new REPLServer(options ?? {});
  server.displayPrompt();
  return server;
}

module.exports = {
  start,
  writer,
  REPLServer,
  REPL_MODE_SLOPPY,
  REPL_MODE_STRICT,
  Recoverable,
  builtinModules: %ArrayPrototypeFilter(
    builtinModules,
    (name) => !%StringPrototypeStartsWith(name, "_"),
  ),
};
hideField(module.exports, "interactive", interactive);
