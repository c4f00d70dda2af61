// date-fns: every function over a table of argument lists; formatting and parsing tokens.

import * as fns from "date-fns";
import support from "./support.js";

const { attempt, show } = support;

// These look at the clock: called, not shown.
const clock = new Set(["constructNow", "endOfToday", "endOfTomorrow", "endOfYesterday", "startOfToday", "startOfTomorrow", "startOfYesterday", "formatDistanceToNow", "formatDistanceToNowStrict"]);
const now = /^is(Future|Past|This|Today|Tomorrow|Yesterday)/;

const a = () => new Date(Date.UTC(2026, 0, 31, 13, 45, 59, 678));
const b = () => new Date(Date.UTC(2024, 1, 29, 3, 4, 5, 6));
const interval = () => ({ start: b(), end: a() });
const short = () => ({ start: new Date(Date.UTC(2026, 0, 30)), end: a() });
const duration = () => ({ years: 1, months: 2, weeks: 1, days: 3, hours: 4, minutes: 5, seconds: 6 });

// Fresh arguments for each call.
const tables = [
  () => [a()],
  () => [a(), 3],
  () => [a(), -40],
  () => [a(), b()],
  () => [b(), a()],
  () => [a(), b(), { addSuffix: true, unit: "hour", roundingMethod: "floor", weekStartsOn: 1 }],
  () => [a(), { weekStartsOn: 1, firstWeekContainsDate: 4, additionalDigits: 0, nearestTo: 5 }],
  () => [a(), { representation: "date", format: "basic", fractionDigits: 3, roundingMethod: "ceil" }],
  () => [interval()],
  () => [short(), { step: 2 }],
  () => [short(), { step: -1 }],
  () => [a(), interval()],
  () => [interval(), short(), { inclusive: true }],
  () => [a(), duration()],
  () => [duration(), { format: ["years", "hours"], delimiter: ", ", zero: true }],
  () => [a(), { year: 2020, month: 1, date: 29, hours: 1, minutes: 2, seconds: 3, milliseconds: 4 }],
  () => [[a(), b()]],
  () => [a(), [b(), a()]],
  () => [a(), "PPPPpppp"],
  () => [a(), "yyyy-MM-dd'T'HH:mm", b()],
  () => ["2020-02-30T10:11:12.345+05:30"],
  () => ["2020-W05-3"],
  () => ["2020-060T24:00"],
  () => ["2020-01-02", "yyyy-MM-dd", a()],
  () => ["not a date", "yyyy", a()],
  () => [2020, 1, 29],
  () => [-4],
  () => [duration()],
  () => [new Date(NaN)],
  () => [null],
];
const names = Object.keys(fns).filter((n) => typeof fns[n] === "function" && !["setDefaultOptions", "intlFormat", "intlFormatDistance"].includes(n)).sort();
for (const name of names) {
  tables.forEach((make, i) => {
    if (/^each(Minute|Hour)/.test(name) && (i === 8 || i < 8)) return;
    if (clock.has(name) || now.test(name)) {
      try {
        fns[name](...make());
      } catch {
        // the result is not of interest
      }
      return;
    }
    attempt(`${name} ${i}`, () => fns[name](...make()), (v) => show(v, 3).slice(0, 160));
  });
}

const tokens = "G GGGG GGGGG y yo yy yyy yyyy Y YYYY Yo R RRRR u uuuu Q Qo QQ QQQ QQQQ QQQQQ q qo qq qqq qqqq qqqqq M Mo MM MMM MMMM MMMMM L Lo LL LLL LLLL LLLLL w wo ww I Io II d do dd D Do DDD E EE EEE EEEE EEEEE EEEEEE i io ii iii iiii iiiii iiiiii e eo ee eee eeee eeeee eeeeee c co cc ccc cccc ccccc cccccc a aa aaa aaaa aaaaa b bb bbb bbbb bbbbb B BB BBB BBBB BBBBB h ho hh H Ho HH K Ko KK k ko kk m mo mm s so ss S SS SSS SSSS X XX XXX XXXX XXXXX x xx xxx xxxx xxxxx O OO OOO OOOO z zz zzz zzzz t tt T TT P PP PPP PPPP p pp ppp pppp PPPPpppp Pp 'quo''te' n".split(" ");
const options = { useAdditionalWeekYearTokens: true, useAdditionalDayOfYearTokens: true, weekStartsOn: 1, firstWeekContainsDate: 4 };
for (const token of tokens) {
  attempt(`format ${token}`, () => [a(), b(), new Date(Date.UTC(-44, 2, 15)), new Date(Date.UTC(2025, 11, 31, 0, 30))].map((d) => fns.format(d, token, options)));
  attempt("  back", () => {
    const text = fns.format(a(), token, options);
    return [text, fns.parse(text, token, b(), options), fns.isMatch(text, token, options)];
  });
  attempt("  light", () => fns.lightFormat(a(), token));
}
const parsed = [["31/1/2026 1:45 PM", "d/M/yyyy h:mm a"], ["Jan 5th, 26", "MMM do, yy"], ["2026 W05", "RRRR 'W'II"], ["12 noon", "h bbb"], ["3 in the afternoon", "h BBBB"], ["Saturday 31", "EEEE d"], ["1700000000", "t"], ["1700000000123", "T"], ["2nd quarter 2020", "QQQQ yyyy"], ["10:11:12.345 +02:00", "HH:mm:ss.SSS xxx"], ["5 BC", "y G"], ["2020 100", "yyyy DDD"], ["24:61", "HH:mm"], ["x", "yyyy"], ["11", "hh mm"], ["Feb 30", "MMM d"], ["12 AM", "h a"], ["Z", "X"], ["44", "yy"]];
for (const [text, format] of parsed) attempt(`parse ${text}`, () => fns.parse(text, format, b(), options));
attempt("distances", () => [0, 10, 40, 100, 3e3, 1e4, 9e4, 2e5, 3e6, 1e7, 4e7, 1e8].flatMap((s) => [fns.formatDistance(new Date(s * 1e3), 0, { includeSeconds: true }), fns.formatDistanceStrict(new Date(s * 1e3), 0, { addSuffix: true }), fns.formatRelative(new Date(s * 1e3), 0)]));
attempt("dst-free sums", () => [fns.addBusinessDays(a(), 12), fns.differenceInBusinessDays(a(), b()), fns.add(b(), duration()), fns.sub(a(), duration()), fns.intervalToDuration(interval()), fns.closestTo(a(), [b(), a()]), fns.eachDayOfInterval(short()).length, fns.eachWeekOfInterval(interval()).length, fns.clamp(a(), { start: b(), end: b() })]);
fns.setDefaultOptions({ weekStartsOn: 3, firstWeekContainsDate: 7 });
attempt("defaults", () => [fns.getDefaultOptions(), fns.startOfWeek(a()), fns.getWeek(a()), fns.getWeekYear(b())]);
