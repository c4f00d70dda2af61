// A CommonJS module may export a promise that never settles: exit code 0.
module.exports = new Promise(() => {});
