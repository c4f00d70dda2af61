"use strict";
// The global console and the class behind it (require('console').Console).
// Methods are own functions of each instance, usable without it.

const { print, printError } = require("internal/stdio");
const { writeQuietly } = require("internal/quiet_write");
const { isColored } = require("internal/color_mode");
const { formatList } = require("internal/util/format");
const { inspect } = require("internal/util/inspect");
const { coded, invalidArgType } = require("internal/errors");
// A program that prints objects reports uncaught errors with their properties.
require("internal/loop");

const colored = { colors: true };
const uncolored = {};

const secret = %Symbol("console");

// Where a console writes: a stream object of the program, or a descriptor.
class Target {
  constructor(stream, fd, colorMode, inspectOptions, quiet) {
    this.stream = stream;
    this.fd = fd;
    this.colorMode = colorMode;
    this.inspectOptions = inspectOptions;
    this.quiet = quiet; // errors of the stream are ignored
  }

  options() {
    let color = this.colorMode;
    if (color === "auto")
      color =
        this.stream === undefined
          ? isColored(this.fd)
          : streamIsColored(this.stream);
    const own = this.inspectOptions;
    if (own === undefined) return color ? colored : uncolored;
    if (own.colors === undefined) own.colors = color;
    return own;
  }

  write(text) {
    const stream = this.stream;
    if (stream === undefined) {
      if (this.fd === 1) print(text);
      else printError(text);
      return;
    }
    if (!this.quiet) {
      stream.write(text);
      return;
    }
    writeQuietly(stream, text);
  }
}

function streamIsColored(stream) {
  if (!stream || !stream.isTTY) return false;
  return typeof stream.getColorDepth === "function"
    ? stream.getColorDepth() > 2
    : true;
}

// Minutes and hours from a number of milliseconds, as timeEnd prints them.
function duration(ms) {
  if (ms < 1000) return `${%Number(%NumberPrototypeToFixed(ms, 3))}ms`;
  let seconds = ms / 1000;
  if (seconds < 60) return `${%NumberPrototypeToFixed(seconds, 3)}s`;
  let minutes = %MathFloor(seconds / 60);
  seconds = %StringPrototypePadStart(
    %NumberPrototypeToFixed(seconds - minutes * 60, 3),
    6,
    "0",
  );
  if (minutes < 60) return `${minutes}:${seconds} (m:ss.mmm)`;
  const hours = %MathFloor(minutes / 60);
  minutes = %StringPrototypePadStart(`${minutes - hours * 60}`, 2, "0");
  return `${hours}:${minutes}:${seconds} (h:mm:ss.mmm)`;
}

// Gives `self` its methods. `out` and `err` are Targets, `width` the spaces of
// one group level.
function equip(self, out, err, width) {
  let indent = "";
  const counts = new %Map();
  const timers = new %Map();

  function write(target, text) {
    if (indent !== "") {
      if (%StringPrototypeIncludes(text, "\n"))
        text = %StringPrototypeReplaceAll(text, "\n", `\n${indent}`);
      text = indent + text;
    }
    target.write(`${text}\n`);
  }

  function format(target, args) {
    if (args.length === 1 && typeof args[0] === "string") return args[0];
    return formatList(target.options(), args);
  }

  function warning(message) {
    require("internal/warning").warn(message);
  }

  function elapsed(label, method) {
    const start = %MapPrototypeGet(timers, label);
    if (start === undefined) {
      warning(`No such label '${label}' for console.${method}()`);
      return undefined;
    }
    return duration(%MonotonicNow() - start);
  }

  const methods = {
    log(...args) {
      write(out, format(out, args));
    },
    info(...args) {
      write(out, format(out, args));
    },
    debug(...args) {
      write(out, format(out, args));
    },
    warn(...args) {
      write(err, format(err, args));
    },
    error(...args) {
      write(err, format(err, args));
    },
    dir(object, options) {
      const all = { customInspect: false, ...out.options(), ...options };
      write(out, inspect(object, all));
    },
    time(label = "default") {
      label = `${label}`;
      if (%MapPrototypeHas(timers, label)) {
        warning(`Label '${label}' already exists for console.time()`);
        return;
      }
      %MapPrototypeSet(timers, label, %MonotonicNow());
    },
    timeEnd(label = "default") {
      label = `${label}`;
      const text = elapsed(label, "timeEnd");
      if (text === undefined) return;
      self.log("%s: %s", label, text);
      %MapPrototypeDelete(timers, label);
    },
    timeLog(label = "default", ...data) {
      label = `${label}`;
      const text = elapsed(label, "timeLog");
      if (text === undefined) return;
      %ArrayPrototypeUnshift(data, "%s: %s", label, text);
      %ReflectApply(self.log, self, data);
    },
    trace: function trace(...args) {
      const error = { name: "Trace", message: format(err, args) };
      %ErrorCaptureStackTrace(error, trace);
      self.error(error.stack);
    },
    assert(condition, ...args) {
      if (condition) return;
      if (typeof args[0] === "string") args[0] = `Assertion failed: ${args[0]}`;
      else %ArrayPrototypeUnshift(args, "Assertion failed");
      %ReflectApply(self.warn, self, args);
    },
    clear() {
      const terminal =
        out.stream === undefined
          ? require("internal/color_mode").isTerminal(out.fd)
          : out.stream.isTTY;
      if (terminal) out.write("\u001b[1;1H\u001b[0J");
    },
    count(label = "default") {
      label = `${label}`; //@ *.count internal/console/constructor:507:5|    label = `${label}`;
      const n = (%MapPrototypeGet(counts, label) ?? 0) + 1;
      %MapPrototypeSet(counts, label, n);
      self.log(`${label}: ${n}`);
    },
    countReset(label = "default") {
      if (!%MapPrototypeDelete(counts, `${label}`))
        warning(`Count for '${label}' does not exist`);
    },
    group(...data) {
      if (data.length > 0) %ReflectApply(self.log, self, data);
      indent += %StringPrototypeRepeat(" ", width);
    },
    groupEnd() {
      indent = %StringPrototypeSlice(indent, 0, indent.length - width);
    },
    table(data, properties) {
      if (properties !== undefined && !%ArrayIsArray(properties))
        throw invalidArgType("properties", "Array", properties);
      if (data === null || typeof data !== "object") return self.log(data);
      const { tableText } = require("internal/console_table");
      self.log(tableText(data, properties, out.options()));
    },
    dirxml(...args) {
      write(out, format(out, args));
    },
    groupCollapsed(...data) {
      %ReflectApply(methods.group, self, data);
    },
  };
  const names = %ObjectKeys(methods);
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    // A subclass may have put its own method on its prototype.
    const inherited = self[name];
    self[name] =
      typeof inherited === "function" && inherited !== prototypeMethods[name]
        ? %FunctionPrototypeBind(inherited, self)
        : methods[name];
  }
  define(self, secret, true);
  %ObjectDefineProperty(self, %SymbolToStringTag, {
    __proto__: null,
    value: "console",
    configurable: true,
  });
}

