// Why tests fail: the first rule that fits gives the group of known-failures.txt that a failure is sorted into. A rule is
// a reason with a pattern for the test's path and one for what it printed.
const rules = [
  [
    "Code known only at run time is not compiled: eval, Function and the like of strings that are not constants",
    /./,
    /EvalError|cannot be compiled|not compiled ahead/,
  ],
  [
    "Realms: $262.createRealm and $262.evalScript",
    /./,
    /createRealm|evalScript/,
  ],
  [
    "SharedArrayBuffer, Atomics and agents",
    /./,
    /SharedArrayBuffer|Atomics|agent/,
  ],
  [
    "Function.prototype.toString does not give the source text",
    /Function\/prototype\/toString/,
    /./,
  ],
];

export function reasonOf(test, message) {
  for (const [reason, path, text] of rules)
    if (path.test(test.id) && text.test(message)) return reason;
  return "Not sorted yet";
}
