// Mandelbrot set: tight floating-point loop, counts points inside.
"use strict";

function mandelbrot(size, limit) {
  let inside = 0,
    checksum = 0;
  for (let py = 0; py < size; py++) {
    const ci = (2 * py) / size - 1;
    for (let px = 0; px < size; px++) {
      const cr = (2 * px) / size - 1.5;
      let zr = 0,
        zi = 0,
        n = 0;
      while (n < limit && zr * zr + zi * zi <= 4) {
        const t = zr * zr - zi * zi + cr;
        zi = 2 * zr * zi + ci;
        zr = t;
        n++;
      }
      if (n === limit) inside++;
      checksum = (checksum * 31 + n) | 0;
    }
  }
  return inside + " " + checksum;
}

console.log(mandelbrot(1800, 100));
