/*
 * fuzz.c: compiles mutated programs; each must end in an executable or in a diagnostic, without a crash or a hang.
 *
 *     fuzz [--inputs N] [--seconds S] [--seed X] [--work DIR] seed.js…
 *
 * The compiler is linked in (its main as jsc_main) and runs in forked children, a hundred inputs each, with limits on
 * time and memory. An input is a run of lines of one seed with a few mutations: bytes, tokens, splices with other seeds, deep nesting.
 * Its random numbers depend on --seed and its number alone. What failed is kept as DIR/failed-NUMBER.js; exit status 1 then.
 */
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int jsc_main(int argc, char **argv);

enum { INPUT_MAX = 1 << 20, WALL_LIMIT = 900 /* seconds */, CPU_LIMIT = 60, MEMORY_LIMIT = 1 << 30 };

typedef struct Text {
  char *data;
  size_t size;
} Text;
typedef struct Fuzz {
  Text *seeds;
  size_t nseeds;
  uint64_t random;
  char *input;
  size_t size;
  const char *work;
} Fuzz;

static const char *const tokens[] = {
    "var ",
    "let ",
    "const ",
    "function ",
    "function* ",
    "async ",
    "await ",
    "yield ",
    "yield* ",
    "class A extends B {}",
    "return ",
    "throw ",
    "break ",
    "continue ",
    "if (a) ",
    "else ",
    "for (;;) ",
    "for (const x of y) ",
    "for (x in y) ",
    "for await (const x of y) ",
    "while (a) ",
    "do ",
    "switch (a) { case 1: default: }",
    "try {",
    "} catch (e) {",
    "} catch {",
    "} finally {",
    "import ",
    "export ",
    "export default ",
    "import('x')",
    "import.meta",
    "from 'fs'",
    "import * as ns from 'path';",
    "export * from 'path';",
    "new ",
    "new.target",
    "super",
    "super()",
    "super.x",
    "this",
    "typeof ",
    "void ",
    "delete ",
    "in ",
    "instanceof ",
    "null",
    "true",
    "undefined",
    "NaN",
    "static ",
    "get ",
    "set ",
    "of ",
    "#x",
    "#x in this",
    "this.#x",
    "constructor() {}",
    "__proto__: null",
    "arguments",
    "eval('x')",
    "with (a) ",
    "debugger;",
    "'use strict';",
    "enum ",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    ";",
    ",",
    ".",
    "?.",
    "?.[",
    "?.(",
    "...",
    "=>",
    "=",
    "==",
    "===",
    "!=",
    "+",
    "++",
    "--",
    "-",
    "*",
    "**",
    "**=",
    "/",
    "%",
    "<<",
    ">>>",
    ">>=",
    "&",
    "&&",
    "&&=",
    "|",
    "||",
    "||=",
    "??",
    "?\?=",
    "^",
    "~",
    "!",
    "?",
    ":",
    "<",
    ">",
    "<=",
    "`",
    "${",
    "`${a}`",
    "'",
    "\"",
    "\\",
    "\\u{61}",
    "\\u0061",
    "\\u{110000}",
    "\\x",
    "/a/g",
    "/(?<n>a)\\k<n>/u",
    "/[\\p{L}--a]/v",
    "/(?:)*+/",
    "//",
    "/*",
    "*/",
    "<!--",
    "-->",
    "#!",
    "\n",
    "\r\n",
    "\xE2\x80\xA8",
    "\xEF\xBB\xBF",
    "\xC2\xA0",
    "\xED\xA0\x80",
    "\xFF",
    "\xF0\x9F\x98\x80",
    "0",
    "1",
    "-1",
    "0x",
    "0xff",
    "1n",
    "0b2",
    "08",
    "1_0",
    "1__0",
    "1e999",
    "1e",
    "4294967296",
    "2147483648",
    ".5",
    "5.",
    "9007199254740993",
    "1e-400",
    "'__proto__'",
    "[Symbol.iterator]",
    "a",
    "b",
    "async () => {}",
    "(a, b = 1, ...c) => a",
    "({ a, b: [c = 1, ...d], ...e } = f)",
    "[a, b] = [b, a];",
    "x: for (;;) { break x; }",
    "require('fs')",
    "module.exports",
    "%ArrayPrototypeMap",
    "using x = y;",
    "@decorator ",
    "label: ",
    "0 && ",
    "a?.b.c`t`",
    "class { static { await; } }",
};
enum { TOKENS = sizeof tokens / sizeof *tokens };
static const char *const nests[][2] = {
    {"(", ")"}, {"[", "]"},          {"{", "}"},    {"({a:", "})"},         {"f(", ")"},   {"a=>", ""},
    {"-", ""},  {"!", ""},           {"`${", "}`"}, {"function f(){", "}"}, {"if(a)", ""}, {"a?b:", ""},
    {"a+", ""}, {"a.b.", ""},        {"[...", "]"}, {"async()=>", ""},      {"new ", ""},  {"class extends ", "{}"},
    {"x=", ""}, {"try{", "}catch{}"}};
