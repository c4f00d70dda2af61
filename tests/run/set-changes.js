// RUN: %jsc %level %s -o %t && %node %s > %t.expected && %t > %t.out && diff %t.expected %t.out
// Set operations with a set that changes under them.
for (const method of ["union", "intersection", "difference", "symmetricDifference", "isSubsetOf", "isSupersetOf", "isDisjointFrom"])
  for (const size of [2, 100])
    for (const answer of [(x) => x % 2 === 0, () => false]) {
      const a = new Set([1, 2, 3, 4, 5]);
      const has = (x) => (a.delete(3), x < 100 && a.add(100 + x), answer(x));
      const keys = () => (a.delete(1), a.add(77), [2, 3, 77, 1, 200].values());
      console.log(`${method} ${[].concat(...[a[method]({ size, has, keys })].map((r) => (r === !!r ? [r] : [...r])))} ${[...a]}`);
    }
