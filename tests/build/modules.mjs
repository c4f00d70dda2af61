// RUN: %jsc %level %s -o %t && %t > %t.out 2>/dev/null && %node %s > %t.ref && diff %t.ref %t.out
// ES modules: live bindings, re-exports, cycles, CommonJS and JSON, import().
import def, { a, inc, count as c, Klass, default as d2 } from './Inputs/lib.mjs';
import * as ns from './Inputs/lib.mjs';
import cjs, { named, fn as renamed } from './Inputs/c.cjs';
import * as cns from './Inputs/c.cjs';
import json from './Inputs/d.json' with { type: 'json' };
import { rex, star1, ns2 } from './Inputs/re.mjs';
import path, { join } from 'path';
console.log(def(), a, c, inc(), c, new Klass().v, d2 === def, ns.count, Object.keys(ns), ns[Symbol.toStringTag]);
console.log(cjs, named, renamed(), cns.named, json, rex, star1, ns2.star1, join('a', '..', 'b'), path.join === join);
const m = await import('./Inputs/lib.mjs'); console.log(m === ns, m.default === def);
try { await import('./Inputs/nope.mjs'); } catch (e) { console.log(e.code); }
console.log(typeof this, import.meta.url.slice(0, 8), typeof import.meta.filename, typeof require);
export { a as reexported, main }; function main() { return hoisted; } export let hoisted = 5;
try { a = 3; } catch (e) { console.log(e.message); }
for await (const x of (async function* () { yield 1; yield Promise.resolve(2); })()) console.log(x);
import { circ } from './Inputs/circ1.mjs'; console.log(circ());
