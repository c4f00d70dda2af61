"use strict";
// require('url').

const { fileURLToPath, pathToFileURL } = require("internal/file_url");

function legacy() {
  return require("internal/url_legacy");
}

let warned = false;

// Node warns once of url.parse, in code outside of node_modules.
function parse(url, parseQuery, slashesMeanHost) {
  if (!warned) {
    warned = true;
    require("internal/warning").warn(
      "`url.parse()` behavior is not standardized and prone to errors that have security implications. Use the WHATWG URL API instead. CVEs are not issued for `url.parse()` vulnerabilities.",
      "DeprecationWarning",
      "DEP0169",
    );
  }
  return legacy().parse(url, parseQuery, slashesMeanHost); //@ Object.urlParse [as parse] url:149:13
}

function urlToHttpOptions(url) {
  if (url === null || (typeof url !== "object" && typeof url !== "function")) {
    const { invalidArgType } = require("internal/errors");
    throw invalidArgType("url", "object", url); //@ internal/errors:547:7, *.urlToHttpOptions internal/url:1470:3|      throw error;
  }
  const options = {
    __proto__: null,
    ...url,
    protocol: url.protocol,
    hostname:
      url.hostname && url.hostname[0] === "["
        ? %StringPrototypeSlice(url.hostname, 1, -1)
        : url.hostname,
    hash: url.hash,
    search: url.search,
    pathname: url.pathname,
    path: `${url.pathname || ""}${url.search || ""}`,
    href: url.href,
  };
  if (url.port !== "") options.port = +url.port;
  if (url.username || url.password)
    options.auth = `${%DecodeURIComponent(url.username)}:${%DecodeURIComponent(url.password)}`;
  return options;
}

function checkDomain(count) {
  if (count > 0) return;
  throw require("internal/validators").missingArgs("domain");
}

module.exports = {
  get Url() {
    return legacy().Url;
  },
  parse,
  resolve(from, to) {
    return legacy().resolve(from, to); //@ urlParse url:149:13, Object.urlResolve [as resolve] url:721:10
  },
  resolveObject(from, to) {
    return legacy().resolveObject(from, to);
  },
  format(url, options) {
    return legacy().format(url, options);
  },
  get URL() {
    return require("internal/url").URL;
  },
  get URLSearchParams() {
    return require("internal/url_search_params").URLSearchParams;
  },
  domainToASCII(domain) {
    checkDomain(arguments.length); //@ *.domainToASCII internal/url:1449:11|    throw new ERR_MISSING_ARGS('domain');
    return require("internal/url_host").parseHost(`${domain}`, true) ?? "";
  },
  domainToUnicode(domain) {
    checkDomain(arguments.length);
    const { parseHost, toUnicode } = require("internal/url_host");
    return toUnicode(parseHost(`${domain}`, true) ?? "");
  },
  pathToFileURL,
  fileURLToPath,
  urlToHttpOptions,
};
