"use strict";
// koa: bodies that are objects or streams.

const { Readable } = require("stream");
const Koa = require("koa");
const { request } = require("./koa-request");

const app = new Koa();
app.on("error", (error) => console.log(error.message));
app.use((ctx) => {
  ctx.body = ctx.path === "/json" ? { list: [1, 2], q: ctx.query } : Readable.from(["a", "b", "c"]);
});
(async () => {
  console.log(await request(app, "GET", "/json?a=1&a=2"));
  console.log(await request(app, "GET", "/stream"));
})();
