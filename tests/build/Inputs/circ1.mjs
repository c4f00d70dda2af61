import { two } from './circ2.mjs'; export function circ() { return two() + 'c'; } export const K = 'K1';
