"use strict";
// Language tags (ECMA-402 9.2): their structure and canonical form. Aliases of old tags are left as they are. What can
// be chosen is English, as spoken in the United States or nowhere in particular.

const tag =
  /^([a-z]{2,3}|[a-z]{5,8})(?:-([a-z]{4}))?(?:-([a-z]{2}|[0-9]{3}))?((?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[0-9a-wyz](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?)$/;

function canonical(locale) {
  const lower = %StringPrototypeToLowerCase(locale);
  const m = %RegExpPrototypeExec(tag, lower);
  if (m === null) throw new %RangeError(`Invalid language tag: ${locale}`);
  let out = m[1];
  if (m[2] !== undefined)
    out += `-${%StringPrototypeToUpperCase(m[2][0])}${%StringPrototypeSlice(m[2], 1)}`;
  if (m[3] !== undefined) out += `-${%StringPrototypeToUpperCase(m[3])}`;
  return out + m[4];
}

// CanonicalizeLocaleList
function canonicalList(locales) {
  const list = [];
  if (locales === undefined) return list;
  if (typeof locales === "string") return [canonical(locales)];
  const o = %Object(locales);
  if (locales === null)
    throw new %TypeError("Cannot convert undefined or null to object");
  for (let i = 0; i < o.length; i++) {
    if (!(i in o)) continue;
    const v = o[i];
    if (typeof v !== "string" && (typeof v !== "object" || v === null))
      throw new %TypeError("Language ID should be string or object.");
    const found = canonical(`${v}`);
    if (!%ArrayPrototypeIncludes(list, found)) %ArrayPrototypePush(list, found);
  }
  return list;
}

function isSupported(locale) {
  return locale === "en" || %StringPrototypeStartsWith(locale, "en-");
}

function getOption(options, name, allowed, fallback, service) {
  const v = options[name];
  if (v === undefined) return fallback;
  const text = `${v}`;
  if (!%ArrayPrototypeIncludes(allowed, text))
    throw new %RangeError(
      `Value ${text} out of range for ${service} options property ${name}`,
    );
  return text;
}

// SupportedLocales
function supportedLocales(locales, options, service) {
  const list = canonicalList(locales);
  if (options !== undefined) checkMatcher(%Object(options), service);
  return %ArrayPrototypeFilter(list, isSupported);
}

function checkMatcher(options, service) {
  const matchers = ["lookup", "best fit"];
  getOption(options, "localeMatcher", matchers, "best fit", service);
}

// ResolveLocale
function resolveLocale(locales, options, service) {
  const list = canonicalList(locales);
  if (options !== undefined) {
    if (options === null || typeof options !== "object")
      throw new %TypeError("invalid_argument");
    checkMatcher(options, service);
  }
  for (let i = 0; i < list.length; i++)
    if (isSupported(list[i]))
      return %StringPrototypeStartsWith(list[i], "en-US") ? "en-US" : "en";
  return "en-US";
}

module.exports = { canonicalList, getOption, resolveLocale, supportedLocales };
