// Binary trees: allocation and collection of many small objects of different lifetimes.
"use strict";

class Tree {
  constructor(left, right) {
    this.left = left;
    this.right = right;
  }
}

function build(depth) {
  return depth === 0
    ? new Tree(null, null)
    : new Tree(build(depth - 1), build(depth - 1));
}

function count(tree) {
  return tree.left === null ? 1 : 1 + count(tree.left) + count(tree.right);
}

const max = 17;
console.log("stretch " + count(build(max + 1)));
const longLived = build(max);
for (let depth = 4; depth <= max; depth += 2) {
  const rounds = 1 << (max - depth + 4);
  let total = 0;
  for (let i = 0; i < rounds; i++) total += count(build(depth));
  console.log(rounds + " trees of depth " + depth + ": " + total);
}
console.log("long lived " + count(longLived));
