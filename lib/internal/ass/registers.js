"use strict";
// All registers: by name, and by number with the function of their family.

const { Register, SIZE } = require("internal/ass/operand");

const registers = { __proto__: null };
const families = { __proto__: null };

function family(name, kind, size, names) {
  const list = names.map((text, id) => {
    const register = new Register(kind, id, size, text);
    registers[text] ??= register;
    return register;
  });
  families[name] = (id) => {
    if (!(id in list))
      throw new TypeError(`There is no register ${name}(${id})`);
    return list[id];
  };
}

const numbered = (count, before, after = "") =>
  Array.from({ length: count }, (_, i) => `${before}${i}${after}`);
const words = ["ax", "cx", "dx", "bx", "sp", "bp", "si", "di"];
const extended = (after) => numbered(16, "r", after).slice(8);

family("rb", "gp", SIZE.B, [
  ...["al", "cl", "dl", "bl", "spl", "bpl", "sil", "dil"],
  ...extended("b"),
]);
family("rw", "gp", SIZE.W, [...words, ...extended("w")]);
family("rd", "gp", SIZE.D, [...words.map((w) => `e${w}`), ...extended("d")]);
family("rq", "gp", SIZE.Q, [...words.map((w) => `r${w}`), ...extended("")]);
family("seg", "segment", SIZE.W, ["es", "cs", "ss", "ds", "fs", "gs"]);
family("mm", "mm", SIZE.Q, numbered(8, "mm"));
family("st", "st", SIZE.T, numbered(8, "st"));
family("xmm", "xmm", SIZE.X, numbered(32, "xmm"));
family("ymm", "ymm", SIZE.Y, numbered(32, "ymm"));
family("zmm", "zmm", SIZE.Z, numbered(32, "zmm"));
family("k", "k", SIZE.Q, numbered(8, "k"));
family("bnd", "bnd", SIZE.X, numbered(4, "bnd"));
family("cr", "cr", SIZE.Q, numbered(16, "cr"));
family("dr", "dr", SIZE.Q, numbered(16, "dr"));
["ah", "ch", "dh", "bh"].forEach((name, i) => {
  registers[name] = new Register("high", i + 4, SIZE.B, name);
});
registers.rip = new Register("ip", 5, SIZE.Q, "rip");

module.exports = { families, registers };
