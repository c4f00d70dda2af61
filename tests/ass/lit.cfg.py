"""lit suite of the assembler: against llvm-mc, instruction by instruction. ass-test is compiled here from tests/tools."""
import glob
import os
import subprocess

import lit.formats

config.name = "ass"
config.test_format = lit.formats.ShTest(execute_external=True)
config.suffixes = [".test"]
config.test_source_root = os.path.dirname(os.path.abspath(__file__))
top = os.path.dirname(os.path.dirname(config.test_source_root))
build = os.path.join(os.path.abspath(lit_config.params.get("build", os.path.join(top, "build"))), "tests")
config.test_exec_root = os.path.join(build, "ass")
os.makedirs(config.test_exec_root, exist_ok=True)

sources = [*sorted(glob.glob(top + "/tests/tools/ass-*.c")), *sorted(glob.glob(top + "/ass/*.c") + glob.glob(top + "/elf/*.c"))]
inputs = sources + glob.glob(top + "/tests/tools/ass-*.h") + glob.glob(top + "/ass/*.h") + glob.glob(top + "/ass/*.def") + glob.glob(top + "/elf/*.h")
tool = os.path.join(build, "ass-test")
if not os.path.exists(tool) or os.path.getmtime(tool) < max(map(os.path.getmtime, inputs)):
    lit_config.note("compiling ass-test")
    flags = "-std=gnu11 -g -O1 -D_GNU_SOURCE -Wall -Wextra -Werror -fno-strict-aliasing".split()
    flags += ["-fsanitize=address,undefined", "-fno-sanitize-recover=undefined"]
    subprocess.run(["clang-19", *flags, *sources, "-o", tool], check=True)

# everything that inst.def has
features = """lzcnt bmi bmi2 adx movbe popcnt cx16 sse4.2 mmx aes pclmul sha avx2 fma f16c vaes vpclmulqdq gfni xsave xsavec
xsaves xsaveopt fxsr rtm fsgsbase rdrnd rdseed rdpid invpcid clflushopt clwb cldemote prfchw wbnoinvd pku
shstk serialize waitpkg ptwrite movdiri clzero rdpru"""

config.substitutions += [
    ("%{llvm-mc}", "llvm-mc -triple=x86_64 -mattr=" + ",".join("+" + f for f in features.split())),
    ("%{tools}", top + "/tests/tools"),
    ("%ass-test", tool),
    ("%jsc", os.path.join(top, "build", "jsc")),
    ("%{ass-sources}", " ".join(f for f in sorted(glob.glob(top + "/ass/*.c")) if not f.endswith("/elf.c"))),
]
config.environment["PATH"] = os.pathsep.join(["/usr/lib/llvm-19/bin", os.environ["PATH"]])
