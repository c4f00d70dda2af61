"use strict";
// require('static-buffer'): memory of its own pages, which can be executable,
// with the interface of the npm package of that name.

module.exports = {
  StaticArrayBuffer: require("static-buffer/arraybuffer").StaticArrayBuffer,
  StaticBuffer: require("static-buffer/buffer").StaticBuffer,
};
