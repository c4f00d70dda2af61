/*
 * absent.c: where calls of left-out parts of the runtime end (compiler/image/absent.def). Nothing can get here: the
 * composer left them out because the program has no way into them.
 */
#include "../os/os.h"

_Noreturn void runtime_absent(void);
_Noreturn void runtime_absent(void) {
  static const char message[] = "jsc: internal error: a part of the runtime that was left out is called\n";
  os_write(2, message, sizeof message - 1);
  os_abort();
}
