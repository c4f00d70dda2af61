const values=[1,-0,'a\nb',"it's",[1,,3],{a:{b:{c:{}}}},new Map([[{a:1},'b']]),new Set([1,[2]]),/x/gi,new Date(0),function f(){},class A{},Symbol('s'),10n,null,undefined,new Uint8Array(3),new ArrayBuffer(2),Promise.resolve(4),new Error('boom').message,Object.create(null),[new Boolean(true),new String('x')],{get a(){return 1},set b(v){}},Array.from({length:120},(_, i)=>i),Array.from({length:27},(_, i)=>'item'+i*i),new WeakMap(),new Proxy({a:1},{}),(function(){return arguments})(1),[1][Symbol.iterator](),new Map([[1,2]]).entries(),Math,JSON,globalThis===global,{[Symbol('k')]:1,'a-b':2},'x'.repeat(200),new DataView(new ArrayBuffer(1)),async()=>{},function*g(){},new (class Foo extends Map{})([[1,2]]),new (class P{#x=1;y=2}),Buffer.from('hi'),{a:1n,b:'x'.repeat(80),c:[[[[1]]]]}];
for(const v of values) console.log(v);
console.log(values);
const o={name:'x'};o.self=o;o.list=[o,{o}];console.log(o);
console.log('%s %d %i %f %j %o %O %%',"s",1.5,2.7,'3.1',{a:1},[1],{b:{c:{}}});
console.table([{a:1,b:'x'},{a:2}]); console.group('g'); console.log('in'); console.groupEnd(); console.dir({a:{b:{c:{d:1}}}},{depth:0}); console.count(); console.assert(false,'as');
const util=require('util');console.log(util.inspect({a:[1,'x',null,undefined,true,Symbol('q'),1n,/r/,new Date(0)]},{colors:true,showHidden:true}));
