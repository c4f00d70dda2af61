setTimeout(() => console.log("never"));
throw Symbol("s");
