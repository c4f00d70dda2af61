export * from 'node:path';
import { basename } from './star.mjs';
console.log(basename('/a/b.c'));
