"use strict";
// Readable.prototype.wrap: data of an old stream, which pauses and resumes but
// does not push.

const common = require("internal/streams/common");

module.exports = function (stream) {
  let paused = false;
  stream.on("data", (chunk) => {
    //@ Readable.wrap internal/streams/readable:1352:10|  stream.on('data', (chunk) => {
    if (!this.push(chunk) && stream.pause) {
      paused = true;
      stream.pause();
    }
  });
  stream.on("end", () => this.push(null));
  stream.on("error", (error) => common.fail(this, error));
  stream.on("close", () => this.destroy());
  stream.on("destroy", () => this.destroy());
  this._read = () => {
    if (!paused || !stream.resume) return;
    paused = false;
    stream.resume();
  };
  const names = %ObjectKeys(stream);
  for (let i = 0; i < names.length; i++) {
    const method = stream[names[i]];
    if (this[names[i]] === undefined && typeof method === "function")
      this[names[i]] = %FunctionPrototypeBind(method, stream);
  }
  return this;
};
