// RUN: %jsc -O2 --emit=ir -o - %s | FileCheck %s
// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// RUN: %jsc -O2 --backend=ass %s -o %t && %t > %t.out && diff %t.ref %t.out
// typeof compared with a text is a test of the value, or of identity; a text compared with another is none of characters
// where both are atoms.
// CHECK-LABEL: "kinds" params
// CHECK: is_string
// CHECK: is_number
// CHECK: is_callable
// CHECK: is_undefined
// CHECK: same_bits
// CHECK: same_bits
// CHECK-NOT: = {{seq|eq }}
// CHECK-LABEL: "others" params
function kinds(v) {
  if (typeof v === "string") return 1;
  if (typeof v == "number") return 2;
  if ("function" === typeof v) return 3;
  if (typeof v !== "undefined" && typeof v != "object") return typeof v == "boolean" ? 4 : 5;
  return 6;
}
function others(v) {
  return [typeof v, typeof v === "symbol", typeof v == "bigint", typeof v === "nothing", typeof v === v, typeof absent === "undefined"];
}
function guarded(v) {
  try {
    if (typeof v == "object") v.x.y;
    return typeof v == "string";
  } catch (e) {
    return e.message;
  }
}
function choose(s) {
  switch (s) {
    case "alpha":
      return 1;
    case "beta":
      return 2;
    case "":
      return 3;
    case "gam" + "ma":
      return 4;
  }
  return s === "delta" ? 5 : s !== "1" ? 6 : 7;
}
const values = ["a", "", 1, -0, NaN, 2 ** 40, 10n, true, false, null, undefined, Symbol("s"), {}, [], () => 1, class {}, Math.max, new Proxy(() => 1, {}), new Proxy({}, {}), /x/, new Date(0), "symbol", new String("s")];
for (const v of values) console.log(kinds(v), others(v).join(" "), guarded(v));
const part = "pha", letters = ["a", "l", "p", "h", "a"];
for (const s of ["alpha", "al" + part, letters.join(""), "xalphax".slice(1, 6), "beta", "", "gamma", "delta", "delt" + letters[0], "1", 1, "\u0100", "\u0100".repeat(5), null, new String("alpha"), {}, Symbol("alpha")])
  console.log(choose(s));
