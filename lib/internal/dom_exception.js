"use strict";
// DOMException (WebIDL 4.3): an error with a name from a fixed list and the
// legacy code that goes with it.

const codes = {
  __proto__: null,
  IndexSizeError: 1,
  HierarchyRequestError: 3,
  WrongDocumentError: 4,
  InvalidCharacterError: 5,
  NoModificationAllowedError: 7,
  NotFoundError: 8,
  NotSupportedError: 9,
  InUseAttributeError: 10,
  InvalidStateError: 11,
  SyntaxError: 12,
  InvalidModificationError: 13,
  NamespaceError: 14,
  InvalidAccessError: 15,
  TypeMismatchError: 17,
  SecurityError: 18,
  NetworkError: 19,
  AbortError: 20,
  URLMismatchError: 21,
  QuotaExceededError: 22,
  TimeoutError: 23,
  InvalidNodeTypeError: 24,
  DataCloneError: 25,
};

const constants = {
  INDEX_SIZE_ERR: 1,
  DOMSTRING_SIZE_ERR: 2,
  HIERARCHY_REQUEST_ERR: 3,
  WRONG_DOCUMENT_ERR: 4,
  INVALID_CHARACTER_ERR: 5,
  NO_DATA_ALLOWED_ERR: 6,
  NO_MODIFICATION_ALLOWED_ERR: 7,
  NOT_FOUND_ERR: 8,
  NOT_SUPPORTED_ERR: 9,
  INUSE_ATTRIBUTE_ERR: 10,
  INVALID_STATE_ERR: 11,
  SYNTAX_ERR: 12,
  INVALID_MODIFICATION_ERR: 13,
  NAMESPACE_ERR: 14,
  INVALID_ACCESS_ERR: 15,
  VALIDATION_ERR: 16,
  TYPE_MISMATCH_ERR: 17,
  SECURITY_ERR: 18,
  NETWORK_ERR: 19,
  ABORT_ERR: 20,
  URL_MISMATCH_ERR: 21,
  QUOTA_EXCEEDED_ERR: 22,
  TIMEOUT_ERR: 23,
  INVALID_NODE_TYPE_ERR: 24,
  DATA_CLONE_ERR: 25,
};

const states = new %WeakMap(); // exception → { name, message, code }

function stateOf(value) {
  const state = %WeakMapPrototypeGet(states, value);
  if (state === undefined) {
    const { coded } = require("internal/errors");
    throw coded(
      %TypeError,
      "ERR_INVALID_THIS",
      'Value of "this" must be of type DOMException',
    );
  }
  return state;
}

function DOMException(message = "", options = "Error") {
  if (new.target === undefined)
    throw new %TypeError(
      "Class constructor DOMException cannot be invoked without 'new'",
    );
  const isRecord = typeof options === "object" && options !== null;
  const name = isRecord ? options.name : options;
  const state = {
    name: name === undefined ? "Error" : `${name}`,
    message: `${message}`, //@ new DOMException internal/per_context/domexception:102:21|        message: `${message}`,
    code: 0,
  };
  state.code = codes[state.name] ?? 0;
  // A real Error below, so that it has a stack and counts as one.
  const error = new %Error();
  %ObjectSetPrototypeOf(error, new.target.prototype);
  if (%ObjectPrototypeHasOwnProperty(error, "message")) delete error.message;
  %WeakMapPrototypeSet(states, error, state);
  if (isRecord && "cause" in options)
    %ObjectDefineProperty(error, "cause", {
      __proto__: null,
      value: options.cause,
      configurable: true,
      writable: true,
      enumerable: false,
    });
  %ErrorCaptureStackTrace(error); //@ new DOMException internal/per_context/domexception:79:18|    const self = new Error();
  return error;
}

%ObjectSetPrototypeOf(DOMException.prototype, %ErrorPrototype);
%ObjectDefineProperty(DOMException, "prototype", {
  __proto__: null,
  writable: false,
});

function getter(name, get) {
  %ObjectDefineProperty(DOMException.prototype, name, {
    __proto__: null,
    get,
    enumerable: true,
    configurable: true,
  });
}

getter("name", function () {
  return stateOf(this).name;
});
getter("message", function () {
  return stateOf(this).message;
});
getter("code", function () {
  return stateOf(this).code;
});

%ObjectDefineProperty(DOMException.prototype, %SymbolToStringTag, {
  __proto__: null,
  value: "DOMException",
  configurable: true,
});

const names = %ObjectKeys(constants);
for (let i = 0; i < names.length; i++) {
  const d = { __proto__: null, value: constants[names[i]], enumerable: true };
  %ObjectDefineProperty(DOMException, names[i], d);
  %ObjectDefineProperty(DOMException.prototype, names[i], d);
}

// As the reference's library makes most of its own: without the constructor's frame.
function createDOMException(message, name) {
  const error = new DOMException(message, name);
  %ErrorCaptureStackTrace(error, createDOMException);
  return error;
}

module.exports = { DOMException, createDOMException };
