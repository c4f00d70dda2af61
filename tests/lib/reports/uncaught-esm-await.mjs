process.on("uncaughtExceptionMonitor", (e, origin) => console.log(origin));
await 1;
throw new Error("behind an await");
