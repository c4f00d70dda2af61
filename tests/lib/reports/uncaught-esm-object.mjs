await 1;
throw { a: 1 };
