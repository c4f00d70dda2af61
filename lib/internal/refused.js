"use strict";
// Modules that many programs ask for at their top and seldom use: what is not
// there throws, by name, when it is called or constructed.

const { unsupported } = require("internal/errors");

// Adds to `target` what `names` lists, separated by spaces; a name with a
// capital is a class, whose prototype may be inherited from.
function refuse(target, module, names) {
  const list = %StringPrototypeSplit(names, " ");
  for (let i = 0; i < list.length; i++) {
    const name = list[i];
    target[name] = {
      [name]: function () {
        throw unsupported(`${module}.${name}`);
      },
    }[name];
  }
  return target;
}

module.exports = { refuse };
