"use strict";
// util.getSystemErrorMap: the kernel's errors and those that libuv adds, in its
// order (uv.h, UV_ERRNO_MAP).

const { names, texts } = require("internal/errno");

const order =
  "E2BIG EACCES EADDRINUSE EADDRNOTAVAIL EAFNOSUPPORT EAGAIN " +
  "EAI_ADDRFAMILY EAI_AGAIN EAI_BADFLAGS EAI_BADHINTS EAI_CANCELED " +
  "EAI_FAIL EAI_FAMILY EAI_MEMORY EAI_NODATA EAI_NONAME EAI_OVERFLOW " +
  "EAI_PROTOCOL EAI_SERVICE EAI_SOCKTYPE EALREADY EBADF EBUSY ECANCELED " +
  "ECHARSET ECONNABORTED ECONNREFUSED ECONNRESET EDESTADDRREQ EEXIST " +
  "EFAULT EFBIG EHOSTUNREACH EINTR EINVAL EIO EISCONN EISDIR ELOOP EMFILE " +
  "EMSGSIZE ENAMETOOLONG ENETDOWN ENETUNREACH ENFILE ENOBUFS ENODEV " +
  "ENOENT ENOMEM ENONET ENOPROTOOPT ENOSPC ENOSYS ENOTCONN ENOTDIR " +
  "ENOTEMPTY ENOTSOCK ENOTSUP EOVERFLOW EPERM EPIPE EPROTO " +
  "EPROTONOSUPPORT EPROTOTYPE ERANGE EROFS ESHUTDOWN ESPIPE ESRCH " +
  "ETIMEDOUT ETXTBSY EXDEV UNKNOWN EOF ENXIO EMLINK EHOSTDOWN EREMOTEIO " +
  "ENOTTY EFTYPE EILSEQ ESOCKTNOSUPPORT ENODATA EUNATCH ENOEXEC";

// Those that the kernel does not have.
const added = {
  __proto__: null,
  EAI_ADDRFAMILY: [-3000, "address family not supported"],
  EAI_AGAIN: [-3001, "temporary failure"],
  EAI_BADFLAGS: [-3002, "bad ai_flags value"],
  EAI_BADHINTS: [-3013, "invalid value for hints"],
  EAI_CANCELED: [-3003, "request canceled"],
  EAI_FAIL: [-3004, "permanent failure"],
  EAI_FAMILY: [-3005, "ai_family not supported"],
  EAI_MEMORY: [-3006, "out of memory"],
  EAI_NODATA: [-3007, "no address"],
  EAI_NONAME: [-3008, "unknown node or service"],
  EAI_OVERFLOW: [-3009, "argument buffer overflow"],
  EAI_PROTOCOL: [-3014, "resolved protocol is unknown"],
  EAI_SERVICE: [-3010, "service not available for socket type"],
  EAI_SOCKTYPE: [-3011, "socket type not supported"],
  ECHARSET: [-4080, "invalid Unicode character"],
  UNKNOWN: [-4094, "unknown error"],
  EOF: [-4095, "end of file"],
  EFTYPE: [-4028, "inappropriate file type or format"],
};

function errorMap() {
  const numbers = { __proto__: null };
  const keys = %ObjectKeys(names);
  for (let i = 0; i < keys.length; i++) numbers[names[keys[i]]] = keys[i];
  const map = new %Map();
  const all = %StringPrototypeSplit(order, " ");
  for (let i = 0; i < all.length; i++) {
    const name = all[i];
    if (added[name] !== undefined)
      %MapPrototypeSet(map, added[name][0], [name, added[name][1]]);
    else %MapPrototypeSet(map, -numbers[name], [name, texts[numbers[name]]]);
  }
  return map;
}

module.exports = { errorMap };
