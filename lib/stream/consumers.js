"use strict";
// require('stream/consumers'): all of a stream as one value.

async function buffer(stream) {
  const { Buffer } = require("buffer");
  const chunks = [];
  for await (const chunk of stream)
    %ArrayPrototypePush(
      chunks,
      typeof chunk === "string" ? Buffer.from(chunk) : chunk,
    );
  return Buffer.concat(chunks);
}

async function text(stream) {
  const { StringDecoder } = require("string_decoder");
  const decoder = new StringDecoder("utf8");
  let out = "";
  for await (const chunk of stream)
    //@ text stream/consumers:69:29|  for await (const chunk of stream) {
    out += typeof chunk === "string" ? chunk : decoder.write(chunk);
  return out + decoder.end();
}

async function json(stream) {
  return %JSONParse(await text(stream)); //@ parse <anonymous>, json stream/consumers:87:10
}

async function arrayBuffer(stream) {
  const all = await buffer(stream);
  return %ArrayBufferPrototypeSlice(
    all.buffer,
    all.byteOffset,
    all.byteOffset + all.byteLength,
  );
}

async function bytes(stream) {
  return new %Uint8Array(await arrayBuffer(stream));
}

module.exports = { arrayBuffer, buffer, bytes, json, text };
