"use strict";
// Should what is printed to a descriptor be coloured, and with how many
// colours? By the terminal, TERM, COLORTERM, NO_COLOR and FORCE_COLOR.

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

const terminals = {
  __proto__: null,
  eterm: 4,
  cons25: 4,
  console: 4,
  cygwin: 4,
  dtterm: 4,
  gnome: 4,
  hurd: 4,
  jfbterm: 4,
  konsole: 4,
  kterm: 4,
  mlterm: 4,
  mosh: 24,
  putty: 4,
  st: 4,
  "rxvt-unicode-24bit": 24,
  terminator: 24,
  "xterm-kitty": 24,
};

const families = [
  "ansi",
  "color",
  "linux",
  "direct",
  "rxvt",
  "screen",
  "xterm",
  "vt100",
];

function has(env, name) {
  return env[name] !== undefined && env[name] !== "";
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
    has(env, "NODE_DISABLE_COLORS") ||
    has(env, "NO_COLOR") ||
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
  const term = %StringPrototypeToLowerCase(env.TERM);
  if (terminals[term]) return terminals[term];
  for (let i = 0; i < families.length; i++)
    if (%StringPrototypeIncludes(term, families[i])) return 4;
  return env.COLORTERM ? 4 : 1;
}

const names = [
  "FORCE_COLOR",
  "NODE_DISABLE_COLORS",
  "NO_COLOR",
  "TERM",
  "TMUX",
  "TF_BUILD",
  "AGENT_NAME",
  "CI",
  "GITHUB_ACTIONS",
  "GITEA_ACTIONS",
  "CIRCLECI",
  "APPVEYOR",
  "BUILDKITE",
  "DRONE",
  "GITLAB_CI",
  "TRAVIS",
  "TERM_PROGRAM",
  "TERM_PROGRAM_VERSION",
  "COLORTERM",
];

const known = [undefined, undefined, undefined]; // by descriptor

function isColored(fd) {
  if (known[fd] === undefined) {
    const forced = variable("FORCE_COLOR") !== undefined;
    known[fd] = (forced || isTerminal(fd)) && depthNow() > 2;
  }
  return known[fd];
}

function depthNow() {
  const env = { __proto__: null };
  for (let i = 0; i < names.length; i++) env[names[i]] = variable(names[i]);
  return colorDepth(env);
}

module.exports = { isColored, isTerminal, colorDepth };
