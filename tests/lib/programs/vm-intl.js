"use strict";
// Contexts have the program's Intl.
const attempt = (f) => { try { console.log(f()); } catch (e) { console.log(e.name, e.message); } };
console.log(typeof Intl); // a program that does not name it, or load it, has none of that size
const vm = require("vm");
attempt(() => vm.runInNewContext("typeof Intl.NumberFormat + new Intl.NumberFormat().format(5)"));
attempt(() => Object.getOwnPropertyDescriptor(vm.runInContext("this", vm.createContext(vm.constants.DONT_CONTEXTIFY)), "Intl").enumerable);
