// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// Error.prepareStackTrace gets CallSite objects, frames of the module loader among them.
function trace() {
  const before = Error.prepareStackTrace;
  Error.prepareStackTrace = (error, frames) => frames;
  const frames = new Error('x').stack;
  Error.prepareStackTrace = before;
  return frames;
}
const frames = trace();
const show = (f) => `${f.getFunctionName()} ${String(f.getFileName()).split('/').pop()} ${f.getLineNumber()}`;
console.log(show(frames[0]));
console.log(show(frames[1]));
console.log(frames[2].getFileName());
console.log(frames.every((f) => f.getColumnNumber() > 0), typeof frames[0].toString);
