// RUN: %jsc %level %s -o %t && %t > %t.out 2>/dev/null && %node %s > %t.ref && diff %t.ref %t.out
// Module variables written once: read early, in loops, in try.
const N = 10, S = 'str'; let once = [1, 2, 3]; const fn = (x) => x + N;
function hot(k) { let s = 0; for (let i = 0; i < N; i++) { s += once[i % 3] + N; try { s += fn(i); } catch (e) { s += N; } } return s + S + N; }
try { early(); } catch (e) { console.log(e.message); }
function early() { return LATE + LATE; }
const LATE = 5; console.log(early(), hot(2));
