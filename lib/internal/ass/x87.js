"use strict";
// The instructions of the x87, in the form of the table's rows (rows.js). Memory
// is of `other` bytes; T is st0, t any st(i). The table of ass/inst.def, which is
// that of the compiler, does without them.

// Without operands: name and the two bytes.
const PLAIN =
  "fnop d9d0 fchs d9e0 fabs d9e1 ftst d9e4 fxam d9e5 fld1 d9e8 fldl2t d9e9 fldl2e d9ea fldpi d9eb fldlg2 d9ec fldln2 d9ed fldz d9ee f2xm1 d9f0 fyl2x d9f1 fptan d9f2 fpatan d9f3 fxtract d9f4 fprem1 d9f5 fdecstp d9f6 fincstp d9f7 fprem d9f8 fyl2xp1 d9f9 fsqrt d9fa fsincos d9fb frndint d9fc fscale d9fd fsin d9fe fcos d9ff fcompp ded9 fucompp dae9 fxch d9c9 fcom d8d1 fcomp d8d9 fucom dde1 fucomp dde9 faddp dec1 fmulp dec9 fsubrp dee1 fsubp dee9 fdivrp def1 fdivp def9";

// Name, then `pattern opcode/extension` and the bytes of memory.
const FORMS = [
  "fld M:d9/0:4 M:dd/0:8 M:db/5:10 t:d9/0",
  "fst M:d9/2:4 M:dd/2:8 t:dd/2",
  "fstp M:d9/3:4 M:dd/3:8 M:db/7:10 t:dd/3",
  "fild M:db/0:4 M:df/0:2 M:df/5:8",
  "fist M:db/2:4 M:df/2:2",
  "fistp M:db/3:4 M:df/3:2 M:df/7:8",
  "fisttp M:db/1:4 M:df/1:2 M:dd/1:8",
  "fbld M:df/4:10",
  "fbstp M:df/6:10",
  "fxch t:d9/1",
  "ffree t:dd/0",
  "fcom M:d8/2:4 M:dc/2:8 t:d8/2",
  "fcomp M:d8/3:4 M:dc/3:8 t:d8/3",
  "fucom t:dd/4",
  "fucomp t:dd/5",
  "fcomi Tt:db/6",
  "fcomip Tt:df/6",
  "fucomi Tt:db/5",
  "fucomip Tt:df/5",
  "fcmovb Tt:da/0",
  "fcmove Tt:da/1",
  "fcmovbe Tt:da/2",
  "fcmovu Tt:da/3",
  "fcmovnb Tt:db/0",
  "fcmovne Tt:db/1",
  "fcmovnbe Tt:db/2",
  "fcmovnu Tt:db/3",
];

// Arithmetic: the extension with st0 or memory, and with st(i) as destination.
const ARITHMETIC = [
  ["fadd", 0, 0],
  ["fmul", 1, 1],
  ["fsub", 4, 5],
  ["fsubr", 5, 4],
  ["fdiv", 6, 7],
  ["fdivr", 7, 6],
];
const ON_INTEGERS = ["ficom", "ficomp"];

// Names that wait for exceptions first: those without.
const WAITING = ["fclex", "finit", "fsave", "fstcw", "fstenv", "fstsw"];

const row = (pattern, opcode, ext, other = 0, flag = 0) =>
  `${pattern},1,0,0,${opcode},${ext},${other},${flag}`;

function makeRows() {
  const rows = { __proto__: null };
  const add = (name, text) => (rows[name] ??= []).push(text);
  for (const [name, ext, reversed] of ARITHMETIC) {
    add(name, row("M", "d8", ext, 4));
    add(name, row("M", "dc", ext, 8));
    add(name, row("Tt", "d8", ext));
    add(name, row("tT", "dc", reversed));
    add(`${name}p`, row("tT", "de", reversed));
    const onIntegers = name.replace("f", "fi");
    add(onIntegers, row("M", "da", ext, 4));
    add(onIntegers, row("M", "de", ext, 2));
  }
  ON_INTEGERS.forEach((name, i) => {
    add(name, row("M", "da", 2 + i, 4));
    add(name, row("M", "de", 2 + i, 2));
  });
  for (const text of FORMS) {
    const [name, ...forms] = text.split(" ");
    for (const form of forms) {
      const [pattern, code, bytes] = form.split(":");
      const [opcode, ext] = code.split("/");
      add(name, row(pattern, opcode, ext, bytes));
    }
  }
  const plain = PLAIN.split(" ");
  for (let i = 0; i < plain.length; i += 2) {
    const [first, second] = [plain[i + 1].slice(0, 2), plain[i + 1].slice(2)];
    add(plain[i], row("", first, 8, parseInt(second, 16), 11));
  }
  return rows;
}

module.exports = { WAITING, rows: makeRows() };
