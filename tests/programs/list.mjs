// The programs of this folder: the file, the npm package it drives (null: none), and whether the quick set has it. A
// known gap is an `xfail`: what must stand in the failure's text.
export const programs = [
  { file: "acorn.js", package: "acorn", quick: false },
  { file: "argparse.js", package: "argparse", quick: true },
  { file: "async.mjs", package: null, quick: true },
  { file: "csv-parse.js", package: "csv-parse", quick: true },
  { file: "date-fns.mjs", package: "date-fns", quick: false },
  { file: "esprima.js", package: "esprima", quick: true },
  { file: "highlight.js", package: "highlight.js", quick: false },
  { file: "immutable.js", package: "immutable", quick: false },
  { file: "js-yaml.js", package: "js-yaml", quick: true },
  { file: "lodash.js", package: "lodash", quick: false },
  { file: "lodash-template.js", package: null, quick: false },
  { file: "marked.js", package: "marked", quick: true },
  { file: "moment.js", package: "moment", quick: false },
  { file: "postcss.js", package: "postcss", quick: false },
  { file: "terser.mjs", package: "terser", quick: false },
  { file: "tsc.js", package: null, quick: false },
  { file: "zod.mjs", package: "zod", quick: false },
].map((p) => ({ ...p, name: p.file.replace(/\.m?js$/, "") }));
