// Prints instructions of the x87 for llvm-mc: every form with memory at two addresses and registers at both ends.
console.log('.intel_syntax noprefix');
const plain =
  'fnop fchs fabs ftst fxam fld1 fldl2t fldl2e fldpi fldlg2 fldln2 fldz f2xm1 fyl2x fptan fpatan fxtract fprem1 fdecstp fincstp fprem fyl2xp1 fsqrt fsincos frndint fscale fsin fcos fcompp fucompp fxch fcom fcomp fucom fucomp faddp fmulp fsubrp fsubp fdivrp fdivp fninit fnclex';
for (const name of plain.split(' ')) console.log(name);

const memory = {
  dword: 'fadd fmul fcom fcomp fsub fsubr fdiv fdivr fiadd fimul ficom ficomp fisub fisubr fidiv fidivr fld fst fstp fild fist fistp fisttp',
  qword: 'fadd fmul fcom fcomp fsub fsubr fdiv fdivr fld fst fstp fild fistp fisttp',
  word: 'fiadd fimul ficom ficomp fisub fisubr fidiv fidivr fild fist fistp fisttp fldcw fnstcw fnstsw',
  tbyte: 'fld fstp fbld fbstp',
};
for (const [size, names] of Object.entries(memory))
  for (const name of names.split(' '))
    for (const address of ['[rax]', '[r9+2*r10+4]', 'gs:[ebx+127]']) console.log(`${name} ${size} ptr ${address}`);

const ends = ['st(0)', 'st(1)', 'st(7)'];
for (const name of 'fld fst fstp fxch ffree fcom fcomp fucom fucomp'.split(' ')) for (const st of ends) console.log(`${name} ${st}`);
const withTop = 'fadd fmul fsub fsubr fdiv fdivr fcomi fcomip fucomi fucomip fcmovb fcmove fcmovbe fcmovu fcmovnb fcmovne fcmovnbe fcmovnu';
for (const name of withTop.split(' ')) for (const st of ends) console.log(`${name} st, ${st}`);
const toOther = 'fadd fmul fsub fsubr fdiv fdivr faddp fmulp fsubp fsubrp fdivp fdivrp';
for (const name of toOther.split(' ')) for (const st of ends.slice(1)) console.log(`${name} ${st}, st`);
console.log('faddp st(0), st');
console.log('fnstsw ax');
