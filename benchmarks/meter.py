"""``python meter.py FILE COMMAND...``: writes to FILE how COMMAND went: seconds, memory, exit code, processor time.

A small process of its own, because what a process held when it split another off counts as memory of the other.
"""

import ctypes
import os
import resource
import subprocess
import sys
import time
from contextlib import suppress

_PR_SET_CHILD_SUBREAPER = 36


def main(told: str, *command: str) -> None:
    """Run it."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)  # what the command does not wait for counts too
    begun = time.perf_counter()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    seconds, process.returncode = time.perf_counter() - begun, os.waitstatus_to_exitcode(status)
    with suppress(ChildProcessError):
        while True:
            os.wait()
    all_of_them = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = all_of_them.ru_utime + all_of_them.ru_stime
    with open(told, "w") as file:
        print(seconds, usage.ru_maxrss / 1024, process.returncode, processor, file=file)


if __name__ == "__main__":
    main(*sys.argv[1:])
