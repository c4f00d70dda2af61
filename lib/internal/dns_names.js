"use strict";
// Names that dns and dns/promises share.

const codes = {};
const list = %StringPrototypeSplit(
  "NODATA FORMERR SERVFAIL NOTFOUND NOTIMP REFUSED BADQUERY BADNAME BADFAMILY BADRESP CONNREFUSED TIMEOUT EOF FILE NOMEM DESTRUCTION BADSTR BADFLAGS NONAME BADHINTS NOTINITIALIZED LOADIPHLPAPI ADDRGETNETWORKPARAMS CANCELLED",
  " ",
);
for (let i = 0; i < list.length; i++)
  codes[list[i]] = list[i] === "EOF" ? "EOF" : `E${list[i]}`;

module.exports = {
  codes,
  queries:
    "getServers resolve resolve4 resolve6 resolveAny resolveCaa resolveCname resolveMx resolveNaptr resolveNs resolvePtr resolveSoa resolveSrv resolveTlsa resolveTxt reverse setServers Resolver",
};
