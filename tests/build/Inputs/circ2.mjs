import { circ, K } from './circ1.mjs'; export function two() { return typeof circ + K; } let r; try { r = K; } catch (e) { console.log(e.message); }
