new (require('events'))().emit('error', new Error('ev'));
