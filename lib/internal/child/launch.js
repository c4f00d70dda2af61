"use strict";
// Starting another program: fork(2), in the child descriptors, directory, ids and
// execve(2). All that the child needs is laid out before the fork, so that it
// makes system calls only. Why the child failed comes back over a pipe that a
// successful execve closes.

const SYS_read = 0;
const SYS_write = 1;
const SYS_open = 2;
const SYS_close = 3;
const SYS_rt_sigaction = 13;
const SYS_rt_sigprocmask = 14;
const SYS_dup2 = 33;
const SYS_fork = 57;
const SYS_execve = 59;
const SYS_wait4 = 61;
const SYS_fcntl = 72;
const SYS_chdir = 80;
const SYS_setsid = 112;
const SYS_setuid = 105;
const SYS_setgid = 106;
const SYS_setgroups = 116;
const SYS_exit_group = 231;
const SYS_pipe2 = 293;

const O_CLOEXEC = 0o2000000;
const O_NONBLOCK = 0o4000;
const O_RDWR = 2;
const F_SETFD = 2;
const F_GETFL = 3;
const F_SETFL = 4;
const F_DUPFD_CLOEXEC = 1030;
const SIG_SETMASK = 2;
const SIGKILL = 9;
const SIGSTOP = 19;
const EINTR = -4;
const ENOENT = -2;
const ENOEXEC = -8;
const EACCES = -13;
const ENOTDIR = -20;
const WNOHANG = 1;

function terminated(text) {
  return %Utf8Encode(`${text}\0`);
}

// The NULL-closed array of pointers to the bytes in `list`.
function pointers(list) {
  const table = new %BigUint64Array(list.length + 1);
  for (let i = 0; i < list.length; i++) table[i] = %BufferAddress(list[i]);
  return table;
}

// The files that execvp(3) would try.
function candidates(file, env) {
  if (%StringPrototypeIncludes(file, "/")) return [terminated(file)];
  let path = "/bin:/usr/bin";
  for (let i = 0; i < env.length; i++)
    if (%StringPrototypeStartsWith(env[i], "PATH="))
      path = %StringPrototypeSlice(env[i], 5);
  const folders = %StringPrototypeSplit(path, ":");
  const out = [];
  for (let i = 0; i < folders.length; i++)
    %ArrayPrototypePush(
      out,
      terminated(folders[i] === "" ? file : `${folders[i]}/${file}`),
    );
  return out;
}

function lay(plan) {
  const args = %ArrayPrototypeMap(plan.args, terminated);
  const env = %ArrayPrototypeMap(plan.env, terminated);
  const files = candidates(plan.file, plan.env);
  const shell = terminated("/bin/sh");
  return {
    args,
    env,
    files,
    shell,
    argv: pointers(args),
    envp: pointers(env),
    // what a file without a known format is run by: sh FILE args…
    shellArgv: %ArrayPrototypeMap(files, (file) =>
      pointers([shell, file, ...%ArrayPrototypeSlice(args, 1)]),
    ),
    cwd: plan.cwd === undefined ? undefined : terminated(plan.cwd),
    null: terminated("/dev/null"),
    fds: %Int32Array.from(plan.fds),
    action: new %Uint32Array(8), // struct kernel_sigaction: SIG_DFL
    mask: new %Uint32Array(2),
    report: new %Int32Array(1),
    detached: plan.detached,
    uid: plan.uid ?? -1,
    gid: plan.gid ?? -1,
  };
}

// ---- In the child ---------------------------------------------------------------

