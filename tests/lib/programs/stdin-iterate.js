(async () => {
  const parts = [];
  for await (const chunk of process.stdin) parts.push(chunk);
  console.log(Buffer.concat(parts).toString().split("\n"), Buffer.isBuffer(parts[0]));
})();
