process.emitWarning('careful'); process.emitWarning('dep','DeprecationWarning','DEP0'); process.on('warning',w=>console.log('W',w.name,w.message,w.code)); 
