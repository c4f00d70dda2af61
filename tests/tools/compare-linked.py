#!/usr/bin/env python3
"""Compares two executables linked from the same objects, whatever addresses they chose.

Usage: compare-linked.py OURS THEIRS

Equal must be: the names, types and sizes of the symbols; the disassembly of every function, where an address is
replaced by the symbol (and offset) or the bytes that lie there; the bytes of data without pointers.
"""
import re
import subprocess
import sys

OBJDUMP = ["llvm-objdump", "-d", "--no-show-raw-insn", "--no-leading-addr", "--print-imm-hex=false"]
# Names that each linker defines for itself.
OWN = re.compile(r"^(_GLOBAL_OFFSET_TABLE_|__.*_(start|end)|_?end|_?edata|_?etext|_TLS_MODULE_BASE_|_DYNAMIC|__tls_get_addr)$")


class Image:
    def __init__(self, path):
        self.segments, self.symbols = [], {}
        self.bytes = open(path, "rb").read()
        for line in subprocess.check_output(["readelf", "-lW", path], text=True).splitlines():
            f = line.split()
            if f and f[0] == "LOAD":
                self.segments.append((int(f[2], 16), int(f[1], 16), int(f[4], 16)))
        for line in subprocess.check_output(["readelf", "-sW", path], text=True).splitlines():
            f = line.split()
            if len(f) == 8 and f[0].rstrip(":").isdigit() and f[3] in ("FUNC", "OBJECT", "NOTYPE", "TLS"):
                if not OWN.match(f[7]) and not f[7].startswith(".L"):
                    self.symbols.setdefault(f[7], []).append((int(f[1], 16), int(f[2], 0), f[3], f[6] == "ABS"))
        self.code = self.disassemble(path)

    def at(self, address, n):
        for start, offset, size in self.segments:
            if start <= address < start + size:
                return self.bytes[offset + address - start:][:min(n, start + size - address)]
        return b""

    def describe(self, address):
        """What lies at an address: a symbol and an offset, or bytes."""
        best = None
        for name, all_of in self.symbols.items():
            for value, size, kind, _ in all_of:
                if kind != "TLS" and (value <= address < value + size or value == address):
                    if not best or name < best[0]:
                        best = (name, address - value)
        if best:
            return "<%s+%d>" % best
        text = self.at(address, 64).split(b"\0")[0]
        return repr(text) if text and re.match(rb"^[\n -~]+$", text) else "<data>"

    def disassemble(self, path):
        functions, name = {}, None
        for line in subprocess.check_output(OBJDUMP + [path], text=True).splitlines():
            head = re.match(r"^<(.*)>:$", line)
            if head:
                name = head.group(1)
                functions.setdefault(name, []).append([])
            elif name and line.strip() and not line.startswith("Disassembly"):
                line = re.sub(r"\s+# imm = .*", "", re.sub(r"\s+", " ", line.strip()))
                if re.match(r"^(nop|int3|xchgw %ax, %ax|data16|cs)", line):
                    continue  # padding
                rip = re.search(r"# (0x[0-9a-f]+)", line)
                if rip:
                    operand = self.describe(int(rip.group(1), 16))
                    line = re.sub(r"-?\d+\(%rip\).*", lambda _: operand + "(%rip)", line)
                line = re.sub(r"0x[0-9a-f]+ <(.*)>", r"<\1>", line)
                line = re.sub(r"\$(\d{7,})", lambda m: "$" + self.immediate(int(m.group(1))), line)
                # Absolute displacements of code that is not position independent; with a register beside it, the
                # address may lie before its object.
                line = re.sub(r"(?<![\d$])(\d{7,})\(%", "<address>(%", line)
                line = re.sub(r"(?<![\d$])(\d{7,})", lambda m: self.immediate(int(m.group(1))), line)
                # add x@GOTTPOFF(%rip), %r: they make it a lea, we an add, which sets the flags as the original does.
                line = re.sub(r"^leaq (-?\d+)\((%r\w+)\), \2$", r"addq $\1, \2", line)
                functions[name][-1].append(line)
        return functions

    def immediate(self, value):
        inside = any(start <= value < start + size + 65536 for start, _, size in self.segments)
        return self.describe(value) if inside else str(value)


def main():
    ours, theirs = Image(sys.argv[1]), Image(sys.argv[2])
    errors = []

    def key(image, name):
        return sorted((size, kind) for _, size, kind, _ in image.symbols.get(name, []))

    for name in sorted(set(ours.symbols) | set(theirs.symbols)):
        if key(ours, name) != key(theirs, name):
            errors.append("symbol %s: %s, theirs %s" % (name, key(ours, name), key(theirs, name)))
    compared = 0
    for name in sorted(set(ours.code) & set(theirs.code)):
        if name in ours.symbols:
            compared += 1
            if sorted(ours.code[name]) != sorted(theirs.code[name]):
                for a, b in zip(sorted(ours.code[name]), sorted(theirs.code[name])):
                    for x, y in zip(a, b):
                        if x != y:
                            errors.append("%s: %s\n    theirs: %s" % (name, x, y))
                    if len(a) != len(b):
                        errors.append("%s: %d instructions, theirs %d" % (name, len(a), len(b)))
    print("%d symbols, %d functions compared, %d differences" % (len(ours.symbols), compared, len(errors)))
    for e in errors[:20]:
        print(e)
    return 1 if errors or compared < 20 else 0


sys.exit(main())
