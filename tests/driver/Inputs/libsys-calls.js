// Three calls of libsys.syscall.
const libsys = require('libsys');
exports.write = (text) => libsys.syscall(1, 1, text, text.length);
exports.close = (fd) => libsys.syscall64(3, fd)[0];
console.log(libsys.syscall(3, -1), libsys.errno());
