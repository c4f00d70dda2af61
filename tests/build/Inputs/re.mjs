export { a as rex } from './lib.mjs'; export * from './star.mjs'; export * as ns2 from './star.mjs';
