process.stdin.setEncoding("utf8");
let all = "";
process.stdin.on("data", (d) => (all += d));
process.stdin.on("end", () => { console.log(JSON.stringify(all)); });
process.stdin.on("close", () => console.log("close"));