enum { NESTS = sizeof nests / sizeof *nests };

/* ---- chance ---- */

static uint64_t next(Fuzz *f) { /* splitmix64 */
  uint64_t z = f->random += 0x9E3779B97F4A7C15ull;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ull;
  z = (z ^ z >> 27) * 0x94D049BB133111EBull;
  return z ^ z >> 31;
}
static size_t below(Fuzz *f, size_t n) { return n ? (size_t)(next(f) % n) : 0; }

/* ---- mutations of f->input ---- */

static void replace(Fuzz *f, size_t from, size_t to, const char *text, size_t n) {
  if (f->size - (to - from) + n > INPUT_MAX) return;
  memmove(f->input + from + n, f->input + to, f->size - to);
  memcpy(f->input + from, text, n);
  f->size += n - (to - from);
}

static bool is_word(char c) {
  return (c | 0x20) >= 'a' && (c | 0x20) <= 'z' ? true : (c >= '0' && c <= '9') || c == '_' || c == '$' || c == '#';
}

/* Some token of a text: a word or another byte. */
static void some_token(Fuzz *f, const char *text, size_t size, size_t *from, size_t *to) {
  *from = *to = below(f, size);
  if (!size) return;
  while (*from > 0 && is_word(text[*from]) && is_word(text[*from - 1])) --*from;
  while (*to < size && is_word(text[*to])) ++*to;
  if (*to == *from) ++*to;
}

static void some_range(Fuzz *f, size_t size, size_t max, size_t *from, size_t *to) {
  *from = below(f, size);
  size_t room = size - *from;
  *to = *from + below(f, (room < max ? room : max) + 1);
}

