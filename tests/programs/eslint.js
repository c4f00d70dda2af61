"use strict";
// eslint's Linter, by its universal entry: all rules over files of other packages, fixes, directives, own rules.

const fs = require("node:fs");
const path = require("node:path");
const { Linter } = require("eslint/universal");
const js = require("@eslint/js");

const linter = new Linter();
const files = [
  "koa/lib/context.js", "koa/lib/request.js", "handlebars/lib/handlebars/runtime.js",
  "postcss/lib/parser.js", "nunjucks/src/lexer.js", "ejs/lib/cjs/utils.js", "marked/bin/main.js",
];
const config = (rules) => [{ files: ["**/*.js"], languageOptions: { ecmaVersion: 2024, globals: { require: "readonly" } }, rules }];

function report(name, messages) {
  console.log(`${name}: ${messages.length}`);
  for (const m of messages) console.log(`  ${m.line}:${m.column}-${m.endLine}:${m.endColumn} ${m.severity} ${m.ruleId} ${m.message}${m.fix ? " (fix)" : ""}`);
}

for (const file of files) {
  const text = fs.readFileSync(path.join("node_modules", file), "utf8");
  const type = /^(import|export)\b/m.test(text) ? "module" : "commonjs";
  const all = config(js.configs.all.rules);
  all[0].languageOptions.sourceType = type;
  report(file, linter.verify(text, all, { filename: "file.js" }));
  const fixed = linter.verifyAndFix(text, all, { filename: "file.js" });
  console.log(`${file} fixed: ${fixed.fixed} ${fixed.messages.length} ${fixed.output.length}`);
}

const text = `/* eslint eqeqeq: "error", no-var: "warn" */
var a = 1; // eslint-disable-line no-var
if (a == 2) { debugger }
/* eslint-disable */ var b = 1; /* eslint-enable */
export const f = async (x) => { for await (const y of x) console.log(y?.z ?? a) };
switch (a) { case 1: case 1: break; default: let unused = 5 }
class A { constructor() { this.x = super.y } get x() {} static { undefinedName } }
label: while (true) { continue label }
const re = /[z-a]|\\d{2,1}/;
`;
report("recommended", linter.verify(text, config(js.configs.recommended.rules), "text.js"));
report("broken", linter.verify("let x = ;\n", config({}), "text.js"));
report("unused directives", linter.verify("/* eslint-disable no-var */ let x = 1; x", [{ files: ["**/*.js"], linterOptions: { reportUnusedDisableDirectives: "error" } }], "text.js"));

const rule = {
  meta: { type: "suggestion", fixable: "code", schema: [{ enum: ["loud"] }], messages: { bad: "No {{name}}, please." } },
  create: (context) => ({
    "CallExpression[callee.name=/^shout/]:not([arguments.length=0])"(node) {
      context.report({ node, messageId: "bad", data: { name: node.callee.name }, fix: (fixer) => fixer.replaceText(node.callee, "whisper") });
    },
    "Program:exit": (node) => console.log("scopes", context.sourceCode.getScope(node).childScopes.map((s) => s.type).join(), context.options.join()),
  }),
};
const own = [{ files: ["**/*.js"], plugins: { my: { rules: { quiet: rule } } }, rules: { "my/quiet": ["error", "loud"] } }];
report("own", linter.verify("shout(1); shoutLoud(); shoutOut(2, 3)", own, "text.js"));
console.log(linter.verifyAndFix("shout(1); shoutLoud(); shoutOut(2, 3)", own, "text.js").output);
try {
  linter.verify("1", [{ rules: { semi: ["error", "perhaps"] } }], "text.js");
} catch (e) {
  console.log(e.message);
}
