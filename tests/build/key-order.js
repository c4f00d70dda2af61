// RUN: %jsc -O0 %s -o %t && %t | FileCheck %s
// RUN: %jsc -O2 %s -o %t && %t | FileCheck %s
// The key of a compound assignment is converted once, after its object was found to be no null (ES 13.15.2, 6.2.5.5).
const log = [];
const key = { toString: () => (log.push("key"), "k") };
const operations = {
  add: (o) => (o[key] += (log.push("value"), 1)),
  update: (o) => o[key]++,
  or: (o) => (o[key] ||= 1),
  remove: (o) => delete o[key],
  read: (o) => o[key],
};
for (const name in operations)
  for (const object of [null, undefined, { k: 3 }]) {
    log.length = 0;
    let result;
    try {
      result = operations[name](object);
    } catch (e) {
      result = e.message;
    }
    console.log(`${name}: ${log} ${result}`);
  }
// CHECK: {{^}}add:  Cannot read properties of null{{$}}
// CHECK-NEXT: {{^}}add:  Cannot read properties of undefined{{$}}
// CHECK-NEXT: {{^}}add: key,value 4{{$}}
// CHECK-NEXT: {{^}}update:  Cannot read properties of null{{$}}
// CHECK-NEXT: {{^}}update:  Cannot read properties of undefined{{$}}
// CHECK-NEXT: {{^}}update: key 3{{$}}
// CHECK-NEXT: {{^}}or:  Cannot read properties of null{{$}}
// CHECK-NEXT: {{^}}or:  Cannot read properties of undefined{{$}}
// CHECK-NEXT: {{^}}or: key 3{{$}}
// CHECK-NEXT: {{^}}remove:  Cannot convert undefined or null to object{{$}}
// CHECK-NEXT: {{^}}remove:  Cannot convert undefined or null to object{{$}}
// CHECK-NEXT: {{^}}remove: key true{{$}}
// CHECK-NEXT: {{^}}read:  Cannot read properties of null{{$}}
// CHECK-NEXT: {{^}}read:  Cannot read properties of undefined{{$}}
// CHECK-NEXT: {{^}}read: key 3{{$}}
