// Havlak: finds the nest of loops, reducible and irreducible, in control-flow graphs (P. Havlak, "Nesting of reducible
// and irreducible loops", TOPLAS 19(4), 1997): depth-first numbering, union-find with path compression, worklists.
"use strict";

class Block {
  constructor(id) {
    this.id = id;
    this.preds = [];
    this.succs = [];
  }
}

class Graph {
  constructor() {
    this.blocks = [];
  }

  block() {
    const b = new Block(this.blocks.length);
    this.blocks.push(b);
    return b;
  }

  edge(from, to) {
    from.succs.push(to);
    to.preds.push(from);
  }

  // A block after `from`, with an edge to it.
  follow(from) {
    const b = this.block();
    this.edge(from, b);
    return b;
  }
}

const NONHEADER = 0,
  REDUCIBLE = 1,
  SELF = 2,
  IRREDUCIBLE = 3;

// What is known of a block by its preorder number.
class Node {
  constructor(number, block) {
    this.number = number;
    this.block = block;
    this.last = number; // highest number of its descendants
    this.parent = this; // union-find
    this.backPreds = [];
    this.otherPreds = new Set();
    this.type = NONHEADER;
    this.loop = null;
  }

  find() {
    let root = this;
    while (root.parent !== root) root = root.parent;
    for (let n = this; n.parent !== root;) {
      const next = n.parent;
      n.parent = root;
      n = next;
    }
    return root;
  }
}

class Loop {
  constructor(header, isReducible) {
    this.header = header;
    this.isReducible = isReducible;
    this.parent = null;
    this.children = [];
    this.blocks = [];
    this.depth = 0;
    this.nesting = 0;
  }

  within(parent) {
    this.parent = parent;
    parent.children.push(this);
  }
}

function numberBlocks(graph) {
  const nodes = [],
    byBlock = new Array(graph.blocks.length).fill(null);
  const stack = [{ node: null, block: graph.blocks[0], next: 0 }];
  while (stack.length > 0) {
    const top = stack[stack.length - 1];
    if (top.node === null) {
      top.node = new Node(nodes.length, top.block);
      nodes.push(top.node);
      byBlock[top.block.id] = top.node;
    }
    const succs = top.block.succs;
    while (top.next < succs.length && byBlock[succs[top.next].id] !== null)
      top.next++;
    if (top.next < succs.length) {
      stack.push({ node: null, block: succs[top.next++], next: 0 });
    } else {
      top.node.last = nodes.length - 1;
      stack.pop();
    }
  }
  return { nodes, byBlock };
}

const isAncestor = (a, b) => a.number <= b.number && b.number <= a.last;

// All loops, the root of the nest (the procedure) first.
function findLoops(graph) {
  const { nodes, byBlock } = numberBlocks(graph);
  const root = new Loop(null, true),
    loops = [root];
  for (const node of nodes) {
    for (const pred of node.block.preds) {
      const p = byBlock[pred.id];
      if (p === null) continue; // unreachable
      if (isAncestor(node, p)) node.backPreds.push(p);
      else node.otherPreds.add(p);
    }
  }
  for (let w = nodes.length - 1; w >= 0; w--) {
    const header = nodes[w];
    const body = new Set();
    for (const p of header.backPreds) {
      if (p === header) header.type = SELF;
      else body.add(p.find());
    }
    const todo = [...body];
    if (todo.length > 0) header.type = REDUCIBLE;
    while (todo.length > 0) {
      const x = todo.pop();
      for (const y of x.otherPreds) {
        const z = y.find();
        if (!isAncestor(header, z)) {
          header.type = IRREDUCIBLE; // entered from the side: the edge belongs to an outer loop
          header.otherPreds.add(z);
        } else if (z !== header && !body.has(z)) {
          body.add(z);
          todo.push(z);
        }
      }
    }
    if (body.size === 0 && header.type !== SELF) continue;
    const loop = new Loop(header.block, header.type !== IRREDUCIBLE);
    loop.blocks.push(header.block);
    loops.push(loop);
    header.loop = loop;
    for (const node of body) {
      node.parent = header;
      if (node.loop !== null) node.loop.within(loop);
      else loop.blocks.push(node.block);
    }
  }
  for (const loop of loops)
    if (loop !== root && loop.parent === null) loop.within(root);
  return loops;
}

// Depth from the root downwards, nesting level from the leaves upwards.
function measure(loop, depth) {
  loop.depth = depth;
  let nesting = 0;
  for (const child of loop.children)
    nesting = Math.max(nesting, measure(child, depth + 1) + 1);
  loop.nesting = nesting;
  return nesting;
}

// ---- graphs to try ----

function straight(graph, from, n) {
  for (let i = 0; i < n; i++) from = graph.follow(from);
  return from;
}

function diamond(graph, from) {
  const left = graph.follow(from),
    right = graph.follow(from),
    join = graph.follow(left);
  graph.edge(right, join);
  return join;
}

// A loop around what `body` makes; returns the block behind it.
function loopAround(graph, from, body) {
  const header = graph.follow(from);
  const end = body(graph.follow(header));
  graph.edge(end, header);
  return graph.follow(header);
}

function nest(graph, from, depth) {
  if (depth === 0) return diamond(graph, straight(graph, from, 1));
  return loopAround(graph, from, (b) =>
    nest(graph, nest(graph, b, depth - 1), Math.max(0, depth - 2)),
  );
}

// Two blocks that lead to each other, both entered from outside.
function irreducible(graph, from) {
  const a = graph.follow(from),
    b = graph.follow(from),
    c = graph.follow(a);
  graph.edge(a, b);
  graph.edge(b, a);
  graph.edge(c, c);
  return graph.follow(c);
}

function bigGraph() {
  const graph = new Graph();
  let b = graph.block();
  for (let i = 0; i < 12; i++) {
    b = loopAround(graph, b, (inner) => {
      for (let k = 0; k < 10; k++)
        inner = nest(graph, diamond(graph, inner), 4);
      return irreducible(graph, inner);
    });
  }
  graph.block(); // unreachable
  return graph;
}

const graph = bigGraph();
let count = 0,
  hash = 0;
for (let round = 0; round < 60; round++) {
  const loops = findLoops(graph);
  measure(loops[0], 0);
  count += loops.length;
  for (const l of loops)
    hash =
      (Math.imul(hash, 31) +
        l.blocks.length * 7 +
        l.depth * 3 +
        l.nesting +
        (l.isReducible ? 1 : 0)) |
      0;
}
const last = findLoops(graph);
measure(last[0], 0);
console.log(
  graph.blocks.length +
    " blocks, " +
    count +
    " loops, " +
    last.filter((l) => !l.isReducible).length +
    " irreducible, nesting " +
    last[0].nesting +
    ", " +
    hash,
);
