"""Recomputes the figures of a report from the nanoseconds of a result file, with NumPy and SciPy.

`python report_oracle.py RESULT` prints one JSON object of numbers by name. It shares no code with src: the
statistics are SciPy's, and what is compared with what is written here anew from docs/measuring.md.
"""

from __future__ import annotations

import functools
import json
import math
import sys
from pathlib import Path
from typing import Any

import numpy as np
from scipy import stats
from signed_rank_oracle import interval_rank, location

FAMILY_RATE = 0.01
EQUIVALENCE_RATE = 0.05
DEFAULT_THRESHOLD = 0.05

Blocks = dict[int, float]
rank_of = functools.cache(interval_rank)


def turns_by_block(measurement: dict[str, Any]) -> dict[int, np.ndarray]:
    """Return the nanoseconds of one iteration, turn by turn, for each block."""
    blocks = measurement["blocks"]
    times = np.asarray(blocks["batchNanoseconds"]) / measurement["loops"]
    return dict(zip(blocks["numbers"], np.split(times, np.cumsum(blocks["turns"])[:-1])))


class Result:
    """A result file, and its times found by benchmark and series."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self.series = {one["id"]: one for one in document["series"]}
        self.benchmarks = {one["name"]: one for one in document["benchmarks"]}
        self.turns = {
            (one["benchmark"], one["series"]): turns_by_block(one) for one in document["measurements"]
        }
        schedule = document["schedule"]
        self.rate = FAMILY_RATE / schedule["plannedLooks"]
        self.first_look = schedule["looks"][0] if len(schedule["looks"]) == 2 else math.inf

    def of_role(self, role: str) -> list[str]:
        """Name the benchmarks of a role."""
        return [name for name, one in self.benchmarks.items() if one["role"] == role]

    def values(self, benchmark: str, reference: str, subject: str) -> Blocks:
        """Return each common block's median over turns of ln(subject / reference)."""
        one, other = self.turns.get((benchmark, reference), {}), self.turns.get((benchmark, subject), {})
        return {block: float(np.median(np.log(other[block] / one[block]))) for block in one if block in other}

    def seconds(self, benchmark: str, series: str) -> float:
        """Return the median over blocks of the blocks' medians."""
        blocks = self.turns[benchmark, series].values()
        return float(np.median([np.median(block) for block in blocks])) / 1e9

    def partner(self, series: str, **change: str) -> str | None:
        """Find the series that differs from this one in nothing but what is given."""
        fields = ("variant", "platform", "threads", "launcher", "arm")
        wanted = {field: self.series[series][field] for field in fields} | change
        found = [name for name, one in self.series.items() if all(one[key] == wanted[key] for key in fields)]
        return found[0] if found else None


def bounds(values: list[float], level: float) -> tuple[float, float] | None:
    """Return the ordered Walsh averages that bound the exact interval."""
    first, second = np.triu_indices(len(values))
    averages = np.sort((np.asarray(values)[first] + np.asarray(values)[second]) / 2)
    rank = rank_of(len(values), level)
    return None if rank is None else (float(averages[rank - 1]), float(averages[-rank]))


def ratio(values: list[float]) -> dict[str, float | None]:
    """Return Hodges-Lehmann's estimate and its 95 % interval as ratios."""
    interval = bounds(values, 0.95)
    return {
        "ratio": math.exp(location(np.asarray(values))),
        "low": None if interval is None else math.exp(interval[0]),
        "high": None if interval is None else math.exp(interval[1]),
    }


def above(values: list[float], bound: float) -> float:
    """Return the exact one-sided p that the centre lies above the bound."""
    shifted = np.asarray(values) - bound
    return float(stats.wilcoxon(shifted, zero_method="pratt", alternative="greater", method="exact").pvalue)


def holm(ps: list[float]) -> list[float]:
    """Return adjusted p-values in the order given."""
    adjusted, largest = [0.0] * len(ps), 0.0
    for rank, index in enumerate(sorted(range(len(ps)), key=ps.__getitem__)):
        largest = max(largest, min(1.0, (len(ps) - rank) * ps[index]))
        adjusted[index] = largest
    return adjusted


def judge_once(family: list[list[float]], rate: float) -> list[dict[str, Any]]:
    """Judge a family at one look."""
    bound = math.log1p(DEFAULT_THRESHOLD)
    slower = holm([above(values, bound) for values in family])
    faster = holm([above([-value for value in values], bound) for values in family])
    judged = []
    for values, slower_p, faster_p in zip(family, slower, faster):
        interval = bounds(values, 1 - 2 * rate / len(family))
        centre = location(np.asarray(values))
        detectable = None if interval is None else math.expm1(bound + centre - interval[0])
        equivalent = (
            max(above(values, -bound), above([-value for value in values], -bound)) <= EQUIVALENCE_RATE
        )
        outcome = "unchanged" if equivalent else "inconclusive"
        if detectable is None:
            outcome = "insufficient"
        if faster_p <= rate:
            outcome = "improved"
        if slower_p <= rate:
            outcome = "regressed"
        p = slower_p if centre >= 0 else faster_p
        judged.append({"outcome": outcome, "p": p, "detectable": detectable, "values": values})
    return judged


