"use strict";
// The groups of diagnostics_channel: a BoundedChannel is the two channels around
// a call (start, end), a TracingChannel adds those around its continuation
// (asyncStart, asyncEnd) and error, and functions that trace a call with them.

const { validateFunction } = require("internal/validators");

const PROMISE = 13;

function fixed(target, name, value) {
  %ObjectDefineProperty(target, name, { __proto__: null, value });
}

// Calls `todo(channel, handler)` for each handler of the group; whether all did.
function forEach(group, names, handlers, todo) {
  let all = true;
  for (let i = 0; i < names.length; i++) {
    const handler = handlers[names[i]];
    if (handler && !todo(group[names[i]], handler)) all = false;
  }
  return all;
}

function add(channel, handler) {
  channel?.subscribe(handler);
  return true;
}

function remove(channel, handler) {
  return Boolean(channel?.unsubscribe(handler));
}

// Opens a window: the first channel's stores are entered and it is told; the
// returned function tells the second and leaves them.
function open(first, second, context) {
  const scope = first?.hasSubscribers
    ? first.withStoreScope(context)
    : undefined;
  return () => {
    second?.publish(context);
    scope?.leave();
  };
}

class BoundedChannelScope {
  #close;

  constructor(channel, context) {
    if (channel.hasSubscribers)
      this.#close = open(channel.start, channel.end, context);
  }

  [%SymbolDispose]() {
    const close = this.#close;
    this.#close = undefined;
    if (close !== undefined) close();
  }
}

function warnNoPromise(fn) {
  require("internal/warning").warn(
    `tracePromise was called with the function '${fn.name || "<anonymous>"}', which returned a non-thenable.`,
  );
}

function isPlainPromise(value) {
  return (
    %ClassOf(value) === PROMISE &&
    %ObjectGetPrototypeOf(value) === %PromisePrototype
  );
}

// The classes, over what finds a channel of a group.
function classes(member) {
  class BoundedChannel {
    constructor(group) {
      fixed(this, "start", member(group, "start", "BoundedChannel"));
      fixed(this, "end", member(group, "end", "BoundedChannel"));
    }

    get hasSubscribers() {
      return this.start.hasSubscribers || this.end.hasSubscribers;
    }

    subscribe(handlers) {
      forEach(this, ["start", "end"], handlers, add);
    }

    unsubscribe(handlers) {
      return forEach(this, ["start", "end"], handlers, remove);
    }

    withScope(context = {}) {
      return new BoundedChannelScope(this, context);
    }

    run(context, fn, thisArg, ...args) {
      const close = open(this.start, this.end, context ?? {});
      try {
        return %ReflectApply(fn, thisArg, args);
      } finally {
        close();
      }
    }
  }

  const events = ["start", "end", "asyncStart", "asyncEnd", "error"];

  class TracingChannel {
    constructor(group) {
      for (let i = 0; i < events.length; i++)
        fixed(this, events[i], member(group, events[i], "TracingChannel")); //@ new TracingChannel diagnostics_channel:443:14
    }

    get hasSubscribers() {
      for (let i = 0; i < events.length; i++)
        if (this[events[i]].hasSubscribers) return true;
      return false;
    }

    subscribe(handlers) {
      forEach(this, events, handlers, add);
    }

    unsubscribe(handlers) {
      return forEach(this, events, handlers, remove);
    }

    #fail(context, error) {
      context.error = error;
      this.error.publish(context);
    }

    #continued(context) {
      open(this.asyncStart, this.asyncEnd, context)();
    }

    traceSync(fn, context, thisArg, ...args) {
      if (!this.hasSubscribers) return %ReflectApply(fn, thisArg, args);
      if (context === undefined) context = { __proto__: null };
      const close = open(this.start, this.end, context);
      try {
        const result = %ReflectApply(fn, thisArg, args);
        context.result = result;
        return result;
      } catch (error) {
        this.#fail(context, error);
        throw error;
      } finally {
        close();
      }
    }

    tracePromise(fn, context, thisArg, ...args) {
      if (!this.hasSubscribers) {
        const result = %ReflectApply(fn, thisArg, args);
        if (typeof result?.then !== "function") warnNoPromise(fn);
        return result;
      }
      if (context === undefined) context = { __proto__: null };
      const onResolve = (result) => {
        context.result = result;
        this.#continued(context);
        return result;
      };
      const onReject = (error) => {
        this.#fail(context, error);
        this.#continued(context);
      };
      const close = open(this.start, this.end, context);
      try {
        const result = %ReflectApply(fn, thisArg, args);
        if (typeof result?.then !== "function") {
          warnNoPromise(fn);
          context.result = result;
          return result;
        }
        if (isPlainPromise(result))
          return %PromisePrototypeThen(result, onResolve, (error) => {
            onReject(error);
            throw error;
          });
        result.then(onResolve, onReject);
        return result;
      } catch (error) {
        this.#fail(context, error);
        throw error;
      } finally {
        close();
      }
    }

    traceCallback(fn, position = -1, context = {}, thisArg, ...args) {
      if (!this.hasSubscribers) return %ReflectApply(fn, thisArg, args); //@ *.traceCallback diagnostics_channel:619:14|      return ReflectApply(fn, thisArg, args);
      const trace = this;
      const callback = %ArrayPrototypeAt(args, position);
      validateFunction(callback, "callback");
      function traced(error, result) {
        if (error) trace.#fail(context, error);
        else context.result = result;
        const close = open(trace.asyncStart, trace.asyncEnd, context);
        try {
          return %ReflectApply(callback, this, arguments);
        } finally {
          close();
        }
      }
      %ArrayPrototypeSplice(args, position, 1, traced);
      const close = open(this.start, this.end, context);
      try {
        return %ReflectApply(fn, thisArg, args);
      } catch (error) {
        this.#fail(context, error);
        throw error;
      } finally {
        close();
      }
    }
  }

  return { BoundedChannel, TracingChannel };
}

module.exports = { classes };
