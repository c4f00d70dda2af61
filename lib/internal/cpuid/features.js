"use strict";
// Features by leaf, register and bit.

const FEATURES = [
  [
    1,
    "edx",
    "fpu:0 virtualModeExtension:1 debuggingExtension:2 pageSizeExtension:3 timeStampCounter:4 modelSpecificRegisters:5 physicalAddressExtension:6 machineCheckException:7 cx8Instruction:8 apic:9 mtrr:12 sepInstructions:11 pageGlobalEnable:13 machineCheckArchitecture:14 cmovInstructions:15 pageAttributeTable:16 pageAddressExtension36bit:17 processorSerialNumber:18 clflushInstruction:19 debugStore:21 acpi:22 mmx:23 fxsrInstructions:24 sse:25 sse2:26 selfSnoop:27 hyperthreading:28 thermalMonitor:29 ia64:30 pendingBreakEnable:31",
  ],
  [
    1,
    "ecx",
    "sse3:0 pclmulInstruction:1 debugStore64bit:2 monitor:3 cplDebugStore:4 virtualization:5 saferModeException:6 enhancedSpeedStep:7 thermalMonitor2:8 ssse3Instructions:9 contextId:10 cx16Instruction:13 tprDisable:14 stpmDisable:14 pdcm:15 directCacheAccess:18 sse41:19 sse42:20",
  ],
  [0x80000001, "edx", "syscallInstructions:11 executeDisableBit:20"],
  [
    1,
    "ecx",
    "movbeInstruction:22 popcntInstruction:23 aesInstructions:25 xsaveInstructions:26 osxsaveInstruction:27 avx:28",
  ],
  [
    0x80000001,
    "edx",
    "mmxExt:22 amd3dNow:31 amd3dNowExt:30 noExecuteBit:20 fxsrOptimizations:25 rdtscpInstruction:27 em64t:29 x86_64:29",
  ],
  [
    0x80000001,
    "ecx",
    "lahf64bit:0 cmpLegacy:1 secureVirtualMachine:2 lzcntInstruction:5 misalignedSSE:7 sse4a:6 amd3dNowPrefetch:8 osVisibleWorkaround:9 instructionBasedSampling:10 sse5:11 skinitInstructions:12 watchdogTimer:13",
  ],
  [
    0x80000007,
    "edx",
    "temperatureSensor:0 frequencyIDControl:1 voltageIDControl:2 thermtrip:3 amdThermalControl:4 softwareThermalControl:5 multiplierSteps100mhz:6 hardwarePState:7 constantTSCTicks:8",
  ],
];

function featuresOf(leaves, vendor) {
  const features = {};
  for (const [number, register, list] of FEATURES) {
    const word = leaves.get(number)[register];
    for (const entry of list.split(" ")) {
      const [name, bit] = entry.split(":");
      features[name] = ((word >>> bit) & 1) === 1;
    }
  }
  if (vendor === "intel") features.noExecuteBit = false;
  else features.executeDisableBit = false;
  return features;
}

module.exports = { featuresOf };
