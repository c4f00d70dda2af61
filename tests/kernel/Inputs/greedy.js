// More than its memory: the isolate is given up, the module can be unloaded.
const list = [];
export function write() {
  for (;;) list.push({ list: [1, 2, 3] });
}
console.log("loaded");
