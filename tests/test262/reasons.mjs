// Why tests fail: the first rule that fits gives the group of known-failures.txt that a failure is sorted into. A rule is
// a reason with a pattern for the test's id and one for what it printed.
const rules = [
  [
    "Code in strings that cannot be seen at compile time is refused: needs a compiler in the program",
    /./,
    /EvalError/,
  ],
  [
    "SharedArrayBuffer, Atomics, agents",
    /./,
    /SharedArrayBuffer|Atomics|agent|getReport/,
  ],
  ["Function.prototype.toString", /Function\/prototype\/toString/, /./],
  ["Proper tail calls", /tco-/, /./],
  ["The test did not end in time", /./, /SIGTERM|killed/],
  ["The program or the compiler was killed by a signal", /./, /SIG[A-Z]+/],
  ["Valid programs that are refused", /./, /^compile 1/],
  ["Invalid programs that are not refused", /./, /^not refused/],
  ["Dynamic import", /dynamic-import/, /./],
];

export function reasonOf(test, message) {
  for (const [reason, id, text] of rules)
    if (id.test(test.id) && text.test(message)) return reason;
  return `To be looked at: ${test.name.split("/").slice(0, 2).join("/")}`;
}
