process.stdin.on("readable", () => {
  let c;
  while ((c = process.stdin.read()) !== null) console.log("chunk", c.toString());
});
process.stdin.on("end", () => console.log("end"));
