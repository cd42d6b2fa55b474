"""Measures the release binary: memory of an export, time to start.

limits.py BANXIN REPORT FOLDER
"""

import resource
import subprocess
import sys
import time

PEAK_MEMORY_MB = 100
START_MS = 20


def milliseconds(command):
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return (time.perf_counter() - start) * 1000


def main(banxin, report, folder):
    start = min(milliseconds([banxin, "--version"]) for _ in range(20))
    export = [banxin, "export", report, "--pdf", "--no-system-fonts", "-q", "-o", folder]
    whole = min(milliseconds(export) for _ in range(10))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"start {start:.1f} ms, export {whole:.0f} ms, peak {peak:.0f} MB")
    if start > START_MS or peak > PEAK_MEMORY_MB:
        sys.exit(f"at most {START_MS} ms and {PEAK_MEMORY_MB} MB")


main(*sys.argv[1:])
