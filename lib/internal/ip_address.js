"use strict";
// net.isIP and its relatives (RFC 791, RFC 4291).

function isDigits(text, radix) {
  if (text.length === 0) return false;
  for (let i = 0; i < text.length; i++) {
    const c = %StringPrototypeCharCodeAt(text, i);
    const isDigit = c >= 48 && c <= 57;
    const isHex = (c >= 65 && c <= 70) || (c >= 97 && c <= 102);
    if (!isDigit && !(radix === 16 && isHex)) return false;
  }
  return true;
}

// Four numbers below 256 without leading zeros.
function isIPv4(address) {
  const parts = %StringPrototypeSplit(`${address}`, "."); //@ internal/net:41:10, RegExp.test <anonymous>, isIPv4 internal/net:41:10|  return RegExpPrototypeTest(IPv4Reg, s);
  if (parts.length !== 4) return false;
  for (let i = 0; i < 4; i++) {
    const part = parts[i];
    if (!isDigits(part, 10) || part.length > 3 || +part > 255) return false;
    if (part.length > 1 && part[0] === "0") return false;
  }
  return true;
}

// How many groups of 16 bits the text has; -1 if it is not well formed.
function countGroups(text) {
  if (text === "") return 0;
  const parts = %StringPrototypeSplit(text, ":");
  let count = 0;
  for (let i = 0; i < parts.length; i++) {
    const isLast = i === parts.length - 1;
    if (isLast && isIPv4(parts[i])) count += 2;
    else if (isDigits(parts[i], 16) && parts[i].length <= 4) count++;
    else return -1;
  }
  return count;
}

function isZone(text) {
  return %RegExpPrototypeTest(/^[0-9a-zA-Z\-.:]+$/, text);
}

// Eight groups, of which `::` may stand for one or more.
function isIPv6(address) {
  let text = `${address}`;
  const percent = %StringPrototypeIndexOf(text, "%");
  if (percent !== -1) {
    if (!isZone(%StringPrototypeSlice(text, percent + 1))) return false;
    text = %StringPrototypeSlice(text, 0, percent);
  }
  const at = %StringPrototypeIndexOf(text, "::");
  if (at === -1) return countGroups(text) === 8;
  const head = %StringPrototypeSlice(text, 0, at);
  const tail = %StringPrototypeSlice(text, at + 2);
  if (%StringPrototypeIncludes(head, ".")) return false;
  const before = countGroups(head);
  const after = countGroups(tail);
  return before !== -1 && after !== -1 && before + after < 8;
}

function isIP(address) {
  if (isIPv4(address)) return 4; //@ *.isIP internal/net:60:7
  return isIPv6(address) ? 6 : 0;
}

module.exports = { isIP, isIPv4, isIPv6 };
