"use strict";
// process.setuid and the like: users and groups by number, or by the names in
// /etc/passwd and /etc/group.

const { coded, invalidArgType } = require("internal/errors");
const { validateArray, validateUint32 } = require("internal/validators");

const SYS_setuid = 105;
const SYS_getegid = 108;
const SYS_setgid = 106;
const SYS_getgroups = 115;
const SYS_setgroups = 116;
const SYS_setresuid = 117;
const SYS_setresgid = 119;
const SAME = 0xffffffff;

function check(result, syscall) {
  if (result >= 0) return result;
  const { systemError } = require("internal/system_error");
  throw systemError(result, syscall);
}

// The number of a name, `kind` "User" or "Group".
function toId(id, name, kind) {
  if (typeof id === "number") {
    validateUint32(id, name); //@ validateId internal/bootstrap/switches/does_own_process_state:95:7
    return id;
  }
  if (typeof id !== "string")
    throw invalidArgType(name, ["number", "string"], id); //@ validateId internal/bootstrap/switches/does_own_process_state:97:13|      throw new ERR_INVALID_ARG_TYPE(name, ['number', 'string'], id);
  const { readSmall } = require("internal/process_sys");
  const file = kind === "User" ? "/etc/passwd" : "/etc/group";
  const lines = %StringPrototypeSplit(readSmall(file), "\n");
  for (let i = 0; i < lines.length; i++) {
    const fields = %StringPrototypeSplit(lines[i], ":");
    if (fields[0] === id && fields.length > 2) return +fields[2];
  }
  throw coded(
    %Error,
    "ERR_UNKNOWN_CREDENTIAL",
    `${kind} identifier does not exist: ${id}`,
  );
}

module.exports = {
  getgroups() {
    const ids = new %Uint32Array(65536);
    const n = check(%Syscall(SYS_getgroups, 65536, ids), "getgroups");
    const groups = [];
    for (let i = 0; i < n; i++) %ArrayPrototypePush(groups, ids[i]);
    const own = %Syscall(SYS_getegid);
    if (!%ArrayPrototypeIncludes(groups, own)) %ArrayPrototypePush(groups, own);
    return groups;
  },
  setuid(id) {
    id = toId(id, "id", "User"); //@ process.setuid internal/bootstrap/switches/does_own_process_state:83:7
    check(%Syscall(SYS_setuid, id), "setuid");
  },
  seteuid(id) {
    id = toId(id, "id", "User"); //@ process.seteuid internal/bootstrap/switches/does_own_process_state:83:7
    check(%Syscall(SYS_setresuid, SAME, id, SAME), "seteuid");
  },
  setgid(id) {
    id = toId(id, "id", "Group"); //@ process.setgid internal/bootstrap/switches/does_own_process_state:83:7
    check(%Syscall(SYS_setgid, id), "setgid");
  },
  setegid(id) {
    id = toId(id, "id", "Group"); //@ process.setegid internal/bootstrap/switches/does_own_process_state:83:7
    check(%Syscall(SYS_setresgid, SAME, id, SAME), "setegid");
  },
  setgroups(groups) {
    validateArray(groups, "groups"); //@ process.setgroups internal/bootstrap/switches/does_own_process_state:69:5
    const ids = new %Uint32Array(groups.length || 1);
    for (let i = 0; i < groups.length; i++)
      ids[i] = toId(groups[i], `groups[${i}]`, "Group"); //@ process.setgroups internal/bootstrap/switches/does_own_process_state:71:7
    check(%Syscall(SYS_setgroups, groups.length, ids), "setgroups");
  },
};
