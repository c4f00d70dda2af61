"use strict";
// moment: parsing, formatting, arithmetic, durations, locales, in a fixed zone (TZ=UTC) and with fixed offsets.

const moment = require("moment");
const { attempt, show } = require("./support");

moment.suppressDeprecationWarnings = true;
moment.now = () => Date.UTC(2026, 10, 24, 12); // times without a date are on this day
const text = (m) => (moment.isMoment(m) ? (m.isValid() ? m.format("YYYY-MM-DDTHH:mm:ss.SSSZ") : `invalid ${show(m.parsingFlags().overflow)}`) : moment.isDuration(m) ? m.toISOString() : m instanceof Date ? m.toISOString() : Array.isArray(m) ? `[${m.map(text).join(", ")}]` : show(m));
const at = (label, fn) => attempt(label, fn, text);
const base = () => moment.utc([2026, 1, 14, 15, 25, 50, 125]);

// ---- parsing ----

for (const s of ["2013-02-08", "2013-W06-5", "2013-039", "20130208T080910,123", "2013-02-08 09:30:26.123+07:00", "2013-02-08T24:00", "+012345-01-01", "2013-13-08", "2013-02-30", "2013", "201302", "T10:11", "Mon, 06 Mar 2017 21:22:23 GMT", "6 Mar 17 21:22 EST", "Tue, 06 Mar 2017 21:22:23 GMT", "not a date", ""]) {
  at(`iso ${s}`, () => moment.utc(s, [moment.ISO_8601, moment.RFC_2822]));
  at(`zone ${s}`, () => [moment.parseZone(s), moment.utc(s, moment.RFC_2822).isValid()]);
}
const formats = [
  ["12-25-1995", "MM-DD-YYYY"], ["1995 December 25th", "YYYY MMMM Do"], ["5 Dec 95 3:04 pm", "D MMM YY h:mm a"], ["Tue Wed", "ddd dd"], ["Friday 13", "dddd DD"], ["1410715640.579", "X"], ["1410715640579", "x"], ["2013 06 5", "GGGG WW E"], ["2013 06 3", "gggg ww e"], ["2013-100", "YYYY-DDDD"], ["2013 Q3", "YYYY [Q]Q"], ["10:11:12.1234567", "HH:mm:ss.SSSSSSS"],
  ["24/7", "DD/M"], ["11 AM", "h A"], ["25 AM", "hh A"], ["2010-01-01 x", "YYYY-MM-DD"], ["20100101", "YYYYMMDD"], ["3 BC", "y N"], ["2013-02-08 09 +0530", "YYYY-MM-DD HH ZZ"], ["1130", "hmm"], ["113015", "Hmmss"], ["junk 5", "[junk] D"], ["1-2-3", "Y-M-D"], ["+123456 1", "YYYYYY M"], ["12 am", "h a"], ["Sept 4", "MMM D"],
];
for (const [s, f] of formats) {
  at(`parse ${s} as ${f}`, () => moment.utc(s, f));
  at("  strictly", () => moment.utc(s, f, true));
}
at("several", () => [moment.utc("29-06-1995", ["MM-DD-YYYY", "DD-MM", "DD-MM-YYYY"]), moment.utc("05:06", ["HH:mm", moment.ISO_8601], true), moment.utc("x", ["YYYY"])]);
at("others", () => [moment.utc({ year: 2010, M: 3, day: 5, hour: 15 }), moment.utc([2010]), moment.utc(5e11), moment.utc("/Date(1198908717056-0700)/"), moment.utc(new Date(0)), moment.utc(base()), moment.unix(1318781876.721).utc(), moment.invalid({ month: 5 }), moment.utc(null), moment.utc(NaN), moment.utc(true), moment([2020, 0, 31]).toDate()]);
at("flags", () => show(moment.utc("2010-13-40 x", "YYYY-MM-DD").parsingFlags(), 3));
at("two digits", () => ["68", "69", "05"].map(moment.parseTwoDigitYear));

// ---- formatting ----

