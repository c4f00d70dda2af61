// Runs scripts in one realm, as jsc --prelude=… --script does: node scripts.cjs FILE…
const vm = require("vm"),
  fs = require("fs");
for (const file of process.argv.slice(2))
  vm.runInThisContext(fs.readFileSync(file, "utf8"), file);
