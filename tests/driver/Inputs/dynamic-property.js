const make = /x/.constructor;
const upper = (n) => make('^\\' + n + '\x7bLu}$', 'u').test('\u00c9');
console.log(upper('p'), upper('P'));
