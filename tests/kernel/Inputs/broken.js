console.log("about to throw");
throw new RangeError("no module");
