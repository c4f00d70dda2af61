// The place where the error was made, not that of the throw statement.
queueMicrotask(() => { throw new Error("micro"); });
