"use strict";
const cp = require("node:child_process");
const { promisify } = require("node:util");
const attempt = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.code, e.message, Object.keys(e).join());
  }
};
const show = (e) => e && [e.message, e.code, e.errno, e.syscall, e.path, e.spawnargs, e.cmd, e.killed, e.signal];
const sync = (...args) => {
  const r = cp.spawnSync(...args);
  r.pid = r.pid > 0;
  console.log({ ...r, error: show(r.error) });
};

sync("echo", ["a"]);
sync("cat", { input: "in é", encoding: "utf8" });
sync("nope", ["x"]);
sync("sh", ["-c", "echo out; echo err >&2; exit 3"], { encoding: "latin1" });
sync("kill -9 $$", { shell: true });
sync("sleep", ["5"], { timeout: 30, killSignal: "SIGKILL" });
console.log(show(cp.spawnSync("head", ["-c", "100", "/dev/zero"], { maxBuffer: 8 }).error));
sync("pwd", { cwd: "/", env: { PATH: process.env.PATH }, stdio: ["ignore", "pipe", "ignore"], encoding: "utf8" });
sync("echo $A; cat <&3", { shell: "/bin/sh", env: { A: "1" }, stdio: ["pipe", "pipe", "pipe", "pipe"], encoding: "utf8", timeout: 500 });
sync("true", { cwd: "/nowhere" });
sync("/etc/passwd");
const big = cp.execFileSync("cat", { input: Buffer.alloc(300000, "ab") });
console.log(big.length, big.toString("latin1", 299998));
console.log(cp.execSync("echo $0 x", { encoding: "utf8" }));
console.log(cp.execFileSync("echo", ["é", 5], { encoding: "hex" }));
for (const f of [
  () => cp.spawn(""),
  () => cp.spawn(5),
  () => cp.spawn("a\0b"),
  () => cp.spawn("a", 5),
  () => cp.spawn("a", ["b\0"]),
  () => cp.spawn("a", [], 5),
  () => cp.spawn("a", { cwd: 5 }),
  () => cp.spawn("a", { stdio: "foo" }),
  () => cp.spawn("a", { stdio: ["foo"] }),
  () => cp.spawn("a", { stdio: [{}] }),
  () => cp.spawn("a", { shell: 5 }),
  () => cp.spawn("a", { timeout: -5 }),
  () => cp.spawn("a", { killSignal: "foo" }),
  () => cp.spawn("a", { signal: 5 }),
  () => cp.spawn("a", { uid: "x" }),
  () => cp.spawn("a", { detached: 5 }),
  () => cp.spawn("a", { env: { A: "\0" } }),
  () => cp.spawn("a", { stdio: ["ipc", "ipc"] }),
  () => cp.spawnSync("a", { input: 5 }),
  () => cp.spawnSync("a", { stdio: [0, "ipc"] }),
  () => cp.exec("a", { maxBuffer: -1 }),
  () => cp.spawn("true", { maxBuffer: [1, 2] }).spawnargs,
  () => cp.exec(5),
  () => cp.execFileSync("false"),
  () => cp.execFileSync("nope"),
  () => cp.execSync("nope1"),
  () => cp.execSync("echo x >&2; exit 3", { stdio: "pipe" }),
])
  attempt(f);

const log = (name, child) => {
  for (const e of ["spawn", "exit", "close", "error"])
    child.on(e, (...a) => console.log(name, e, ...a.map((x) => (x instanceof Error ? show(x) : x))));
  for (const s of ["stdout", "stderr"])
    child[s]?.setEncoding("utf8").on("data", (d) => console.log(name, s, d)).on("end", () => ends.push(s));
  const ends = [];
  return new Promise((done) => child.on("close", () => done(console.log(ends.sort().join()))));
};
(async () => {
  let c = cp.spawn("sh", ["-c", "cat; echo e >&2; sleep 0.1; exit 4"]);
  console.log(c.pid > 0, c.spawnfile, c.spawnargs, c.exitCode, c.killed, c.connected);
  c.stdin.write("one\n");
  c.stdin.end("two\n");
  await log("cat", c);
  console.log(c.exitCode, c.signalCode, c.kill());
  await log("nope", (c = cp.spawn("nope", ["z"])));
  console.log(c.pid, c.exitCode);
  c = cp.spawn("sleep", ["5"]);
  console.log(c.kill(), c.killed);
  await log("killed", c);
  await log("timeout", cp.spawn("sleep", ["5"], { timeout: 20, killSignal: "SIGUSR1" }));
  const abort = new AbortController();
  c = cp.spawn("sleep", ["5"], { signal: abort.signal });
  setTimeout(() => abort.abort(), 5);
  await log("abort", c);
  c = cp.spawn("echo", ["inherited"], { stdio: "inherit" });
  await new Promise((done) => c.on("close", done));
  console.log(c.stdin, c.stdout, c.stdio);
  c = cp.spawn("sh", ["-c", "echo three >&3"], { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  c.stdio[3].on("data", (d) => console.log("fd 3", String(d)));
  await log("pipe 3", c);
  await log("unread", cp.spawn("echo", ["x"]).on("exit", () => console.log("first")));
  c = cp.spawn("cat");
  let n = 0;
  c.stdout.on("data", (d) => (n += d.length)).on("close", () => console.log("bytes", n));
  c.stdin.end(Buffer.alloc(1000000));
  await new Promise((r) => c.on("close", r));
  for (const args of [
    ["echo a; echo b >&2"],
    ["exit 5"],
    ["nope2"],
    ["sleep 5", { timeout: 20 }],
    ["echo aaaaaaaa", { maxBuffer: 3 }],
    ["echo é", { encoding: "buffer" }],
    ["true", { cwd: "/nowhere" }],
  ])
    await new Promise((r) =>
      cp.exec(...args, (e, out, err) => {
        console.log(args[0], show(e), out, err);
        r();
      }),
    );
  const p = promisify(cp.exec)("echo promised");
  console.log(p.child.pid > 0, await p);
  console.log(await promisify(cp.execFile)("ls", ["/nowhere"]).catch((e) => [show(e), e.stdout, e.stderr]));
  cp.spawn("sleep", ["0.05"]).unref();
})();
