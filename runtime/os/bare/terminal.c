/*
 * terminal.c: the console as Linux's terminals are by default: lines that can be corrected before they are read, echo,
 * and the raw mode that editors of lines use. Interrupts of the serial port only end a wait; what came is fetched when
 * somebody asks for it.
 */
#include "bare.h"

enum { COM1 = 0x3F8, COM1_LINE = 4, RECEIVE_INTERRUPT = 1, HAS_BYTE = 1, QUEUE = 4096, GAP_NS = 300000 };
enum { TCGETS = 0x5401, TCSETS, TCSETSW, TCSETSF, TIOCGWINSZ = 0x5413, ROWS = 24, COLUMNS = 80 };
enum { ICRNL = 0400, OPOST = 1, ONLCR = 4, ISIG = 1, ICANON = 2, ECHO = 010, ECHOE = 020, ECHOK = 040 };
enum { CTRL_C = 3, CTRL_D = 4, BACKSPACE = 8, CTRL_U = 21, DELETE = 127, CODE_OF_SIGINT = 130 };
enum { END_OF_FILE = 256 }; /* in the queue, where Ctrl+D was */

typedef struct Settings { /* struct termios of the kernel */
  uint32_t input, output, control, local;
  uint8_t line, characters[19];
} Settings;

static uint16_t queue[QUEUE]; /* a ring */
static struct {
  Settings settings;
  uint16_t queue[QUEUE];        /* a ring */
  uint32_t first, lines, count; /* lines: units from `first` that may be read; the rest is the line in the making */
  bool is_listening;
} state = {.settings = {ICRNL,
                        OPOST | ONLCR,
                        0xBF,
                        ISIG | ICANON | ECHO | ECHOE | ECHOK,
                        0,
                        {CTRL_C, 28, DELETE, CTRL_U, CTRL_D, 0, 1}}};

int64_t console_print(const char *text, uint64_t n) {
  const uint32_t both = OPOST | ONLCR;
  bool is_plain = (state.settings.output & both) != both;
  for (uint64_t i = 0; is_plain && i < n; i++) console_byte(text[i]);
  if (!is_plain) console_write(text, n);
  trace_reach(TRACE_OUTPUT);
  return (int64_t)n;
}

static bool is_raw(void) { return !(state.settings.local & ICANON); }

static void echo(uint16_t c) {
  char shown[2] = {'^', (char)(c ^ 64)};
  if (!(state.settings.local & ECHO)) return;
  if (c == '\n' || c == '\t' || c >= ' ') console_print(&(char){(char)c}, 1);
  else console_print(shown, 2);
}

static void push(uint16_t c) {
  if (state.count < QUEUE) queue[(state.first + state.count++) % QUEUE] = c;
}

/* Takes the last character of the line in the making back, all of its bytes. */
static bool take_back(void) {
  uint16_t c;
  if (state.count == state.lines) return false;
  do c = queue[(state.first + --state.count) % QUEUE];
  while ((c & 0xC0) == 0x80 && state.count > state.lines);
  if (state.settings.local & ECHO) console_print("\b \b", 3);
  return true;
}

static void accept(uint16_t c) {
  if (c == '\r' && state.settings.input & ICRNL) c = '\n';
  if (c == CTRL_C && state.settings.local & ISIG) {
    echo(c);
    machine_stop(CODE_OF_SIGINT);
  }
  if (is_raw()) {
    echo(c);
    push(c);
    state.lines = state.count;
    return;
  }
  if (c == BACKSPACE || c == DELETE) {
    take_back();
  } else if (c == CTRL_U) {
    while (take_back()) {}
  } else {
    if (c != CTRL_D) echo(c);
    push(c == CTRL_D ? END_OF_FILE : c);
    if (c == CTRL_D || c == '\n') state.lines = state.count;
  }
}

static void listen(void) {
  if (state.is_listening) return;
  state.is_listening = true;
  interrupt_enable(COM1_LINE);
  port_out8(COM1 + 4, 0x0B); /* DTR, RTS, and OUT2, which lets the interrupt through */
  port_out8(COM1 + 1, RECEIVE_INTERRUPT);
}

/* Bytes that follow one another closely come together, so that what a key sends is not torn apart. */
bool console_has_input(void) {
  trace_reach(TRACE_WAIT);
  listen();
  uint64_t until = 0;
  while (state.count < QUEUE) {
    if (port_in8(COM1 + 5) & HAS_BYTE) {
      accept(port_in8(COM1));
      until = clock_ns() + GAP_NS;
    } else if (!until || clock_ns() >= until) break;
  }
  return state.lines > 0;
}

int64_t console_read(uint8_t *out, uint64_t n) {
  uint64_t done = 0;
  while (done < n && state.lines) {
    uint16_t c = queue[state.first];
    state.first = (state.first + 1) % QUEUE;
    state.lines--;
    state.count--;
    if (c == END_OF_FILE) break;
    out[done++] = (uint8_t)c;
    if (c == '\n' && !is_raw()) break;
  }
  return (int64_t)done;
}

int64_t console_control(uint64_t request, void *argument) {
  const uint16_t size[4] = {ROWS, COLUMNS, 0, 0};
  switch (request) {
    case TCGETS: bytes_copy(argument, &state.settings, sizeof state.settings); return 0;
    case TCSETS:
    case TCSETSW:
    case TCSETSF:
      bytes_copy(&state.settings, argument, sizeof state.settings);
      if (is_raw()) state.lines = state.count;
      return 0;
    case TIOCGWINSZ: bytes_copy(argument, size, sizeof size); return 0;
    default: return -ENOTTY;
  }
}
