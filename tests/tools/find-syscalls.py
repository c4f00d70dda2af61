# find-syscalls.py DISASSEMBLY LINK [N]: fails if an instruction that enters the system lies outside the port, but for N
# in the program's own code (its calls of libsys.syscall). DISASSEMBLY is what llvm-objdump -d prints of an executable
# with symbols, LINK what jsc --dump=link does: address, size, symbol, input.
import re
import sys

port = {"librt.a(%s.o)" % name for name in ("start", "syscall", "thread")}
symbols = {}
for line in open(sys.argv[2]):
    fields = line.rstrip("\n").split(None, 3)
    if len(fields) == 4 and re.fullmatch("[0-9a-f]{12}", fields[0]):
        symbols[int(fields[0], 16)] = fields[2], fields[3]
inside, found, wrong, own = None, 0, 0, 0
for line in open(sys.argv[1]):
    start = re.match(r"([0-9a-f]+) <.*>:$", line)
    if start:
        inside = symbols.get(int(start[1], 16), inside)
    elif re.search(r"\t(syscall|sysenter|int\t\$0x80)", line):
        found += 1
        if inside is not None and inside[1] == "program" and len(sys.argv) > 3:
            own += 1
        elif inside is None or inside[1] not in port:
            print(f"{inside}: {line.strip()}")
            wrong += 1
print(f"{found} found, {wrong} outside the port, {own} of libsys")
sys.exit(1 if wrong or not found or (len(sys.argv) > 3 and own != int(sys.argv[3])) else 0)
