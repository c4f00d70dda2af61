// require('ass-js') gives the bytes and texts of the npm package for the examples of its README and of the pages that the
// README points to. Inputs/ass-js.expected is what ass-js@2.1.1 printed under the reference Node
// (npm install ass-js@2.1.1; node ass-js.js > Inputs/ass-js.expected).
// RUN: %jsc -O0 %s -o %t.O0 && %t.O0 %t.O0.bin | diff %S/Inputs/ass-js.expected -
// RUN: %jsc -O2 %s -o %t.O2 && %t.O2 %t.O2.bin | diff %S/Inputs/ass-js.expected -
const { X64, Ethereum } = require('ass-js');
const { rax, rbx, rcx, rdx, rsi, rdi, rsp, rbp, r8, r9, r10, r11, r12, r13, r15, eax, ax, rip } = require('ass-js/lib/plugins/x86/operand');

const hex = (asm) => Buffer.from(asm.compile([])).toString('hex');
const of = (...args) => {
  const asm = X64();
  asm._(...args);
  return hex(asm);
};

// README
{
  const asm = X64();
  asm._('mov', ['rax', 0xbabe]);
  console.log(asm.compile());
  console.log(String(asm));
  asm.code((_) => {
    _('mov', ['rdx', 0xc001]);
    _('mov', ['rax', 0xbabe]);
  });
  console.log(hex(asm), Array.isArray(asm.compile([])));
}

// Hello world, step by step
{
  const str = 'Hello World!\n';
  const one = X64({ main: 'hello_world_app' });
  one._('db', str);
  one._('mov', ['rax', 1]);
  one._('mov', ['rdi', 1]);
  one._('lea', ['rsi', one._('rip').disp(-34)]);
  one._('mov', ['rdx', 13]);
  one._('syscall');
  one._('ret');
  console.log(hex(one));
  console.log(one.toString());
  const two = X64({ main: 'hello_world_app' });
  const db = two._('db', str);
  two._('lea', ['rsi', two._('rip').disp(db)]);
  console.log(hex(two));
  console.log(two.toString());
  const three = X64();
  const label = three.lbl('my_string');
  three._('lea', ['rsi', three._('rip').disp(label)]);
  three._('mov', ['rdx', str.length]);
  three._('ret');
  three.insert(label);
  three._('db', str);
  console.log(hex(three));
  console.log(three.toString());
}

// cpuid
{
  const asm = X64();
  asm.code((_) => {
    _('push', 'rbx');
    _('push', 'rcx');
    _('mov', ['eax', 'edi']);
    _('cpuid');
    const [a, b] = [_.lbl('result_eax'), _.lbl('result_ebx')];
    _('mov', [rip.disp(a), 'eax']);
    _('mov', [rip.disp(b), 'ebx']);
    _('pop', 'rcx');
    _('pop', 'rbx');
    _('ret');
    _('align', 4);
    _.insert(a);
    _('dd', 0);
    _.insert(b);
    _('dd', 0);
  });
  console.log(hex(asm));
}

// Data, space, files, gaps, labels
{
  const asm = X64();
  const _ = asm._;
  _('db', 1);
  _('db', 1, 3);
  _('db', [1, 2, 3], 3);
  _('db', Buffer.from('foo'), 2);
  _('db', 'foo', 'utf8', 2);
  _('db', 'bar', 2);
  _('dw', 1, true);
  _('dw', 1, false);
  _('dw', [1, 2, 3], false);
  _('dd', [1, 0xdeadbeef]);
  _('dq', [[0xff, 0xffffffff], [0xee, 0xeeeeeeee]]);
  _('resb', 2);
  _('resw', 1);
  _('resd', 1);
  _('resq', 1);
  _('rest', 1);
  console.log(hex(asm));
  const file = process.argv[2] ?? `${__filename}.bin`;
  require('fs').writeFileSync(file, '1234567890\r\n');
  const all = _('incbin', file);
  console.log(all.octets.length, _('incbin', file, 3).octets.join(), _('incbin', file, 3, 3).octets.join());
}
{
  const asm = X64();
  asm.code((_) => {
    _('syscall');
    _('align', 8);
    _('mov', ['rax', 0xbabe]);
    const label = _('label', 'label_name');
    _('db', [1, 2, 3, 4]);
    _('mov', ['rax', _('rip').disp(label)]);
  });
  console.log(hex(asm));
  console.log(asm.toString());
}

// Operands
console.log(of('mov', ['rax', 'rbx']), of('mov', ['eax', 0xbabe]), of('mov', [rax, -0xbabe]), of('mov', [rax, [0xc001, 0xbabe]]));
{
  const asm = X64();
  const _ = asm._;
  _('mov', [_('rax'), 0xbabe]);
  _('mov', [rbx, rax.ref()]);
  _('mov', [rbx, _('rax').ref()]);
  _('mov', [rax, rax.ref().disp(10)]);
  _('mov', [rax, rax.disp(10)]);
  _('mov', [rax, _('mem', 0xbabe)]);
  _('add', [rbx.ref(), rax]).lock();
  console.log(hex(asm));
}

// All kinds of addresses
console.log(of('mov', [r9, r8]), of('mov', [r11.ref(), r10]), of('mov', [r13, r12.ref()]), of('mov', [rcx, rbx.disp(0x11)]));
console.log(of('mov', [rsi, rcx.ref().ind(rdx, 1)]), of('mov', [rcx, rax.ref().ind(rbx, 4).disp(0x1234)]), of('mov', [rsp.ref(), rbx]));
console.log(of('mov', [rbp.ref(), rbx]), of('mov', [rsp.ref().ind(rbp, 2), rbx]), of('mov', [rbx, rbp.ref().ind(rax, 8)]));
console.log(of('mov', [rbp, rdx.ind(2)]), of('mov', [rbp.ind(8).disp(-0x123), rsp]), of('lea', [ax, rax.ref()]), of('lea', [r8, rip.disp(0x11)]));
console.log(of('lea', [r9, rbx.disp(0x11).ind(rcx)]), of('jmp', rcx.ref().ind(rbx), 64), of('jmp', r15.disp(0x11), 64));

// Jumps
{
  const asm = X64();
  const _ = asm._;
  const back = _('label', 'back');
  const far = _.lbl('far');
  _('ja', back);
  _('jmp', back);
  _('jmp', far);
  _('jae', far);
  _('call', back);
  _('loop', back);
  _('db', 0x90, 150);
  _.insert(far);
  _('jmp', [0]);
  console.log(hex(asm).replace(/(90)+/, '...'));
}

// Ethereum
{
  const asm = Ethereum();
  asm.code((_) => {
    _('ADD');
    _('JUMPI');
    _('PUSH1', 0xff);
    _('PUSH2', [1, 2]);
    _('PUSH', 1, 2, 3);
    _('swap1');
  });
  console.log(hex(asm));
  console.log(asm.toString());
}