const tokens = "M Mo MM MMM MMMM Q Qo D Do DD DDD DDDo DDDD d do dd ddd dddd e E w wo ww W Wo WW YY YYYY YYYYYY Y y N NN NNN NNNN NNNNN gg gggg GG GGGG A a H HH h hh k kk m mm s ss S SS SSS SSSS SSSSSS z zz Z ZZ X x LT LTS L LL LLL LLLL l ll lll llll [esc] \\d hmm hmmss Hmm Hmmss".split(" ");
for (const t of tokens) at(t, () => [base().format(t), moment.utc([-5, 0, 1]).format(t), moment.parseZone("2013-01-01T00:00:00-13:30").format(t)]);
at("default", () => [base().format(), base().toISOString(), base().utcOffset(90).toISOString(true), base().toString(), base().inspect(), JSON.stringify(base()), String(base().unix()), base().valueOf(), base().toArray(), show(base().toObject()), moment.utc(NaN).format(), moment(NaN).inspect()]);
at("calendar", () => [0, 1, -1, 3, -3, 30].map((d) => base().add(d, "d").calendar(base())).concat(base().calendar(base(), { sameDay: "[same] HH", sameElse: () => "[else]" })));
at("relative", () => [1, 50, 100, 3e3, 6e3, 8e4, 1e5, 2e6, 3e6, 2e7, 4e7, 1e9].map((s) => base().add(s, "s").from(base())).concat(base().to(base().add(3, "h")), base().from(base().add(1, "y"), true)));

// ---- reading and changing ----

const units = ["millisecond", "second", "minute", "hour", "date", "day", "weekday", "isoWeekday", "dayOfYear", "week", "isoWeek", "month", "quarter", "year", "weekYear", "isoWeekYear"];
for (const u of units) {
  at(`get ${u}`, () => [base().get(u), base()[u](), base().set(u, 2), base()[u](3), moment.normalizeUnits(`${u}s`)]);
  at(`bounds ${u}`, () => [base().startOf(u), base().endOf(u), base().utcOffset(330).startOf(u), base().isSame(base().add(1, "ms"), u), base().isBefore(base().add(1, u), u), base().isAfter(base().subtract(1, u), u), base().isSameOrBefore(base(), u), base().isSameOrAfter(base(), u)]);
  at(`math ${u}`, () => [base().add(5, u), base().subtract(40, u), base().diff(moment.utc([2020, 5, 30]), u), base().diff(moment.utc([2030, 5, 30]), u, true)]);
}
at("names", () => [base().month("June"), base().day("Mon"), base().isoWeekday("Sunday"), base().set({ year: 2000, month: 1, date: 29 }), base().add({ months: 1, days: 20 }), base().add("02:30:00"), base().subtract(moment.duration(1, "w")), base().daysInMonth(), base().weeksInYear(), base().isoWeeksInYear(), base().isoWeeksInISOWeekYear(), base().isLeapYear(), base().isBetween("2020", "2030", "year", "[)"), base().eraYear(), base().eraName(), base().eraAbbr(), base().eraNarrow()]);
at("month ends", () => [moment.utc([2020, 0, 31]).add(1, "M"), moment.utc([2020, 1, 29]).add(1, "y"), moment.utc([2021, 2, 31]).subtract(1, "Q"), moment.utc([2020, 0, 1]).add(1.5, "d"), moment.utc([2020, 0, 1]).add(-13, "M")]);
at("offsets", () => [base().utcOffset("+05:30"), base().utcOffset(-3), base().utcOffset(5).utcOffset(), base().utcOffset("+02:00", true), base().local().isLocal(), base().isUtc(), base().isUTC(), base().isUtcOffset(), base().isDST(), base().isDSTShifted(), base().zoneAbbr(), base().zoneName(), base().local(true), base().hasAlignedHourOffset("2020"), base().parseZone()]);
at("extremes", () => [moment.min(base(), moment.utc("2000")), moment.max([base(), moment.utc("2000")]), base().clone().year(1).isSame(base()), moment.isMoment({}), moment.isDate(new Date()), base().creationData().isUTC, base().max(moment.utc("2030")), base().lang()._abbr, base().parsingFlags().empty, base().invalidAt()]);

// ---- durations ----

