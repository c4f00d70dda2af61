/*
 * fuzz.c: compiles mutated programs; each must end in an executable or in a diagnostic, without a crash or a hang.
 *
 *     fuzz [--inputs N] [--seconds S] [--seed X] [--work DIR] seed.js…
 *
 * The compiler is linked in (its main as jsc_main) and runs in a forked child for each input, with limits on time and
 * memory. An input is a run of lines of one seed with a few mutations: bytes, tokens, splices with other seeds, deep nesting.
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
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int jsc_main(int argc, char **argv);

enum { INPUT_MAX = 1 << 20, WALL_LIMIT = 900, CPU_LIMIT = 60 };

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

/* A run of up to 60 lines of a seed, mutated. */
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
  for (size_t n = 1 + below(f, below(f, 4) ? 3 : 12); n; n--) mutate(f);
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

static _Noreturn void child(const char *input, const char *output, const char *errors, const char *level,
                            const char *goal) {
  int fd = open(errors, O_WRONLY | O_CREAT | O_TRUNC, 0666), null = open("/dev/null", O_RDWR);
  dup2(null, 0);
  dup2(null, 1);
  dup2(fd, 2);
  struct rlimit cpu = {CPU_LIMIT, CPU_LIMIT + 5}, core = {0, 0};
  setrlimit(RLIMIT_CPU, &cpu);
  setrlimit(RLIMIT_CORE, &core);
#ifndef __SANITIZE_ADDRESS__
#if !__has_feature(address_sanitizer)
  struct rlimit memory = {(rlim_t)6 << 30, (rlim_t)6 << 30};
  setrlimit(RLIMIT_AS, &memory);
#endif
#endif
  char *argv[] = {"jsc", (char *)level, (char *)goal, (char *)input, "-o", (char *)output, NULL};
  exit(jsc_main(6, argv));
}

/* NULL if all is well, else what is wrong. */
static const char *judge(int status, bool late, const char *output, const char *errors) {
  static char text[64];
  struct stat st;
  if (late) return "hangs";
  if (WIFSIGNALED(status)) {
    snprintf(text, sizeof text, "was killed by signal %d", WTERMSIG(status));
    return text;
  }
  bool has_output = !stat(output, &st) && st.st_size > 0;
  if (WEXITSTATUS(status) == 0) return has_output ? NULL : "ends well without an output";
  if (WEXITSTATUS(status) == 1) {
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
  snprintf(text, sizeof text, "ends with status %d", WEXITSTATUS(status));
  return text;
}

static const char *try(Fuzz *f) {
  static char input[4096], output[4096], errors[4096];
  static const char *const levels[] = {"-O0", "-O0", "-O0", "-O1", "-O2", "-Os"};
  static const char *const goals[] = {"-v", "-v", "-v", "--module", "--script"};
  snprintf(input, sizeof input, "%s/input.js", f->work);
  snprintf(output, sizeof output, "%s/output", f->work);
  snprintf(errors, sizeof errors, "%s/errors", f->work);
  write_file(input, f->input, f->size);
  unlink(output);
  const char *level = levels[below(f, 6)], *goal = goals[below(f, 5)];
  pid_t pid = fork();
  if (!pid) child(input, output, errors, level, goal);
  int fd = (int)syscall(SYS_pidfd_open, pid, 0), status = 0;
  struct pollfd p = {fd, POLLIN, 0};
  bool late = fd >= 0 && poll(&p, 1, WALL_LIMIT * 1000) == 0;
  if (late) kill(pid, SIGKILL);
  waitpid(pid, &status, 0);
  if (fd >= 0) close(fd);
  const char *wrong = judge(status, late, output, errors);
  if (!wrong) return NULL;
  static char text[200];
  snprintf(text, sizeof text, "%s (%s %s)", wrong, level, goal);
  return text;
}

int main(int argc, char **argv) {
  Fuzz f = {.work = "."};
  uint64_t inputs = 2000, seed = 1, failures = 0, seconds = ~0u, built = 0;
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
  time_t start = time(NULL);
  uint64_t n = 0;
  for (; n < inputs && (uint64_t)(time(NULL) - start) < seconds; n++) {
    f.random = seed << 32 ^ n;
    make_input(&f);
    const char *wrong = try(&f);
    char path[4096];
    snprintf(path, sizeof path, "%s/output", f.work);
    built += !access(path, F_OK);
    if (wrong) {
      snprintf(path, sizeof path, "%s/failed-%llu-%llu.js", f.work, (unsigned long long)seed, (unsigned long long)n);
      write_file(path, f.input, f.size);
      printf("%s: %s\n", path, wrong);
      failures++;
    }
    if (n % 1000 == 999) printf("%llu inputs, %ld s\n", (unsigned long long)n + 1, (long)(time(NULL) - start));
    fflush(stdout);
  }
  printf("%llu inputs: %llu compiled, %llu refused, %llu failed, in %ld s\n", (unsigned long long)n,
         (unsigned long long)built, (unsigned long long)(n - built - failures), (unsigned long long)failures,
         (long)(time(NULL) - start));
  return failures != 0;
}
