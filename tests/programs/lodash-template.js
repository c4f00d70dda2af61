"use strict";
// lodash's templates: functions made of texts that are known only at run time.

const _ = require("lodash");
const { attempt } = require("./support");

attempt("template", () => _.template("hi <%= user %> <%- html %> <% _.forEach(list, function(i) { %>(<%- i %>)<% }) %> ${ user }").source.length);
console.log(_.template("<% for (const x of list) { %>[<%- x %>]<% } %>")({ list: ["<", 1] }));
