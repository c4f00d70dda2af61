// usage: ass-js LIST OUT: require('ass-js') gives the bytes that llvm-mc -show-encoding printed for every line of the list.
const fs = require('fs');
const { X64 } = require('ass-js');
const operands = require('ass-js/lib/plugins/x86/operand');
const { Memory, Register } = operands;

const lines = fs.readFileSync(process.argv[2], 'latin1').split('\n').slice(1).filter(Boolean);
const encodings = fs.readFileSync(process.argv[3], 'latin1').match(/(?<=encoding: \[)[^\]]*/g);
// fstcw and its kin are two instructions for llvm-mc: fwait, and fnstcw in a line of its own
const isTwo = (line) => /^f(init|clex|stcw|stenv|save|stsw)\b/.test(line);
let at = 0;
const expected = lines.map((line) => encodings.slice(at, (at += isTwo(line) ? 2 : 1)).join().replace(/0x|,/g, ''));
if (at !== encodings.length) throw new Error(`${at} encodings for the lines, ${encodings.length} there`);

const SIZES = { byte: 8, word: 16, dword: 32, qword: 64, fword: 48, tbyte: 80, xmmword: 128, ymmword: 256 };

// A number, or [low half, high half].
function number(text) {
  const value = text[0] === '-' ? -BigInt(text.slice(1)) : BigInt(text);
  if (value >= -(2n ** 53n) && value <= 2n ** 53n) return Number(value);
  return [Number(value & 0xffffffffn), Number(BigInt.asUintN(64, value) >> 32n)];
}

function memory(text, size) {
  const m = new Memory();
  for (const part of text.replace(/-/g, '+-').split('+').filter(Boolean)) {
    const [scale, index] = part.split('*');
    if (index) m.ind(operands[index], +scale);
    else if (operands[part] instanceof Register) m.ref(operands[part]);
    else if (part !== '0' || !m.reg()) m.disp(number(part));
  }
  return size ? m.cast(SIZES[size]) : m;
}

function operand(text) {
  const stack = /^st(?:\((\d)\))?$/.exec(text);
  if (stack) return operands[`st${stack[1] ?? 0}`];
  if (operands[text] instanceof Register) return operands[text];
  const m = /^(?:(\w+) ptr )?(?:\w\w:)?\[(.*)\]$/.exec(text);
  return m ? memory(m[2], m[1]) : number(text);
}

function assemble(line) {
  let [, name, rest] = /^(\w+)(?: (.*))?$/.exec(line);
  if (/^(call|jmp)/.test(name) && /(fword|tbyte) ptr/.test(rest)) name = `l${name}`;
  const asm = X64();
  const instruction = asm._(name, rest ? rest.split(/, ?/).map(operand) : []);
  const segment = /(\w\w):\[/.exec(rest);
  if (segment) instruction[segment[1]]();
  return asm.compile().toString('hex');
}

// What llvm-mc takes or gives otherwise: an index that only gathers have, prefixes alone, the shorter form of nop, what
// ax gets of a segment register.
const isOther = (line) =>
  /^\.|^(lock|rep|repe|repne)\b|^xchg rax, rax$|^mov \w+, [cdefgs]s$|^iret$/.test(line) || (/\*[xy]mm/.test(line) && !/gather/.test(line));

let count = 0;
let different = 0;
lines.forEach((line, i) => {
  if (isOther(line)) return;
  count++;
  let bytes;
  try {
    bytes = assemble(line);
  } catch (e) {
    bytes = e.message;
  }
  if (bytes !== expected[i] && different++ < 20) console.log(`${line}: ${bytes}, not ${expected[i]}`);
});
console.log(`${count} instructions, ${different} differences`);
