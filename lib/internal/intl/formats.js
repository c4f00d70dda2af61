"use strict";
// Intl.DateTimeFormat, NumberFormat, Collator and PluralRules (ECMA-402 10, 11, 16, 17) for English of the United States,
// with the options that toLocaleDateString, toLocaleString and localeCompare have; others are refused by name.

const { unsupported } = require("internal/errors");
const {
  canonicalList,
  getOption,
  resolveLocale,
  supportedLocales,
} = require("internal/intl/locales");

const LOCALE = "en-US"; // of the builtins that do the work

function received(v) {
  const isObject = typeof v === "object" && v !== null;
  return isObject ? `#<${%GetConstructorName(v)}>` : %String(v);
}

// A constructor whose objects have a record; `read` checks arguments and makes it.
function makeClass(name, needsNew, read, methods) {
  const records = new %WeakMap();
  const service = `Intl.${name}`;
  const Class = {
    [name]: function (locales = undefined, options = undefined) {
      if (new.target === undefined) {
        if (needsNew)
          throw new %TypeError(`Constructor ${service} requires 'new'`);
        return new Class(locales, options);
      }
      %WeakMapPrototypeSet(records, this, read(locales, options));
    },
  }[name];
  const recordOf = (object, method) => {
    const record =
      typeof object === "object" && object !== null
        ? %WeakMapPrototypeGet(records, object)
        : undefined;
    if (record === undefined)
      throw new %TypeError(
        `Method ${method} called on incompatible receiver ${received(object)}`,
      );
    return record;
  };
  const { prototype } = Class;
  %ObjectDefineProperty(Class, "prototype", {
    __proto__: null,
    writable: false,
  });
  const hide = (object, key, d) =>
    %ObjectDefineProperty(object, key, {
      __proto__: null,
      enumerable: false,
      configurable: true,
      ...d,
    });
  hide(Class, "supportedLocalesOf", {
    writable: true,
    value: {
      supportedLocalesOf: (locales, options = undefined) =>
        supportedLocales(locales, options, service),
    }.supportedLocalesOf,
  });
  for (const key of %ObjectKeys(methods)) {
    const f = methods[key];
    if (key === "format" || key === "compare") {
      // a getter that gives one function for each object
      hide(prototype, key, {
        get() {
          const where = `get ${service}.prototype.${key}`;
          const record = recordOf(this, where);
          record.bound ??= f(record);
          return record.bound;
        },
        set: undefined,
      });
    } else {
      const method = {
        [key](...args) {
          const record = recordOf(this, `${service}.prototype.${key}`);
          return f(record, ...args);
        },
      }[key];
      hide(prototype, key, { writable: true, value: method });
    }
  }
  hide(prototype, %SymbolToStringTag, { value: service });
  return Class;
}

// ---- dates ----

function localZone() {
  const { process } = require("internal/process");
  const { env } = process;
  if (env.TZ) return %StringPrototypeReplace(env.TZ, /^:/, "");
  const { readlinkSync } = require("fs");
  try {
    const found = %RegExpPrototypeExec(
      /zoneinfo\/(.*)$/,
      readlinkSync("/etc/localtime"),
    );
    if (found !== null && found[1] !== "Etc/UTC") return found[1];
  } catch {
    // without the file it is UTC
  }
  return "UTC";
}

function dateText(record, date) {
  const time = date === undefined ? %DateNow() : +date;
  const d = new %Date(time);
  if (%NumberIsNaN(%DatePrototypeGetTime(d)))
    throw new %RangeError("Invalid time value");
  return %DatePrototypeToLocaleDateString(d, LOCALE, record.options);
}

const DateTimeFormat = makeClass(
  "DateTimeFormat",
  false,
  (locales, options) => {
    const locale = resolveLocale(locales, undefined, "Intl.DateTimeFormat");
    const record = { locale, options, timeZone: options?.timeZone };
    dateText(record, 0); // which looks at the options
    return record;
  },
  {
    resolvedOptions(record) {
      return {
        locale: record.locale,
        calendar: "gregory",
        numberingSystem: "latn",
        timeZone: record.timeZone ?? localZone(),
        year: "numeric",
        month: "numeric",
        day: "numeric",
      };
    },
    formatToParts(record, date) {
      const text = dateText(record, date);
      const m = %RegExpPrototypeExec(/^(\d+)\/(\d+)\/(\d+)$/, text);
      if (m === null) throw unsupported("Intl.DateTimeFormat of this format");
      const literal = () => ({ type: "literal", value: "/" });
      return [
        { type: "month", value: m[1] },
        literal(),
        { type: "day", value: m[2] },
        literal(),
        { type: "year", value: m[3] },
      ];
    },
    format: (record) => (date) => dateText(record, date),
  },
);

