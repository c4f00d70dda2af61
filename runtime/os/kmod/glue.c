/*
 * glue.c: the part of a module of Linux's kernel that is in C (`jsc --kmod`): the functions that the object asks for
 * (runtime/os/hooks/hooks.h), loading and unloading, timers, a device. kbuild compiles it with the kernel's headers:
 * JSC(open) is the object's open, JSC_NAME the module's name;
 * JSC_HAS_READ, JSC_HAS_WRITE, JSC_HAS_UNLOAD: whether the program exports these functions.
 *
 * JavaScript uses vector registers, so it runs between kernel_fpu_begin and kernel_fpu_end, where nothing may sleep. What may
 * is done by hooks, which leave that section meanwhile: at a call no vector register holds anything. One mutex keeps callers
 * apart.
 */
#include <asm/fpu/api.h>
#include <linux/fs.h>
#include <linux/hrtimer.h>
#include <linux/ktime.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/random.h>
#include <linux/slab.h>
#include <linux/version.h>
#include <linux/vmalloc.h>
#include <linux/workqueue.h>

int JSC(open)(int argc, char **argv, char **envp);
int JSC(pump)(int milliseconds);
int JSC(status)(void);
const char *JSC(error)(void);
void JSC(interrupt)(void);
void JSC(close)(void);
const char *js_read(void) __asm__("read");
int64_t js_write(const char *text, size_t length) __asm__("write");
void js_unload(void) __asm__("unload");

static DEFINE_MUTEX(lock);

/* Slices: after some time JavaScript's polls are told to let others run. (Bottom halves may be off while it runs, so it is
 * the timer's interrupt that tells.) */
static struct hrtimer slice;
static bool is_inside;

static ktime_t slice_length(void) { return ms_to_ktime(8); }

static enum hrtimer_restart end_slice(struct hrtimer *timer) {
  JSC(interrupt)();
  hrtimer_forward_now(timer, slice_length());
  return READ_ONCE(is_inside) ? HRTIMER_RESTART : HRTIMER_NORESTART;
}

