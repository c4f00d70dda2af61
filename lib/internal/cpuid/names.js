"use strict";
// Names of microarchitectures by family and model, as the makers publish them.

// Intel's family 6: name, models.
const INTEL = [
  ["Yonah", 0x0e],
  ["Merom", 0x0f, 0x16],
  ["Penryn", 0x17, 0x1d],
  ["Nehalem", 0x1a, 0x1e, 0x1f, 0x2e],
  ["Westmere", 0x25, 0x2c, 0x2f],
  ["Sandy Bridge", 0x2a, 0x2d],
  ["Ivy Bridge", 0x3a, 0x3e],
  ["Haswell", 0x3c, 0x3f, 0x45, 0x46],
  ["Broadwell", 0x3d, 0x47, 0x4f, 0x56],
  ["Skylake", 0x4e, 0x5e],
  ["Kaby Lake", 0x8e, 0x9e],
  ["Comet Lake", 0xa5, 0xa6],
  ["Cannon Lake", 0x66],
  ["Ice Lake", 0x6a, 0x6c, 0x7d, 0x7e],
  ["Tiger Lake", 0x8c, 0x8d],
  ["Rocket Lake", 0xa7],
  ["Alder Lake", 0x97, 0x9a, 0xbe],
  ["Raptor Lake", 0xb7, 0xba, 0xbf],
  ["Meteor Lake", 0xaa, 0xac],
  ["Lunar Lake", 0xbd],
  ["Arrow Lake", 0xc5, 0xc6],
  ["Sapphire Rapids", 0x8f],
  ["Emerald Rapids", 0xcf],
  ["Granite Rapids", 0xad, 0xae],
  ["Sierra Forest", 0xaf],
  ["Bonnell", 0x1c, 0x26],
  ["Silvermont", 0x37, 0x4a, 0x4d, 0x5a, 0x5d],
  ["Airmont", 0x4c],
  ["Goldmont", 0x5c, 0x5f],
  ["Goldmont Plus", 0x7a],
  ["Tremont", 0x86, 0x96, 0x9c],
];

// AMD: family, first model, name; the last one that is not above counts.
const AMD = [
  [0x0f, 0x00, "K8"],
  [0x10, 0x00, "K10"],
  [0x12, 0x00, "Llano"],
  [0x14, 0x00, "Bobcat"],
  [0x15, 0x00, "Bulldozer"],
  [0x15, 0x10, "Piledriver"],
  [0x15, 0x30, "Steamroller"],
  [0x15, 0x60, "Excavator"],
  [0x16, 0x00, "Jaguar"],
  [0x17, 0x00, "Zen"],
  [0x17, 0x30, "Zen 2"],
  [0x19, 0x00, "Zen 3"],
  [0x19, 0x10, "Zen 4"],
  [0x19, 0x20, "Zen 3"],
  [0x19, 0x60, "Zen 4"],
  [0x1a, 0x00, "Zen 5"],
];

function intelName({ extFamily, extModel, stepping }) {
  if (extFamily === 15) return "NetBurst";
  if (extFamily !== 6) return undefined;
  if (extModel === 0x55)
    return stepping >= 10
      ? "Cooper Lake"
      : stepping >= 5
        ? "Cascade Lake"
        : "Skylake";
  return INTEL.find(([, ...models]) => models.includes(extModel))?.[0];
}

function amdName({ extFamily, extModel }) {
  const isBelow = ([family, model]) =>
    family === extFamily && model <= extModel;
  return AMD.findLast(isBelow)?.[2];
}

const LINES =
  /Core\(TM\) (?:Ultra \d|i\d)|Xeon|Pentium|Celeron|Atom|Ryzen(?: Threadripper| \d)|EPYC|Opteron|Athlon|Phenom/;

function codeName(vendor, id, brand) {
  const name =
    vendor === "intel" ? intelName(id) : vendor === "amd" ? amdName(id) : "";
  if (!name) return "Unknown CPU";
  const line = LINES.exec(brand)?.[0].replace("(TM)", "");
  return line ? `${name} (${line})` : name;
}

module.exports = { codeName };
