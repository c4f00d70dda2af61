"use strict";
// Editing a line on a terminal: what readline's Interface does with each key.
// The prompt and the line are written anew after most of them, over as many
// rows as they take.

const {
  stringWidth,
  stripControlSequences,
} = require("internal/util/text_width");

const WORD_LEFT = /(?:[^\w\s]+|\w+|)\s*$/;
const WORD_RIGHT = /^(?:\s+|[^\w\s]+|\w+)\s*/;
const KEPT = 32; // deleted pieces that can be brought back

function startOfWord(line, cursor) {
  const before = %StringPrototypeSlice(line, 0, cursor);
  return cursor - WORD_LEFT.exec(before)[0].length;
}

function endOfWord(line, cursor) {
  const match = WORD_RIGHT.exec(%StringPrototypeSlice(line, cursor));
  return cursor + (match === null ? 0 : match[0].length);
}

// Index of the character before or behind a place.
function before(line, at) {
  const pair =
    at > 1 &&
    /^[\ud800-\udbff][\udc00-\udfff]$/.test(
      %StringPrototypeSlice(line, at - 2, at),
    );
  return at - (pair ? 2 : at > 0 ? 1 : 0);
}

function behind(line, at) {
  const code = at < line.length ? %StringPrototypeCodePointAt(line, at) : 0;
  return %MathMin(line.length, at + (code > 0xffff ? 2 : 1));
}

class Editor {
  constructor(reader, options) {
    this.reader = reader;
    this.output = reader.output;
    this.rows = 0; // of the cursor, below the prompt's first
    this.historyAt = -1;
    this.unsent = ""; // the line that was left for one of history
    this.removed = []; // the newest first
    this.lastTab = false;
    this.historySize = options.historySize ?? 30;
    this.dropsDuplicates = Boolean(options.removeHistoryDuplicates);
    this.completer = options.completer;
    this.sawReturnAt = 0;
    this.completes = true; // not within what is pasted
  }

  // ---- on the screen ----

  place(text) {
    const columns = this.output.columns || 1e9;
    let row = 0;
    let column = 0;
    for (const c of text) {
      if (c === "\n") {
        row++;
        column = 0;
        continue;
      }
      const width = c === "\t" ? 8 - (column % 8) : stringWidth(c);
      if (column + width > columns) {
        row++;
        column = 0;
      }
      column += width;
    }
    if (column === columns) {
      row++;
      column = 0;
    }
    return { row, column };
  }

  cursorPlace() {
    const { reader } = this;
    const shown = stripControlSequences(reader.promptText);
    return this.place(
      shown + %StringPrototypeSlice(reader.line, 0, reader.cursor),
    );
  }

  refresh() {
    const { reader } = this;
    const end = this.place(
      stripControlSequences(reader.promptText) + reader.line,
    );
    const at = this.cursorPlace();
    let text = this.rows > 0 ? `\x1b[${this.rows}A` : "";
    text += `\x1b[1G\x1b[0J${reader.promptText}${reader.line}`;
    if (end.column === 0 && end.row > 0) text += " ";
    text += `\x1b[${at.column + 1}G`;
    if (end.row > at.row) text += `\x1b[${end.row - at.row}A`;
    this.output.write(text);
    this.rows = at.row;
  }

  // The cursor goes below all that is shown.
  leaveLine() {
    const { reader } = this;
    reader.cursor = reader.line.length;
    const end = this.cursorPlace();
    let text = end.row > this.rows ? `\x1b[${end.row - this.rows}B` : "";
    text += "\r\n";
    this.output.write(text);
    this.rows = 0;
  }

  moveTo(cursor) {
    const { reader } = this;
    const from = this.cursorPlace();
    reader.cursor = %MathMax(0, %MathMin(cursor, reader.line.length));
    const to = this.cursorPlace();
    const by = to.column - from.column;
    if (to.row !== from.row) this.refresh();
    else if (by !== 0)
      this.output.write(by < 0 ? `\x1b[${-by}D` : `\x1b[${by}C`);
  }

  insert(text) {
    const { reader } = this;
    const { line, cursor } = reader;
    reader.line =
      %StringPrototypeSlice(line, 0, cursor) +
      text +
      %StringPrototypeSlice(line, cursor);
    reader.cursor += text.length;
    const atEnd = cursor === line.length;
    const place = this.cursorPlace();
    if (atEnd && place.row === this.rows && place.column > 0)
      this.output.write(text);
    else this.refresh();
  }

  remove(from, to, isKept) {
    const { reader } = this;
    if (from >= to) return;
    if (isKept) {
      %ArrayPrototypeUnshift(
        this.removed,
        %StringPrototypeSlice(reader.line, from, to),
      );
      if (this.removed.length > KEPT) this.removed.pop();
    }
    reader.line =
      %StringPrototypeSlice(reader.line, 0, from) +
      %StringPrototypeSlice(reader.line, to);
    reader.cursor = from;
    this.refresh();
  }

  // ---- history ----

  remember(line) {
    const { reader } = this;
    this.historyAt = -1;
    if (this.historySize === 0 || %StringPrototypeTrim(line) === "") return;
    if (reader.history[0] !== line) {
      if (this.dropsDuplicates)
        reader.history = %ArrayPrototypeFilter(
          reader.history,
          (old) => old !== line,
        );
      %ArrayPrototypeUnshift(reader.history, line);
      if (reader.history.length > this.historySize) reader.history.pop();
    }
    reader.emit("history", reader.history);
  }

