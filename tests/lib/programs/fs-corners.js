// Corner cases of fs: copies, trees, positions.
const fs = require("fs"), os = require("os"), path = require("path");
const root = fs.mkdtempSync(path.join(os.tmpdir(), "corners-"));
process.chdir(root);
const hide = (s) => String(s).replaceAll(root, "ROOT");
const told = (e) => hide([e.name, e.code, e.errno, e.syscall, e.path, e.message, Object.keys(e), e.info && JSON.stringify(e.info)].join(" | "));
const t = (f) => { let r; try { r = f(); r = hide(JSON.stringify(r)); } catch (e) { r = told(e); } console.log(r); };
const R = { recursive: true };
const names = (d) => fs.readdirSync(d, R).sort();
for (const p of ["a/b/c", "./d/e/", "f/../g/h", "i/./j", `${root}/k/l`, "a/b", "", "."]) t(() => fs.mkdirSync(p, R));
fs.mkdirSync("s/u/v", R); fs.writeFileSync("s/f", "f"); fs.writeFileSync("s/u/v/w", "w"); fs.symlinkSync("f", "s/l"); fs.symlinkSync("nope", "s/broken"); fs.symlinkSync("u", "s/dl"); fs.chmodSync("s/u", 0o500);
for (const p of ["s/f/x", "s/f", "s/f/x/y"]) { t(() => fs.mkdirSync(p, R)); t(() => fs.rmSync(`${p}/q`, { force: true })); t(() => fs.rmSync(`${p}/q`)); }
t(() => names("s")); t(() => fs.readdirSync("s", { ...R, withFileTypes: true }).map((d) => `${d.parentPath}/${d.name} ${d.isSymbolicLink()}`).sort());
t(() => fs.readdirSync(Buffer.from("s"), { withFileTypes: true, encoding: "buffer" })[0].parentPath); t(() => fs.readdirSync("s", { withFileTypes: true, encoding: "buffer" })[0].parentPath);
const cases = [["s", "s", R], ["s", "s/u/x", R], ["s", "s/x", R], ["s", "t", R], ["s", "t/f", R], ["s/f", "s/u"], ["s/f", "s/f"], ["s", "n"], ["nope", "n"], ["s/f", "t/f", { force: false, errorOnExist: true }], ["s/f", "t/f/x"], ["s/f", "deep/er/f"], ["s", "x", { filter: 5 }], ["s", "x", { recursive: 1 }], ["s", "x", { mode: 9 }], ["s", "x", 5], ["s", "x", { ...R, dereference: true, verbatimSymlinks: true }], ["s", "y", { ...R, verbatimSymlinks: true, filter: (p) => !p.endsWith("v") }], ["s/f", "s/l"]];
for (const c of cases) t(() => fs.cpSync(...c));
t(() => fs.cpSync("s", "z", { ...R, filter: async () => true }));
t(() => [names("t"), names("y"), fs.readlinkSync("t/l"), fs.readlinkSync("y/l"), fs.readlinkSync("t/broken"), (fs.statSync("t/u").mode & 0o777).toString(8), fs.readFileSync("deep/er/f", "utf8")]);
fs.symlinkSync("l2", "l1"); fs.symlinkSync("l1", "l2");
for (const p of ["s/broken", "s/dl/v", "l1", "s/broken/x", "s/f/x", "none/x"]) { t(() => fs.realpathSync(p)); t(() => fs.realpathSync.native(p)); }
const fd = fs.openSync("p", "w+");
for (const a of [["0123456789"], ["xyz", null, "hex"], ["6162", null, "hex"], ["q", 1.5], [Buffer.from("r"), 0, 1, 2n], [Buffer.from("s"), 0, 1, -1], ["t", 3]]) t(() => fs.writeSync(fd, ...a));
for (const at of [0, -1, -2, 1.5, 3n, -2n, 2n ** 63n, 2 ** 53, "x", null, 99]) t(() => { const b = Buffer.alloc(3, "."); return fs.readSync(fd, b, 0, 3, at) + b.toString(); });
t(() => fs.readvSync(fd, [])); t(() => fs.readFileSync("p", "utf8"));
(async () => {
  for (const c of cases) { if (c[0] === "s/f" && c[1] === "s/l") continue; try { console.log(await fs.promises.cp(...c.map((x) => (x === "t" ? "t2" : x === "y" ? "y2" : x)))); } catch (e) { if (e.syscall === "stat") continue; console.log(told(e)); } }
  await fs.promises.cp("s", "async", { ...R, filter: async (p) => !p.endsWith("f") }); console.log(names("async"));
  await new Promise((done) => fs.cp("s", "s/u/q", R, (e) => { console.log(told(e)); done(); }));
  await new Promise((done) => fs.cp("s", "called", R, (...a) => { console.log(a, names("called").length); done(); }));
  process.chdir("/"); fs.chmodSync(`${root}/s/u`, 0o700); fs.rmSync(root, R);
})();
