// Writes an assembly file that embeds the runtime archive, the fast paths' bitcode and the sources of lib/ into jsc.
// usage: embed.mjs OUT.S librt.a fast.bc lib/a.js lib/internal/b.js ...
// Symbols: jsc_embed_rt, jsc_embed_fast (start and _end) and jsc_embed_lib: records of {name, start, end} pointers,
// closed by a NULL name; a name is the path below lib/ without its ending ("internal/console").
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const [out, archive, bitcode, ...sources] = process.argv.slice(2);
const lines = ['.section .rodata'];
const blob = (symbol, file) => {
  lines.push('.balign 16', `.global ${symbol}, ${symbol}_end`, `${symbol}:`, `.incbin ${JSON.stringify(resolve(file))}`);
  lines.push(`${symbol}_end:`, '.byte 0');
};
blob('jsc_embed_rt', archive);
blob('jsc_embed_fast', bitcode);
const records = [];
sources.forEach((file, i) => {
  const name = file.replace(/^lib\//, '').replace(/\.js$/, '');
  blob(`jsc_lib_${i}`, file);
  lines.push(`jsc_lib_name_${i}: .asciz ${JSON.stringify(name)}`);
  records.push(`.quad jsc_lib_name_${i}, jsc_lib_${i}, jsc_lib_${i}_end`);
});
lines.push('.section .data.rel.ro,"aw"', '.balign 8', '.global jsc_embed_lib', 'jsc_embed_lib:', ...records, '.quad 0, 0, 0');
lines.push('.section .note.GNU-stack,"",@progbits', '');
writeFileSync(out, lines.join('\n'));
