'use strict';
f() = 1;
f() &&= 1;
[f()] = 1;
