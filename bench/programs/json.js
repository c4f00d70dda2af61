// JSON: stringify and parse of a nested document, repeatedly.
"use strict";

function makeDocument(n) {
  const people = [];
  for (let i = 0; i < n; i++) {
    people.push({
      id: i,
      name: "person " + i,
      email: "p" + i + "@example.org",
      score: i * 1.25 - 100,
      active: i % 3 === 0,
      tags: ["a" + (i % 7), 'b"quoted"', "line\nbreak", "käse"],
      address: {
        street: i + " Main Street",
        city: "Town",
        zip: null,
        geo: [i / 7, -i / 3],
      },
    });
  }
  return { version: 1, people };
}

let document = makeDocument(3000),
  length = 0,
  sum = 0;
for (let round = 0; round < 90; round++) {
  const text = JSON.stringify(document);
  length += text.length;
  document = JSON.parse(text);
  sum += document.people[round].score;
}
console.log(length + " " + sum);
