Error.prepareStackTrace = (e, sites) => sites.map((s) => [s.isAsync(), s.isPromiseAll(), s.getPromiseIndex(), `${s}`]);
const fail = async () => { await null; throw new Error("q"); };
(async () => { await Promise.all([1, fail()]); })().catch((e) => console.log(e.stack));
