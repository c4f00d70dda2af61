process.on("exit", (code) => console.log(code, process.exitCode));
const nothing = await new Promise(() => {});
console.log(nothing);
