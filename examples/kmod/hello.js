// A module of Linux's kernel:
//
//   jsc --kmod hello.js -o hello.ko && insmod hello.ko && rmmod hello

console.log("hello from JavaScript");
setTimeout(() => console.log("still here"), 100);

export function unload() {
  console.log("bye");
}
