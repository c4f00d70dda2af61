"use strict";
// require('cpuid'): what the processor says of itself, as the npm package of that
// name gives it. The instruction is assembled and run in executable memory.
//
// Sources: "CPUID" in Intel's and AMD's manuals. A feature is true where the
// processor has the bit; `executeDisableBit` and `noExecuteBit` are Intel's and
// AMD's name of one bit. What is not known is -1.

const { X64 } = require("ass-js");
const { StaticBuffer } = require("static-buffer/buffer");
const { codeName } = require("internal/cpuid/names");
const { featuresOf } = require("internal/cpuid/features");

const VENDORS = {
  __proto__: null,
  GenuineIntel: ["intel", 0],
  AuthenticAMD: ["amd", 1],
  CyrixInstead: ["cyrix", 2],
  NexGenDriven: ["nexgen", 3],
  GenuineTMx86: ["transmeta", 4],
  "UMC UMC UMC ": ["umc", 5],
  CentaurHauls: ["idt", 6],
  RiseRiseRise: ["rise", 7],
  "SiS SiS SiS ": ["sis", 8],
  "Geode by NSC": ["nsc", 9],
};

// run(leaf, subleaf, address of four words)
let code;
function assemble() {
  const asm = X64();
  asm.code((_) => {
    _("push", "rbx");
    _("mov", ["r8", "rdx"]);
    _("mov", ["eax", "edi"]);
    _("mov", ["ecx", "esi"]);
    _("cpuid");
    _("mov", [_("r8").ref(), "eax"]);
    _("mov", [_("r8").disp(4), "ebx"]);
    _("mov", [_("r8").disp(8), "ecx"]);
    _("mov", [_("r8").disp(12), "edx"]);
    _("pop", "rbx");
    _("ret");
  });
  return StaticBuffer.from(asm.compile(), "re");
}

function leaf(number, sub = 0) {
  code ??= assemble();
  const words = new Uint32Array(4);
  code.call([number, sub, words]);
  const [eax, ebx, ecx, edx] = words;
  return { eax, ebx, ecx, edx };
}

const bits = (word, high, low) => (word >>> low) & (2 ** (high - low + 1) - 1);

function text(words) {
  const bytes = new Uint8Array(new Uint32Array(words).buffer);
  return String.fromCharCode(...bytes).replace(/\0.*$/s, "");
}

// The leaves that the processor has; others are 0.
class Leaves {
  constructor() {
    this.last = leaf(0).eax;
    this.lastExtended = leaf(0x80000000).eax;
  }
  get(number, sub) {
    const last = number >= 0x80000000 ? this.lastExtended : this.last;
    if (number > last || (number >= 0x80000000 && last < 0x80000000))
      return { eax: 0, ebx: 0, ecx: 0, edx: 0 };
    return leaf(number, sub);
  }
}

function brandOf(leaves) {
  const words = [];
  for (let i = 2; i <= 4; i++) {
    const { eax, ebx, ecx, edx } = leaves.get(0x80000000 + i);
    words.push(eax, ebx, ecx, edx);
  }
  return text(words).trim();
}

function idOf(leaves) {
  const { eax } = leaves.get(1);
  const family = bits(eax, 11, 8);
  const model = bits(eax, 7, 4);
  return {
    family,
    model,
    stepping: bits(eax, 3, 0),
    extFamily: family + bits(eax, 27, 20),
    extModel: model + (bits(eax, 19, 16) << 4),
  };
}

