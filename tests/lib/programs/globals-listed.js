// What Node has and lib/ has not is left out.
const absent = ['fetch', 'navigator', 'sessionStorage'];
console.log(Object.keys(globalThis).filter(k => !absent.includes(k)).join());
const seen = []; for (const k in globalThis) seen.push(k); console.log(seen.length > 10, typeof globalThis.Blob, Object.keys(global).includes('setTimeout'));