def judge(result: Result, family: list[Blocks], rate: float) -> list[dict[str, Any]]:
    """Judge a family at its looks: the second is at what the first left undecided, over all of its blocks."""
    first = [[value for block, value in cell.items() if block < result.first_look] for cell in family]
    judged = judge_once(first, rate)
    again = [
        one["outcome"] in ("inconclusive", "insufficient") and len(cell) > len(values)
        for one, cell, values in zip(judged, family, first)
    ]
    if not any(again):
        return judged
    later = [list(cell.values()) if more else values for more, cell, values in zip(again, family, first)]
    second = judge_once(later, rate)
    return [after if more else before for more, before, after in zip(again, judged, second)]


def mean(rows: list[Blocks]) -> list[float]:
    """Return the mean over benchmarks of each block that has them all."""
    common = set.intersection(*(set(row) for row in rows))
    return [float(np.mean([row[block] for row in rows])) for block in rows[0] if block in common]


def backend_axis(result: Result) -> dict[str, float | None]:
    """Return times, and variants against the reference at head."""
    figures: dict[str, float | None] = {}
    for benchmark in result.of_role("benchmark"):
        for series in result.series:
            seconds = result.seconds(benchmark, series)
            flop = result.benchmarks[benchmark]["flop"]
            figures[f"time {benchmark} {series}"] = seconds
            figures[f"speed {benchmark} {series}"] = None if flop is None else flop / seconds / 1e9
    for subject, one in result.series.items():
        reference = result.partner(subject, variant=result.document["reference"])
        if one["arm"] != "head" or reference in (None, subject):
            continue
        rows = {name: result.values(name, str(reference), subject) for name in result.of_role("benchmark")}
        for benchmark, values in rows.items():
            figures |= named(f"variant {benchmark} {subject}", ratio(list(values.values())))
        figures |= named(f"variant mean {subject}", ratio(mean(list(rows.values()))))
    return figures


def code_axis(result: Result) -> dict[str, float | None]:
    """Return head against base: the family with its looks, means, interactions, and controls that moved."""
    figures: dict[str, float | None] = {}
    heads = {one["variant"]: name for name, one in result.series.items() if one["arm"] == "head"}
    pairs = {variant: (str(result.partner(head, arm="base")), head) for variant, head in heads.items()}
    own = [name for name in result.of_role("benchmark") if result.benchmarks[name]["source"] is not None]
    cells = [(benchmark, variant) for variant in pairs for benchmark in own]
    family = [result.values(benchmark, *pairs[variant]) for benchmark, variant in cells]
    by_cell = dict(zip(cells, family))
    for (benchmark, variant), one in zip(cells, judge(result, family, result.rate)):
        base, head = pairs[variant]
        name = f"code {benchmark} {variant}"
        figures |= named(name, ratio(one["values"]))
        figures |= {
            f"{name} {one['outcome']}": 1,
            f"{name} p": one["p"],
            f"{name} detectable": one["detectable"],
        }
        figures |= {
            f"{name} base": result.seconds(benchmark, base),
            f"{name} head": result.seconds(benchmark, head),
        }
    for variant in pairs:
        rows = [by_cell[benchmark, variant] for benchmark in own]
        figures |= named(f"code mean {variant}", ratio(mean(rows)))
        if result.document["reference"] in (None, variant):
            continue
        for benchmark in own:
            other = by_cell[benchmark, result.document["reference"]]
            values = by_cell[benchmark, variant]
            figures |= named(
                f"interaction {benchmark} {variant}",
                ratio([values[block] - other[block] for block in values if block in other]),
            )
    controls = [(name, variant) for variant in pairs for name in result.of_role("control")]
    family = [result.values(name, *pairs[variant]) for name, variant in controls]
    for (name, variant), one in zip(controls, judge(result, family, result.rate / 2)):
        if one["outcome"] in ("regressed", "improved"):
            figures |= named(f"control {name} {variant}", ratio(one["values"]))
    return figures


def named(name: str, figures: dict[str, float | None]) -> dict[str, float | None]:
    """Put a name before the names of figures."""
    return {f"{name} {key}": value for key, value in figures.items()}


def main() -> int:
    """Print everything about the file that is named."""
    result = Result(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    sys.stdout.write(json.dumps(backend_axis(result) | code_axis(result), indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
