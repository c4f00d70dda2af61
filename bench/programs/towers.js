// Towers of Hanoi on linked stacks of disks.
"use strict";

class Disk {
  constructor(size) {
    this.size = size;
    this.next = null;
  }
}

class Towers {
  constructor() {
    this.piles = [null, null, null];
    this.moves = 0;
  }

  push(disk, pile) {
    const top = this.piles[pile];
    if (top !== null && disk.size >= top.size)
      throw new Error("a disk cannot lie on a smaller one");
    disk.next = top;
    this.piles[pile] = disk;
  }

  pop(pile) {
    const top = this.piles[pile];
    if (top === null) throw new Error("no disk on this pile");
    this.piles[pile] = top.next;
    top.next = null;
    return top;
  }

  move(n, from, to) {
    if (n === 1) {
      this.push(this.pop(from), to);
      this.moves++;
      return;
    }
    const other = 3 - from - to;
    this.move(n - 1, from, other);
    this.move(1, from, to);
    this.move(n - 1, other, to);
  }
}

const t = new Towers();
for (let size = 26; size > 0; size--) t.push(new Disk(size), 0);
t.move(26, 0, 2);
console.log(t.moves);
