// Neither an error nor a primitive: no empty line below the source.
throw Object.assign(Object.create(Error.prototype), { message: "fake" });