function define(object, key, value) {
  %ObjectDefineProperty(object, key, {
    __proto__: null,
    value,
    writable: true,
    enumerable: false,
    configurable: true,
  });
}

const prototypeMethods = { __proto__: null };

function notWritable(name) {
  return coded(
    %TypeError,
    "ERR_CONSOLE_WRITABLE_STREAM",
    `Console expects a writable stream instance for ${name}`,
  );
}

function isStream(value) {
  return Boolean(value) && typeof value.write === "function";
}

// new Console(stdout, stderr?, ignoreErrors?) or new Console({ … }).
function Console(options, second, third) {
  if (new.target === undefined) return new Console(options, second, third);
  if (!options || typeof options.write === "function")
    options = { stdout: options, stderr: second, ignoreErrors: third };
  const stdout = options.stdout;
  const stderr = options.stderr ?? stdout;
  const quiet = options.ignoreErrors ?? true;
  const mode = options.colorMode ?? "auto";
  const inspectOptions = options.inspectOptions;
  const width = options.groupIndentation ?? 2;
  if (!isStream(stdout)) throw notWritable("stdout"); //@ new Console internal/console/constructor:126:11|    throw new ERR_CONSOLE_WRITABLE_STREAM('stdout');
  if (!isStream(stderr)) throw notWritable("stderr"); //@ new Console internal/console/constructor:129:11|    throw new ERR_CONSOLE_WRITABLE_STREAM('stderr');
  const {
    validateInteger,
    validateObject,
    validateOneOf,
  } = require("internal/validators");
  validateOneOf(mode, "colorMode", ["auto", true, false]); //@ new Console internal/console/constructor:132:3
  validateInteger(width, "groupIndentation", 0, 1000);
  if (inspectOptions !== undefined) {
    validateObject(inspectOptions, "options.inspectOptions"); //@ new Console internal/console/constructor:140:5
    if (inspectOptions.colors !== undefined && options.colorMode !== undefined)
      throw coded(
        %TypeError,
        "ERR_INCOMPATIBLE_OPTION_PAIR",
        'Option "options.inspectOptions.color" cannot be used in combination with option "colorMode"',
      );
  }
  define(this, "_stdout", stdout);
  define(this, "_stderr", stderr);
  equip(
    this,
    new Target(stdout, -1, mode, inspectOptions, quiet),
    new Target(stderr, -1, mode, inspectOptions, quiet),
    width,
  );
}

%ObjectDefineProperty(Console, %SymbolHasInstance, {
  __proto__: null,
  value(instance) {
    return (
      instance !== null &&
      typeof instance === "object" &&
      instance[secret] === true
    );
  },
});

const console = %ObjectCreate({});
equip(
  console,
  new Target(undefined, 1, "auto", undefined, true),
  new Target(undefined, 2, "auto", undefined, true),
  2,
);

const methodNames = %ObjectKeys(console);
for (let i = 0; i < methodNames.length; i++) {
  const name = methodNames[i];
  prototypeMethods[name] = Console.prototype[name] = console[name];
}
console.Console = Console;
for (const name of ["profile", "profileEnd", "timeStamp"])
  console[name] = { [name]() {} }[name]; // for an inspector, and there is none
console.context = function context() {
  const names = %StringPrototypeSplit(
    "debug error info log warn dir dirXml table trace group groupCollapsed groupEnd clear count countReset assert profile profileEnd time timeLog timeEnd timeStamp",
    " ",
  );
  const silent = {};
  for (const name of names) silent[name] = { [name]() {} }[name];
  return silent;
};
console.createTask = function createTask(name) {
  if (typeof name !== "string" || name === "")
    throw new %Error("First argument must be a non-empty string.");
  return {
    run(fn) {
      if (typeof fn !== "function")
        throw new %Error("First argument must be a function.");
      return fn();
    },
  };
};

module.exports = { console, Console };
