"""``python meter.py FILE COMMAND...``: writes to FILE how COMMAND went: seconds, memory, exit code, processor time.

A small process of its own, because what a process held when it split another off counts as memory of the other.
"""

import os
import subprocess
import sys
import time


def main(told: str, *command: str) -> None:
    """Run it."""
    begun = time.perf_counter()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    seconds, process.returncode = time.perf_counter() - begun, os.waitstatus_to_exitcode(status)
    with open(told, "w") as file:
        print(seconds, usage.ru_maxrss / 1024, process.returncode, usage.ru_utime + usage.ru_stime, file=file)


if __name__ == "__main__":
    main(*sys.argv[1:])
