"use strict";
// fs.Dir: a directory that is read entry by entry.

const { toOptions, toPath } = require("internal/fs/args");
const { Dirent, list } = require("internal/fs/dirs");
const { coded } = require("internal/errors");
const { complete } = require("internal/loop");

class Dir {
  #path;
  #entries;
  #next = 0;
  #closed = false;

  constructor(path, entries) {
    this.#path = path;
    this.#entries = entries;
  }

  get path() {
    return this.#path;
  }

  #check() {
    if (this.#closed)
      throw coded(%Error, "ERR_DIR_CLOSED", "Directory handle was closed");
  }

  readSync() {
    this.#check();
    if (this.#next === this.#entries.length) return null;
    const { name, type } = this.#entries[this.#next++];
    return new Dirent(name, this.#path, type);
  }

  closeSync() {
    this.#check();
    this.#closed = true;
  }

  read(callback) {
    return settle(callback, () => this.readSync());
  }

  close(callback) {
    return settle(callback, () => this.closeSync());
  }

  async *entries() {
    try {
      for (;;) {
        const entry = await this.read();
        if (entry === null) return;
        yield entry;
      }
    } finally {
      if (!this.#closed) this.#closed = true;
    }
  }

  [%SymbolAsyncIterator]() {
    return this.entries();
  }
}

// By callback if there is one, else by promise.
function settle(callback, work) {
  if (typeof callback !== "function")
    return new %Promise((resolve, reject) => {
      complete(() => {
        try {
          resolve(work());
        } catch (error) {
          reject(error);
        }
      }, []);
    });
  complete(() => {
    let value;
    try {
      value = work();
    } catch (error) {
      callback(error);
      return;
    }
    callback(null, value);
  }, []);
  return undefined;
}

function opendirSync(path, options) {
  toOptions(options, {}); //@ *.opendirSync internal/fs/dir:379:13
  path = toPath(path); //@ *.opendirSync internal/fs/dir:378:10
  const entries = list(path, "opendir", null); //@ *.opendirSync internal/fs/dir:381:29|  const handle = dirBinding.opendirSync(path);
  return new Dir(path, entries);
}

module.exports = { Dir, opendirSync };
