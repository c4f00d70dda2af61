setTimeout(function t(){ null.x },1)
