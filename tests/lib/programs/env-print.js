console.log(Object.keys(process.env).length > 1, { ...process.env }.EXTRA);
console.log(require("util").inspect(process.env).startsWith("{"));
