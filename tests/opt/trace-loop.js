// RUN: %jsc -O2 %s -o %t && %t > %t.out && %node %s > %t.node && diff %t.node %t.out
// An inlined method stands in both copies of a loop, and its receiver is where traces look for it in both.
class Limit {
  constructor(most) {
    this.most = most;
  }
  check(x) {
    if (x > this.most) throw new Error('too much');
    return x;
  }
}
function sum(limit, list) {
  let s = 0;
  for (let i = 0; i < list.length; i++) s += limit.check(list[i]);
  return s;
}
for (const list of [[1, 2, 9], [1, '2', 9], [1.5, 20], ['9']])
  try {
    console.log(sum(new Limit(4), list));
  } catch (e) {
    console.log(e.stack.split('\n').slice(0, 3).join('\n'));
  }
