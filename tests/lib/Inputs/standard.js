'use strict';
// What a program does with standard descriptors that are closed, full, directories; `standard.js WHAT`.
const what = {
  print: () => console.log('x'.repeat(300000)),
  mixed() {
    process.stdout.write('y'.repeat(300000), (e) => console.error('callback', e && e.code));
    process.stdout.on('error', (e) => console.error('error', e.code, e.message));
    console.log('end');
    process.on('exit', () => console.error(process.stdout.writable, process.stdout._type, process.stdout.writableHighWaterMark));
  },
  open() {
    const fd = require('fs').openSync(__filename, 'r');
    console.log('printed');
    console.error(fd > 2, require('fs').readFileSync(0).length);
  },
  data() {
    let n = 0;
    process.stdin.on('data', (chunk) => (n += chunk.length));
    for (const name of ['end', 'close', 'error', 'pause']) process.stdin.on(name, () => console.error(name, n));
  },
  sizes() {
    process.stdin.on('readable', () => {
      for (let part; (part = process.stdin.read(5)) !== null; ) console.error(String(part));
    });
    process.stdin.on('end', () => console.error('end'));
  },
  async helpers() {
    const { Readable } = require('stream');
    console.error(process.stdin instanceof Readable, process.stdin.readableFlowing, process.stdin.fd);
    for await (const chunk of process.stdin.setEncoding('latin1')) console.error(chunk.length);
  },
  signals() {
    const names = ['SIGUSR2', 'SIGTERM', 'SIGHUP', 'SIGTERM'];
    const next = () => process.kill(process.pid, names.shift());
    const seen = (name, number) => {
      console.error(name, number);
      if (names.length === 1) process.removeListener('SIGTERM', seen); // the last one ends the program
      next();
    };
    process.once('SIGUSR2', seen).on('SIGTERM', seen).prependListener('SIGHUP', seen);
    setTimeout(() => console.error('still there'), 5000);
    next();
  },
};
what[process.argv[2]]();