const durations = [() => moment.duration(1.5e9), () => moment.duration(2, "weeks"), () => moment.duration({ y: 1, M: 2, d: 3, h: 4, m: 5, s: 6, ms: 7 }), () => moment.duration("7.23:59:59.999"), () => moment.duration("P1Y2M3W4DT5H6M7.8S"), () => moment.duration("-PT6H3M"), () => moment.duration("23:59"), () => moment.duration(null), () => moment.duration(NaN), () => moment.duration({ from: base(), to: base().add(45, "d") }), () => moment.duration(moment.duration(5))];
durations.forEach((make, i) => {
  at(`duration ${i}`, () => [make(), make().humanize(), make().humanize(true), make().humanize({ d: 7, w: 4 }), make().toJSON(), show(make()._data), make().valueOf(), make().abs(), make().clone().add(1, "h"), make().subtract({ d: 1 }), make().isValid(), String(make()), make().locale()]);
  at("  as", () => ["ms", "s", "m", "h", "d", "w", "M", "Q", "y"].map((u) => [make().as(u), make().get(u === "Q" ? "M" : u)]));
  at("  parts", () => ["Milliseconds", "Seconds", "Minutes", "Hours", "Days", "Weeks", "Months", "Quarters", "Years"].map((u) => [make()[`as${u}`](), u === "Quarters" ? 0 : make()[u.toLowerCase()]()]));
});
at("thresholds", () => [moment.relativeTimeThreshold("ss"), moment.relativeTimeThreshold("s", 10), moment.duration(20, "s").humanize(), moment.relativeTimeThreshold("s", 45), moment.relativeTimeRounding(Math.floor), moment.relativeTimeRounding(), moment.relativeTimeRounding(Math.round), moment.relativeTimeThreshold("nope")]);

// ---- locales ----

moment.defineLocale("test", {
  parentLocale: "en", months: "m1 m2 m3 m4 m5 m6 m7 m8 m9 m10 m11 m12".split(" "), monthsShort: { format: "f1_f2_f3_f4_f5_f6_f7_f8_f9_f10_f11_f12".split("_"), standalone: "s1_s2_s3_s4_s5_s6_s7_s8_s9_s10_s11_s12".split("_"), isFormat: /D/ }, monthsParseExact: true,
  weekdays: "d0_d1_d2_d3_d4_d5_d6".split("_"), weekdaysParseExact: true, week: { dow: 1, doy: 4 }, meridiem: (h) => (h < 12 ? "vor" : "nach"), isPM: (s) => s === "nach", meridiemParse: /vor|nach/, ordinal: (n) => `${n}.`, dayOfMonthOrdinalParse: /\d+\./,
  relativeTime: { future: "in %s", past: (s) => `before ${s}`, s: "now", mm: "%d min", h: (n, w, k, f) => `${n}${w}${k}${f}` }, preparse: (s) => s.replace(/_/g, "-"), postformat: (s) => s.replace(/-/g, "_"), calendar: { sameDay: (now) => `[same ${now.isValid()}]` }, longDateFormat: { LT: "HH:mm", L: "DD.MM.YYYY", LTS: "HH:mm:ss", LL: "D. MMMM YYYY", LLL: "LL LT", LLLL: "dddd LLL" },
});
at("locale", () => [moment.locale(), moment.utc([2026, 2, 3]).format("LLLL MMM D Do A w e"), moment.utc("3. m4 2020", "D. MMMM YYYY"), moment.utc("f4 2020 5", "MMM YYYY D"), moment.utc("5 nach", "h a"), base().calendar(base()), base().add(1, "h").from(base()), moment.months(), moment.monthsShort("D", 3), moment.weekdays(true), moment.weekdaysShort(2), moment.weekdaysMin(true, 1), moment.locales().filter((l) => l === "en" || l === "test")]);
moment.updateLocale("test", { invalidDate: "nope", ordinalParse: /\d+!/ });
at("updated", () => [moment.utc(NaN).locale("test").format("L"), moment.localeData("test").firstDayOfWeek(), moment.localeData("test").firstDayOfYear(), moment.localeData().months(base()), moment.localeData().weekdaysParse("d3"), moment.localeData().isPM("nach"), moment.localeData().longDateFormat("lll"), moment.localeData().ordinal(4), moment.localeData("test")._calendar.nextDay, base().locale("en").format("LLL"), base().localeData()._abbr]);
moment.updateLocale("test", null);
at("unknown locales", () => [moment.locale("xx-none"), moment.locale(["zz", "en"]), moment.localeData("qq") === null, moment.locale("en"), moment.lang(), moment.langData()._abbr]);
moment.defineLocale("later", { parentLocale: "not-there" });
at("undefine", () => [moment.defineLocale("later", null), moment.version.split(".").length, moment.HTML5_FMT.DATETIME_LOCAL_SECONDS, moment.calendarFormat(base(), base().add(8, "d")), moment.now() > 1e12, moment().isValid(), moment().utc().fromNow(), moment().toNow(true)]);
