Promise.reject({a:1}); process.on('exit',c=>console.log('exit',c))
