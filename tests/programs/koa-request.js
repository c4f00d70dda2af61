"use strict";
// A request to a koa application over plain streams, without a socket.

const { EventEmitter } = require("events");
const { Readable } = require("stream");
const { show } = require("./support");

class Response extends EventEmitter {
  constructor() {
    super();
    Object.assign(this, { statusCode: 200, statusMessage: "", headers: {}, chunks: [], headersSent: false, finished: false, writable: true, writableEnded: false });
  }
  setHeader(name, value) { this.headers[name.toLowerCase()] = value; }
  getHeader(name) { return this.headers[name.toLowerCase()]; }
  hasHeader(name) { return name.toLowerCase() in this.headers; }
  getHeaders() { return this.headers; }
  getHeaderNames() { return Object.keys(this.headers); }
  removeHeader(name) { delete this.headers[name.toLowerCase()]; }
  flushHeaders() { this.headersSent = true; }
  write(chunk) { this.headersSent = true; this.chunks.push(Buffer.from(chunk)); return true; }
  end(chunk) {
    if (chunk !== undefined && chunk !== null) this.write(chunk);
    this.headersSent = this.finished = this.writableEnded = true;
    this.writable = false;
    this.emit("finish");
  }
}

function request(app, method, url, headers = {}, body) {
  const req = Readable.from(body === undefined ? [] : [Buffer.from(body)]);
  Object.assign(req, { method, url, headers: { host: "example.com:8080", ...headers }, socket: { remoteAddress: "10.0.0.1", encrypted: false }, httpVersion: "1.1" });
  const res = new Response();
  return new Promise((resolve) => {
    res.on("finish", () => resolve(`${res.statusCode} ${res.statusMessage} ${show(res.headers)} ${Buffer.concat(res.chunks)}`));
    app.callback()(req, res);
  });
}

module.exports = { Response, request };
