new (require('events'))().emit('error', {x:1});
