"use strict";
// find-my-way: a router whose parameters and constraints are functions made of text.

const FindMyWay = require("find-my-way");
const { attempt, show } = require("./support");

const router = FindMyWay({ ignoreTrailingSlash: true, defaultRoute: (req) => `no ${req.url}` });
const on = (method, path, ...rest) => router.on(method, path, ...rest, (req, res, params, store, query) => `${path} ${show(params)} ${show(query)} ${show(store)}`);
on("GET", "/");
on("GET", "/users/:id");
on(["GET", "HEAD"], "/users/:id/posts/:post");
on("GET", "/users/me");
on("GET", "/files/*");
on("GET", "/at/:hour(^\\d{2})h:minute(^\\d{2})m");
on("GET", "/near/:lat-:lng/radius/:r");
on("GET", "/image/:name.png");
on("GET", "/opt/:a?");
on("POST", "/users");
on("GET", "/käse/:ü");
router.on("GET", "/v", { constraints: { version: "1.2.0" } }, () => "version 1.2.0");
router.on("GET", "/v", { constraints: { version: "2.0.0" } }, () => "version 2.0.0");
router.on("GET", "/v", { constraints: { host: "a.com" } }, () => "host a.com");
router.on("GET", "/v", { constraints: { host: /^b\.\w+$/ } }, () => "host b");
router.on("GET", "/stored", () => "unused", { kept: true });

const requests = ["/", "/users/7", "/users/me", "/users/7/posts/x%20y", "/files/a/b/c.txt", "/at/12h30m", "/at/1h30m", "/near/1.5-2/radius/9", "/image/cat.png", "/opt", "/opt/x", "/nothing", "/users/7?a=1&b=2&a=3", "/k%C3%A4se/%C3%BC", "/users/%zz", "/users/7/", "/v"];
for (const url of requests) attempt(url, () => router.lookup({ method: "GET", url, headers: {} }, null));
attempt("POST", () => router.lookup({ method: "POST", url: "/users", headers: {} }, null));
attempt("DELETE", () => router.lookup({ method: "DELETE", url: "/users", headers: {} }, null));
for (const headers of [{ "accept-version": "1.x" }, { "accept-version": "2.0.0" }, { "accept-version": "3" }, { host: "a.com" }, { host: "b.org" }, { host: "c.org" }])
  attempt(show(headers), () => router.lookup({ method: "GET", url: "/v", headers }, null));
attempt("find", () => { const { handler, params, store } = router.find("GET", "/users/5", {}); return [typeof handler, params, store]; });
attempt("stored", () => router.find("GET", "/stored", {}).store);
attempt("hasRoute", () => [router.hasRoute("GET", "/users/:id"), router.hasRoute("PUT", "/users/:id"), router.findRoute("GET", "/files/*").params]);
attempt("twice", () => router.on("GET", "/users/:id", () => {}));
attempt("bad path", () => router.on("GET", "nopath", () => {}));
attempt("bad method", () => router.on("NOPE", "/x", () => {}));
console.log(router.prettyPrint());
console.log(router.prettyPrint({ commonPrefix: false, method: "GET" }));
attempt("off", () => { router.off("GET", "/users/me"); return router.lookup({ method: "GET", url: "/users/me", headers: {} }, null); });
const custom = FindMyWay({ caseSensitive: false, defaultRoute: () => "none", constraints: { secret: { name: "secret", storage: () => { const m = new Map(); return { get: (k) => m.get(k) ?? null, set: (k, v) => m.set(k, v) }; }, deriveConstraint: (req) => req.headers["x-secret"], mustMatchWhenDerived: true } } });
custom.on("GET", "/S/:Case", { constraints: { secret: "alpha" } }, (req, res, params) => show(params));
for (const secret of ["alpha", "beta"]) attempt(secret, () => custom.lookup({ method: "GET", url: "/s/VaLue", headers: { "x-secret": secret } }, null));
const many = FindMyWay();
for (let i = 0; i < 300; i++) many.on("GET", `/r${i % 10}/a${i}/:p${i}/end`, (req, res, params) => Object.keys(params)[0] + Object.values(params)[0]);
let hash = 0;
for (let i = 0; i < 20000; i++) for (const c of many.lookup({ method: "GET", url: `/r${i % 10}/a${i % 300}/v${i}/end`, headers: {} }, null) ?? "-") hash = (hash * 31 + c.charCodeAt(0)) | 0;
console.log(hash);
