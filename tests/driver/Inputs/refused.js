const http = require('http');
require('node:http');
class Agent extends http.Agent {}
console.log(http.STATUS_CODES[404], typeof http.request, typeof Agent);
for (const f of [() => http.get('http://localhost/'), () => new Agent(), () => require('net').connect(80)]) {
  try {
    f();
  } catch (error) {
    console.log(error.code, error.message);
  }
}
