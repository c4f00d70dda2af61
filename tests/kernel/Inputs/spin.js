// Two seconds in which others run too; a function of the kernel.
const { jiffies_to_msecs } = require("ffi").declare({
  jiffies_to_msecs: "unsigned int jiffies_to_msecs(unsigned long)",
});
const start = Date.now();
let n = 0;
while (Date.now() - start < 2000) n++;
console.log(n > 1000, jiffies_to_msecs(250));
