"use strict";
// Settled promises.

function resolved(value) {
  return new %Promise((resolve) => resolve(value));
}

function rejected(error) {
  return new %Promise((resolve, reject) => reject(error));
}

module.exports = { resolved, rejected };