static void mutate(Fuzz *f) {
  size_t from, to, a, b;
  char small[64];
  const Text *other = &f->seeds[below(f, f->nseeds)];
  switch (below(f, 14)) {
    case 0:
      if (f->size) f->input[below(f, f->size)] ^= (char)(1 << below(f, 8));
      break;
    case 1:
      some_range(f, f->size, 40, &from, &to);
      replace(f, from, to, "", 0);
      break;
    case 2:
      some_range(f, f->size, 60, &from, &to);
      memcpy(small, f->input + from, to - from < 64 ? to - from : 64);
      replace(f, from, from, small, to - from < 64 ? to - from : 64);
      break;
    case 3: f->size = below(f, f->size + 1); break;
    case 4:
      for (int i = 0; i < 8; i++) small[i] = (char)next(f);
      from = below(f, f->size + 1);
      replace(f, from, from, small, 1 + below(f, 8));
      break;
    case 5: {
      const char *const *n = nests[below(f, NESTS)];
      size_t count = (size_t)1 << below(f, below(f, 8) ? 6 : 12);
      from = below(f, f->size + 1);
      to = from + below(f, f->size - from + 1 < 40 ? f->size - from + 1 : 40);
      for (size_t i = 0; i < count; i++) replace(f, to, to, n[1], strlen(n[1]));
      for (size_t i = 0; i < count; i++) replace(f, from, from, n[0], strlen(n[0]));
      break;
    }
    case 6:
    case 7:
    case 8: {
      const char *t = tokens[below(f, TOKENS)];
      some_token(f, f->input, f->size, &from, &to);
      replace(f, from, below(f, 2) ? to : from, t, strlen(t));
      break;
    }
    case 9:
    case 10: /* a token of the same or another text in place of one */
      some_token(f, f->input, f->size, &from, &to);
      if (below(f, 2)) {
        some_token(f, other->data, other->size, &a, &b);
        replace(f, from, to, other->data + a, b - a);
      } else {
        some_token(f, f->input, f->size, &a, &b);
        if (b - a > sizeof small) b = a + sizeof small;
        memcpy(small, f->input + a, b - a);
        replace(f, from, to, small, b - a);
      }
      break;
    case 11:
      some_token(f, f->input, f->size, &from, &to);
      replace(f, from, to, "", 0);
      break;
    default:
      some_range(f, other->size, 200, &a, &b);
      from = below(f, f->size + 1);
      replace(f, from, from, other->data + a, b - a);
      break;
  }
}

/* Another token of the same sort (a word, or one byte of punctuation) from the same lines: mostly still a program. */
static void swap_token(Fuzz *f) {
  size_t from, to, a, b;
  char small[64];
  for (int tries = 0; tries < 20; tries++) {
    some_token(f, f->input, f->size, &from, &to);
    some_token(f, f->input, f->size, &a, &b);
    if (to == from || b == a || b - a > sizeof small || is_word(f->input[from]) != is_word(f->input[a])) continue;
    if (!is_word(f->input[a]) && strchr("()[]{}`'\"/\\", f->input[a])) continue;
    if (!is_word(f->input[from]) && strchr("()[]{}`'\"/\\", f->input[from])) continue;
    memcpy(small, f->input + a, b - a);
    replace(f, from, to, small, b - a);
    return;
  }
}

/* A run of up to 60 lines of a seed, or a whole small one, mutated. */
static void make_input(Fuzz *f) {
  const Text *s = &f->seeds[below(f, f->nseeds)];
  size_t from = 0, to = s->size;
  if (s->size > 3000 || below(f, 3) == 0) {
    from = below(f, s->size);
    while (from > 0 && s->data[from - 1] != '\n') from--;
    to = from;
    for (size_t lines = 1 + below(f, 60); lines && to < s->size; to++)
      if (s->data[to] == '\n') lines--;
  }
  f->size = 0;
  replace(f, 0, 0, s->data + from, to - from);
  bool is_gentle = below(f, 2);
  for (size_t n = 1 + below(f, below(f, 4) ? 3 : 12); n; n--) {
    if (is_gentle) swap_token(f);
    else mutate(f);
  }
}

/* ---- trying ---- */

static void write_file(const char *path, const char *data, size_t size) {
  FILE *out = fopen(path, "wb");
  if (!out || fwrite(data, 1, size, out) != size) {
    perror(path);
    exit(2);
  }
  fclose(out);
}

static Text read_file(const char *path) {
  FILE *in = fopen(path, "rb");
  struct stat st;
  if (!in || fstat(fileno(in), &st) || !S_ISREG(st.st_mode)) {
    fprintf(stderr, "fuzz: cannot read '%s'\n", path);
    exit(2);
  }
  Text t = {malloc((size_t)st.st_size + 1), (size_t)st.st_size};
  t.size = fread(t.data, 1, t.size, in);
  fclose(in);
  return t;
}

/* What the forked child and its parent both see. */
typedef struct Shared {
  uint64_t at; /* the input being compiled */
  uint64_t built, failed;
} Shared;

