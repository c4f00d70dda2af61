"use strict";
// require('ffi'): functions of C. The compiler replaces declarations at the top
// level of a module (compiler/driver/ffi.c); this is what others come to.

function declare() {
  throw new %Error(
    "ffi.declare: the compiler must see it, at the top level of a module, as what a variable is set to",
  );
}

module.exports = { declare };
