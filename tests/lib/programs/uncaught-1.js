function f(){
  const e = new TypeError('bad'); e.extra={a:1};
  throw e;
}
f();
