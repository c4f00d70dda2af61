// Local time as Node has it, by what TZ says: names of zones (half hours, gaps, history, winters that are the exception),
// paths, rules, what is none of it.
// RUN: %jsc %level %s -o %t
// RUN: for tz in Europe/Dublin Africa/Windhoek Asia/Almaty Antarctica/Troll Europe/Jersey Australia/Lord_Howe America/Sao_Paulo Europe/Chisinau Asia/Kathmandu America/St_Johns Etc/GMT+11 posix/Asia/Tokyo; do TZ=$tz %node %s > %t.ref && TZ=$tz %t > %t.out && diff %t.ref %t.out || exit 1; done
// RUN: for tz in :/usr/share/zoneinfo/Asia/Tokyo /usr/share/zoneinfo/America/New_York :Europe/Paris EST5EDT,M3.2.0,M11.1.0 "<+03>-3" XYZ5 XYZ5ABC UTC+3 No/Where europe/berlin "" " " /nowhere; do TZ="$tz" %node %s > %t.ref && TZ="$tz" %t > %t.out && diff %t.ref %t.out || exit 1; done
// RUN: unset TZ; %node %s > %t.ref && %t > %t.out && diff %t.ref %t.out
for (let year = 1969; year < 2024; year += 1)
  for (const month of [0, 3, 6, 9]) {
    const local = new Date(year, month, 26 - (year % 9), year % 5, 30);
    console.log(+local, String(local), local.getTimezoneOffset());
  }
for (const day of [10, 14, 28]) for (const hour of [0, 1, 2, 3]) console.log(new Date(2021, 2, day, hour, 30).toString());
