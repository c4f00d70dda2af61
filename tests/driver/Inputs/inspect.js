class Point { constructor(x, y) { this.x = x; this.y = y; } }
console.log(new Map([['a', new Point(1, 2)]]), /a+/gi, [1.5, , 'x'], { f() {}, g: class A {} });
console.log([1, 2].values().map((x) => x * 2).toArray());
