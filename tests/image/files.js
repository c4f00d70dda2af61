// Files in memory behave as those of Linux: contents, directories, links, times, errors.
// REQUIRES: qemu
// RUN: rm -rf %t && mkdir -p %t/w && for l in -O0 -O2; do %jsc $l %s -o %t/linux && %jsc $l --image %s -o %t/img || exit 1; rm -rf %t/w/*; (cd %t/w && ../linux) > %t/expected && %root/tests/image/run-image %t/img > %t/actual; diff %t/expected %t/actual && grep -q 'the end' %t/actual || exit 1; done
const fs = require('fs');
const attempt = (what, f) => {
  try {
    const r = f();
    console.log(what, r === undefined ? '' : r);
  } catch (e) {
    console.log(what, e.code, e.message.replace(/'[^']*\/w\b\/?/g, "'"));
  }
};
if (process.cwd() === '/') {
  fs.mkdirSync('/w');
  process.chdir('/w');
}
const top = process.cwd();
attempt('cwd', () => process.cwd() === top);
attempt('write', () => fs.writeFileSync('a.txt', 'first\n'));
attempt('append', () => fs.appendFileSync('a.txt', 'second\n'));
attempt('read', () => fs.readFileSync('a.txt', 'utf8'));
attempt('stat', () => { const s = fs.statSync('a.txt'); return [s.size, s.isFile(), s.nlink, (s.mode & 0o777).toString(8), s.mtimeMs > 0] });
attempt('missing', () => fs.readFileSync('b.txt'));
attempt('missing stat', () => fs.statSync('b.txt'));
attempt('no entry', () => fs.statSync('b.txt', { throwIfNoEntry: false }));
attempt('below a file', () => fs.readFileSync('a.txt/b'));
attempt('mkdir', () => fs.mkdirSync('d'));
attempt('mkdir again', () => fs.mkdirSync('d'));
attempt('mkdir deep', () => fs.mkdirSync('x/y/z', { recursive: true }));
attempt('mkdir under nothing', () => fs.mkdirSync('q/y'));
attempt('mkdir under a file', () => fs.mkdirSync('a.txt/y'));
attempt('read a directory', () => fs.readFileSync('d'));
attempt('write a directory', () => fs.writeFileSync('d', ''));
attempt('create with a slash', () => fs.writeFileSync('new/', ''));
attempt('exclusive', () => fs.writeFileSync('a.txt', '', { flag: 'wx' }));
attempt('readdir', () => fs.readdirSync('.').sort());
attempt('readdir of a file', () => fs.readdirSync('a.txt'));
attempt('dirents', () => fs.readdirSync('.', { withFileTypes: true }).map((e) => e.name + (e.isDirectory() ? '/' : '')).sort());
attempt('recursive', () => fs.readdirSync('.', { recursive: true }).sort());
attempt('rename', () => fs.renameSync('a.txt', 'd/b.txt'));
attempt('rename over', () => { fs.writeFileSync('c', 'c'); fs.renameSync('c', 'd/b.txt'); return fs.readFileSync('d/b.txt', 'utf8') });
attempt('rename into itself', () => fs.renameSync('x', 'x/y/w'));
attempt('rename over a full one', () => fs.renameSync('d', 'x'));
attempt('rename a file over a directory', () => fs.renameSync('d/b.txt', 'x'));
attempt('rename a directory over a file', () => fs.renameSync('x', 'd/b.txt'));
attempt('rename nothing', () => fs.renameSync('nothing', 'y'));
attempt('rename a directory', () => { fs.renameSync('x', 'd/x'); return [fs.existsSync('x'), fs.statSync('d/x/y/z/../../..').isDirectory()] });
attempt('rmdir of a full one', () => fs.rmdirSync('d'));
attempt('rmdir of a file', () => fs.rmdirSync('d/b.txt'));
attempt('unlink of a directory', () => fs.unlinkSync('d/x'));
attempt('unlink nothing', () => fs.unlinkSync('nothing'));
attempt('symlink', () => fs.symlinkSync('d/b.txt', 'link'));
attempt('readlink', () => [fs.readlinkSync('link'), fs.readFileSync('link', 'utf8'), fs.lstatSync('link').isSymbolicLink()]);
attempt('readlink of a file', () => fs.readlinkSync('d/b.txt'));
attempt('loop', () => { fs.symlinkSync('l2', 'l1'); fs.symlinkSync('l1', 'l2'); return fs.readFileSync('l1') });
attempt('dangling', () => { fs.symlinkSync('made', 'far'); fs.writeFileSync('far', 'through'); return fs.readFileSync('made', 'utf8') });
attempt('realpath', () => require('path').relative(top, fs.realpathSync('link')));
attempt('hard link', () => { fs.linkSync('d/b.txt', 'hard'); fs.writeFileSync('hard', 'shared'); return [fs.readFileSync('d/b.txt', 'utf8'), fs.statSync('hard').nlink] });
attempt('link of a directory', () => fs.linkSync('d', 'e'));
attempt('access', () => fs.accessSync('hard', fs.constants.R_OK | fs.constants.W_OK));
attempt('execute', () => fs.accessSync('hard', fs.constants.X_OK));
attempt('chmod', () => { fs.chmodSync('hard', 0o755); fs.accessSync('hard', fs.constants.X_OK); return (fs.statSync('hard').mode & 0o777).toString(8) });
attempt('utimes', () => { fs.utimesSync('hard', 1, 2.5); const s = fs.statSync('hard'); return [s.atimeMs, s.mtimeMs] });
attempt('truncate', () => { fs.truncateSync('hard', 3); return fs.readFileSync('hard', 'utf8') });
attempt('grow', () => { fs.truncateSync('hard', 6); return JSON.stringify(fs.readFileSync('hard', 'latin1')) });
attempt('positions', () => {
  const fd = fs.openSync('p', 'w+');
  fs.writeSync(fd, '0123456789');
  fs.writeSync(fd, 'xyz', 4);
  const b = Buffer.alloc(20);
  const n = fs.readSync(fd, b, 0, 20, 2);
  fs.ftruncateSync(fd, 5);
  const size = fs.fstatSync(fd).size;
  fs.closeSync(fd);
  return [n, b.latin1Slice(0, n), size];
});
attempt('closed', () => { const fd = fs.openSync('p'); fs.closeSync(fd); fs.closeSync(fd) });
attempt('write to a reader', () => fs.writeSync(fs.openSync('p'), 'x'));
attempt('read from a writer', () => fs.readSync(fs.openSync('p', 'a'), Buffer.alloc(1)));
attempt('unlinked but open', () => { fs.writeFileSync('u', 'still'); const fd = fs.openSync('u'); fs.unlinkSync('u'); const t = fs.readFileSync(fd, 'utf8'); fs.closeSync(fd); return [t, fs.existsSync('u')] });
attempt('holes', () => { const fd = fs.openSync('h', 'w'); fs.writeSync(fd, 'end', 3e6); fs.closeSync(fd); const b = fs.readFileSync('h'); return [b.length, b.indexOf('end'), b[12345]] });
attempt('large', () => { const b = Buffer.alloc(3e6, 'abcdefg'); fs.writeFileSync('g', b); const c = fs.readFileSync('g').equals(b); fs.truncateSync('g', 5000); fs.truncateSync('g', 6000); return [c, fs.readFileSync('g').subarray(4998, 5002).toString('hex')] });
attempt('long name', () => fs.writeFileSync('n'.repeat(256), ''));
attempt('null', () => { fs.writeFileSync('/dev/null', 'x'); return fs.readFileSync('/dev/null').length });
attempt('copy', () => { fs.copyFileSync('hard', 'copy'); return fs.readFileSync('copy').length });
attempt('cp', () => { fs.cpSync('d', 'd2', { recursive: true }); return fs.readdirSync('d2', { recursive: true }).sort() });
attempt('chdir', () => { process.chdir('d'); const t = fs.readdirSync('.').sort(); process.chdir('..'); return t });
attempt('chdir to a file', () => process.chdir('hard'));
attempt('many', () => { fs.mkdirSync('m'); for (let i = 0; i < 1200; i++) fs.writeFileSync(`m/${i}`, `${i}`); const n = fs.readdirSync('m').length; fs.rmSync('m', { recursive: true }); return [n, fs.existsSync('m')] });
attempt('temporary', () => fs.mkdtempSync('t-').length);
fs.createReadStream('d/b.txt').pipe(fs.createWriteStream('s')).on('finish', async () => {
  console.log('stream', fs.readFileSync('s').equals(fs.readFileSync('d/b.txt')));
  console.log(await fs.promises.readFile('made', 'utf8'), await fs.promises.stat('none').catch((e) => e.code));
  for (const name of fs.readdirSync('.')) fs.rmSync(name, { recursive: true });
  console.log(fs.readdirSync('.'), 'the end');
});
