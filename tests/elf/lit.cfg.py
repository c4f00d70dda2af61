"""lit suite of the linker. Runs on its own (`lit tests/elf`) or as part of all tests.

The small commands that the tests use are compiled here from tests/tools when they are older than their sources; they
go to BUILD/tests (lit -Dbuild=DIR; the default is build/ at the top).
"""
import glob
import os
import shutil
import subprocess

import lit.formats

config.name = "elf"
config.test_format = lit.formats.ShTest(execute_external=True)
config.suffixes = [".test"]
config.excludes = ["inputs"]
config.test_source_root = os.path.dirname(os.path.abspath(__file__))
top = os.path.dirname(os.path.dirname(config.test_source_root))
build = os.path.join(os.path.abspath(lit_config.params.get("build", os.path.join(top, "build"))), "tests")
config.test_exec_root = os.path.join(build, "elf")
os.makedirs(config.test_exec_root, exist_ok=True)

linker = sorted(glob.glob(top + "/elf/*.c"))
table = [top + "/" + f for f in (
    "compiler/driver/pctab.c", "compiler/driver/pctab-dwarf.c", "runtime/error/pctab.c", "compiler/support/arena.c",
    "compiler/support/host.c", "compiler/support/map.c")]
headers = glob.glob(top + "/elf/*.h") + glob.glob(top + "/elf/*.def") + glob.glob(top + "/runtime/error/*.h")
headers += glob.glob(top + "/compiler/driver/pctab*.h")


def tool(source, sources, *flags):
    """Compiles tests/tools/SOURCE or tests/unit/SOURCE with `sources`, unless that is done."""
    name = os.path.join(build, os.path.splitext(os.path.basename(source))[0])
    sources = [os.path.join(top, "tests", source)] + sources
    newest = max(os.path.getmtime(f) for f in sources + headers)
    if not os.path.exists(name) or os.path.getmtime(name) < newest:
        lit_config.note("compiling " + os.path.basename(name))
        flags = ["-std=gnu11", "-g", "-O1", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Werror", "-fno-strict-aliasing", *flags]
        subprocess.run(["clang-19", *flags, *sources, "-lm", "-o", name], check=True)
    return name


sanitize = ["-fsanitize=address,undefined", "-fno-sanitize-recover=undefined"]
cc = "clang-19 -ffreestanding -fno-stack-protector -fno-asynchronous-unwind-tables -c"
config.substitutions += [
    ("%elf-link", tool("tools/elf-link.c", linker)),
    ("%elf-fuzz", tool("tools/elf-fuzz.c", linker, *sanitize)),
    ("%pctab-dump", tool("tools/pctab-dump.c", linker + table)),
    ("%elf-unit", tool("unit/elf_synth.c", linker, *sanitize)),
    ("%pctab-unit", tool("unit/elf_pctab.c", linker + table, *sanitize)),
    ("%{elf-sources}", " ".join(linker)),
    ("%tools", os.path.join(top, "tests", "tools")),
    ("%inputs", os.path.join(config.test_source_root, "inputs")),
    ("%cc", cc),
]
config.environment["PATH"] = os.pathsep.join(["/usr/lib/llvm-19/bin", os.environ["PATH"]])
if shutil.which("ld.lld-19"):
    config.available_features.add("lld")
