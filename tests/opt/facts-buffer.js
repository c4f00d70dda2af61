// RUN: %jsc %level %s -o %t && %t | FileCheck %s
// Methods of Buffer give big integers under names of several spellings.
const word = Buffer.alloc(8, 1).readBigUInt64LE(0);
// CHECK: 144680345676153346n
console.log(word + word);
