"use strict";
// process.loadEnvFile: the variables of a .env file that are not set yet. Without
// fs, which a program that has process need not have.

const { parseEnv } = require("internal/util/parse_env");
const { process } = require("internal/registry");
const { coded, invalidArgType } = require("internal/errors");
const { systemError } = require("internal/system_error");
const { isUrl, pathOfUrl } = require("internal/url_path");

const SYS_read = 0;
const SYS_open = 2;
const SYS_close = 3;
const TYPED_ARRAY = 18;

function pathFrom(value) {
  if (typeof value === "string") return value;
  if (%ClassOf(value) === TYPED_ARRAY)
    return %Utf8Decode(value, 0, %TypedArrayPrototypeGetByteLength(value));
  if (isUrl(value)) return pathOfUrl(value);
  throw invalidArgType("path", ["string", "Buffer", "URL"], value); //@ internal/errors:547:7|      throw error;
}

function readText(path) {
  const fd = %Syscall(SYS_open, path, 0, 0);
  if (fd < 0) throw systemError(fd, "open", path);
  const part = new %Uint8Array(4096);
  const bytes = [];
  let n;
  while ((n = %Syscall(SYS_read, fd, part, 4096)) > 0)
    for (let i = 0; i < n; i++) %ArrayPrototypePush(bytes, part[i]);
  %Syscall(SYS_close, fd);
  if (n < 0)
    throw coded(
      %TypeError,
      "ERR_INVALID_ARG_TYPE",
      `Contents of '${path}' should be a valid string.`,
    );
  return %Utf8Decode(new %Uint8Array(bytes), 0, bytes.length);
}

function load(path) {
  const env = parseEnv(readText(path));
  const names = %ObjectKeys(env);
  for (let i = 0; i < names.length; i++)
    if (process.env[names[i]] === undefined)
      process.env[names[i]] = env[names[i]];
}

module.exports = { load, pathFrom };
