// RUN: %jsc %level %s -o %t && %t | FileCheck %s --match-full-lines
// Errors of direct evals of unknown strings, as the language has them; a call through another `eval` gets all its arguments.
const id = (s) => s + (process.argv[9] || "");
const attempt = (f) => { try { console.log(f()); } catch (e) { console.log(`${e.name}: ${e.message}`); } };
function hidesArguments(p = eval(id("var arguments = 1"))) { return p; }
// CHECK: SyntaxError: Identifier 'arguments' has already been declared
attempt(hidesArguments);
function hidesParameter(p = eval(id("var p = 1"))) { return p; }
// CHECK-NEXT: SyntaxError: Identifier 'p' has already been declared
attempt(hidesParameter);
class C { #x = 1; read(s) { return eval(s); } static f = (s) => eval(s); }
// CHECK-NEXT: SyntaxError: Private field '#nope' must be declared in an enclosing class
attempt(() => new C().read(id("this.#nope")));
// CHECK-NEXT: 1
attempt(() => new C().read(id("this.#x")));
// CHECK-NEXT: SyntaxError: 'super' keyword unexpected here
attempt(() => new C().read(id("super()")));
// CHECK-NEXT: SyntaxError: 'arguments' is not allowed in class field initializer or static initialization block
attempt(() => C.f(id("arguments")));
function catches() { try { throw [1]; } catch ([e]) { return eval(id("var e = 2")); } }
// CHECK-NEXT: SyntaxError: Identifier 'e' has already been declared
attempt(catches);
function other(eval) { return eval("a", "b", ...["c"]); }
// CHECK-NEXT: a,b,c
attempt(() => other((...args) => args.join()));
// CHECK-NEXT: TypeError: eval is not a function
attempt(() => other(1));
function withoutText(s) { var hidden = 1; return [eval(s), eval?.(id("typeof hidden")), (0, eval)(id("typeof hidden"))].join(); }
// CHECK-NEXT: 5,undefined,undefined
attempt(() => withoutText(5));
