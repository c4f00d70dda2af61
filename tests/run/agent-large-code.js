// RUN: %jsc %level --test262 --script %s -o %t && timeout 60 %t | FileCheck --match-full-lines %s
// Code that has no room is refused; what is smaller has still room. (An agent has 8 MB for code if another came first.)
// CHECK: EvalError: Code generation from strings disallowed for this context
// CHECK-NEXT: 5
(0, eval)("1 + " + Date.now());
$262.agent.start(`
  const say = (f) => { try { $262.agent.report(String(f())); } catch (e) { $262.agent.report(e.name + ": " + e.message); } };
  say(() => typeof Function("o", "o.x();".repeat(200000)));
  say(() => Function("return " + String(5))());
  $262.agent.leaving();
`);
for (let n = 0; n < 2; ) {
  const report = $262.agent.getReport();
  if (report === null) $262.agent.sleep(10);
  else print(report), n++;
}
