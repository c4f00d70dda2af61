// RUN: %jsc %level --proper-tail-calls --script %s -o %t && %t | FileCheck %s --match-full-lines
// Calls in tail position of strict code take no stack; others, and those of sloppy code, do.
"use strict";
const N = 1e6;
function show(name, f) { try { console.log(name, f()) } catch (e) { console.log(name, e.name) } }
function self(n) { return n === 0 ? 'end' : self(n - 1) }
show('self', () => self(N));
function many(n, a, b, c, d, e) { if (!n) return [a, b, c, d, e].join(); return many(n - 1, e, a, b, c, d) }
show('many', () => many(N, 1, 2, 3, 4, 5));
function even(n) { return n === 0 || odd(n - 1) } function odd(n) { return n !== 0 && even(n - 1) }
show('even', () => even(N));
const o = { m(n, ...r) { return n ? (0, this.m(n - 1, 1, 2, 3, n)) : r.length } };
show('method', () => o.m(N));
class A { static s(n) { return n ? A.s(n - 1) : 'ok' } get g() { return self(N) } m(n) { return n ? super.toString.call(this) && this.m(n - 1) : this instanceof A } }
show('static', () => A.s(N)); show('getter', () => new A().g); show('class', () => new A().m(N));
const arrow = (n, f = arrow) => n ? f(n - 1, f) : 'arrow'; show('arrow', () => arrow(N));
function few(n) { return n ? more(n - 1, 1, 2, 3, 4, 5, 6) : 'few' } function more(n, a, b, c, d, e, f) { return f === 6 ? few(n) : 'bad' } show('few', () => few(N));
function Maker(n) { this.n = n; return n ? other(n - 1) : 7 } function other(n) { return n ? Maker.call({}, n) : { n } }
show('new', () => new Maker(3).n + ' ' + new Maker(0).n); 
function inTry(n) { try { return n ? inTry(n - 1) : 'x' } finally { n++ } } show('try', () => inTry(N));
function inCatch(n) { try { throw n } catch (e) { return e ? inCatch(e - 1) : 'catch' } } show('catch', () => inCatch(1e4)); 
function inFinally(n) { try { } finally { return n ? inFinally(n - 1) : 'finally' } } show('finally', () => inFinally(N));
function throws(n) { return n ? throws(n - 1) : undefined.x } show('throws', () => throws(N));
function notCallable(n) { return n ? notCallable(n - 1) : (void 0)() } show('not callable', () => notCallable(N));
function sloppy() { return Function('n', 'g', 'return n ? g(n - 1, g) : 1') } const s = sloppy(); show('sloppy', () => s(N, s));
function bound(n) { return n ? b(n - 1) : 'bound' } const b = bound.bind(null); show('bound', () => bound(100));
function* gen(n) { return n ? 1 : gen(n) } show('gen', () => typeof gen(1).next().value);
function closure(n) { const f = () => n ? closure(n - 1) : 'closure'; return f() } show('closure', () => closure(N));
function args(n) { return arguments.length > 1 ? arguments[1] : n ? args(n - 1) : args(0, 'arguments') } show('arguments', () => args(N));
function tag(t, n) { return n ? tag`${n - 1}` : 'tag' } show('tag', () => tag([], N));
function sw(n) { switch (n % 3) { case 0: return n ? sw(n - 1) : 'switch'; case 1: return sw(n - 1); default: { return sw(n - 1) } } } show('switch', () => sw(N));
function loop(n) { for (;;) { do { return n ? loop(n - 1) : 'loop' } while (0) } } show('loop', () => loop(N));
function of(n) { for (const x of [1, 2]) return n ? of(n - 1) : 'of' } show('of', () => of(N));
function coalesce(n) { return null ?? (n ? coalesce(n - 1) : 'coalesce') } show('coalesce', () => coalesce(N));
// CHECK: self end
// CHECK-NEXT: many 1,2,3,4,5
// CHECK-NEXT: even true
// CHECK-NEXT: method 4
// CHECK-NEXT: static ok
// CHECK-NEXT: getter end
// CHECK-NEXT: class true
// CHECK-NEXT: arrow arrow
// CHECK-NEXT: few few
// CHECK-NEXT: new 0 0
// CHECK-NEXT: try RangeError
// CHECK-NEXT: catch catch
// CHECK-NEXT: finally finally
// CHECK-NEXT: throws TypeError
// CHECK-NEXT: not callable TypeError
// CHECK-NEXT: sloppy RangeError
// CHECK-NEXT: bound bound
// CHECK-NEXT: gen number
// CHECK-NEXT: closure closure
// CHECK-NEXT: arguments arguments
// CHECK-NEXT: tag tag
// CHECK-NEXT: switch switch
// CHECK-NEXT: loop loop
// CHECK-NEXT: of RangeError
// CHECK-NEXT: coalesce coalesce
