"use strict";
// The difference of two lists of lines: the shortest edit script (Myers, An
// O(ND) Difference Algorithm, 1986), and its printing with long equal runs
// left out.

const EQUAL = 0;
const ADDED = 1; // only in the actual value
const MISSING = -1; // only in the expected value

const SHOWN_EQUAL = 5; // equal lines printed after a change

function same(a, b, commas) {
  return a === b || (commas && (`${a},` === b || a === `${b},`));
}

// The furthest x on each diagonal for every number of edits; the last entry is
// the state before the solving step.
function search(actual, expected, commas) {
  const n = actual.length;
  const m = expected.length;
  const zero = n + m;
  const far = new %Int32Array(2 * zero + 2);
  const history = [];
  for (let edits = 0; edits <= zero; edits++) {
    %ArrayPrototypePush(history, %TypedArrayPrototypeSlice(far));
    for (let k = -edits; k <= edits; k += 2) {
      const down =
        k === -edits || (k !== edits && far[zero + k - 1] < far[zero + k + 1]);
      let x = down ? far[zero + k + 1] : far[zero + k - 1] + 1;
      while (x < n && x - k < m && same(actual[x], expected[x - k], commas))
        x++;
      far[zero + k] = x;
      if (x >= n && x - k >= m) return history;
    }
  }
  return history;
}

// The edit script as a list of { kind, text }, in the order of the lines.
// `commas`: lines that differ in a comma at the end count as equal.
function diffLines(actual, expected, commas) {
  const history = search(actual, expected, commas);
  const zero = actual.length + expected.length;
  const script = [];
  let x = actual.length;
  let y = expected.length;
  for (let edits = history.length - 1; edits >= 0; edits--) {
    const far = history[edits];
    const k = x - y;
    const down =
      k === -edits || (k !== edits && far[zero + k - 1] < far[zero + k + 1]);
    const fromK = down ? k + 1 : k - 1;
    const fromX = far[zero + fromK];
    const fromY = fromX - fromK;
    for (; x > fromX && y > fromY; x--, y--) {
      const line = actual[x - 1];
      const text =
        commas && !%StringPrototypeEndsWith(line, ",") ? expected[y - 1] : line;
      %ArrayPrototypePush(script, { kind: EQUAL, text });
    }
    if (edits === 0) break;
    if (x > fromX)
      %ArrayPrototypePush(script, { kind: ADDED, text: actual[--x] });
    else %ArrayPrototypePush(script, { kind: MISSING, text: expected[--y] });
  }
  return %ArrayPrototypeReverse(script);
}

// `paint(kind, text)` gives a changed line its sign. { message, skipped }.
function printDiff(script, colors, paint) {
  let message = "";
  let skipped = false;
  let equal = 0;
  const plain = (text) => `${colors.white}  ${text}\n`;
  for (let i = 0; i < script.length; i++) {
    const { kind, text } = script[i];
    if (kind === EQUAL) {
      if (equal++ < SHOWN_EQUAL) message += plain(text);
      continue;
    }
    // The end of a run of equal lines.
    const hidden = equal - SHOWN_EQUAL;
    if (hidden === 2) message += plain(script[i - 2].text);
    if (hidden > 2) {
      message += `${colors.blue}...${colors.white}\n`;
      skipped = true;
    }
    if (hidden > 0) message += plain(script[i - 1].text);
    equal = 0;
    message += paint(kind, text);
  }
  return { message: `\n${%StringPrototypeTrimEnd(message)}`, skipped };
}

module.exports = { ADDED, EQUAL, MISSING, diffLines, printDiff };
