"use strict";
// os.networkInterfaces: the addresses of the interfaces that are up, as the
// kernel lists them over a routing socket: rtnetlink(7), RFC 3549.

const SYS_close = 3;
const SYS_socket = 41;
const SYS_sendto = 44;
const SYS_recvfrom = 45;
const AF_INET = 2;
const AF_INET6 = 10;
const AF_NETLINK = 16;
const SOCK_RAW = 3;
const SOCK_CLOEXEC = 0o2000000;
const NLMSG_ERROR = 2;
const NLMSG_DONE = 3;
const NLM_F_REQUEST_DUMP = 0x301;
const RTM_GETLINK = 18;
const RTM_GETADDR = 22;
const HEADER = 16; // bytes of struct nlmsghdr
const IFINFOMSG = 16;
const IFADDRMSG = 8;
const IFLA_ADDRESS = 1;
const IFLA_IFNAME = 3;
const IFA_ADDRESS = 1;
const IFA_LOCAL = 2;
const IFA_LABEL = 3;
const IFF_UP = 1;
const IFF_LOOPBACK = 8;
const IFF_RUNNING = 0x40;
const ROOM = 65536;

function u16(bytes, at) {
  return bytes[at] | (bytes[at + 1] << 8);
}

function u32(bytes, at) {
  return (u16(bytes, at) | (u16(bytes, at + 2) << 16)) >>> 0;
}

function nameIn(bytes) {
  const end = %TypedArrayPrototypeIndexOf(bytes, 0);
  return %Utf8Decode(bytes, 0, end === -1 ? bytes.length : end);
}

// The attributes of a message, by number.
function attributes(bytes, from, end) {
  const found = [];
  for (let at = from; at + 4 <= end;) {
    const length = u16(bytes, at);
    if (length < 4) break;
    found[u16(bytes, at + 2)] = %TypedArrayPrototypeSlice(
      bytes,
      at + 4,
      at + length,
    );
    at += (length + 3) & ~3;
  }
  return found;
}

// Calls `visit` with each message of the answer, and where it begins and ends.
function dump(fd, request, visit) {
  const ask = new %Uint8Array(HEADER + 4);
  ask[0] = ask.length;
  ask[4] = request;
  ask[6] = NLM_F_REQUEST_DUMP & 0xff;
  ask[7] = NLM_F_REQUEST_DUMP >> 8;
  if (%Syscall(SYS_sendto, fd, ask, ask.length, 0, 0, 0) < 0) return;
  const bytes = new %Uint8Array(ROOM);
  for (;;) {
    const count = %Syscall(SYS_recvfrom, fd, bytes, ROOM, 0, 0, 0);
    if (count <= 0) return;
    for (let at = 0; at + HEADER <= count;) {
      const length = u32(bytes, at);
      const type = u16(bytes, at + 4);
      if (type === NLMSG_DONE || type === NLMSG_ERROR || length < HEADER)
        return;
      visit(bytes, at + HEADER, at + length);
      at += (length + 3) & ~3;
    }
  }
}

// By index: name, flags and hardware address.
function links(fd) {
  const found = [];
  dump(fd, RTM_GETLINK, (bytes, at, end) => {
    const about = attributes(bytes, at + IFINFOMSG, end);
    const flags = u32(bytes, at + 8);
    const mac = about[IFLA_ADDRESS];
    found[u32(bytes, at + 4)] = {
      name: nameIn(about[IFLA_IFNAME]),
      isUp: (flags & IFF_UP) !== 0 && (flags & IFF_RUNNING) !== 0,
      internal: (flags & IFF_LOOPBACK) !== 0,
      mac: hexBytes(mac && mac.length === 6 ? mac : new %Uint8Array(6)),
    };
  });
  return found;
}

function hexBytes(bytes) {
  const pairs = %ArrayFrom(bytes, (b) =>
    %StringPrototypePadStart(%NumberPrototypeToString(b, 16), 2, "0"),
  );
  return %ArrayPrototypeJoin(pairs, ":");
}

// RFC 5952, without the dotted forms.
function groupsText(groups) {
  let start = -1;
  let length = 1;
  for (let i = 0; i < 8; i++) {
    let n = 0;
    while (i + n < 8 && groups[i + n] === 0) n++;
    if (n > length) {
      start = i;
      length = n;
    }
  }
  const hex = (from, to) =>
    %ArrayPrototypeJoin(
      %ArrayPrototypeMap(%ArrayPrototypeSlice(groups, from, to), (g) =>
        %NumberPrototypeToString(g, 16),
      ),
      ":",
    );
  if (start === -1) return hex(0, 8);
  return `${hex(0, start)}::${hex(start + length, 8)}`;
}

// The first `prefix` bits of so many bytes.
function maskBytes(prefix, length) {
  const bytes = new %Uint8Array(length);
  for (let i = 0; i < length; i++) {
    const n = %MathMin(%MathMax(prefix - 8 * i, 0), 8);
    bytes[i] = 0xff << (8 - n);
  }
  return bytes;
}

function addressText(bytes) {
  if (bytes.length === 4) return %ArrayPrototypeJoin(%ArrayFrom(bytes), ".");
  const groups = [];
  for (let i = 0; i < bytes.length; i += 2)
    %ArrayPrototypePush(groups, (bytes[i] << 8) | bytes[i + 1]);
  return groupsText(groups);
}

function networkInterfaces() {
  const found = {};
  const fd = %Syscall(SYS_socket, AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, 0);
  if (fd < 0) return found;
  const known = links(fd);
  dump(fd, RTM_GETADDR, (message, at, end) => {
    const family = message[at];
    const prefix = message[at + 1];
    const index = u32(message, at + 4);
    const link = known[index];
    const isSix = family === AF_INET6;
    if (!link || !link.isUp || !(isSix || family === AF_INET)) return;
    const about = attributes(message, at + IFADDRMSG, end);
    const bytes = about[IFA_LOCAL] || about[IFA_ADDRESS];
    const name = about[IFA_LABEL] ? nameIn(about[IFA_LABEL]) : link.name;
    const address = addressText(bytes);
    const entry = {
      address,
      netmask: addressText(maskBytes(prefix, bytes.length)),
      family: isSix ? "IPv6" : "IPv4",
      mac: link.mac,
      internal: link.internal,
      cidr: `${address}/${prefix}`,
    };
    const isLinkLocal = isSix && bytes[0] === 0xfe && bytes[1] >> 6 === 2;
    if (isSix) entry.scopeid = isLinkLocal ? index : 0;
    if (!%ObjectHasOwn(found, name)) found[name] = [];
    %ArrayPrototypePush(found[name], entry);
  });
  %Syscall(SYS_close, fd);
  return found;
}

module.exports = { networkInterfaces };
