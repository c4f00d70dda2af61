// mulberry32: 32 bits of state, enough for choosing.
export class Random {
  constructor(seed) {
    this.state = seed >>> 0;
  }
  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
  below(n) {
    return Math.floor(this.next() * n);
  }
  chance(p) {
    return this.next() < p;
  }
  pick(list) {
    return list[this.below(list.length)];
  }
  // One of the functions in [weight, function] pairs.
  weighted(table) {
    let total = 0;
    for (const [weight] of table) total += weight;
    let at = this.next() * total;
    for (const [weight, make] of table) if ((at -= weight) < 0) return make;
    return table[table.length - 1][1];
  }
}
