// RUN: %jsc %level --script %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// Code made at run time of texts with NUL and lone surrogates, in strings, templates, regular expressions and comments.
const NUL = '\0', HIGH = '\ud801', LOW = '\udc02', units = (s) => [...Array(s.length).keys()].map((i) => s.charCodeAt(i).toString(16)).join();
const evaluate = globalThis.eval;
function show(text) { try { console.log(units(String(evaluate(text)))); } catch (e) { console.log(e.name); } }
show(`'a${HIGH}b${LOW}${NUL}${HIGH}${LOW}'`);
show('String.raw`' + HIGH + '\\u{41}' + NUL + '` + `' + LOW + '`');
show(`/[${HIGH}${NUL}]+/.source + /${LOW}/u.test('${LOW}') + /^${HIGH}$/.test('${HIGH}${LOW}')`);
show(`/* ${HIGH} ${NUL} */ 'after' // ${LOW}`);
show(`'\ue000\uf000' + '${HIGH}'`);
show(`'\\uE001\\u{F001}' + '${LOW}'`);
show(`({ '${HIGH}': 1 })['${HIGH}']`);
show('x' + '\u20ac'); show(`x${HIGH}`); show(`var ${NUL}`); show(HIGH); show(`/(?<a${LOW}>.)/`);
const f = Function('a', `return '${HIGH}' + a + ${'/*' + NUL + '*/'} '${NUL}'`);
console.log(units(f(LOW)), units(f.toString().slice(30)));