  // Lines that begin like what was typed, older ones with step 1.
  recall(step) {
    const { reader } = this;
    if (this.historyAt < 0) this.unsent = reader.line;
    let at = this.historyAt + step;
    while (
      at >= 0 &&
      at < reader.history.length &&
      (!%StringPrototypeStartsWith(reader.history[at], this.unsent) ||
        reader.history[at] === reader.line)
    )
      at += step;
    if (at >= reader.history.length || (at < 0 && this.historyAt < 0)) return;
    this.historyAt = at < 0 ? -1 : at;
    reader.line = at < 0 ? this.unsent : reader.history[at];
    reader.cursor = reader.line.length;
    this.refresh();
  }

  // ---- completion ----

  complete(again) {
    const { reader } = this;
    const line = %StringPrototypeSlice(reader.line, 0, reader.cursor);
    const use = (error, result) => {
      if (error || result === undefined || reader.closed) return;
      this.offer(
        %ArrayPrototypeFilter(result[0], (name) => name !== ""),
        result[1],
        again,
      );
    };
    if (this.completer.length === 2) {
      this.completer(line, use);
      return;
    }
    const result = this.completer(line);
    if (typeof result?.then === "function")
      result.then((r) => use(null, r), use);
    else use(null, result);
  }

  offer(names, typed, isSecond) {
    if (names.length === 0) return;
    let common = names[0];
    for (const name of names) {
      let n = 0;
      while (n < common.length && common[n] === name[n]) n++;
      common = %StringPrototypeSlice(common, 0, n);
    }
    if (common.length > typed.length) {
      this.insert(%StringPrototypeSlice(common, typed.length));
      return;
    }
    if (names.length > 1 && isSecond) this.list(names);
  }

  list(names) {
    const width =
      %MathMax(...%ArrayPrototypeMap(names, (name) => stringWidth(name))) + 2;
    const perRow = %MathMax(1, %MathFloor((this.output.columns || 80) / width));
    let text = "\r\n";
    for (let i = 0; i < names.length; i++) {
      const isLast = (i + 1) % perRow === 0 || i + 1 === names.length;
      text += names[i];
      text += isLast
        ? "\r\n"
        : %StringPrototypeRepeat(" ", width - stringWidth(names[i]));
    }
    this.output.write(`${text}\r\n`);
    this.rows = 0;
    this.refresh();
  }

  // ---- keys ----

  send() {
    const { reader } = this;
    const { line } = reader;
    this.leaveLine();
    this.remember(line);
    reader.line = "";
    reader.cursor = 0;
    reader.deliver(line);
  }

  press(c, key) {
    const { reader } = this;
    const wasTab = this.lastTab;
    this.lastTab = key.name === "tab" && !key.shift;
    if (key.name === "return") {
      this.sawReturnAt = %DateNow();
      this.send();
    } else if (key.name === "enter") {
      // The second half of \r\n.
      if (%DateNow() - this.sawReturnAt > reader.crlfDelay) this.send();
      this.sawReturnAt = 0;
    } else if (key.ctrl && !key.meta && key.name?.length === 1) {
      this.control(key.name);
    } else if (key.meta && key.name?.length === 1) {
      this.meta(key.name);
    } else if (
      key.name === "tab" &&
      typeof this.completer === "function" &&
      this.completes
    ) {
      this.lastTab = true;
      this.complete(wasTab);
    } else if (c === "\t" || (!this.move(key) && c !== undefined && c >= " ")) {
      this.insert(c);
    }
  }

  move(key) {
    const { line, cursor } = this.reader;
    const byWord = key.ctrl || key.meta;
    switch (key.name) {
      case "left":
        this.moveTo(byWord ? startOfWord(line, cursor) : before(line, cursor));
        return true;
      case "right":
        this.moveTo(byWord ? endOfWord(line, cursor) : behind(line, cursor));
        return true;
      case "home":
        this.moveTo(0);
        return true;
      case "end":
        this.moveTo(line.length);
        return true;
      case "up":
        this.recall(1);
        return true;
      case "down":
        this.recall(-1);
        return true;
      case "delete":
        if (byWord) this.remove(cursor, endOfWord(line, cursor), true);
        else this.remove(cursor, behind(line, cursor), false);
        return true;
      case "backspace":
        if (byWord) this.remove(startOfWord(line, cursor), cursor, true);
        else this.remove(before(line, cursor), cursor, false);
        return true;
      default:
        return (
          key.name !== undefined && key.name !== "space" && key.name.length > 1
        );
    }
  }

  control(name) {
    const { reader } = this;
    const { line, cursor } = reader;
    switch (name) {
      case "a":
        return this.moveTo(0);
      case "b":
        return this.moveTo(before(line, cursor));
      case "c":
        if (reader.listenerCount("SIGINT") > 0) reader.emit("SIGINT");
        else reader.close();
        return undefined;
      case "d":
        if (line === "") return reader.close();
        return this.remove(cursor, behind(line, cursor), false);
      case "e":
        return this.moveTo(line.length);
      case "f":
        return this.moveTo(behind(line, cursor));
      case "h":
        return this.remove(before(line, cursor), cursor, false);
      case "k":
        return this.remove(cursor, line.length, true);
      case "l":
        this.output.write("\x1b[1;1H\x1b[0J");
        this.rows = 0;
        return this.refresh();
      case "n":
        return this.recall(-1);
      case "p":
        return this.recall(1);
      case "u":
        return this.remove(0, cursor, true);
      case "w":
        return this.remove(startOfWord(line, cursor), cursor, true);
      case "y":
        return this.removed.length > 0
          ? this.insert(this.removed[0])
          : undefined;
      default:
        return undefined;
    }
  }

  meta(name) {
    const { line, cursor } = this.reader;
    if (name === "b") this.moveTo(startOfWord(line, cursor));
    else if (name === "f") this.moveTo(endOfWord(line, cursor));
    else if (name === "d") this.remove(cursor, endOfWord(line, cursor), true);
  }
}

module.exports = { Editor };
