"use strict";
// Intl.Segmenter (ECMA-402 18) by grapheme. Words and sentences, for which ICU has dictionaries, are refused.

const { unsupported } = require("internal/errors");
const {
  getOption,
  resolveLocale,
  supportedLocales,
} = require("internal/intl/locales");
const { clusterEnd } = require("internal/intl/graphemes");

const SERVICE = "Intl.Segmenter";
const GRANULARITIES = ["grapheme", "word", "sentence"];

function incompatible(method, receiver) {
  const isObject = typeof receiver === "object" && receiver !== null;
  const text = isObject ? "#<Object>" : %String(receiver);
  return new %TypeError(
    `Method ${method} called on incompatible receiver ${text}`,
  );
}

function tagPrototype(prototype, tag) {
  %ObjectDefineProperty(prototype, %SymbolToStringTag, {
    __proto__: null,
    value: tag,
    configurable: true,
  });
}

class Segmenter {
  #locale;

  constructor(locales = undefined, options = undefined) {
    this.#locale = resolveLocale(locales, options, SERVICE);
    if (options === undefined) return;
    const wanted = getOption(
      options,
      "granularity",
      GRANULARITIES,
      "grapheme",
      SERVICE,
    );
    if (wanted !== "grapheme")
      throw unsupported(`Intl.Segmenter with granularity ${wanted}`);
  }

  resolvedOptions() {
    if (!(#locale in %Object(this)))
      throw incompatible("Intl.Segmenter.prototype.resolvedOptions", this);
    return { locale: this.#locale, granularity: "grapheme" };
  }

  segment(input) {
    if (!(#locale in %Object(this)))
      throw incompatible("Intl.Segmenter.prototype.segment", this);
    return new Segments(`${input}`);
  }

  static supportedLocalesOf(locales, options = undefined) {
    return supportedLocales(locales, options, SERVICE);
  }
}
tagPrototype(Segmenter.prototype, SERVICE);

class Segments {
  #input;

  constructor(input) {
    this.#input = input;
  }

  containing(index) {
    if (!(#input in %Object(this)))
      throw incompatible("\x25Segments.prototype%.containing", this);
    const input = this.#input;
    const wanted = %MathTrunc(+index) || 0;
    if (wanted < 0 || wanted >= input.length) return undefined;
    for (let start = 0; ;) {
      const end = clusterEnd(input, start);
      if (end > wanted)
        return {
          segment: %StringPrototypeSlice(input, start, end),
          index: start,
          input,
        };
      start = end;
    }
  }

  [%SymbolIterator]() {
    if (!(#input in %Object(this)))
      throw incompatible("\x25SegmentIsPrototype%[@@iterator]", this);
    return new SegmentIterator(this.#input);
  }
}
delete Segments.prototype.constructor;

class SegmentIterator {
  #input;
  #next = 0;

  constructor(input) {
    this.#input = input;
  }

  next() {
    if (!(#input in %Object(this)))
      throw incompatible("\x25SegmentIterator.prototype%.next", this);
    const input = this.#input;
    const index = this.#next;
    if (index >= input.length) return { value: undefined, done: true };
    const end = (this.#next = clusterEnd(input, index));
    const segment = %StringPrototypeSlice(input, index, end);
    return { value: { segment, index, input }, done: false };
  }
}
delete SegmentIterator.prototype.constructor;
%ObjectSetPrototypeOf(SegmentIterator.prototype, %IteratorPrototype);
tagPrototype(SegmentIterator.prototype, "Segmenter String Iterator");

module.exports = { Segmenter };
