"use strict";
// Should what is printed to a descriptor be coloured, and with how many
// colours? By the terminal, TERM, COLORTERM, NO_COLOR and FORCE_COLOR. The
// smallest programs link this: no property is looked up by a computed name.

const SYS_ioctl = 16;
const TCGETS = 0x5401;

function isTerminal(fd) {
  return %Syscall(SYS_ioctl, fd, TCGETS, new %Uint8Array(64)) === 0;
}

// The value of an environment variable at the start of the process.
function variable(name) {
  const all = %ProcessEnvp();
  const start = `${name}=`;
  for (let i = 0; i < all.length; i++) {
    if (%StringPrototypeStartsWith(all[i], start))
      return %StringPrototypeSlice(all[i], start.length);
  }
  return undefined;
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
  const forced = variable("FORCE_COLOR") !== undefined;
  return (forced || isTerminal(fd)) && depthNow() > 2;
}

function depthNow() {
  return colorDepth({
    FORCE_COLOR: variable("FORCE_COLOR"),
    NODE_DISABLE_COLORS: variable("NODE_DISABLE_COLORS"),
    NO_COLOR: variable("NO_COLOR"),
    TERM: variable("TERM"),
    TMUX: variable("TMUX"),
    TF_BUILD: variable("TF_BUILD"),
    AGENT_NAME: variable("AGENT_NAME"),
    CI: variable("CI"),
    GITHUB_ACTIONS: variable("GITHUB_ACTIONS"),
    GITEA_ACTIONS: variable("GITEA_ACTIONS"),
    CIRCLECI: variable("CIRCLECI"),
    APPVEYOR: variable("APPVEYOR"),
    BUILDKITE: variable("BUILDKITE"),
    DRONE: variable("DRONE"),
    GITLAB_CI: variable("GITLAB_CI"),
    TRAVIS: variable("TRAVIS"),
    TERM_PROGRAM: variable("TERM_PROGRAM"),
    TERM_PROGRAM_VERSION: variable("TERM_PROGRAM_VERSION"),
    COLORTERM: variable("COLORTERM"),
  });
}

module.exports = { isColored, isTerminal, colorDepth };
