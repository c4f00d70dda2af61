// What require('ass-js') assembles runs in a StaticBuffer; what it cannot assemble is refused.
// RUN: %jsc -O0 %s -o %t.O0 && %t.O0 | FileCheck %s
// RUN: %jsc -O2 %s -o %t.O2 && %t.O2 | FileCheck %s
const { X64, Ethereum } = require('ass-js');
const { StaticBuffer } = require('static-buffer/buffer');
const o = require('ass-js/lib/plugins/x86/operand');

const make = (template) => {
  const asm = X64();
  asm.code(template);
  return StaticBuffer.from(asm.compile(), 're');
};

// The page's hello world.
const hello = make((_) => {
  const text = _.lbl('text');
  _('mov', ['rax', 1]);
  _('mov', ['rdi', 1]);
  _('lea', ['rsi', _('rip').disp(text)]);
  _('mov', ['rdx', 13]);
  _('syscall');
  _('ret');
  _.insert(text);
  _('db', 'Hello World!\n');
});
// CHECK: Hello World!
// CHECK-NEXT: 13
console.log(hello.call());

// A loop, a call of itself, a table of places; jumps over more than 127 bytes.
const fibonacci = make((_) => {
  const [start, recurse, done] = ['start', 'recurse', 'done'].map(_.lbl);
  _.insert(start);
  _('cmp', ['edi', 2]);
  _('jge', recurse);
  _('mov', ['eax', 'edi']);
  _('jmp', done);
  _('resb', 200);
  _.insert(recurse);
  _('push', 'rbx');
  _('push', 'rdi');
  _('sub', ['edi', 1]);
  _('call', start);
  _('mov', ['ebx', 'eax']);
  _('pop', 'rdi');
  _('sub', ['edi', 2]);
  _('call', start);
  _('add', ['eax', 'ebx']);
  _('pop', 'rbx');
  _.insert(done);
  _('ret');
});
// CHECK-NEXT: 0 1 1 2 3 5 8 13 21 34 55 89
console.log(...Array.from({ length: 12 }, (_, n) => fibonacci.call([n])));

// Vectors: the sum of eight 32-bit numbers of a typed array.
const sum = make((_) => {
  _('movdqu', ['xmm0', _('rdi').ref()]);
  _('movdqu', ['xmm1', _('rdi').disp(16)]);
  _('paddd', ['xmm0', 'xmm1']);
  _('phaddd', ['xmm0', 'xmm0']);
  _('phaddd', ['xmm0', 'xmm0']);
  _('movd', ['eax', 'xmm0']);
  _('ret');
});
// CHECK-NEXT: -6
console.log(sum.call([Int32Array.of(1, 2, 3, 4, 5, 6, 7, -34)]));

// LOCK and REP, a size for memory; jumps just within and out of a byte's reach.
const bytes = (f) => {
  const asm = X64();
  f(asm._);
  return asm.compile().toString('hex').replace(/(90){20,}/, '...');
};
const { rax, rbx, eax, ecx } = o;
// CHECK-NEXT: f0480103 f3a4 f2ae 650fb74008 0fb708
console.log(
  bytes((_) => _('add', [rbx.ref(), rax]).lock()),
  bytes((_) => _('movsb').rep()),
  bytes((_) => _('scasb').repne()),
  bytes((_) => _('movzx', [eax, rax.disp(8).cast(16)]).gs()),
  bytes((_) => _('movzx', [ecx, rax.ref().cast(16)])),
);
// Those that wait: 9b in front of all prefixes. Sizes of memory where the operation has none; far pointers; leave.
// CHECK-NEXT: 9b65d97b00 9bdbe3 d900 dd00 ff28 48ff28 c9 66c9 48a5 e1fe
console.log(
  bytes((_) => _('fstcw', [rbx.disp(0).cast(16)]).gs()),
  bytes((_) => _('finit')),
  bytes((_) => _('fld', [rax.ref()])),
  bytes((_) => _('fld', [rax.ref()], 64)),
  bytes((_) => _('ljmp', rax.ref(), 64)),
  bytes((_) => _('ljmp', rax.ref().cast(80))),
  bytes((_) => _('leave')),
  bytes((_) => _('leave', [], 16)),
  bytes((_) => _('movs', [], 64)),
  bytes((_) => _('loopz', _('label', 'label'))),
);
// CHECK-NEXT: eb7f... e980000000...
console.log(
  ...[127, 128].map((n) =>
    bytes((_) => {
      const label = _.lbl('label');
      _('jmp', label);
      _('db', 0x90, n);
      _.insert(label);
    }),
  ),
);
// CHECK-NEXT: ...eb80 ...e97cffffff
console.log(
  ...[126, 127].map((n) =>
    bytes((_) => {
      const label = _('label', 'label');
      _('db', 0x90, n);
      _('jmp', label);
    }),
  ),
);

const attempt = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(`${e.name}: ${e.message}`);
  }
};
// CHECK-NEXT: TypeError: No form of mov takes (rax, eax)
attempt(() => bytes((_) => _('mov', ['rax', 'eax'])));
// CHECK-NEXT: TypeError: No form of add of 32 bits takes (rax, 0x01)
attempt(() => bytes((_) => _('add', ['rax', 1], 32)));
// CHECK-NEXT: TypeError: No form of add takes (al, 0x012C)
attempt(() => bytes((_) => _('add', ['al', 300])));
// CHECK-NEXT: RangeError: ah, bh, ch and dh cannot stand with such operands
attempt(() => bytes((_) => _('mov', ['ah', 'r8b'])));
// CHECK-NEXT: Error: Unknown command "bogus".
attempt(() => bytes((_) => _('bogus')));
// CHECK-NEXT: Error: Unknown operand "raxx".
attempt(() => bytes((_) => _('mov', ['raxx', 1])));
// CHECK-NEXT: TypeError: rsp is no index of an address
attempt(() => bytes((_) => _('mov', ['rax', _('rax').ref().ind(_('rsp'))])));
// CHECK-NEXT: Error: Instruction "mov" does not support LOCK prefix.
attempt(() => bytes((_) => _('mov', [rax.ref(), rbx]).lock()));
// CHECK-NEXT: Error: PUSH3 pushes 3 bytes, 2 given: PUSH takes any number.
attempt(() => Ethereum()._('PUSH3', [1, 2]));

// A command of one's own.
const extended = X64();
extended.hooks.command.tap('twice', (name, args) => (name === 'twice' ? args.map((a) => extended._(a)).at(-1) : undefined));
extended.hooks.compilation.tap('note', (c) => c.hooks.compiled.tap('note', () => console.log('compiled', c.asm === extended)));
extended._('twice', 'nop', 'ret');
// CHECK-NEXT: compiled true
// CHECK-NEXT: <Buffer 90 c3>
console.log(extended.compile());
