"use strict";
// require('path'): the posix flavour; the other is its property `win32`.

const posix = require("internal/path_posix");

posix.posix = posix;
%ObjectDefineProperty(posix, "win32", {
  __proto__: null,
  enumerable: true,
  configurable: true,
  get() {
    const win32 = require("internal/path_win32");
    win32.win32 = win32;
    win32.posix = posix;
    win32._makeLong = win32.toNamespacedPath;
    return win32;
  },
});
posix._makeLong = posix.toNamespacedPath;

module.exports = posix;
