// A character device, /dev/js, that counts the words that are written to it:
//
//   jsc --kmod js.js -o js.ko && insmod js.ko
//   echo "one two one" > /dev/js && cat /dev/js

const counts = new Map();

export function write(text) {
  for (const word of text.match(/[a-z]+/g) ?? [])
    counts.set(word, (counts.get(word) ?? 0) + 1);
}

export function read() {
  const lines = [...counts].map(([word, count]) => `${count} ${word}\n`);
  return lines.sort().join("");
}
