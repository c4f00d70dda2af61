// Writes an assembly file that embeds the runtime archive, the fast paths' bitcode and lib/ into jsc.
// usage: embed.mjs OUT.S RT OBJECTS|- lib/a.js lib/internal/b.js ...
// RT: NAME=FILE,...: archives and bitcode of the runtime; a name that is left out is an empty file.
// OBJECTS is the folder of the compiled modules (a.o, internal/b.o), OBJECTS-small that of those compiled for size, which
// not all are; - embeds their sources only.
// Symbols: jsc_embed_NAME (start and _end) and jsc_embed_lib: records of pointers as driver/embed.h has them, closed by a NULL name; a name is the path below lib/ without its ending ("internal/console").
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";

const [out, archives, objects, ...sources] = process.argv.slice(2);
const names = [
  "rt",
  "eval",
  "bare",
  "pie",
  "fast",
  "none",
  "none_fast",
  "kmod",
  "kmod_fast",
  "glue",
];
const lines = [".section .rodata"];
const blob = (symbol, file) => {
  lines.push(
    ".balign 16",
    `.global ${symbol}, ${symbol}_end`,
    `${symbol}:`,
    `.incbin ${JSON.stringify(resolve(file))}`,
  );
  lines.push(`${symbol}_end:`, ".byte 0");
};

// Names of the modules whose number an object asks for: its undefined symbols jsc.m.NAME.
const requires = (file, own) => {
  const b = readFileSync(file);
  const u64 = (at) => Number(b.readBigUInt64LE(at));
  const header = (i) => u64(40) + 64 * i;
  const names = [];
  for (let i = 0; i < b.readUInt16LE(60); i++) {
    if (b.readUInt32LE(header(i) + 4) !== 2) continue; // SHT_SYMTAB
    const strings = u64(header(b.readUInt32LE(header(i) + 40)) + 24);
    for (
      let at = u64(header(i) + 24), end = at + u64(header(i) + 32);
      at < end;
      at += 24
    ) {
      const start = strings + b.readUInt32LE(at);
      const name = b.toString("latin1", start, b.indexOf(0, start));
      if (
        b.readUInt16LE(at + 6) === 0 &&
        name.startsWith("jsc.m.") &&
        name !== `jsc.m.${own}`
      )
        names.push(name.slice(6));
    }
  }
  return names.sort();
};

const given = new Map(archives.split(",").map((pair) => pair.split("=")));
for (const name of names)
  blob(`jsc_embed_${name}`, given.get(name) ?? "/dev/null");
const records = [];
const tables = [];
// build/gen/lib/ holds the modules that are made of packages.
const nameOf = (file) => /^(?:.*\/gen\/)?lib\/(.*)\.js$/.exec(file)[1];
const numbers = new Map(sources.map((file, i) => [nameOf(file), i]));
sources.forEach((file, i) => {
  const name = nameOf(file);
  blob(`jsc_lib_${i}`, file);
  lines.push(`jsc_lib_name_${i}: .asciz ${JSON.stringify(name)}`);
  if (objects === "-") {
    records.push(
      `.quad jsc_lib_name_${i}, jsc_lib_${i}, jsc_lib_${i}_end, 0, 0, 0, 0, 0`,
    );
    return;
  }
  const object = `${objects}/${name}.o`;
  const small = `${objects}-small/${name}.o`;
  const isTwice = existsSync(small);
  blob(`jsc_lib_object_${i}`, object);
  if (isTwice) blob(`jsc_lib_small_${i}`, small);
  const names = new Set(requires(object, name));
  if (isTwice) for (const n of requires(small, name)) names.add(n);
  const needed = [...names].sort().map((n) => `jsc_lib_name_${numbers.get(n)}`);
  tables.push(`jsc_lib_requires_${i}: .quad ${[...needed, 0].join(", ")}`);
  records.push(
    `.quad jsc_lib_name_${i}, jsc_lib_${i}, jsc_lib_${i}_end, jsc_lib_object_${i}, jsc_lib_object_${i}_end, ${isTwice ? `jsc_lib_small_${i}, jsc_lib_small_${i}_end` : "0, 0"}, jsc_lib_requires_${i}`,
  );
});
lines.push(
  '.section .data.rel.ro,"aw"',
  ".balign 8",
  ...tables,
  ".global jsc_embed_lib",
  "jsc_embed_lib:",
  ...records,
  ".quad 0, 0, 0, 0, 0, 0, 0, 0",
);
lines.push('.section .note.GNU-stack,"",@progbits', "");
writeFileSync(out, lines.join("\n"));
