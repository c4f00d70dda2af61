// An ES module's error is a rejection: jobs run first, and the line quoted is where the error was made.
queueMicrotask(() => console.log("microtask"));
process.nextTick(() => console.log("not reached"));
process.on("exit", (code) => console.log("exit", code));
throw new Error("sync");
