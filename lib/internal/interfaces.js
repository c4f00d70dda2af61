"use strict";
// os.networkInterfaces: the addresses of the interfaces that are up, those of
// version 4 by ioctl(2) (netdevice(7)), those of version 6 from /proc.

const { readSmall } = require("internal/process_sys");

const SYS_close = 3;
const SYS_ioctl = 16;
const SYS_socket = 41;
const AF_INET = 2;
const SOCK_DGRAM = 2;
const SOCK_CLOEXEC = 0o2000000;
const SIOCGIFCONF = 0x8912;
const SIOCGIFFLAGS = 0x8913;
const SIOCGIFNETMASK = 0x891b;
const SIOCGIFHWADDR = 0x8927;
const IFF_UP = 1;
const IFF_LOOPBACK = 8;
const IFF_RUNNING = 0x40;
const NAME = 16; // bytes of the name in struct ifreq, and of a sockaddr behind it
const IFREQ = 40;
const MANY = 256;

function nameIn(bytes, at) {
  const end = %TypedArrayPrototypeIndexOf(bytes, 0, at);
  return %Utf8Decode(bytes, at, end === -1 ? at + NAME : end);
}

function slice(bytes, from, to) {
  return %TypedArrayPrototypeSlice(bytes, from, to);
}

// A struct ifreq as the kernel fills it in for an interface.
function ask(fd, request, name) {
  const ifreq = new %Uint8Array(IFREQ);
  %TypedArrayPrototypeSet(ifreq, %Utf8Encode(name));
  %Syscall(SYS_ioctl, fd, request, ifreq);
  return ifreq;
}

// Flags and hardware address; undefined if the interface is down.
function describe(fd, name) {
  const flags = ask(fd, SIOCGIFFLAGS, name);
  const low = flags[NAME];
  if (!(low & IFF_UP) || !(low & IFF_RUNNING)) return undefined;
  const hardware = ask(fd, SIOCGIFHWADDR, name);
  return {
    internal: (low & IFF_LOOPBACK) !== 0,
    mac: %ArrayPrototypeJoin(
      %ArrayFrom(slice(hardware, NAME + 2, NAME + 8), (b) =>
        %StringPrototypePadStart(%NumberPrototypeToString(b, 16), 2, "0"),
      ),
      ":",
    ),
  };
}

function dotted(bytes) {
  return %ArrayPrototypeJoin(%ArrayFrom(bytes), ".");
}

function ones(bytes) {
  let n = 0;
  for (let i = 0; i < bytes.length; i++)
    for (let b = bytes[i]; b & 0x80; b = (b << 1) & 0xff) n++;
  return n;
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

function maskText(prefix) {
  const groups = [];
  for (let i = 0; i < 8; i++) {
    const n = %MathMin(%MathMax(prefix - 16 * i, 0), 16);
    %ArrayPrototypePush(groups, (0xffff << (16 - n)) & 0xffff);
  }
  return groupsText(groups);
}

// Lines of /proc/net/if_inet6: address, index, prefix, scope, flags, name; in
// hexadecimal. By index, as the kernel lists them itself.
function version6() {
  const lines = %StringPrototypeSplit(readSmall("/proc/net/if_inet6"), "\n");
  const out = [];
  for (let i = 0; i < lines.length; i++) {
    const fields = %RegExpPrototypeExec(
      /^(\w{32}) (\w+) (\w+) (\w+) (\w+) +(\S+)$/,
      lines[i],
    );
    if (fields === null) continue;
    const groups = [];
    for (let k = 0; k < 32; k += 4)
      %ArrayPrototypePush(
        groups,
        %ParseInt(%StringPrototypeSlice(fields[1], k, k + 4), 16),
      );
    const index = %ParseInt(fields[2], 16);
    %ArrayPrototypePush(out, {
      name: fields[6],
      index,
      prefix: %ParseInt(fields[3], 16),
      address: groupsText(groups),
      scopeid: (groups[0] & 0xffc0) === 0xfe80 ? index : 0,
    });
  }
  return %ArrayPrototypeSort(out, (a, b) => a.index - b.index);
}

function networkInterfaces() {
  const found = {};
  const fd = %Syscall(SYS_socket, AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return found;
  const add = (name, entry) => {
    if (!%ObjectHasOwn(found, name)) found[name] = [];
    %ArrayPrototypePush(found[name], entry);
  };
  const list = new %Uint8Array(IFREQ * MANY);
  const ifconf = new %BigUint64Array(2);
  ifconf[0] = %BigInt(list.length);
  ifconf[1] = %BufferAddress(list);
  %Syscall(SYS_ioctl, fd, SIOCGIFCONF, ifconf);
  const length = %Number(ifconf[0] & 0xffffffffn);
  for (let at = 0; at < length; at += IFREQ) {
    const name = nameIn(list, at);
    const about = describe(fd, name);
    if (about === undefined) continue;
    const address = dotted(slice(list, at + NAME + 4, at + NAME + 8));
    const mask = slice(ask(fd, SIOCGIFNETMASK, name), NAME + 4, NAME + 8);
    add(name, {
      address,
      netmask: dotted(mask),
      family: "IPv4",
      mac: about.mac,
      internal: about.internal,
      cidr: `${address}/${ones(mask)}`,
    });
  }
  const six = version6();
  for (let i = 0; i < six.length; i++) {
    const { address, name, prefix, scopeid } = six[i];
    const about = describe(fd, name);
    if (about === undefined) continue;
    add(name, {
      address,
      netmask: maskText(prefix),
      family: "IPv6",
      mac: about.mac,
      internal: about.internal,
      cidr: `${address}/${prefix}`,
      scopeid,
    });
  }
  %Syscall(SYS_close, fd);
  return found;
}

module.exports = { networkInterfaces };
