"use strict";
// A program that was itself forked has a descriptor to its parent: evaluated
// before the program if that names process.send or its like.

require("internal/wait_async"); // and the loop

const environment = %ProcessEnvp();
for (let i = 0; i < environment.length; i++) {
  const key = "NODE_CHANNEL_FD=";
  if (%StringPrototypeStartsWith(environment[i], key)) {
    const fd = %ParseInt(%StringPrototypeSlice(environment[i], key.length), 10);
    require("internal/child/channel").adopt(fd);
  }
}
