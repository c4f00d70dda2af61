process.on('uncaughtException',(e,o)=>{console.log('caught',e.message,o);throw new Error('again')}); setTimeout(()=>{console.log('later')},5); throw new Error('first');
