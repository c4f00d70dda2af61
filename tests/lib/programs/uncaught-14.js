process.exitCode=3; process.on('exit',(c)=>{console.log('exit',c,process.exitCode);process.exitCode=9}); process.on('beforeExit',c=>{console.log('be',c)})
