#!/usr/bin/env python3
"""Prints the milliseconds from the start of a command to its first byte of output (its end, when it prints none):
the median of RUNS (default 51) runs."""
import os
import statistics
import subprocess
import sys
import time

times = []
for _ in range(int(os.environ.get("RUNS", "51"))):
    start = time.perf_counter()
    with subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0) as process:
        process.stdout.read(1)
        times.append(time.perf_counter() - start)
        process.stdout.close()
print(statistics.median(times) * 1000)
