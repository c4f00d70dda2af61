"use strict";
// A table of names that is written: names are where they were, or else where
// the table has them, or appended.

class Names {
  constructor(data) {
    this.data = data ?? new %Uint8Array(1);
    this.length = this.data.length;
    this.more = [];
    this.places = undefined;
  }

  // Whether the table has the text at that place.
  has(offset, text) {
    const { data } = this;
    if (!(offset >= 0 && offset < data.length)) return false;
    const end = %TypedArrayPrototypeIndexOf(data, 0, offset);
    return end >= 0 && %Utf8Decode(data, offset, end) === text;
  }

  // Whole names only, not the ends of others.
  index() {
    this.places = new %Map();
    for (let at = 0; at < this.data.length;) {
      const end = %TypedArrayPrototypeIndexOf(this.data, 0, at);
      if (end < 0) break;
      const text = %Utf8Decode(this.data, at, end);
      if (!%MapPrototypeHas(this.places, text))
        %MapPrototypeSet(this.places, text, at);
      at = end + 1;
    }
  }

  offset(text, before) {
    if (before !== undefined && this.has(before, text)) return before;
    if (text === "" && this.length === 0) return 0;
    if (!this.places) this.index();
    const known = %MapPrototypeGet(this.places, text);
    if (known !== undefined) return known;
    const at = this.length;
    const bytes = %Utf8Encode(text);
    %MapPrototypeSet(this.places, text, at);
    %ArrayPrototypePush(this.more, bytes);
    this.length += bytes.length + 1;
    return at;
  }

  // The table with what was appended.
  bytes() {
    if (this.more.length === 0) return this.data;
    const out = new %Uint8Array(this.length);
    %TypedArrayPrototypeSet(out, this.data, 0);
    let at = this.data.length;
    for (let i = 0; i < this.more.length; i++) {
      %TypedArrayPrototypeSet(out, this.more[i], at);
      at += this.more[i].length + 1;
    }
    return out;
  }
}

module.exports = { Names };
