// Why tests fail: the first rule that fits gives the group of known-failures.txt that a failure is sorted into. A rule is
// a reason with a pattern for the test's id and one for what it printed.
const rules = [
  [
    "Code known only at run time is not compiled: eval, Function and the like of strings that are not constants",
    /./,
    /EvalError|cannot be compiled|not compiled ahead|could not obtain/,
  ],
  [
    "import(): specifiers that nothing in the text shows, graphs with cycles that await",
    /dynamic-import|import-attributes/,
    /./,
  ],
  ["Private names in code given to eval are not known", /./, /private name/],
  [
    "o[key] op= v converts the key before a null o throws",
    /(compound-assignment|(pre|post)fix-(in|de)crement)/,
    /./,
  ],
  [
    "Calls as assignment targets in sloppy code are refused",
    /assignmenttargettype/,
    /./,
  ],
  [
    "yield* reads the value of a result that is not done",
    /\/yield\/star-/,
    /./,
  ],
  ["Dates: several causes", /built-ins\/Date\//, /./],
];

export function reasonOf(test, message) {
  for (const [reason, id, text] of rules)
    if (id.test(test.id) && text.test(message)) return reason;
  return `To be looked at: ${test.name.split("/").slice(0, 2).join("/")}`;
}
