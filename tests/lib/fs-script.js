"use strict";
// What fs.test.js and programs/fs.js do with fs: every function with good and
// bad arguments; results and errors go to `log`.

const path = require("path");

function script(fs, dir, log) {
  const at = (...p) => path.join(dir, ...p);
  const clean = (s) =>
    String(s)
      .replaceAll(dir, "DIR")
      .replace(/(tmp-)\w{6}/g, "$1XXXXXX");
  const show = (v) => {
    if (v instanceof Error)
      return clean(
        `${v.name} ${v.code} ${v.message} ${v.errno} ${v.syscall} ${v.path} ${v.dest} [${Object.keys(v)}]`,
      );
    if (Buffer.isBuffer(v) || v instanceof Uint8Array)
      return `bytes ${Array.from(v)}`;
    if (v && v.isFile && v.mtime)
      return `stats ${v.isFile()} ${v.isDirectory()} ${v.isSymbolicLink()} ${(Number(v.mode) & 0o777).toString(8)} ${v.size} ${v.nlink} ${v.mtime.getTime() === Math.round(Number(v.mtimeMs))} ${Object.keys(v)}`;
    if (Array.isArray(v))
      return `[${v.map((x) => (x && x.parentPath ? `${x.name}@${clean(x.parentPath)}:${x.isFile()}${x.isDirectory()}${x.isSymbolicLink()}` : show(x)))}]`;
    if (v && typeof v === "object") return clean(JSON.stringify(v));
    return clean(`${typeof v} ${v}`);
  };
  const t = (name, f) => {
    try {
      log(`${name}: ${show(f())}`);
    } catch (e) {
      log(`${name}: threw ${show(e)}`);
    }
  };
  t("write", () => fs.writeFileSync(at("a.txt"), "héllo\n"));
  t("read", () => fs.readFileSync(at("a.txt")));
  t("read utf8", () => fs.readFileSync(at("a.txt"), "utf8"));
  t("read hex", () => fs.readFileSync(at("a.txt"), { encoding: "hex" }));
  t(
    "append",
    () => (
      fs.appendFileSync(at("a.txt"), Buffer.from("more")),
      fs.readFileSync(at("a.txt"), "latin1")
    ),
  );
  t(
    "append new",
    () => (
      fs.appendFileSync(at("n.txt"), "x"),
      fs.readFileSync(at("n.txt"), "utf8")
    ),
  );
  t(
    "write enc",
    () => (
      fs.writeFileSync(at("h.txt"), "414243", "hex"),
      fs.readFileSync(at("h.txt"), "utf8")
    ),
  );
  t("write flag", () => fs.writeFileSync(at("a.txt"), "x", { flag: "wx" }));
  t(
    "write mode",
    () => (
      fs.writeFileSync(at("m.txt"), "x", { mode: 0o600 }),
      fs.statSync(at("m.txt"))
    ),
  );
  for (const bad of [5, {}, null, undefined, true, [1]])
    t(`write ${String(bad)}`, () => fs.writeFileSync(at("b.txt"), bad));
  for (const bad of [5.5, -1, {}, undefined, true, NaN]) {
    t(`read ${String(bad)}`, () => fs.readFileSync(bad));
    t(`stat ${String(bad)}`, () => fs.statSync(bad));
    t(`open ${String(bad)}`, () => fs.openSync(bad));
    t(`close ${String(bad)}`, () => fs.closeSync(bad));
    t(`exists ${String(bad)}`, () =>
      typeof bad === "string" || (bad && typeof bad === "object")
        ? fs.existsSync(bad)
        : "skip",
    );
    t(`mkdir ${String(bad)}`, () => fs.mkdirSync(bad));
    t(`rename ${String(bad)}`, () => fs.renameSync(at("x"), bad));
    t(`chmod ${String(bad)}`, () => fs.chmodSync(at("a.txt"), bad));
    t(`flags ${String(bad)}`, () =>
      typeof bad === "number" ? 0 : fs.closeSync(fs.openSync(at("a.txt"), bad)),
    );
    t(`enc ${String(bad)}`, () => fs.readFileSync(at("h.txt"), bad));
    t(`fstat ${String(bad)}`, () => fs.fstatSync(bad));
  }
  t("nul", () => fs.readFileSync("a\0b"));
  t("enc bad", () => fs.readFileSync(at("h.txt"), "nope"));
  t("missing", () => fs.readFileSync(at("none")));
  t("dir", () => fs.readFileSync(dir));
  t("open w missing", () => fs.openSync(at("no/x"), "w"));
  t("stat", () => fs.statSync(at("a.txt")));
  t("stat dir", () => fs.statSync(dir).isDirectory());
  t("stat bigint", () => fs.statSync(at("a.txt"), { bigint: true }));
  t("stat none", () => fs.statSync(at("none"), { throwIfNoEntry: false }));
  t("stat missing", () => fs.statSync(at("none")));
  t("stat notdir", () => fs.statSync(at("a.txt/x")));
  t("lstat missing", () => fs.lstatSync(at("none")));
  const fd = fs.openSync(at("rw"), "w+");
  t("write fd", () => [
    fs.writeSync(fd, "hello"),
    fs.writeSync(fd, Buffer.from("WORLD"), 1, 3),
    fs.writeSync(fd, "XY", 1),
    fs.writeSync(fd, new Uint8Array([65, 66]), { offset: 1, position: 0 }),
  ]);
  t("read fd", () => {
    const b = Buffer.alloc(8);
    return [
      fs.readSync(fd, b, 0, 4, 0),
      b,
      fs.readSync(fd, b, { offset: 2, position: 3, length: 2 }),
      b,
      fs.readSync(fd, b),
      fs.readSync(fd, b, 0, 8, 1),
      b,
    ];
  });
  t("read bounds", () => fs.readSync(fd, Buffer.alloc(2), 1, 5));
  t("read bad buffer", () => fs.readSync(fd, "x"));
  t("readv", () => {
    const v = [Buffer.alloc(2), Buffer.alloc(9)];
    return [fs.readvSync(fd, v, 0), ...v];
  });
  t("writev", () => [
    fs.writevSync(fd, [Buffer.from("ab"), Buffer.from("cd")], 2),
    fs.readFileSync(at("rw"), "utf8"),
  ]);
  t("ftruncate", () => (fs.ftruncateSync(fd, 3), fs.fstatSync(fd).size));
  t("fsync", () => [
    fs.fsyncSync(fd),
    fs.fdatasyncSync(fd),
    fs.fchmodSync(fd, 0o640),
    fs.futimesSync(fd, 1, 2.5),
  ]);
  t("fstat", () => fs.fstatSync(fd).mtimeMs);
  t("close", () => fs.closeSync(fd));
  t("close again", () => fs.closeSync(fd));
  t("read closed", () => fs.readSync(fd, Buffer.alloc(1)));
  t(
    "truncate",
    () => (fs.truncateSync(at("rw"), 1), fs.statSync(at("rw")).size),
  );
  t("truncate missing", () => fs.truncateSync(at("none")));
  t(
    "utimes",
    () => (
      fs.utimesSync(at("rw"), new Date(1000), "3"),
      [fs.statSync(at("rw")).atimeMs, fs.statSync(at("rw")).mtimeMs]
    ),
  );
  t("utimes bad", () => fs.utimesSync(at("rw"), {}, 1));
  t(
    "chmod",
    () => (fs.chmodSync(at("rw"), "600"), fs.statSync(at("rw")).mode & 0o777),
  );
  t("access", () => [
    fs.accessSync(at("rw")),
    fs.accessSync(at("rw"), fs.constants.R_OK),
  ]);
  t("access missing", () => fs.accessSync(at("none")));
  t("exists", () => [
    fs.existsSync(at("rw")),
    fs.existsSync(at("none")),
    fs.existsSync(dir),
  ]);
  t("mkdir", () => fs.mkdirSync(at("d")));
  t("mkdir again", () => fs.mkdirSync(at("d")));
  t("mkdir p", () => [
    fs.mkdirSync(at("d/e/f"), { recursive: true }),
    fs.mkdirSync(at("d/e/f"), { recursive: true }),
  ]);
  t("mkdir p file", () => fs.mkdirSync(at("rw/x/y"), { recursive: true }));
  t("mkdir p on file", () => fs.mkdirSync(at("rw"), { recursive: true }));
  t("mkdir missing", () => fs.mkdirSync(at("q/r")));
  t("mkdir opt", () => fs.mkdirSync(at("q"), { recursive: 1 }));
  for (const f of ["d/z", "d/é", "d/B", "d/e/1", "d/e/f/2"])
    fs.writeFileSync(at(f), f);
  t("symlink", () => [
    fs.symlinkSync("z", at("d/link")),
    fs.readlinkSync(at("d/link")),
    fs.readlinkSync(at("d/link"), "buffer"),
    fs.lstatSync(at("d/link")).isSymbolicLink(),
    fs.statSync(at("d/link")).isFile(),
  ]);
  t("symlink again", () => fs.symlinkSync("z", at("d/link")));
  t("readlink bad", () => fs.readlinkSync(at("rw")));
  t("readdir", () => fs.readdirSync(at("d")));
  t("readdir types", () => fs.readdirSync(at("d"), { withFileTypes: true }));
  t("readdir rec", () => fs.readdirSync(at("d"), { recursive: true }).sort());
  t("readdir rec types", () =>
    fs
      .readdirSync(at("d"), { recursive: true, withFileTypes: true })
      .map((e) => e.name)
      .sort(),
  );
  t("readdir buffer", () => fs.readdirSync(at("d"), "buffer"));
  t("readdir missing", () => fs.readdirSync(at("none")));
  t("readdir file", () => fs.readdirSync(at("rw")));
  t("realpath", () => [
    fs.realpathSync(at("d/link")),
    fs.realpathSync(at("d/../d/./link")),
    fs.realpathSync.native(at("d/link")),
  ]);
  t("realpath missing", () => fs.realpathSync(at("none/x")));
  t("realpath native missing", () => fs.realpathSync.native(at("none/x")));
  t(
    "loop",
    () => (fs.symlinkSync("loop", at("loop")), fs.statSync(at("loop"))),
  );
  t(
    "rename",
    () => (fs.renameSync(at("rw"), at("rw2")), fs.existsSync(at("rw2"))),
  );
  t("rename missing", () => fs.renameSync(at("none"), at("x")));
  t(
    "link",
    () => (fs.linkSync(at("rw2"), at("hard")), fs.statSync(at("hard")).nlink),
  );
  t("link missing", () => fs.linkSync(at("none"), at("x")));
  t(
    "copy",
    () => (
      fs.copyFileSync(at("h.txt"), at("copy")),
      fs.readFileSync(at("copy"), "utf8")
    ),
  );
  t("copy excl", () =>
    fs.copyFileSync(at("h.txt"), at("copy"), fs.constants.COPYFILE_EXCL),
  );
  t("copy missing", () => fs.copyFileSync(at("none"), at("x")));
  t("copy dir", () => fs.copyFileSync(at("d"), at("x")));
  t(
    "cp",
    () => (
      fs.cpSync(at("d"), at("dcopy"), { recursive: true }),
      fs.readdirSync(at("dcopy"))
    ),
  );
  t("cp norec", () => fs.cpSync(at("d"), at("x")));
  t("cp missing", () => fs.cpSync(at("none"), at("x")));
  t("mkdtemp", () => fs.mkdtempSync(at("tmp-")));
  t("mkdtemp missing", () => fs.mkdtempSync(at("no/tmp-")));
  t("unlink", () => fs.unlinkSync(at("hard")));
  t("unlink dir", () => fs.unlinkSync(at("d")));
  t("unlink missing", () => fs.unlinkSync(at("none")));
  t("rmdir full", () => fs.rmdirSync(at("d")));
  t("rmdir missing", () => fs.rmdirSync(at("none")));
  t("rmdir file", () => fs.rmdirSync(at("h.txt")));
  t("rm dir", () => fs.rmSync(at("d")));
  t("rm missing", () => [fs.rmSync(at("none"), { force: true })]);
  t("rm missing2", () => fs.rmSync(at("none")));
  t("rm opt", () => fs.rmSync(at("none"), { recursive: 5 }));
  t("rm file", () => fs.rmSync(at("copy")));
  t(
    "rm rec",
    () => (fs.rmSync(at("d"), { recursive: true }), fs.existsSync(at("d"))),
  );
  t("url", () =>
    fs.readFileSync(require("node:url").pathToFileURL(at("h.txt")), "utf8"),
  );
  t("buffer path", () => fs.readFileSync(Buffer.from(at("h.txt")), "utf8"));
  t("fd read", () => {
    const f = fs.openSync(at("h.txt"));
    const r = [fs.readFileSync(f, "utf8"), fs.readFileSync(f, "utf8")];
    fs.closeSync(f);
    return r;
  });
  t("proc", () => fs.readFileSync("/proc/self/statm").length > 5);
  t("opendir", () => {
    const d = fs.opendirSync(at("dcopy"));
    const names = [];
    for (let e; (e = d.readSync());) names.push(e.name);
    d.closeSync();
    return names.sort();
  });
  t("opendir closed", () => {
    const d = fs.opendirSync(at("dcopy"));
    d.closeSync();
    d.readSync();
  });
  t("statfs", () => Object.keys(fs.statfsSync(dir)));
  t("constants", () => fs.constants);
  for (const n of ["readFile", "stat", "mkdir", "readdir"])
    t(`${n} no cb`, () => fs[n](at("x")));
  t("readFile bad path", () => fs.readFile({}, () => {}));

  const cb =
    (name) =>
    (...args) =>
      log(`${name}: ${args.map(show)}`);
  const p = (name, promise) =>
    promise.then(
      (v) => log(`${name}: ok ${show(v)}`),
      (e) =>
        log(`${name}: rejected ${show(e)} ${e.stack.split("\n").length > 0}`),
    );
  const steps = [
    (next) =>
      fs.writeFile(at("cb"), "text", (...a) => (cb("writeFile")(...a), next())),
    (next) =>
      fs.readFile(at("cb"), "utf8", (...a) => (cb("readFile")(...a), next())),
    (next) =>
      fs.readFile(at("none"), (...a) => (cb("readFile none")(...a), next())),
    (next) => fs.stat(at("cb"), (...a) => (cb("stat")(...a), next())),
    (next) => fs.exists(at("cb"), (...a) => (cb("exists")(...a), next())),
    (next) =>
      fs.mkdir(
        at("cbd/x"),
        { recursive: true },
        (...a) => (cb("mkdir")(...a), next()),
      ),
    (next) =>
      fs.readdir(
        dir,
        (e, l) => (log(`readdir ${l.sort().map(clean)}`), next()),
      ),
    (next) => fs.access(at("none"), (...a) => (cb("access")(...a), next())),
    (next) =>
      fs.open(at("cb"), "r", (e, f) =>
        fs.read(f, Buffer.alloc(4), 0, 4, 0, (...a) => {
          cb("read")(...a);
          fs.close(f, (...b) => (cb("close")(...b), next()));
        }),
      ),
    (next) =>
      fs.rename(at("cb"), at("cb2"), (...a) => (cb("rename")(...a), next())),
    (next) => fs.unlink(at("cb2"), (...a) => (cb("unlink")(...a), next())),
    async (next) => {
      const q = fs.promises;
      await p("p.write", q.writeFile(at("pr"), "promised"));
      await p("p.read", q.readFile(at("pr"), "utf8"));
      await p("p.missing", q.readFile(at("none")));
      await p("p.stat", q.stat(at("pr")));
      await p("p.mkdir", q.mkdir(at("pd")));
      await p("p.bad", q.readFile(5.5));
      await p("p.access", q.access(at("none")));
      const h = await q.open(at("pr"), "r+");
      await p(
        "h.read",
        h.read(Buffer.alloc(4), 0, 4, 0).then((r) => [r.bytesRead, r.buffer]),
      );
      await p("h.write", h.write("ZZ", 0));
      await p("h.readFile", h.readFile("utf8"));
      await p("h.close", h.close());
      await p("p.rm", q.rm(at("pd"), { recursive: true }));
      await p(
        "p.appendFile",
        q.appendFile(at("pr"), "+").then(() => q.readFile(at("pr"), "utf8")),
      );
      const names = [];
      for await (const e of await q.opendir(at("dcopy"))) names.push(e.name);
      log(`opendir ${names.sort()}`);
      next();
    },
  ];
  return new Promise((done) => {
    const go = (i) => (i === steps.length ? done() : steps[i](() => go(i + 1)));
    go(0);
  });
}

module.exports = { script };
