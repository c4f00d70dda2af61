"use strict";
// Editing lines as on a terminal: what is written for each key, what lines come out, history, completion, questions.
const readline = require("readline");
const { PassThrough } = require("stream");

function session(name, options, keys) {
  const input = new PassThrough();
  const written = [];
  const output = Object.assign(new PassThrough(), { columns: options.columns ?? 40, isTTY: true });
  output.on("data", (chunk) => written.push(chunk.toString()));
  const rl = readline.createInterface({ input, output, terminal: true, prompt: "> ", ...options });
  const lines = [];
  rl.on("line", (line) => lines.push(line));
  rl.on("SIGINT", () => lines.push("^C"));
  rl.on("history", (history) => lines.push(`history ${history.length}`));
  rl.prompt();
  return new Promise((resolve) => {
    rl.on("close", () => lines.push("closed"));
    let at = 0;
    const next = () => {
      if (at < keys.length) {
        input.write(keys[at++]);
        setImmediate(next);
        return;
      }
      const state = [rl.line, rl.cursor, rl.history.slice(0, 3)];
      rl.close();
      console.log(name, lines, state);
      console.log(written.join("").split("\x1b[0J").map((text) => JSON.stringify(text)).join("\n"));
      resolve();
    };
    setImmediate(next);
  });
}

function question() {
  const input = new PassThrough();
  const output = Object.assign(new PassThrough(), { columns: 40 });
  let written = "";
  output.on("data", (chunk) => (written += chunk));
  const rl = readline.createInterface({ input, output, terminal: true });
  return new Promise((resolve) => {
    rl.question("name? ", (answer) => {
      console.log({ answer, written });
      rl.close();
      resolve();
    });
    input.write("me\r");
  });
}

function keypresses() {
  const stream = new PassThrough();
  const keys = [];
  stream.on("keypress", (c, key) => keys.push([c, key.name, key.ctrl, key.meta, key.shift, key.sequence]));
  readline.emitKeypressEvents(stream);
  return new Promise((resolve) => {
    const all = ["a", "Z", "5", " ", "\t", "\r", "\n", "\x7f", "\b", "\x01", "\x1a", "ä", "😀", "é!"];
    all.push("\x1b[A", "\x1bOB", "\x1b[1;5C", "\x1b[1;2D", "\x1b[H", "\x1bOF", "\x1b[3~", "\x1b[5;3~", "\x1b[Z");
    all.push("\x1bb", "\x1bF", "\x1bOP", "\x1b[15~", "\x1b[[A", "\x1b[24~", "\x1b[3^", "\x1b[200~");
    for (const text of all) stream.write(text);
    setImmediate(() => {
      for (const key of keys) console.log(JSON.stringify(key));
      resolve();
    });
  });
}

async function main() {
  await session("typing", {}, ["ab", "c", "\x7f", "\x1b[D", "X", "\x01", "Y", "\x05", "!", "\r", "second\r"]);
  await session("words", {}, ["one two  three", "\x1bb", "\x1bb", "\x1b[1;5C", "\x17", "\x0b", "\x19", "\x15", "z\r"]);
  await session("deleting", {}, ["abcdef", "\x01", "\x04", "\x1b[3~", "\x06", "\x02", "\x0b", "\x08", "ok\n"]);
  await session("history", { history: ["older", "ant"] }, ["new\r", "\x1b[A", "\x1b[A", "\x1b[B", "\r", "\x10", "\x10", "\x0e", "\r"]);
  await session("rows", { columns: 10 }, [..."0123456789abcdefghijk", "\x01", "\x1b[C", "Q", "\x05", "\x7f", "\r"]);
  await session("interrupt", {}, ["ab\x03", "cd", "\x04", "\r"]);
  const completer = (line) => [["apple", "apricot", "banana"].filter((w) => w.startsWith(line)), line];
  await session("completion", { completer }, ["ap", "\t", "\t", "p", "\t", "\r", "b\t\r"]);
  await session("written", {}, ["x"]);
  await question();
  await keypresses();
}

main();