// Physical and logical cores of the package.
function coresOf(leaves, vendor) {
  const hasThreads = bits(leaves.get(1).edx, 28, 28) === 1;
  let logical = hasThreads ? bits(leaves.get(1).ebx, 23, 16) : 1;
  let threads = 0;
  for (let i = 0; i < 8; i++) {
    const level = leaves.get(0xb, i);
    const count = bits(level.ebx, 15, 0);
    if (count === 0) break;
    if (bits(level.ecx, 15, 8) === 1) threads = count;
    else logical = count;
  }
  if (threads > 0) return [Math.max(1, Math.floor(logical / threads)), logical];
  if (vendor === "amd") {
    const cores = bits(leaves.get(0x80000008).ecx, 7, 0) + 1;
    const each = bits(leaves.get(0x8000001e).ebx, 15, 8) + 1;
    return [Math.max(1, Math.floor(cores / each)), Math.max(cores, logical)];
  }
  const cores = bits(leaves.get(4).eax, 31, 26) + 1;
  return [Math.min(cores, logical || 1), logical || 1];
}

const unknownCache = () => ({ size: -1, associativity: -1, cacheline: -1 });

// By leaf 4, or AMD's leaf of the same layout.
function cachesByLeaf(leaves, number) {
  const found = {};
  for (let i = 0; i < 16; i++) {
    const c = leaves.get(number, i);
    const type = bits(c.eax, 4, 0);
    if (type === 0) break;
    const ways = bits(c.ebx, 31, 22) + 1;
    const line = bits(c.ebx, 11, 0) + 1;
    const parts = bits(c.ebx, 21, 12) + 1;
    const size = (ways * parts * line * (c.ecx + 1)) / 1024;
    const name = `l${bits(c.eax, 7, 5)}${type === 2 ? "i" : ""}`;
    found[name] = { size, associativity: ways, cacheline: line };
  }
  return found;
}

// By AMD's older leaves; what an associativity's number there stands for.
const WAYS = [0, 1, 2, 3, 4, 6, 8, 8, 16, 16, 32, 48, 64, 96, 128, -1];
function cachesOfAmd(leaves) {
  const first = leaves.get(0x80000005);
  const rest = leaves.get(0x80000006);
  const l1 = (word) => ({
    size: bits(word, 31, 24),
    associativity: bits(word, 23, 16),
    cacheline: bits(word, 7, 0),
  });
  const other = (word, size) => ({
    size,
    associativity: WAYS[bits(word, 15, 12)],
    cacheline: bits(word, 7, 0),
  });
  return {
    l1: l1(first.ecx),
    l1i: l1(first.edx),
    l2: other(rest.ecx, bits(rest.ecx, 31, 16)),
    l3: other(rest.edx, bits(rest.edx, 31, 18) * 512),
  };
}

function cacheOf(leaves, vendor) {
  const hasLeaf = bits(leaves.get(0x80000001).ecx, 22, 22) === 1;
  const isOldAmd = vendor === "amd" && !hasLeaf;
  const found = isOldAmd
    ? cachesOfAmd(leaves)
    : cachesByLeaf(leaves, vendor === "amd" ? 0x8000001d : 4);
  const { l1 = unknownCache(), l1i = unknownCache() } = found;
  const { l2 = unknownCache(), l3 = unknownCache() } = found;
  const { associativity, cacheline } = l1;
  return {
    l1: { data: l1.size, instruction: l1i.size, associativity, cacheline },
    l2,
    l3,
  };
}

module.exports = function () {
  const leaves = new Leaves();
  const { ebx, ecx, edx } = leaves.get(0);
  const vendorName = text([ebx, edx, ecx]);
  const [vendor, vendorNumber] = VENDORS[vendorName] ?? ["unknown", -1];
  const brand = brandOf(leaves);
  const id = idOf(leaves);
  const [physicalCores, logicalCores] = coresOf(leaves, vendor);
  const cpus = require("os").cpus();
  return {
    vendorName,
    vendor,
    vendorNumber,
    brand,
    codeName: codeName(vendor, id, brand),
    physicalCores,
    logicalCores,
    totalCores: cpus.length,
    clockSpeed: cpus[0]?.speed ?? -1,
    features: featuresOf(leaves, vendor),
    cache: cacheOf(leaves, vendor),
    id,
  };
};