function placeDescriptors(d) {
  const { fds } = d;
  const n = fds.length;
  // None may be overwritten before it is used.
  for (let i = 0; i < n; i++)
    if (fds[i] >= 0 && fds[i] < i) {
      fds[i] = %Syscall(SYS_fcntl, fds[i], F_DUPFD_CLOEXEC, n);
      if (fds[i] < 0) return fds[i];
    }
  for (let i = 0; i < n; i++) {
    let from = fds[i];
    const isNull = from < 0;
    if (isNull) {
      if (i > 2) continue;
      from = %Syscall(SYS_open, d.null, i === 0 ? 0 : O_RDWR, 0);
      if (from < 0) return from;
    }
    const r =
      from === i
        ? %Syscall(SYS_fcntl, i, F_SETFD, 0)
        : %Syscall(SYS_dup2, from, i);
    if (r < 0) return r;
    if (i <= 2 && !isNull) {
      const flags = %Syscall(SYS_fcntl, i, F_GETFL, 0);
      if (flags >= 0 && (flags & O_NONBLOCK) !== 0)
        %Syscall(SYS_fcntl, i, F_SETFL, flags & ~O_NONBLOCK);
    }
    if (isNull && from > 2) %Syscall(SYS_close, from);
  }
  return 0;
}

// Becomes the other program; -errno if it cannot.
function become(d) {
  for (let i = 1; i < 32; i++)
    if (i !== SIGKILL && i !== SIGSTOP)
      %Syscall(SYS_rt_sigaction, i, d.action, 0, 8);
  if (d.detached) %Syscall(SYS_setsid);
  let r = placeDescriptors(d);
  if (r < 0) return r;
  if (d.cwd !== undefined && (r = %Syscall(SYS_chdir, d.cwd)) < 0) return r;
  if (d.uid !== -1 || d.gid !== -1) %Syscall(SYS_setgroups, 0, 0);
  if (d.gid !== -1 && (r = %Syscall(SYS_setgid, d.gid)) < 0) return r;
  if (d.uid !== -1 && (r = %Syscall(SYS_setuid, d.uid)) < 0) return r;
  %Syscall(SYS_rt_sigprocmask, SIG_SETMASK, d.mask, 0, 8);
  let failure = ENOENT;
  for (let i = 0; i < d.files.length; i++) {
    r = %Syscall(SYS_execve, d.files[i], d.argv, d.envp);
    if (r === ENOEXEC)
      r = %Syscall(SYS_execve, d.shell, d.shellArgv[i], d.envp);
    if (r === EACCES) failure = EACCES;
    else if (r !== ENOENT && r !== ENOTDIR) return r;
  }
  return failure;
}

// ---- In the parent --------------------------------------------------------------

// plan: file, args (with argv[0]), env (KEY=value strings), fds (the child's
// descriptors 0, 1, …; -1: /dev/null, or none above 2), cwd?, detached?, uid?, gid?.
// The process id, or -errno.
function launch(plan) {
  const d = lay(plan);
  const ends = new %Int32Array(2);
  const made = %Syscall(SYS_pipe2, ends, O_CLOEXEC);
  if (made < 0) return made;
  // Above all that the child puts in place.
  const report = %Syscall(SYS_fcntl, ends[1], F_DUPFD_CLOEXEC, d.fds.length);
  const pid = report < 0 ? report : %Syscall(SYS_fork);
  if (pid === 0) {
    d.report[0] = become(d);
    %Syscall(SYS_write, report, d.report, 4);
    for (;;) %Syscall(SYS_exit_group, 127);
  }
  %Syscall(SYS_close, ends[1]);
  if (report >= 0) %Syscall(SYS_close, report);
  let n = 0;
  if (pid > 0)
    do n = %Syscall(SYS_read, ends[0], d.report, 4);
    while (n === EINTR);
  %Syscall(SYS_close, ends[0]);
  if (pid < 0 || n !== 4) return pid;
  wait(pid, true);
  return d.report[0];
}

// How a child ended: { code, signal }, a number and a name or null; undefined if
// it has not and `blocking` is false.
function wait(pid, blocking) {
  const status = new %Int32Array(1);
  let r;
  do r = %Syscall(SYS_wait4, pid, status, blocking ? 0 : WNOHANG, 0);
  while (r === EINTR);
  if (r !== pid) return r === 0 ? undefined : { code: 0, signal: null };
  const signal = status[0] & 0x7f;
  if (signal === 0) return { code: (status[0] >> 8) & 0xff, signal: null };
  return { code: 0, signal: require("internal/child/signal").nameOf(signal) };
}

module.exports = { launch, wait };
