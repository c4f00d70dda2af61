// A running parse-files (parse-files.c) that answers one file at a time.
import { spawn } from "node:child_process";

export class Parser {
  #child;
  #buffer = Buffer.alloc(0);
  #chunks = [];
  #ended = false;
  #wake = null;

  constructor(program) {
    this.#child = spawn(program, [], { stdio: ["pipe", "pipe", "inherit"] });
    this.#child.stdout.on("data", (chunk) => {
      this.#chunks.push(chunk);
      this.#wake?.();
    });
    this.#child.on("close", () => {
      this.#ended = true;
      this.#wake?.();
    });
  }

  async #more() {
    while (this.#chunks.length === 0) {
      if (this.#ended) throw new Error("the parser ended early");
      await new Promise((resolve) => (this.#wake = resolve));
    }
  }

  // goal: script, module or commonjs; Script: strict script; with a trailing "-" without early errors.
  // Resolves to { ok, text }: the ESTree JSON or the diagnostics.
  async parse(goal, file) {
    this.#child.stdin.write(`${goal} ${file}\n`);
    let end;
    while ((end = this.#buffer.indexOf(10)) < 0) {
      await this.#more();
      this.#buffer = Buffer.concat([this.#buffer, ...this.#chunks.splice(0)]);
    }
    const [status, length] = this.#buffer
      .subarray(0, end)
      .toString()
      .split(" ");
    const parts = [this.#buffer.subarray(end + 1)];
    let have = parts[0].length;
    while (have < Number(length)) {
      await this.#more();
      for (const chunk of this.#chunks.splice(0)) {
        parts.push(chunk);
        have += chunk.length;
      }
    }
    const all = Buffer.concat(parts);
    this.#buffer = all.subarray(Number(length));
    return {
      ok: status === "ok",
      text: all.subarray(0, Number(length)).toString(),
    };
  }

  end() {
    this.#child.stdin.end();
  }
}
