"use strict";
// EventEmitterAsyncResource: an emitter whose listeners run in the asynchronous
// context in which it was made.

const EventEmitter = require("events");
const { AsyncResource } = require("async_hooks");
const { validateString } = require("internal/validators");

class EventEmitterReferencingAsyncResource extends AsyncResource {
  #emitter;

  constructor(emitter, type, options) {
    super(type, options); //@ new EventEmitterReferencingAsyncResource events:121:9, new EventEmitterAsyncResource events:157:33
    this.#emitter = emitter;
  }

  get eventEmitter() {
    return this.#emitter;
  }
}

class EventEmitterAsyncResource extends EventEmitter {
  #asyncResource;

  constructor(options = undefined) {
    const isText = typeof options === "string";
    const name = isText ? options : (options?.name ?? new.target.name);
    if (new.target === EventEmitterAsyncResource && !isText)
      validateString(options?.name, "options.name"); //@ new EventEmitterAsyncResource events:151:15
    super(isText ? undefined : options);
    this.#asyncResource = new EventEmitterReferencingAsyncResource(
      this,
      name,
      isText ? undefined : options,
    );
  }

  emit(event, ...args) {
    const resource = this.#asyncResource;
    return resource.runInAsyncScope(super.emit, this, event, ...args);
  }

  emitDestroy() {
    this.#asyncResource.emitDestroy();
  }

  get asyncId() {
    return this.#asyncResource.asyncId();
  }

  get triggerAsyncId() {
    return this.#asyncResource.triggerAsyncId();
  }

  get asyncResource() {
    return this.#asyncResource;
  }
}

module.exports = { EventEmitterAsyncResource };
