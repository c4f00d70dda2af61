"use strict";
// argparse: parsers of every kind, usage and help texts, errors. Nothing ends the process: exit and printing are caught.

const { attempt } = require("./support");
const argparse = require("argparse");

class Exit extends Error {}

class Parser extends argparse.ArgumentParser {
  exit(status = 0, message = "") {
    throw new Exit(`exit ${status}: ${message.trim()}`);
  }
  _print_message(message) {
    console.log(message);
  }
}
const make = (options = {}) => new Parser({ prog: "tool", color: false, ...options });
const plain = (v) => JSON.stringify(v, (k, x) => (typeof x === "function" ? `[${x.name}]` : x instanceof argparse.Namespace ? { ...x } : x));
const parse = (label, parser, lists) => {
  for (const list of lists) attempt(`${label} ${list.join(" ")}`, () => parser.parse_args(list), plain);
};

const basic = make({ description: "Does things to files, at length: ".repeat(6), epilog: "The end.", add_help: true });
basic.add_argument("files", { nargs: "*", help: "what to read", metavar: "FILE" });
basic.add_argument("-v", "--verbose", { action: "count", default: 0, help: "say more" });
basic.add_argument("-q", "--quiet", { action: "store_true" });
basic.add_argument("--no-color", { action: "store_false", dest: "color" });
basic.add_argument("-n", "--number", { type: "int", default: 3, help: "a number (default: %(default)s)" });
basic.add_argument("--ratio", { type: "float" });
basic.add_argument("--mode", { choices: ["fast", "slow"], help: "how" });
basic.add_argument("-I", { action: "append", dest: "include", metavar: "DIR" });
basic.add_argument("--const", { action: "store_const", const: 42 });
basic.add_argument("--push", { action: "append_const", const: "p", dest: "pushed" });
basic.add_argument("--pair", { nargs: 2, metavar: ["A", "B"] });
basic.add_argument("--maybe", { nargs: "?", const: "yes", default: "no" });
basic.add_argument("--many", { nargs: "+", action: "extend" });
basic.add_argument("--hidden", { help: argparse.SUPPRESS });
basic.add_argument("--version", { action: "version", version: "%(prog)s 1.2" });
basic.add_argument("--flag", { action: argparse.BooleanOptionalAction, help: "on or off" });
parse("basic", basic, [
  [], ["a", "b", "-vvv", "-n5"], ["--number=7", "--ratio", "1.5e3", "--no-color", "-q"], ["--mode", "fast", "-I", "x", "-Iy"], ["--const", "--push", "--push"], ["--pair", "1", "2", "--maybe", "--many", "a", "b", "--many", "c"],
  ["--flag", "--maybe=z"], ["--no-flag"], ["--", "-v"], ["--num", "8"], ["--n", "8"], ["--mode", "medium"], ["-n", "x"], ["--ratio", "y"], ["--pair", "1"], ["--many"], ["--nope"], ["--help"], ["--version"], ["-n"], ["--quiet=1"], ["--hid", "1"],
]);
attempt("usage", () => basic.format_usage(), String);
attempt("help", () => basic.format_help(), String);
attempt("known", () => basic.parse_known_args(["-q", "--what", "x", "-n", "1"]), plain);
attempt("intermixed", () => basic.parse_intermixed_args(["a", "-v", "b"]), plain);
attempt("defaults", () => [basic.get_default("number"), basic.set_defaults({ extra: 1 }), basic.get_default("extra")], plain);

for (const formatter of ["HelpFormatter", "ArgumentDefaultsHelpFormatter", "RawDescriptionHelpFormatter", "RawTextHelpFormatter", "MetavarTypeHelpFormatter"]) {
  const p = make({ formatter_class: argparse[formatter], description: "line one\n  line two", usage: formatter === "HelpFormatter" ? "%(prog)s [mine]" : undefined });
  const g = p.add_argument_group({ title: "group", description: "of options" });
  g.add_argument("--alpha", { default: 1, type: "int", help: "first\n  second" });
  g.add_argument("beta", { nargs: "?", default: "b", type: "str", help: "a long help text ".repeat(8) });
  const x = p.add_mutually_exclusive_group({ required: true });
  x.add_argument("--one", { action: "store_true" });
  x.add_argument("--two", { type: "str" });
  attempt(`help ${formatter}`, () => p.format_help(), String);
  parse(formatter, p, [["--one"], ["--one", "--two", "x"], []]);
}

const commands = make({ allow_abbrev: false, exit_on_error: true });
commands.add_argument("--root", { default: "." });
const subs = commands.add_subparsers({ dest: "command", title: "commands", required: true, help: "what to do", parser_class: Parser });
const build = subs.add_parser("build", { help: "build it", aliases: ["b"] });
build.add_argument("target", { choices: ["all", "some"] });
build.add_argument("-j", { type: "int" });
const clean = subs.add_parser("clean", { help: "clean up" });
clean.set_defaults({ run: "clean" });
clean.add_argument("rest", { nargs: argparse.REMAINDER });
parse("commands", commands, [["build", "all", "-j", "4"], ["b", "some"], ["clean", "-x", "y"], ["--root", "/", "clean"], [], ["bulid"], ["build", "none"], ["build", "-h"], ["--roo", "x", "clean"]]);
attempt("commands help", () => commands.format_help(), String);

const parent = make({ add_help: false });
parent.add_argument("--shared", { help: "in both" });
const child = make({ parents: [parent], prefix_chars: "-+", fromfile_prefix_chars: "@", argument_default: "dflt", conflict_handler: "resolve" });
child.add_argument("+x", "++extra", { type: Number });
child.add_argument("--shared", { help: "overridden", required: true });
child.add_argument("pos", { nargs: 2 });
parse("child", child, [["a", "b", "--shared", "s", "+x", "3"], ["a", "b"], ["a", "--shared", "1"], ["@/does/not/exist", "--shared", "1"]]);
attempt("child help", () => child.format_help(), String);

const custom = make();
custom.add_argument("--even", { type: function even(s) { if (s % 2) throw new argparse.ArgumentTypeError("must be even"); return Number(s); } });
custom.add_argument("--odd", { type: function odd(s) { if (s % 2 === 0) throw new TypeError("not odd"); return Number(s); } });
custom.add_argument("--up", { action: class extends argparse.Action { call(parser, namespace, values, option) { namespace[this.dest] = `${option}:${values.toUpperCase()}`; } } });
custom.add_argument("--in", { type: new argparse.FileType("r") });
parse("custom", custom, [["--even", "4", "--odd", "3", "--up", "x"], ["--even", "3"], ["--odd", "2"], ["--in", "/no/such/file"]]);

const wrong = [
  (p) => p.add_argument("--a", { nargs: 0 }), (p) => p.add_argument("a", { required: true }), (p) => p.add_argument("--a", { action: "nope" }), (p) => p.add_argument("--a", { type: "nope" }), (p) => (p.add_argument("--a"), p.add_argument("--a")),
  (p) => p.add_argument("a", "b"), (p) => p.add_argument("--a", { dest: "x", bogus: 1 }), (p) => p.add_argument("--a", { nargs: 2, metavar: ["x"] }), (p) => p.add_argument(""), (p) => p.add_argument("--a", { action: "store_const" }), (p) => p.add_mutually_exclusive_group().add_argument("x", { nargs: 2 }), (p) => p.error("mine"),
];
wrong.forEach((f, i) => attempt(`wrong ${i}`, () => String(f(make())), String));
const ns = new argparse.Namespace({ a: 1 });
attempt("namespace", () => [String(ns), "a" in ns, plain(ns)], plain);
