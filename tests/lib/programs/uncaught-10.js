process.on('unhandledRejection',(r,p)=>{console.log('unh',r,p)}); process.on('rejectionHandled',p=>console.log('h',p)); const p=Promise.reject(1); setTimeout(()=>p.catch(()=>{}),5)
