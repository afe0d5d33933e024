"""What the tools themselves say: the figures that the rules in benchmarks/gate-quality/rules are held to.

`python rules_oracle.py BENCHSTAT` prints them as JSON, for the cells in fixtures/cells.json, which are cut
from a recording; fixtures/rules.json was made this way. It needs SciPy, asv 0.6.6 and pytest-benchmark 5.3.1
from PyPI, and a benchstat built with `go build golang.org/x/perf/cmd/benchstat` at
v0.0.0-20260908200009-22c9c6c9d4da.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from asv import _stats
from asv.commands.compare import _is_result_better
from asv_runner.statistics import compute_stats
from pytest_benchmark.stats import Stats
from pytest_benchmark.utils import parse_compare_fail
from scipy import special, stats

CELLS = Path(__file__).parent / "fixtures" / "cells.json"
TIED: list[tuple[list[float], list[float]]] = [
    ([1, 2, 2, 3], [2, 3, 4, 4]),
    ([1, 1, 1, 2, 5], [1, 2, 2, 2, 2]),
    ([3, 1], [2, 2, 2]),
]


def every(processes: list[list[float]]) -> list[float]:
    """All batches of all processes."""
    return [time for process in processes for time in process]


def means(processes: list[list[float]]) -> list[float]:
    """One mean for each process, as JavaScript sums."""
    return [sum(process) / len(process) for process in processes]


def pytest_benchmark(base: list[float], head: list[float]) -> dict[str, Any]:
    """Ask the check behind --benchmark-compare-fail=mean:5%."""
    compared, current = Stats(), Stats()
    compared.data, current.data = base, head
    fails = parse_compare_fail("mean:5%").fails({"mean": current.mean}, {"mean": compared.mean})
    return {"ratio": current.mean / compared.mean, "fails": bool(fails)}


def asv(base: list[float], head: list[float]) -> dict[str, Any]:
    """Ask what `asv continuous` asks before it says that performance decreased."""
    (before, before_stats), (after, after_stats) = compute_stats(base, 1), compute_stats(head, 1)
    worse = _is_result_better(before, after, (before_stats, base), (after_stats, head), 1.1)
    return {"p": _stats.mann_whitney_u(base, head)[1], "ratio": after / before, "worsened": worse}


def benchstat(program: str, base: list[float], head: list[float]) -> dict[str, Any]:
    """Run the program on two files of Go's benchmark format; times are in microseconds."""
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for name, times in (("base", base), ("head", head)):
            file = Path(folder) / name
            file.write_text("".join(f"BenchmarkCell 1 {time!r} ns/op\n" for time in times))
            files.append(str(file))
        command = [program, "-format", "csv", *files]
        answer = subprocess.run(command, check=True, capture_output=True, text=True)
    row = next(row for row in csv.reader(answer.stdout.splitlines()) if row and row[0].startswith("Cell"))
    return {
        "base": float(row[1]),
        "head": float(row[3]),
        "change": row[5],
        # Printed with three decimals.
        "p": float(row[6].split()[0].removeprefix("p=")),
        "exact": exact(base, head),
    }


def exact(base: list[float], head: list[float]) -> float | None:
    """Return SciPy's p, which knows no ties and is exact without them."""
    if len({*base, *head}) < len(base) + len(head):
        return None
    return float(stats.mannwhitneyu(base, head, method="exact").pvalue)


def judged(program: str, cell: dict[str, Any]) -> dict[str, Any]:
    """Ask every tool about one cell."""
    base, head = cell["base"], cell["head"]
    return {
        "name": cell["name"],
        "pytestBenchmark": pytest_benchmark(every(base), every(head)),
        "asv": asv(every(base), every(head)),
        "benchstat": benchstat(program, means(base), means(head)),
        "welch": float(stats.ttest_ind(means(base), means(head), equal_var=False).pvalue),
    }


def main() -> int:
    """Print everything."""
    cells = json.loads(CELLS.read_text())
    answer = {
        "cells": [judged(sys.argv[1], cell) for cell in cells],
        "normalTails": [[z, float(2 * stats.norm.sf(z))] for z in (0, 0.3, 1, 1.96, 2.8, 2.9, 5, 12, 30)],
        "studentTails": [
            [t, degrees, float(2 * stats.t.sf(t, degrees))]
            for t in (0, 0.5, 2, 6, 20)
            for degrees in (1, 3.7, 19.4, 38, 400)
        ],
        "upperBounds": [
            [count, trials, float(special.betaincinv(count + 1, trials - count, 0.95))]
            for count, trials in ((0, 1), (0, 7), (0, 100), (3, 100), (37, 101), (99, 100), (5, 2000))
        ],
        "tied": [{"base": base, "head": head, "p": permutations(base, head)} for base, head in TIED],
    }
    sys.stdout.write(json.dumps(answer) + "\n")
    return 0


def permutations(base: list[float], head: list[float]) -> float:
    """Exact p with ties, as benchstat has it: twice the smaller tail over all choices of base's values."""
    every_way = stats.PermutationMethod(n_resamples=10**9)
    tails = (
        float(stats.mannwhitneyu(base, head, method=every_way, alternative=side).pvalue)
        for side in ("less", "greater")
    )
    return min(1.0, 2 * min(tails))


if __name__ == "__main__":
    sys.exit(main())
