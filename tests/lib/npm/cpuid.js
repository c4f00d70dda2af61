// require('cpuid') says what the kernel says in /proc/cpuinfo.
// RUN: %jsc -O0 %s -o %t.O0 && %t.O0 | FileCheck %s
// RUN: %jsc -O2 %s -o %t.O2 && %t.O2 | FileCheck %s
const info = require('cpuid')();
const text = require('fs').readFileSync('/proc/cpuinfo', 'latin1').split('\n\n')[0];
const of = (name) => new RegExp(`^${name}\\s*: (.*)$`, 'm').exec(text)?.[1].trim();

// CHECK: vendorName vendor vendorNumber brand codeName physicalCores logicalCores totalCores clockSpeed features cache id
console.log(...Object.keys(info));
// CHECK-NEXT: true true true true true
console.log(
  info.vendorName === of('vendor_id'),
  info.brand === of('model name'),
  info.id.extFamily === +of('cpu family'),
  info.id.extModel === +of('model'),
  info.id.stepping === +of('stepping'),
);
// The kernel leaves out what it has switched off, and names some things in its own way.
const names = { sse3: 'pni', sse41: 'sse4_1', sse42: 'sse4_2', popcntInstruction: 'popcnt', cx16Instruction: 'cx16', x86_64: 'lm', lahf64bit: 'lahf_lm', lzcntInstruction: 'abm' };
for (const name of ['fpu', 'mmx', 'sse', 'sse2', 'apic', 'avx', 'sse4a']) names[name] = name;
const flags = of('flags').split(' ');
const wrong = Object.entries(names).filter(([name, flag]) => flags.includes(flag) && info.features[name] !== true);
// CHECK-NEXT: [] 85 true
console.log(wrong, Object.keys(info.features).length, Object.values(info.features).every((f) => typeof f === 'boolean'));
// CHECK-NEXT: true true true true
const { l1, l2, l3 } = info.cache;
console.log(info.totalCores >= 1, info.physicalCores <= info.logicalCores, l1.data > 0 && l1.cacheline === 64, [l1, l2, l3].every((c) => 'associativity' in c));
