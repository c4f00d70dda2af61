#!/usr/bin/env python3
"""Checks that a position table for calls alone says of every return address what the full table says.

Usage: compare-calls.py FULL SHORT EXECUTABLE

FULL and SHORT are listings of pctab-dump. Calls are found by disassembly.
"""
import bisect
import re
import subprocess
import sys


def read(path):
    rows = [line.rstrip("\n").split(" ", 1) for line in open(path)]
    return [int(address, 16) for address, _ in rows], [text for _, text in rows]


def lookup(table, address):
    i = bisect.bisect_right(table[0], address) - 1
    return table[1][i] if i >= 0 else "-"


def main():
    full, short = read(sys.argv[1]), read(sys.argv[2])
    listing = subprocess.check_output(["llvm-objdump", "-d", "--no-show-raw-insn", sys.argv[3]], text=True)
    calls, is_after_call, different = 0, False, 0
    for line in listing.splitlines():
        m = re.match(r"^\s*([0-9a-f]+):\s+(.*)$", line)
        if not m:
            continue
        if is_after_call:
            calls += 1
            address = int(m.group(1), 16) - 1
            if lookup(full, address) != lookup(short, address):
                different += 1
                print("%x: %s, full table: %s" % (address, lookup(short, address), lookup(full, address)))
        is_after_call = "call" in m.group(2).split("#")[0]
    print("%d calls, %d rows, %d in the full table, %d different" % (calls, len(short[0]), len(full[0]), different))
    return 1 if different or calls < 100 or len(short[0]) >= len(full[0]) else 0


sys.exit(main())
