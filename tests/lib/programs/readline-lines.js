const readline = require("readline");
const rl = readline.createInterface({ input: process.stdin });
rl.on("line", (l) => console.log(JSON.stringify(l)));
rl.on("close", () => console.log("closed"));
