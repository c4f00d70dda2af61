Promise.resolve("[1, 2").then((text) => JSON.parse(text));