// ---- numbers ----

function numberText(record, value) {
  const n = typeof value === "bigint" ? value : +value;
  return typeof n === "bigint"
    ? %BigIntPrototypeToLocaleString(n, LOCALE, record.options)
    : %NumberPrototypeToLocaleString(n, LOCALE, record.options);
}

const rounding = {
  roundingIncrement: 1,
  roundingMode: "halfExpand",
  roundingPriority: "auto",
  trailingZeroDisplay: "auto",
};

const NumberFormat = makeClass(
  "NumberFormat",
  false,
  (locales, options) => {
    const locale = resolveLocale(locales, undefined, "Intl.NumberFormat");
    const record = { locale, options };
    numberText(record, 0); // which looks at the options
    return record;
  },
  {
    resolvedOptions({ locale, options }) {
      const least = options?.minimumFractionDigits ?? 0;
      return {
        locale,
        numberingSystem: "latn",
        style: "decimal",
        minimumIntegerDigits: 1,
        minimumFractionDigits: least,
        maximumFractionDigits:
          options?.maximumFractionDigits ?? %MathMax(least, 3),
        useGrouping: "auto",
        notation: "standard",
        signDisplay: "auto",
        ...rounding,
      };
    },
    format: (record) => (value) => numberText(record, value),
  },
);

// ---- order ----

const Collator = makeClass(
  "Collator",
  false,
  (locales, options) => {
    const locale = resolveLocale(locales, undefined, "Intl.Collator");
    %StringPrototypeLocaleCompare("a", "b", LOCALE, options);
    return { locale, options };
  },
  {
    resolvedOptions({ locale, options }) {
      return {
        locale,
        usage: "sort",
        sensitivity: options?.sensitivity ?? "variant",
        ignorePunctuation: false,
        collation: "default",
        numeric: Boolean(options?.numeric),
        caseFirst: "false",
      };
    },
    compare:
      ({ options }) =>
      (a, b) =>
        %StringPrototypeLocaleCompare(`${a}`, `${b}`, LOCALE, options),
  },
);

// ---- plurals ----

const ordinals = ["other", "one", "two", "few"];

// English: 1 is one; 1st, 2nd and 3rd, but 11th to 13th. What is left of three digits behind the point counts.
function categoryOf(type, n) {
  const shown = %MathRound(%MathAbs(n) * 1000) / 1000;
  if (type === "cardinal") return shown === 1 ? "one" : "other";
  const tens = shown % 100;
  if (tens >= 11 && tens <= 13) return "other";
  return ordinals[shown % 10] ?? "other";
}

const PluralRules = makeClass(
  "PluralRules",
  true,
  (locales, options = {}) => {
    const service = "Intl.PluralRules";
    const locale = resolveLocale(locales, undefined, service);
    const types = ["cardinal", "ordinal"];
    const type = getOption(options, "type", types, "cardinal", service);
    for (const key of %ObjectKeys(options))
      if (key !== "type" && key !== "localeMatcher")
        throw unsupported(`Intl.PluralRules with ${key}`);
    return { locale, type };
  },
  {
    resolvedOptions({ locale, type }) {
      return {
        locale,
        type,
        notation: "standard",
        minimumIntegerDigits: 1,
        minimumFractionDigits: 0,
        maximumFractionDigits: 3,
        pluralCategories:
          type === "cardinal"
            ? ["one", "other"]
            : ["one", "two", "few", "other"],
        ...rounding,
      };
    },
    select: ({ type }, n) => categoryOf(type, +n),
  },
);

module.exports = {
  Collator,
  DateTimeFormat,
  NumberFormat,
  PluralRules,
  canonicalList,
};
