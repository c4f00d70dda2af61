exports.named = 'nm'; exports.fn = () => 'fn'; Object.defineProperty(exports, '__esModule', { value: true });
