"use strict";
// The path of a file: URL object. Apart from internal/file_url, so that what
// takes paths does not link the URL parser.

const { coded } = require("internal/errors");

function isUrl(value) {
  return Boolean(
    value &&
    value.href &&
    value.protocol &&
    value.auth === undefined &&
    value.path === undefined,
  );
}

function pathOfUrl(url) {
  if (url.protocol !== "file:")
    throw coded(
      %TypeError,
      "ERR_INVALID_URL_SCHEME",
      "The URL must be of scheme file",
    );
  if (url.hostname !== "")
    throw coded(
      %TypeError,
      "ERR_INVALID_FILE_URL_HOST",
      'File URL host must be "localhost" or empty on linux',
    );
  const { pathname } = url;
  if (%StringPrototypeIncludes(%StringPrototypeToLowerCase(pathname), "%2f")) {
    const error = coded(
      %TypeError,
      "ERR_INVALID_FILE_URL_PATH",
      "File URL path must not include encoded / characters",
    );
    error.input = url;
    throw error;
  }
  return %StringPrototypeIncludes(pathname, "%")
    ? %DecodeURIComponent(pathname)
    : pathname;
}

module.exports = { isUrl, pathOfUrl };
