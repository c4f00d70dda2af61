class MyE extends Error{}; (async()=>{ await 1; throw new MyE('async\nmulti') })()
