"use strict";
// MessageChannel within a thread: messages, listeners of both kinds, closing, errors.

const { port1, port2 } = new MessageChannel();
console.log(port1 instanceof EventTarget, port1 instanceof MessagePort, Object.prototype.toString.call(port1), Object.prototype.toString.call(new MessageChannel()));
port2.onmessage = (e) => { console.log('2 got', e.data, e.constructor.name, e.type, e.target === port2, e.ports); port2.postMessage({ back: e.data }); };
port1.on('message', (m) => { console.log('1 got', m); if (m.back === 'second') port1.close(); });
port1.on('close', () => console.log('1 closed')); port2.addEventListener('close', () => console.log('2 closed'));
port1.postMessage('first'); port1.postMessage('second'); console.log('posted');
process.nextTick(() => console.log('tick')); Promise.resolve().then(() => console.log('micro')); 
try { port1.postMessage(() => 1); } catch (e) { console.log(e.name, e.message, e.code); }
try { port1.postMessage(); } catch (e) { console.log(e.name, e.code, e.message); }
try { new MessagePort(); } catch (e) { console.log(e.name, e.code, e.message); }
const { receiveMessageOnPort } = require('worker_threads'); const c = new MessageChannel(); c.port1.postMessage(5); console.log(receiveMessageOnPort(c.port2), receiveMessageOnPort(c.port2)); c.port1.onmessage = () => {}; c.port1.unref(); console.log(c.port1.hasRef(), c.port2.hasRef());

const one = new BroadcastChannel("name");
const two = new BroadcastChannel("name");
two.onmessage = (event) => {
  console.log("broadcast", event.data, event instanceof MessageEvent, two.name);
  one.close();
  two.close();
  try {
    one.postMessage(1);
  } catch (error) {
    console.log(error.name);
  }
};
setTimeout(() => one.postMessage({ b: 2 }), 200);