static void limit_child(void) {
  struct rlimit core = {0, 0};
  setrlimit(RLIMIT_CORE, &core);
#if !__has_feature(address_sanitizer)
  struct rlimit memory = {(rlim_t)6 << 30, (rlim_t)6 << 30};
  setrlimit(RLIMIT_AS, &memory);
#endif
}

/* NULL if all is well, else what is wrong. */
static const char *judge(int status, const char *output, const char *errors) {
  static char text[64];
  struct stat st;
  bool has_output = !stat(output, &st) && st.st_size > 0;
  if (status == 0) return has_output ? NULL : "ends well without an output";
  if (status == 1) {
    Text t = read_file(errors);
    t.data[t.size] = 0;
    bool says = strstr(t.data, "error") || strstr(t.data, "cannot");
    bool is_internal = strstr(t.data, "internal error") || strstr(t.data, "link failed");
    free(t.data);
    return has_output    ? "fails with an output"
           : is_internal ? "is an internal error"
           : says        ? NULL
                         : "fails without a diagnostic";
  }
  snprintf(text, sizeof text, "ends with status %d", status);
  return text;
}

static void choose(Fuzz *f, const char *how[3]) {
  /* LLVM takes a hundred times what all the rest takes: it gets one input of 32 */
  static const char *const hows[8][2] = {{"-O0", "-v"},
                                         {"-O0", "-v"},
                                         {"-O0", "-v"},
                                         {"-O0", "-v"},
                                         {"-O2", "--backend=ass"},
                                         {"-O2", "--backend=ass"},
                                         {"-O1", "--backend=ass"},
                                         {NULL, "-v"}};
  static const char *const llvm_levels[] = {"-O1", "-O2", "-Os"};
  static const char *const goals[] = {"-v", "-v", "-v", "--module", "--script"};
  const char *const *chosen = hows[below(f, 32) ? below(f, 7) : 7];
  how[0] = chosen[0] ? chosen[0] : llvm_levels[below(f, 3)];
  how[1] = chosen[1];
  how[2] = goals[below(f, 5)];
}

static void report(Fuzz *f, uint64_t seed, uint64_t n, const char *wrong, const char *const how[3], int to) {
  char path[4096];
  snprintf(path, sizeof path, "%s/failed-%llu-%llu.js", f->work, (unsigned long long)seed, (unsigned long long)n);
  write_file(path, f->input, f->size);
  dprintf(to, "%s: %s (%s %s %s)\n", path, wrong, how[0], how[1], how[2]);
}

static void set_input(Fuzz *f, uint64_t seed, uint64_t n, const char *how[3]) {
  f->random = seed << 32 ^ n;
  make_input(f);
  choose(f, how);
}

/* Compiles inputs up to `end` one after the other; the compiler leaves little behind, but not nothing. */
static _Noreturn void child(Fuzz *f, Shared *shared, uint64_t seed, uint64_t end) {
  static char input[4096], output[4096], errors[4096];
  snprintf(input, sizeof input, "%s/input.js", f->work);
  snprintf(output, sizeof output, "%s/output", f->work);
  snprintf(errors, sizeof errors, "%s/errors", f->work);
  int fd = open(errors, O_RDWR | O_CREAT, 0666), null = open("/dev/null", O_RDWR), to = dup(1);
  dup2(null, 0);
  dup2(null, 1);
  dup2(fd, 2);
  limit_child();
  for (; shared->at < end; shared->at++) {
    const char *how[3];
    set_input(f, seed, shared->at, how);
    write_file(input, f->input, f->size);
    unlink(output);
    lseek(2, 0, SEEK_SET);
    if (ftruncate(2, 0)) _exit(2);
    struct itimerval cpu = {.it_value = {CPU_LIMIT, 0}}; /* SIGVTALRM */
    setitimer(ITIMER_VIRTUAL, &cpu, NULL);
    char *argv[] = {"jsc", (char *)how[0], (char *)how[1], (char *)how[2], input, "-o", output, NULL};
    const char *wrong = judge(jsc_main(7, argv), output, errors);
    shared->built += !access(output, F_OK);
    if (wrong) {
      report(f, seed, shared->at, wrong, how, to);
      shared->failed++;
    }
    struct rusage used;
    if (!getrusage(RUSAGE_SELF, &used) && used.ru_maxrss > MEMORY_LIMIT >> 10) {
      shared->at++;
      break;
    }
  }
  _exit(0);
}

