// Makes the modules of lib/packages.txt: each a file of an npm package and what it imports, bundled into one CommonJS
// file, so that functions that call each other are compiled together.
// usage: lib-package.mjs FOLDER      writes FOLDER/NAME.js where the text has changed
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import { buildSync } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

export const packaged = () =>
  readFileSync(join(root, "lib/packages.txt"), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split(/ +/))
    .map(([name, file, ...names]) => ({ name, file, names }));

// Free names of builtins become intrinsics: `Math.min` is written P$MathMin for esbuild, then %MathMin. They cannot be
// patched by a program, and the linker sees what a module needs.
const MARK = "P$";
const define = Object.fromEntries(
  Object.getOwnPropertyNames(globalThis)
    .filter((name) => /^[A-Z]/.test(name) && isBuiltin(name))
    .flatMap((name) => [
      ...(typeof globalThis[name] === "function" ? [[name, MARK + name]] : []),
      ...Object.getOwnPropertyNames(globalThis[name])
        .filter((key) => /^[a-zA-Z]\w*$/.test(key) && isOwnName(key))
        .map((key) => [
          `${name}.${key}`,
          MARK + name + key[0].toUpperCase() + key.slice(1),
        ]),
    ]),
);

// The language's own globals, but none of the host's.
function isBuiltin(name) {
  return runInNewContext(`typeof ${name}`) !== "undefined";
}

// Not what every function has.
function isOwnName(key) {
  return !/^(length|name|prototype|arguments|caller)$/.test(key);
}

// esbuild makes `var` of a module's constants, of which the compiler knows less.
const withConstants = (text) =>
  text.replace(/^var ([\w$]+) = /gm, (declaration, name) => {
    const escaped = name.replaceAll("$", "\\$");
    const sets = new RegExp(
      `(?<![.\\w$])${escaped}\\s*(?:[-+*/%&|^?<>]*=(?![=>])|\\+\\+|--)|(?:\\+\\+|--)${escaped}\\b`,
      "g",
    );
    return text.match(sets).length === 1 ? `const ${name} = ` : declaration;
  });

// Fields that the text stores as `x | 0` only are read as int32 words: the compiler cannot see all that may store them.
const withWords = (text) =>
  text.replace(/let \{ ([\w, ]+) \} = this;/g, (whole, list) => {
    const names = list.split(", ");
    const isWord = (name) =>
      [...text.matchAll(new RegExp(`this\\.${name} = (.*);`, "g"))].every(
        ([, value]) => value.endsWith(" | 0"),
      );
    return names.every(isWord)
      ? `let ${names.map((name) => `${name} = this.${name} | 0`).join(", ")};`
      : whole;
  });

export const bundle = ({ file, names }) => {
  const { outputFiles } = buildSync({
    stdin: {
      contents: `export { ${names.join(", ")} } from ${JSON.stringify(join(root, "node_modules", file))};`,
      resolveDir: root,
    },
    absWorkingDir: root,
    bundle: true,
    charset: "utf8",
    define,
    format: "cjs",
    legalComments: "inline",
    mainFields: ["browser", "module", "main"],
    platform: "browser",
    preserveSymlinks: true,
    target: "esnext",
    write: false,
  });
  const text = outputFiles[0].text.replace(/%(?=[A-Z])/g, "% ");
  return `"use strict";\n${withWords(withConstants(text))
    .replaceAll(MARK, "%")
    // methods of nothing but DataViews
    .replace(
      /\b(view|oview)\.(get|set)(Uint32|BigUint64)\(/g,
      (_, object, verb, kind) =>
        `%DataViewPrototype${verb === "get" ? "Get" : "Set"}${kind}(${object}, `,
    )
    // the same, and of a type that the compiler knows
    .replace(/%(\w+Array)\.from\(\[/g, "new %$1([")}`;
};

const previous = (path) => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const entry of packaged()) {
    const path = join(process.argv[2], `${entry.name}.js`);
    const text = bundle(entry);
    if (previous(path) === text) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}
