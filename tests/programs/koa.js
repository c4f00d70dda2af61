"use strict";
// koa: middleware over requests and responses that are plain streams here, without a socket.

const Koa = require("koa");
const compose = require("koa-compose");
const { Response, request } = require("./koa-request");
const { show, attempt } = require("./support");

const app = new Koa({ keys: ["secret"], proxy: true });
app.silent = true;
app.context.greet = function (name) { return `hello ${name}`; };
app.on("error", (error, ctx) => console.log("error event:", error.message, ctx?.path));
app.use(async (ctx, next) => {
  ctx.set("X-Order", "outer");
  await next();
  ctx.append("X-Order", `after ${ctx.status}`);
});
app.use(async (ctx, next) => {
  switch (ctx.path) {
    case "/text": ctx.body = ctx.greet(ctx.query.name ?? "nobody"); break;
    case "/request": ctx.body = show({ q: ctx.query, host: ctx.hostname, ip: ctx.ip, fresh: ctx.fresh }); break;
    case "/buffer": ctx.body = Buffer.from("bytes"); ctx.type = "png"; break;
    case "/html": ctx.body = "<p>html</p>"; break;
    case "/none": ctx.body = null; break;
    case "/redirect": ctx.redirect("/to?x=1&y=<"); break;
    case "/teapot": ctx.status = 418; break;
    case "/throw": ctx.throw(403, "not yours", { user: 1 }); break;
    case "/crash": throw new Error("crashed");
    case "/assert": ctx.assert(ctx.query.ok, 401, "log in"); ctx.body = "in"; break;
    case "/cookie": ctx.cookies.set("id", ctx.cookies.get("id") + "1", { httpOnly: true, expires: new Date(0), signed: false }); ctx.body = "set"; break;
    case "/accepts": ctx.body = [ctx.accepts("html", "json"), ctx.acceptsEncodings("gzip", "identity"), ctx.acceptsLanguages("de", "en"), ctx.is("json")].join(); break;
    case "/echo": { let text = ""; for await (const chunk of ctx.req) text += chunk; ctx.body = `${ctx.method} ${ctx.length} ${text}`; break; }
    case "/cached": ctx.body = "same"; ctx.etag = "tag"; ctx.lastModified = new Date(0); if (ctx.fresh) ctx.status = 304; break;
    case "/url": ctx.body = [ctx.href, ctx.origin, ctx.protocol, ctx.secure, ctx.search, ctx.querystring, show(ctx.subdomains), ctx.URL.pathname].join(" "); break;
    default: await next();
  }
});
app.use((ctx) => { if (ctx.path === "/last") ctx.body = "last"; });

(async () => {
  const plain = ["/text?name=Ann", "/request?a=1&a=2", "/buffer", "/html", "/none", "/redirect", "/teapot", "/throw", "/crash", "/assert", "/assert?ok=1", "/last", "/nowhere"];
  for (const url of plain) console.log(url, await request(app, "GET", url));
  console.log("HEAD", await request(app, "HEAD", "/text"));
  console.log("cookie", await request(app, "GET", "/cookie", { cookie: "a=b; id=7" }));
  console.log("accepts", await request(app, "POST", "/accepts", { accept: "text/html;q=0.5, application/json", "accept-encoding": "gzip", "accept-language": "en, de;q=0.3", "content-type": "application/json", "content-length": "2" }, "{}"));
  console.log("echo", await request(app, "POST", "/echo", { "content-length": "5", "content-type": "text/plain" }, "words"));
  console.log("cached", await request(app, "GET", "/cached", { "if-none-match": '"tag"' }));
  console.log("url", await request(app, "GET", "/url?p=%20q", { "x-forwarded-proto": "https", "x-forwarded-host": "a.b.example.org" }));
  const order = [];
  const stack = [1, 2, 3].map((n) => async (ctx, next) => { order.push(n); await next(); order.push(-n); });
  await compose(stack)({});
  console.log(order.join());
  await compose([async (ctx, next) => { await next(); await next(); }])({}).catch((e) => console.log(e.message));
  attempt("use", () => app.use(1));
  attempt("toJSON", () => app.toJSON());
  attempt("inspect", () => Object.keys(app.createContext({ headers: {}, url: "/", method: "GET", socket: {} }, new Response()).toJSON()));
})();
