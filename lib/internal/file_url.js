"use strict";
// Between paths and file: URLs.

const { invalidArgType } = require("internal/errors");
const { isUrl, pathOfUrl } = require("internal/url_path");

function fileURLToPath(path) {
  if (typeof path === "string") {
    const { URL } = require("internal/url");
    path = new URL(path);
  } else if (!isUrl(path))
    throw invalidArgType("path", ["string", "URL"], path); //@ *.fileURLToPath internal/url:1649:11|    throw new ERR_INVALID_ARG_TYPE('path', ['string', 'URL'], path);
  return pathOfUrl(path);
}

// Characters of a path that mean something in a URL.
function escapePath(path) {
  let out = "";
  for (let i = 0; i < path.length; i++) {
    switch (path[i]) {
      case "%":
        out += "%25";
        break;
      case "[":
        out += "%5B";
        break;
      case "\\":
        out += "%5C";
        break;
      case "]":
        out += "%5D";
        break;
      case "^":
        out += "%5E";
        break;
      case "|":
        out += "%7C";
        break;
      case "~":
        out += "%7E";
        break;
      case "\n":
        out += "%0A";
        break;
      case "\r":
        out += "%0D";
        break;
      case "\t":
        out += "%09";
        break;
      case "?":
        out += "%3F";
        break;
      case "#":
        out += "%23";
        break;
      default:
        out += path[i];
    }
  }
  return out;
}

function pathToFileURL(path) {
  if (typeof path !== "string") throw invalidArgType("path", "string", path); //@ internal/errors:547:7, *.pathToFileURL url:1020:3|      throw error;
  const { resolve } = require("internal/path_posix");
  let resolved = resolve(path);
  // A separator at the end is kept.
  if (path[path.length - 1] === "/" && resolved[resolved.length - 1] !== "/")
    resolved += "/";
  const { URL } = require("internal/url");
  return new URL(`file://${escapePath(resolved)}`);
}

module.exports = { fileURLToPath, pathToFileURL };
