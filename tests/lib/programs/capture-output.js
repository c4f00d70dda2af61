const write = process.stdout.write;
let text = "";
process.stdout.write = (s) => { text += s; return true; };
console.log("captured", { a: 1 });
process.stdout.write = write;
console.log("text was", JSON.stringify(text));
