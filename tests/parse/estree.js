// RUN: %jsc --emit=ast %s -o - | FileCheck %s
// Positions are in UTF-16 units: the emoji counts two.
"😀"; x
// CHECK: {"type":"Literal","start":103,"end":107,"value":"😀","raw":"\"😀\""},"directive":"😀"}
// CHECK-SAME: {"type":"ExpressionStatement","start":109,"end":110,"expression":{"type":"Identifier","start":109