static void make_slices(void) {
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 13, 0)
  hrtimer_setup(&slice, end_slice, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
#else
  hrtimer_init(&slice, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
  slice.function = end_slice;
#endif
}

static void enter(void) {
  mutex_lock(&lock);
  WRITE_ONCE(is_inside, true);
  hrtimer_start(&slice, slice_length(), HRTIMER_MODE_REL);
  kernel_fpu_begin();
}

static void leave(void) {
  kernel_fpu_end();
  WRITE_ONCE(is_inside, false);
  hrtimer_cancel(&slice);
  mutex_unlock(&lock);
}

/* ---- what the object asks for: called between enter and leave ---- */

void *jsc_host_map(size_t size);
void *jsc_host_map(size_t size) {
  void *pages;
  kernel_fpu_end();
  pages = vzalloc(size);
  if (pages && (uintptr_t)pages >> 48 != 0xFFFF) {
    pr_err("%s: addresses of five levels of page tables are not supported (boot with no5lvl)\n", JSC_NAME);
    vfree(pages);
    pages = NULL;
  }
  kernel_fpu_begin();
  return pages;
}

void jsc_host_unmap(void *start, size_t size);
void jsc_host_unmap(void *start, size_t size) {
  kernel_fpu_end();
  vfree(start);
  kernel_fpu_begin();
}

/* Lines: what has no end yet is kept. */
static char line[512];
static size_t line_length;
static int line_stream;

static void print_line(void) {
  if (line_stream == 2) pr_err("%s: %.*s\n", JSC_NAME, (int)line_length, line);
  else pr_info("%s: %.*s\n", JSC_NAME, (int)line_length, line);
  line_length = 0;
}

int64_t jsc_host_write(int stream, const void *data, size_t length);
int64_t jsc_host_write(int stream, const void *data, size_t length) {
  const char *text = data;
  size_t i;
  kernel_fpu_end();
  if (line_length && line_stream != stream) print_line();
  line_stream = stream;
  for (i = 0; i < length; i++) {
    if (text[i] != '\n') line[line_length++] = text[i];
    if (text[i] == '\n' || line_length == sizeof line) print_line();
  }
  cond_resched();
  kernel_fpu_begin();
  return length;
}

uint64_t jsc_host_clock(int which);
uint64_t jsc_host_clock(int which) { return which ? ktime_get_ns() : ktime_get_real_ns(); }

enum { CALL_POLL = 7, CALL_GETPID = 39, CALL_GETRANDOM = 318 };

int64_t jsc_host_syscall(int64_t number, const uint64_t arguments[6]);
int64_t jsc_host_syscall(int64_t number, const uint64_t arguments[6]) {
  switch (number) {
    case CALL_POLL: return 0; /* a work item comes back */
    case CALL_GETPID: return 1;
    case CALL_GETRANDOM: get_random_bytes((void *)(uintptr_t)arguments[0], arguments[1]); return arguments[1];
    default: return -ENOSYS;
  }
}

/* The object ends the call that was made; nothing but `close` is left then. */
void jsc_host_panic(const char *message);
void jsc_host_panic(const char *message) { pr_err("%s: %s\n", JSC_NAME, message); }

void jsc_host_yield(void);
void jsc_host_yield(void) {
  kernel_fpu_end();
  cond_resched();
  kernel_fpu_begin();
}

uint64_t jsc_host_mask(void);
uint64_t jsc_host_mask(void) { return 0; }
void jsc_host_unmask(uint64_t state);
void jsc_host_unmask(uint64_t state) {}

/* ---- timers: turns of the event loop, as long as there is something to wait for ---- */

enum { STATUS_DEAD = 5 }; /* JSC_DEAD */

static void turn(struct work_struct *work);
static DECLARE_DELAYED_WORK(turns, turn);
static bool is_ending;

static void report(void) {
  if (JSC(status)() != 0) pr_err("%s: %s\n", JSC_NAME, JSC(error)());
}

/* Something may be left to do after a call. */
static void go_on(void) {
  if (!READ_ONCE(is_ending)) mod_delayed_work(system_wq, &turns, 1);
}

static void turn(struct work_struct *work) {
  int more;
  enter();
  more = JSC(pump)(0);
  if (more < 0) report();
  if (JSC(status)() == STATUS_DEAD) more = 0;
  leave();
  if (more != 0) go_on();
}

/* ---- the device ---- */

#if JSC_HAS_READ || JSC_HAS_WRITE
#if JSC_HAS_READ
/* What `read` gives is what one opening of the device sees. */
static int device_open(struct inode *inode, struct file *file) {
  const char *text;
  int error = 0;
  file->private_data = NULL;
  if (!(file->f_mode & FMODE_READ)) return 0;
  enter();
  text = js_read();
  if (JSC(status)() != 0) error = -EIO;
  report();
  kernel_fpu_end();
  if (!error && text && !(file->private_data = kvmalloc(strlen(text) + 1, GFP_KERNEL))) error = -ENOMEM;
  if (!error && text) strcpy(file->private_data, text);
  kernel_fpu_begin();
  leave();
  go_on();
  return error;
}

static int device_release(struct inode *inode, struct file *file) {
  kvfree(file->private_data);
  return 0;
}

static ssize_t device_read(struct file *file, char __user *to, size_t count, loff_t *at) {
  const char *text = file->private_data;
  return text ? simple_read_from_buffer(to, count, at, text, strlen(text)) : 0;
}
#endif

#if JSC_HAS_WRITE
enum { MOST_WRITTEN = 1 << 20 };

static ssize_t device_write(struct file *file, const char __user *from, size_t count, loff_t *at) {
  char *text;
  ssize_t result;
  if (count > MOST_WRITTEN) count = MOST_WRITTEN;
  text = vmemdup_user(from, count);
  if (IS_ERR(text)) return PTR_ERR(text);
  enter();
  result = js_write(text, count);
  if (JSC(status)() != 0) result = -EIO;
  report();
  leave();
  kvfree(text);
  go_on();
  return result == 0 || result > (ssize_t)count ? (ssize_t)count : result;
}
#endif

static const struct file_operations device_operations = {
    .owner = THIS_MODULE,
#if JSC_HAS_READ
    .open = device_open,
    .release = device_release,
    .read = device_read,
#endif
#if JSC_HAS_WRITE
    .write = device_write,
#endif
};
static struct miscdevice device = {
    .minor = MISC_DYNAMIC_MINOR, .name = JSC_NAME, .fops = &device_operations, .mode = 0600};
static int add_device(void) { return misc_register(&device); }
static void remove_device(void) { misc_deregister(&device); }
#else
static int add_device(void) { return 0; }
static void remove_device(void) {}
#endif

/* ---- the module ---- */

static int __init module_load(void) {
  int error = 0;
  make_slices();
  enter();
  if (JSC(open)(0, NULL, NULL) != 0) error = -EINVAL;
  report();
  if (error) JSC(close)();
  leave();
  if (!error) error = add_device();
  if (!error) {
    go_on();
    return 0;
  }
  enter();
  JSC(close)();
  leave();
  return error;
}

static void __exit module_unload(void) {
  remove_device();
  WRITE_ONCE(is_ending, true);
  cancel_delayed_work_sync(&turns);
  enter();
#if JSC_HAS_UNLOAD
  js_unload();
  report();
#endif
  JSC(close)();
  if (line_length) print_line();
  leave();
}

module_init(module_load);
module_exit(module_unload);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("compiled from JavaScript by jsc");
