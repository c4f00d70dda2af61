const p = new Proxy({}, { get: (o, k) => k });
console.log(p.name, 2n ** 70n, JSON.parse('[1]')[0]);
Promise.resolve(3).then((v) => console.log(v));
