#!/usr/bin/env python3
"""Compares a listing of pctab-dump with what llvm-symbolizer says about the same executable.

Usage: compare-symbolizer.py LISTING EXECUTABLE

Each row of the listing is looked up by its address. Rows whose innermost position is unknown to the symbolizer
(line 0) are passed over: the table keeps the position before them there, on purpose.
"""
import json
import subprocess
import sys


def main():
    listing, executable = sys.argv[1:]
    rows = [line.rstrip("\n").split(" ", 1) for line in open(listing)]
    rows = [(address, text) for address, text in rows if text != "-"]
    query = "".join("0x%s\n" % address for address, _ in rows)
    out = subprocess.run(
        ["llvm-symbolizer-19", "--obj=" + executable, "--inlines", "--output-style=JSON"],
        input=query, capture_output=True, text=True, check=True).stdout.splitlines()
    compared = different = 0
    for (address, text), line in zip(rows, out):
        frames = json.loads(line)["Symbol"]
        if frames[0]["Line"] == 0:
            continue
        expected = ["%s:%d:%d" % (f["FileName"].split("/")[-1], f["Line"], f["Column"]) for f in frames]
        actual = [f.rsplit(" ", 1)[1].split("/")[-1] for f in text.split(" < ")]
        compared += 1
        if expected != actual:
            different += 1
            if different < 10:
                print(address, "table:", actual, "symbolizer:", expected)
    print("%d compared, %d different" % (compared, different))
    return different != 0 or compared == 0


sys.exit(main())
