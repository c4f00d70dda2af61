// A primitive is printed as a string, a symbol not at all.
process.on("exit", () => process.stdout.write("exit\n"));
throw "two\nlines";