/* Forks children until the inputs are done; one that dies has found something. */
static void try_all(Fuzz *f, Shared *shared, uint64_t seed, uint64_t end) {
  while (shared->at < end) {
    uint64_t before = shared->at;
    pid_t pid = fork();
    if (!pid) child(f, shared, seed, end);
    int fd = (int)syscall(SYS_pidfd_open, pid, 0), status = 0;
    struct pollfd p = {fd, POLLIN, 0};
    bool late = false;
    while (fd >= 0 && !late && poll(&p, 1, WALL_LIMIT * 1000) == 0) {
      late = shared->at == before;
      before = shared->at;
    }
    if (late) kill(pid, SIGKILL);
    waitpid(pid, &status, 0);
    if (fd >= 0) close(fd);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) continue;
    const char *how[3];
    char wrong[64];
    if (late || (WIFSIGNALED(status) && WTERMSIG(status) == SIGVTALRM)) snprintf(wrong, sizeof wrong, "hangs");
    else if (WIFSIGNALED(status)) snprintf(wrong, sizeof wrong, "was killed by signal %d", WTERMSIG(status));
    else snprintf(wrong, sizeof wrong, "left with status %d", WEXITSTATUS(status));
    set_input(f, seed, shared->at, how);
    report(f, seed, shared->at, wrong, how, 1);
    shared->failed++;
    shared->at++;
  }
}

int main(int argc, char **argv) {
  Fuzz f = {.work = "."};
  uint64_t inputs = 2000, seed = 1, seconds = ~0u;
  f.input = malloc(INPUT_MAX + 1);
  f.seeds = malloc(sizeof *f.seeds * (size_t)argc);
  for (int i = 1; i < argc; i++) {
    if (i + 1 < argc && !strcmp(argv[i], "--inputs")) inputs = strtoull(argv[++i], NULL, 10);
    else if (i + 1 < argc && !strcmp(argv[i], "--seconds")) seconds = strtoull(argv[++i], NULL, 10);
    else if (i + 1 < argc && !strcmp(argv[i], "--seed")) seed = strtoull(argv[++i], NULL, 10);
    else if (i + 1 < argc && !strcmp(argv[i], "--work")) f.work = argv[++i];
    else f.seeds[f.nseeds++] = read_file(argv[i]);
  }
  if (!f.nseeds) {
    fputs("usage: fuzz [--inputs N] [--seconds S] [--seed X] [--work DIR] seed.js…\n", stderr);
    return 2;
  }
  mkdir(f.work, 0777);
  Shared *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) {
    perror("fuzz");
    return 2;
  }
  enum { BATCH = 100 };
  time_t start = time(NULL);
  while (shared->at < inputs && (uint64_t)(time(NULL) - start) < seconds) {
    uint64_t end = shared->at + BATCH;
    try_all(&f, shared, seed, end < inputs ? end : inputs);
    if (shared->at % 1000 == 0)
      printf("%llu inputs, %ld s\n", (unsigned long long)shared->at, (long)(time(NULL) - start));
    fflush(stdout);
  }
  uint64_t n = shared->at, built = shared->built, failed = shared->failed;
  printf("%llu inputs: %llu compiled, %llu refused, %llu failed, in %ld s\n", (unsigned long long)n,
         (unsigned long long)built, (unsigned long long)(n - built - failed), (unsigned long long)failed,
         (long)(time(NULL) - start));
  return failed != 0;
}
