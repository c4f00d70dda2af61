"use strict";
// Should what is printed to a descriptor be coloured, and with how many
// colours? By the terminal, TERM, COLORTERM, NO_COLOR and FORCE_COLOR. The
// smallest programs link this: no property is looked up by a computed name.

const SYS_ioctl = 16;
const TCGETS = 0x5401;

function isTerminal(fd) {
  return %Syscall(SYS_ioctl, fd, TCGETS, new %Uint8Array(64)) === 0;
}

// Bits of colour by the name of the terminal, 0 if it is not known.
function depthOfTerminal(term) {
  switch (term) {
    case "eterm":
    case "cons25":
    case "console":
    case "cygwin":
    case "dtterm":
    case "gnome":
    case "hurd":
    case "jfbterm":
    case "konsole":
    case "kterm":
    case "mlterm":
    case "putty":
    case "st":
      return 4;
    case "mosh":
    case "rxvt-unicode-24bit":
    case "terminator":
    case "xterm-kitty":
      return 24;
  }
  const isOf = (family) => %StringPrototypeIncludes(term, family);
  return isOf("ansi") ||
    isOf("color") ||
    isOf("linux") ||
    isOf("direct") ||
    isOf("rxvt") ||
    isOf("screen") ||
    isOf("xterm") ||
    isOf("vt100")
    ? 4
    : 0;
}

function isSet(value) {
  return value !== undefined && value !== "";
}

// Bits of colour, 1, 4, 8 or 24, that a terminal with these variables shows.
function colorDepth(env) {
  const force = env.FORCE_COLOR;
  if (force !== undefined) {
    switch (force) {
      case "":
      case "1":
      case "true":
        return 4;
      case "2":
        return 8;
      case "3":
        return 24;
    }
    return 1;
  }
  if (
    isSet(env.NODE_DISABLE_COLORS) ||
    isSet(env.NO_COLOR) ||
    env.TERM === "dumb"
  )
    return 1;
  if (env.TMUX) return 24;
  if (env.TF_BUILD !== undefined && env.AGENT_NAME !== undefined) return 4;
  if (env.CI !== undefined) {
    if (
      env.GITHUB_ACTIONS !== undefined ||
      env.GITEA_ACTIONS !== undefined ||
      env.CIRCLECI !== undefined
    )
      return 24;
    if (
      env.APPVEYOR !== undefined ||
      env.BUILDKITE !== undefined ||
      env.DRONE !== undefined ||
      env.GITLAB_CI !== undefined ||
      env.TRAVIS !== undefined
    )
      return 8;
    return 1;
  }
  switch (env.TERM_PROGRAM) {
    case "iTerm.app":
      return !env.TERM_PROGRAM_VERSION ||
        %ParseInt(env.TERM_PROGRAM_VERSION, 10) < 3
        ? 8
        : 24;
    case "HyperTerm":
    case "MacTerm":
      return 24;
    case "Apple_Terminal":
      return 8;
  }
  if (env.COLORTERM === "truecolor" || env.COLORTERM === "24bit") return 24;
  if (!env.TERM) return 1;
  if (%StringPrototypeStartsWith(env.TERM, "xterm-256")) return 8;
  const depth = depthOfTerminal(%StringPrototypeToLowerCase(env.TERM));
  if (depth !== 0) return depth;
  return env.COLORTERM ? 4 : 1;
}

// Known once asked for, of standard output and standard error.
let output;
let errors;

function isColored(fd) {
  if (fd === 2) return (errors ??= look(2));
  return (output ??= look(1));
}

function look(fd) {
  const env = environment();
  return (
    (env.FORCE_COLOR !== undefined || isTerminal(fd)) && colorDepth(env) > 2
  );
}

// The variables that count, as they are at the start of the process.
function environment() {
  const all = %ProcessEnvp();
  const env = {};
  for (let i = 0; i < all.length; i++) {
    const equals = %StringPrototypeIndexOf(all[i], "=");
    const value = %StringPrototypeSlice(all[i], equals + 1);
    switch (%StringPrototypeSlice(all[i], 0, equals)) {
      case "FORCE_COLOR":
        env.FORCE_COLOR = value;
        break;
      case "NODE_DISABLE_COLORS":
        env.NODE_DISABLE_COLORS = value;
        break;
      case "NO_COLOR":
        env.NO_COLOR = value;
        break;
      case "TERM":
        env.TERM = value;
        break;
      case "TMUX":
        env.TMUX = value;
        break;
      case "TF_BUILD":
        env.TF_BUILD = value;
        break;
      case "AGENT_NAME":
        env.AGENT_NAME = value;
        break;
      case "CI":
        env.CI = value;
        break;
      case "GITHUB_ACTIONS":
        env.GITHUB_ACTIONS = value;
        break;
      case "GITEA_ACTIONS":
        env.GITEA_ACTIONS = value;
        break;
      case "CIRCLECI":
        env.CIRCLECI = value;
        break;
      case "APPVEYOR":
        env.APPVEYOR = value;
        break;
      case "BUILDKITE":
        env.BUILDKITE = value;
        break;
      case "DRONE":
        env.DRONE = value;
        break;
      case "GITLAB_CI":
        env.GITLAB_CI = value;
        break;
      case "TRAVIS":
        env.TRAVIS = value;
        break;
      case "TERM_PROGRAM":
        env.TERM_PROGRAM = value;
        break;
      case "TERM_PROGRAM_VERSION":
        env.TERM_PROGRAM_VERSION = value;
        break;
      case "COLORTERM":
        env.COLORTERM = value;
        break;
    }
  }
  return env;
}

module.exports = { isColored, isTerminal, colorDepth };
