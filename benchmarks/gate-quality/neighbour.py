"""A neighbour with bursts: each core is busy for 0.7 s on average, then idle for 1.2 s, both at random.

Ends after the seconds it is given, when its standard input is closed, or with its parent, so that it never
outlives a recording.
"""

import multiprocessing
import os
import random
import sys
import threading
import time

BUSY_SECONDS = 0.7
IDLE_SECONDS = 1.2


def trouble(seed: int, seconds: float, parent: int) -> None:
    """Keep one core busy in bursts for at most `seconds`, and no longer than `parent` lives."""
    chance = random.Random(seed)
    end = time.monotonic() + seconds
    while time.monotonic() < end and os.getppid() == parent:
        until = min(end, time.monotonic() + chance.expovariate(1 / BUSY_SECONDS))
        while time.monotonic() < until:
            sum(range(1000))
        time.sleep(chance.expovariate(1 / IDLE_SECONDS))


def main() -> None:
    seconds, seed = float(sys.argv[1]), int(sys.argv[2])
    cores = os.cpu_count() or 1
    threads = [
        multiprocessing.Process(target=trouble, args=(seed + core, seconds, os.getpid()), daemon=True)
        for core in range(cores)
    ]
    for each in threads:
        each.start()
    print(f"a neighbour with bursts on {cores} cores", flush=True)
    closed = threading.Thread(target=sys.stdin.read, daemon=True)
    closed.start()
    closed.join(seconds)


if __name__ == "__main__":
    main()
