"""What the assembler refuses, llvm-mc refuses too: `ass-refused.py SOURCE OUTPUT ERRORS` (of llvm-mc -show-encoding).

Every line of SOURCE must be one that llvm-mc has an error for, or fall under one of the reasons below.
"""
import re
import sys

REASONS = [
    ("a constant that does not fit is cut", r".*\b(19088743|81985529216486895)\b"),
    ("an operand may be left out: 1, cl, ax", r"(rol|ror|rcl|rcr|shl|shr|sar|sal|fn?stsw)\b[^,]*$|sh[lr]d [^,]*, [^,]*$"),
    ("st(0) may be left out", r"f(add|mul|sub|div|u?com|cmov)\w*( st\(\d\))?$"),
    ("imul of a register with a constant is written with one operand less", r"imul [^,]*, -?\d+$"),
    ("far calls have no name of their own", r"(call|jmp) \w+ ptr "),
    ("far pointers may have any size", r"l[sfg]s "),
    ("selectors in registers of any size", r"(lar|lsl) "),
    ("results of 32 bits are written as 64", r"v?(mov|movmsk|pmovmsk|pextr|extract|pinsr)\w+ .*\b(rbx|r9)\b"),
    ("cs is loaded, which the processor refuses", r"mov cs, "),
    ("a shadow stack's token is 4 bytes", r"(rstorssp|clrssbsy) dword "),
    ("registers of any size, of which 32 or 64 bits count", r"(umonitor|umwait|tpause) "),
    ("AMD's TBM", r"bextr .*, \d+$"),
]
EXTENSIONS = re.compile(r"(0x6[567],)*(0x62|0xd5),")  # EVEX, REX2: AVX-512 and APX, which the assembler has not

source, output, errors = sys.argv[1:]
refused = {int(m[1]) for m in re.finditer(r"^\S+?:(\d+):\d+: error", open(errors).read(), re.M)}
lines = open(source).read().splitlines()
accepted = [line for n, line in enumerate(lines, 1) if n not in refused and not line.startswith(".intel")]
encodings = [e for e in re.findall(r"encoding: \[(.*)\]", open(output).read()) if e != "0x9b"]  # of fstsw and its kin
assert len(accepted) == len(encodings), "lines and encodings do not go together"
wrong = [
    line
    for line, encoding in zip(accepted, encodings)
    if not EXTENSIONS.match(encoding) and not any(re.match(pattern, line) for _, pattern in REASONS)
]
for line in wrong[:40]:
    print(f"{line}: llvm-mc takes it")
print(f"{len(lines) - 1} refused, {len(refused)} by llvm-mc too, {len(wrong)} unexplained")
sys.exit(wrong != [])
