// Fills the heap with things of one kind; without an argument: prints the kinds. For exhausted.test.
const kept = [];
function* generator() {
  yield 1;
}
const kinds = {
  arrays: () => kept.push([1, 2, 3]),
  numbers: () => kept.push(1.5),
  maps: (i) => kept.push(new Map([[i, i]])),
  strings: (i) => kept.push("x".repeat(1000) + i),
  ropes: (i) => kept.push(`${kept[i - 1] ?? ""}x`),
  closures: (i) => kept.push(() => i),
  promises: () => kept.push(new Promise(() => {})),
  objects: (i) => kept.push({ i, o: { i } }),
  patterns: (i) => kept.push(new RegExp(`a${i}`)),
  errors: () => kept.push(new Error("kept")),
  generators: () => kept[kept.push(generator()) - 1].next(),
};
const keyed = new Map();
kinds.entries = (i) => keyed.set(i, { i });
const named = {};
kinds.properties = (i) => (named[`k${i}`] = i);

const how = process.argv[2];
if (how === "buffer") {
  try {
    console.log(new ArrayBuffer(2 ** 26));
  } catch (error) {
    console.log(`${error}`);
  }
} else if (how) for (let i = 0; ; i++) kinds[how](i);
else console.log(Object.keys(kinds).join("\n"));
