const rl = require("readline/promises").createInterface({ input: process.stdin, output: process.stdout });
(async () => {
  console.log("A:" + (await rl.question("first? ")));
  rl.close();
})();
