// Runs scripts in one realm, as jsc --test262 --prelude=… --script does: node scripts.cjs FILE…
const vm = require("vm"),
  fs = require("fs");
globalThis.print = (...args) => console.log(args.map(String).join(" "));
const make = (global) => ({
  global,
  createRealm() {
    const made = make(vm.runInContext("this", vm.createContext()));
    made.global.$262 = made;
    return made;
  },
});
globalThis.$262 = make(globalThis);
for (const file of process.argv.slice(2))
  vm.runInThisContext(fs.readFileSync(file, "utf8"), file);
