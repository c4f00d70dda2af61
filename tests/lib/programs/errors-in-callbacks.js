// Handled exceptions do not stop the loop.
process.on("uncaughtException", (e, origin) => console.log("caught", e.message, origin));
setTimeout(() => { setTimeout(() => console.log("still"), 20); throw new Error("timer"); }, 1);
setImmediate(() => { throw new Error("immediate"); });
setImmediate(() => console.log("second immediate"));
Promise.reject(new Error("rejected"));
Promise.resolve().then(() => { throw new TypeError("job"); });
throw new Error("main");
