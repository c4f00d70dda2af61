// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// A function expression that calls, constructs and passes on itself by its own name: what its one visible caller passes
// says nothing then. The bodies are too long to be inlined.
const mix = (u, i, z) => ((u + i) ^ 77) * 3 - z;
function constructs(z) {
  let u = z;
  return (function g(n, s) {
    for (let i = 0; i < 3; i++) {
      u = mix(u, i, z) + mix(u, s.length, z) + mix(i, u, z) + mix(z, u, i) + mix(u, u, i) + mix(i, i, u);
      u = mix(u, i, z) + mix(u, s.length, z) + mix(i, u, z) + mix(z, u, i) + mix(u, u, i) + mix(i, i, u);
    }
    if (n > 0) return g(n - 1, 5.5) + 1;
    if (n === 0) return new g(-1, "q") instanceof g;
    this.made = typeof n;
    return 3 + s;
  })(3, "sss");
}
function passes(z) {
  return (function k(n, s) {
    let u = 0;
    for (let i = 0; i < 3; i++) {
      u = mix(u, i, z) + mix(u, s.length, z) + mix(i, u, z) + mix(z, u, i) + mix(u, u, i) + mix(i, i, u);
      u = mix(u, i, z) + mix(u, s.length, z) + mix(i, u, z) + mix(z, u, i) + mix(u, u, i) + mix(i, i, u);
    }
    if (n === 4) return k("x", "yy") + [1.5, "b"].map(k).join();
    return n + s + u;
  })(4, 4);
}
console.log(constructs(3), passes(3));
