"use strict";
// Punycode (RFC 3492) for the labels of international domain names.

const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const FIRST_BIAS = 72;
const FIRST_N = 128;

function adapt(delta, count, isFirst) {
  delta = isFirst ? %MathFloor(delta / DAMP) : delta >> 1;
  delta += %MathFloor(delta / count);
  let k = 0;
  for (; delta > ((BASE - T_MIN) * T_MAX) >> 1; k += BASE)
    delta = %MathFloor(delta / (BASE - T_MIN));
  return k + %MathFloor(((BASE - T_MIN + 1) * delta) / (delta + SKEW));
}

function threshold(k, bias) {
  return k <= bias ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias;
}

function digit(d) {
  return %StringFromCharCode(d < 26 ? d + 97 : d + 22);
}

function codePoints(text) {
  const out = [];
  for (let i = 0; i < text.length; i++) {
    const c = %StringPrototypeCodePointAt(text, i);
    if (c > 0xffff) i++;
    %ArrayPrototypePush(out, c);
  }
  return out;
}

function encode(text) {
  const points = codePoints(text);
  let out = "";
  for (let i = 0; i < points.length; i++)
    if (points[i] < 128) out += %StringFromCharCode(points[i]);
  let handled = out.length;
  const basic = handled;
  if (basic > 0) out += "-";
  let n = FIRST_N;
  let delta = 0;
  let bias = FIRST_BIAS;
  while (handled < points.length) {
    let next = Infinity;
    for (let i = 0; i < points.length; i++)
      if (points[i] >= n && points[i] < next) next = points[i];
    delta += (next - n) * (handled + 1);
    n = next;
    for (let i = 0; i < points.length; i++) {
      if (points[i] < n) delta++;
      if (points[i] !== n) continue;
      let q = delta;
      for (let k = BASE; ; k += BASE) {
        const t = threshold(k, bias);
        if (q < t) break;
        out += digit(t + ((q - t) % (BASE - t)));
        q = %MathFloor((q - t) / (BASE - t));
      }
      out += digit(q);
      bias = adapt(delta, handled + 1, handled === basic);
      delta = 0;
      handled++;
    }
    delta++;
    n++;
  }
  return out;
}

function value(c) {
  if (c >= 48 && c <= 57) return c - 22;
  if (c >= 97 && c <= 122) return c - 97;
  if (c >= 65 && c <= 90) return c - 65;
  return BASE;
}

// The text, or undefined if it is no Punycode.
function decode(text) {
  const out = [];
  const dash = %StringPrototypeLastIndexOf(text, "-");
  for (let i = 0; i < dash; i++)
    %ArrayPrototypePush(out, %StringPrototypeCharCodeAt(text, i));
  let n = FIRST_N;
  let bias = FIRST_BIAS;
  let index = 0;
  for (let at = dash > 0 ? dash + 1 : 0; at < text.length;) {
    const before = index;
    let weight = 1;
    for (let k = BASE; ; k += BASE) {
      const d = value(%StringPrototypeCharCodeAt(text, at++));
      if (!(d < BASE)) return undefined;
      index += d * weight;
      const t = threshold(k, bias);
      if (d < t) break;
      weight *= BASE - t;
    }
    const count = out.length + 1;
    bias = adapt(index - before, count, before === 0);
    n += %MathFloor(index / count);
    index %= count;
    if (n > 0x10ffff) return undefined;
    %ArrayPrototypeSplice(out, index++, 0, n);
  }
  let result = "";
  for (let i = 0; i < out.length; i++) result += %StringFromCodePoint(out[i]);
  return result;
}

module.exports = { encode, decode };
