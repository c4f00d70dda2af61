// JavaScript in a C program: main.c says how to build it. The comments in front of
// the functions are their prototypes in C; without one everything is an int64_t.

const counts = new Map();

/** @c void add(const char *text, size_t length) */
export function add(text) {
  for (const word of text.toLowerCase().match(/\p{Letter}+/gu) ?? [])
    counts.set(word, (counts.get(word) ?? 0) + 1);
}

/**
 * Calls back for each word, the most frequent one first, until that returns false.
 * @c int each_word(bool (*visit)(const char *word, int count, void *user),
 *                  void *user);
 */
export function each_word(visit, user) {
  const sorted = [...counts].sort((a, b) => b[1] - a[1]);
  let n = 0;
  for (const [word, count] of sorted) {
    n++;
    if (!visit(word, count, user)) break;
  }
  return n;
}

/** @c double mean(const double *values, size_t count) */
export function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** @c void scale(float *values, size_t count, float by) */
export function scale(values, by) {
  for (let i = 0; i < values.length; i++) values[i] *= by;
}

/** @c const char *json(void) */
export const json = () => JSON.stringify(Object.fromEntries(counts));

export function total() {
  let sum = 0;
  for (const count of counts.values()) sum += count;
  return sum;
}

export function remind(milliseconds) {
  setTimeout(() => console.log("it is time"), milliseconds);
}

export function fail(code) {
  throw new RangeError(`code ${code}`);
}

export function failLater() {
  setTimeout(() => fail(2), 1);
}

export async function reject() {
  await null;
  fail(3);
}
