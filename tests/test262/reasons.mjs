// Why tests fail: the first rule that fits gives the group of known-failures.txt that a failure is sorted into. A rule is
// a reason with a pattern for the test's id and one for what it printed.
const rules = [
  [
    "Direct eval in functions of constant texts with lone surrogates is refused",
    /invalid-lone-surrogate/,
    /./,
  ],
  [
    "A global name that is not declared is looked for when it is set, not before its value is known",
    /assign-to-global-undefined/,
    /./,
  ],
  [
    "Code known only at run time is not compiled: eval, Function and the like of strings that are not constants",
    /./,
    /EvalError|cannot be compiled|not compiled ahead|could not obtain/,
  ],
  [
    "import(): specifiers that nothing in the text shows",
    /dynamic-import/,
    /./,
  ],
  ["Private names in code given to eval are not known", /./, /private name/],
  [
    "JSON modules are parsed when they are evaluated, not before",
    /json-invalid/,
    /./,
  ],
  [
    "Calls as assignment targets in sloppy code are refused",
    /assignmenttargettype/,
    /./,
  ],
  [
    "As in Node: caller and arguments of Function.prototype are accessors of their own, not %ThrowTypeError%",
    /Function\/prototype\/(arguments|caller)|unique-per-realm-function-proto/,
    /./,
  ],
  [
    "As in Node (ECMA-402): toLocaleString of an array hands locales and options on",
    /invoke-element-tolocalestring/,
    /./,
  ],
  ["Function.prototype.caller knows no caller", /10\.6-13-a-/, /./],
  [
    "What a derived constructor throws at its end is of its own realm, not of the caller's",
    /Construct\/derived-/,
    /./,
  ],
  [
    "Code of one text compiled ahead of time is one site: tagged templates in it share their object",
    /cache-eval-inner-function/,
    /./,
  ],
  [
    "A function in a block named arguments replaces the arguments object",
    /block-decl-func-skip-arguments/,
    /./,
  ],
];

export function reasonOf(test, message) {
  for (const [reason, id, text] of rules)
    if (id.test(test.id) && text.test(message)) return reason;
  return `To be looked at: ${test.name.split("/").slice(0, 2).join("/")}`;
}
