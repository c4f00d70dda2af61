export const a = 1; export let count = 0; export function inc() { return ++count; }
export class Klass { v = 'kv'; } export default function () { return 'default ' + count; }
