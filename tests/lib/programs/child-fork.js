"use strict";
const cp = require("node:child_process");
if (process.argv[2] === "child") {
  console.log("child", process.argv.slice(2), process.connected, typeof process.send);
  process.on("message", (m) => {
    process.send({ got: m });
    if (m === "end") process.disconnect();
  });
  process.on("disconnect", () => (process.exitCode = 7));
  process.send([1, "é\n", null]);
} else {
  console.log(process.connected, process.send);
  const child = cp.fork(__filename, ["child", "x"]);
  const events = [];
  child.on("message", (m) => {
    console.log("parent", m);
    if (Array.isArray(m)) {
      child.send("a");
      child.send("end", (e) => console.log("sent", e));
    }
  });
  child.on("disconnect", () => events.push("disconnect"));
  child.on("exit", (c, s) => events.push(["exit", c, s]));
  child.on("close", () => {
    console.log(events.length, events.at(-1), child.connected, child.channel);
    try {
      child.send("late", (e) => console.log(e.code, e.message));
      cp.fork(5);
    } catch (e) {
      console.log(e.code, e.message);
    }
    const quiet = cp.fork(__filename, ["child"], { silent: true });
    quiet.stdout.on("data", (d) => console.log(String(d)));
    quiet.on("message", () => quiet.disconnect());
  });
}
