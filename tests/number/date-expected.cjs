// Prints what the reference Node makes of dates in one time zone, for date-compare.c:
//   TZ=Europe/Berlin node date-expected.cjs COUNT [SEED] | date-compare /usr/share/zoneinfo/Europe/Berlin Europe/Berlin
// One case a line: operation, time value or text, expected.
'use strict';

const count = Number(process.argv[2] ?? 500);
let seed = BigInt(process.argv[3] ?? 1);
function next() {
  seed = BigInt.asUintN(64, seed * 6364136223846793005n + 1442695040888963407n);
  return Number(seed >> 33n);
}
const pick = (list) => list[next() % list.length];
const out = [];
const emit = (...parts) => out.push(parts.join('\t'));

function time() {
  switch (next() % 8) {
    case 0:
      return Math.floor((next() / 2 ** 31 - 0.5) * 2 * 8.64e15);
    case 1:
      return (next() - 2 ** 30) * 1000;
    case 2: // around a change of summer time
      return Date.UTC(1970 + (next() % 60), pick([2, 3, 9, 10]), 1 + (next() % 31), next() % 24, pick([0, 59, 30]), 59, 999);
    default:
      return Math.floor((next() / 2 ** 31) * 68 * 365.25 * 864e5);
  }
}

for (let i = 0; i < count; i++) {
  const t = time();
  const d = new Date(t);
  emit('string', t, d.toString());
  emit('date', t, d.toDateString());
  emit('time', t, d.toTimeString());
  emit('iso', t, d.toISOString());
  emit('utc', t, d.toUTCString());
  emit('locale', t, d.toLocaleString('en-US'));
  emit('localedate', t, d.toLocaleDateString('en-US'));
  emit('localetime', t, d.toLocaleTimeString('en-US'));
  const f = [d.getFullYear(), d.getMonth(), d.getDate(), d.getDay(), d.getHours(), d.getMinutes(), d.getSeconds()];
  emit('fields', t, f.join(' '));
  // Local to UTC, among them skipped and repeated hours
  const local = [f[0], f[1], f[2] + (next() % 3) - 1, next() % 24, pick([0, 30, 59])];
  emit('local', local.join(' '), makeLocal(local));
  for (const text of [d.toString(), d.toISOString(), d.toUTCString(), d.toLocaleString('en-US'), randomText()])
    emit('parse', text, Date.parse(text));
}

function makeLocal([year, month, day, hour, minute]) {
  const direct = new Date(year, month, day, hour, minute);
  return year >= 0 && year < 100 ? NaN : direct.getTime();
}

function randomText() {
  const month = () =>
    pick(['Jan', 'February', 'MAR', 'april', 'May', 'Jun', 'July', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec', 'Foo', 'Ma']);
  const n = (max) => String(next() % max);
  const two = (max) => n(max).padStart(2, '0');
  const year = () => pick([n(100), String(1900 + (next() % 200)), n(10000).padStart(4, '0'), `+${n(300000).padStart(6, '0')}`]);
  const clock = () =>
    pick([
      `${n(25)}:${two(61)}`, `${two(24)}:${two(60)}:${two(60)}`, `${two(24)}:${two(60)}:${two(60)}.${n(2000)}`,
      `${n(13)}:${two(60)} ${pick(['AM', 'PM', 'am', 'pm'])}`, `${n(13)}::${two(60)}`, `${n(24)}`, '', `${two(24)}:${two(60)}PM`,
    ]);
  const zone = () =>
    pick([
      '', '', 'Z', ' GMT', ' UTC', ' EST', ' PDT', ' GMT+0200', ' GMT-8', ' +05:30', ' UTC+1', '-0330', ' +2:00', ' (a (b) c)',
      ' GMT+12345', ' XYZ', ' UT', ' +', ' )',
    ]);
  const date = () =>
    pick([
      `${month()} ${n(33)} ${year()}`, `${n(33)} ${month()} ${year()}`, `${n(14)}/${n(33)}/${year()}`,
      `${year()}/${n(14)}/${n(33)}`, `${year()}-${two(14)}-${two(33)}`, `${year()}-${n(14)}-${n(33)}`, `${year()}`,
      `${pick(['Mon', 'Tuesday', 'x', 'Sat'])}, ${n(33)} ${month()} ${year()}`, `${month()}-${n(33)}-${year()}`,
      `${n(33)}-${month()}-${year()}`, `${year()} ${month()} ${n(33)}`, `${month()} ${n(40)}`, `${n(14)}.${n(33)}.${year()}`,
      `${year()}-${two(14)}`, `${year()}${two(13)}${two(32)}`, `(x) ${month()} ${n(33)}, ${year()}`,
    ]);
  const joint = pick([' ', ' ', 'T', 'T', ', ', '  ', ' at ', '']);
  let text = pick([date() + joint + clock() + zone(), clock() + joint + date() + zone(), date(), date() + zone()]);
  if (next() % 20 === 0) text = text.slice(0, next() % (text.length + 1));
  return text.replace(/[\t\n]/g, ' ');
}

const texts = [
  '', 'x', '2020', '2020-01', '2020-01-01', '2020-01-01T00:00', '2020-01-01T00:00Z', '2020-01-01T24:00', '2020-01-01T24:01',
  '2020-1-1', '2020-13-01', '2020-02-30', '2020-02-31T00:00Z', '-000000-01-01', '+275760-09-13', '+275760-09-14', '2020-01-01 10:00',
  '2020-01-01T10', '2020-01-01T10:00:00.1234567Z', '2020-01-01T10:00+02:00', '2020-01-01T10:00+0200', '2020-01-01t10:00z',
  'Thu, 01 Jan 1970 00:00:00 GMT', 'Thu, 01 Jan 1970 00:00:00 GMT+0200', 'Jan 1 2020 10:00 GMT+0200', '2020/01/02',
  '1/2/3', '12/31/49', '12/31/50', '1', '32', '99', '12', '13', '1 2', 'Jan', 'Jan 1', '1 Jan', '10:00', 'Jan 1 10:00',
  '2020-01-01T10:00:00.Z', '2020-06-01T25:00', 'Tue Mar 01 2022 10:00:00 GMT+0100 (Central European Standard Time)',
  'Sat, 15-Mar-2014 10:00:00 GMT', '20200101', '2020-01-01T10:00 ', ' 2020-01-01', '2020-01-01 ', '2020-01-01Z', '2020-01-01 UTC',
  'December 17, 1995 03:24:00', '1995-12-17T03:24:00', 'Mon Dec 25 1995', '5 PM Jan 1 2020', 'Jan 1 2020 12:00 AM', 'Jan 1 2020 13:00 PM',
];
for (const text of texts) emit('parse', text, Date.parse(text));
process.stdout.write(out.join('\n') + '\n');
