// Compiles and runs one test; says how it failed.
import { execFile } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";

const COMPILE_TIMEOUT = 60_000;
const RUN_TIMEOUT = 30_000;

const run = (file, argv, timeout) =>
  new Promise((done) =>
    execFile(
      file,
      argv,
      { timeout, maxBuffer: 1 << 22, encoding: "utf8" },
      (error, stdout, stderr) =>
        done({
          status: error ? (error.code ?? error.signal ?? "killed") : 0,
          stdout,
          stderr,
        }),
    ),
  );

const firstLine = (text) => text.split("\n").find((l) => l.trim()) ?? "";
const errorLine = (text) =>
  text.split("\n").find((l) => /Error/.test(l)) ?? firstLine(text);

export class Executor {
  constructor({ dir, jsc, level }) {
    Object.assign(this, { dir, jsc, level });
    this.temporary = mkdtempSync(join(tmpdir(), "jsc-test262-"));
    this.serial = 0;
    this.objects = new Map(); // harness file → promise of its object, or of its text where it cannot be one
  }

  close() {
    rmSync(this.temporary, { recursive: true, force: true });
  }

  // The neighbours that a test imports, and what they import: copied beside it, at the same relative places.
  copyImports(path, text, root, seen) {
    for (const [, specifier] of text.matchAll(/["'](\.\.?\/[^"'\n]+)["']/g)) {
      const target = join(dirname(path), specifier);
      if (
        seen.has(target) ||
        !target.startsWith(this.dir) ||
        !statSync(target, { throwIfNoEntry: false })?.isFile()
      )
        continue;
      seen.add(target);
      const copy = join(root, relative(this.dir, target));
      mkdirSync(dirname(copy), { recursive: true });
      copyFileSync(target, copy);
      if (target.endsWith(".js"))
        this.copyImports(target, readFileSync(target, "utf8"), root, seen);
    }
  }

  // A harness file compiled once for all tests.
  async harnessObject(name) {
    const file = join(this.dir, "harness", name);
    const object = join(this.temporary, `${name.replaceAll("/", "-")}.o`);
    const { status } = await run(
      this.jsc,
      [
        this.level,
        "--script",
        "--lib-object",
        `prelude/${name}`,
        file,
        "-o",
        object,
      ],
      COMPILE_TIMEOUT,
    );
    return status === 0 ? object : file;
  }

  // The harness files: scripts before the test's.
  harnessFiles({ mode, meta }, asText) {
    if (mode === "raw") return [];
    const isAsync = meta.flags.includes("async");
    const names = new Set([
      "assert.js",
      "sta.js",
      ...(isAsync ? ["doneprintHandle.js"] : []),
      ...meta.includes,
    ]);
    return [...names].map((name) => {
      if (asText) return join(this.dir, "harness", name);
      if (!this.objects.has(name))
        this.objects.set(name, this.harnessObject(name));
      return this.objects.get(name);
    });
  }

  // Lays the program out in a folder of its own; returns its file.
  lay(test, text, root) {
    const file = join(root, relative(this.dir, test.path));
    mkdirSync(dirname(file), { recursive: true });
    this.copyImports(test.path, text, root, new Set([test.path]));
    writeFileSync(join(root, "package.json"), `{"type":"module"}`);
    const strict = test.mode === "strict" ? '"use strict";\n' : "";
    writeFileSync(file, strict + text);
    return file;
  }

  // null: the test passed; else why it failed.
  async execute(test) {
    const root = join(this.temporary, `t${this.serial++}`);
    try {
      const text = readFileSync(test.path, "utf8");
      return await this.judge(test, text, this.lay(test, text, root), root);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  }

  async judge(test, text, file, root) {
    const { mode, meta } = test;
    const base = join(root, "program");
    const goal = mode === "module" ? "--module" : "--script";
    // code that calls functions of several realms is compiled as a whole
    const preludes = await Promise.all(
      this.harnessFiles(test, text.includes("createRealm")),
    );
    const compiled = await run(
      this.jsc,
      [
        this.level,
        "--test262",
        ...preludes.map((f) => `--prelude=${f}`),
        goal,
        file,
        "-o",
        base,
      ],
      COMPILE_TIMEOUT,
    );
    if (meta.phase === "parse" || meta.phase === "resolution")
      return compiled.status === 1 && /error:/.test(compiled.stderr)
        ? null
        : `not refused (exit ${compiled.status})`;
    if (compiled.status !== 0)
      return `compile ${compiled.status}: ${firstLine(compiled.stderr).slice(root.length)}`;
    const ran = await run(base, [], RUN_TIMEOUT);
    if (meta.phase === "runtime")
      return ran.status !== 0 && ran.stderr.includes(meta.type)
        ? null
        : `no ${meta.type} (exit ${ran.status}): ${firstLine(ran.stderr)}`;
    if (ran.status !== 0) return `run ${ran.status}: ${errorLine(ran.stderr)}`;
    const isAsync = meta.flags.includes("async");
    if (isAsync && !ran.stdout.includes("Test262:AsyncTestComplete"))
      return `async: ${firstLine(ran.stdout) || "did not complete"}`;
    return null;
  }
}
