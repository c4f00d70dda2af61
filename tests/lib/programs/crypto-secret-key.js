"use strict";
// KeyObject of a symmetric key.

const { createSecretKey, KeyObject, createHmac, createCipheriv, hkdfSync } = require('crypto');
const attempt = (f) => { try { console.log(f()); } catch (e) { console.log(e.name, e.code, e.message); } };
const k = createSecretKey(Buffer.from('secret key 16byt')), s = createSecretKey('c2VjcmV0', 'base64');
attempt(() => [k.type, k.symmetricKeySize, k.export(), k.export({ format: 'jwk' }), s.export().toString(), k instanceof KeyObject, k.equals(s), k.equals(createSecretKey(k.export())), k.asymmetricKeyType, Object.prototype.toString.call(k), k.constructor.name]);
attempt(() => createHmac('sha256', k).update('x').digest('hex')); attempt(() => createCipheriv('aes-128-cbc', k, Buffer.alloc(16)).update('hello world 12345', 'utf8', 'hex')); attempt(() => Buffer.from(hkdfSync('sha256', k, 'salt', 'info', 16)).toString('hex'));
attempt(() => createSecretKey(5)); attempt(() => createSecretKey(new ArrayBuffer(3)).symmetricKeySize); attempt(() => createSecretKey(new Uint16Array(2)).symmetricKeySize); attempt(() => k.export({ format: 'x' })); attempt(() => k.export(5)); attempt(() => k.equals(5)); attempt(() => new KeyObject('secret', {})); attempt(() => new KeyObject('x')); attempt(() => createSecretKey('').symmetricKeySize); attempt(() => createHmac('sha256', k).constructor.name); attempt(() => Object.getOwnPropertyNames(KeyObject.prototype)); attempt(() => Object.getOwnPropertyNames(Object.getPrototypeOf(k))); attempt(() => k);
