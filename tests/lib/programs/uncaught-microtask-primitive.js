queueMicrotask(() => { throw { a: 1 }; });
