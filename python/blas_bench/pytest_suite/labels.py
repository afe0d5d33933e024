"""What a test says of itself to pytest-benchmark, as JSON that other tools can read."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, Mapping

if TYPE_CHECKING:
    from .fixture import BenchmarkFixture

_LONGEST = 10_000


def labels_of(fixture: BenchmarkFixture) -> dict[str, Any]:
    """Return group, parameters and extra information; what is no JSON, or too long, as text that says so."""
    return {
        "group": None if fixture.group is None else str(fixture.group),
        "param": fixture.param,
        "params": None if fixture.params is None else _plain(fixture.params),
        "extra_info": _plain(fixture.extra_info),
    }


def _plain(values: Mapping[Any, Any]) -> dict[str, Any]:
    plain = {str(name): _value(value) for name, value in dict(values).items()}
    return plain if len(json.dumps(plain)) <= _LONGEST else {"blas-bench": "left out: too long"}


def _value(value: Any) -> Any:
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, (list, tuple)):
        return [_value(part) for part in value]
    if isinstance(value, dict):
        return {str(name): _value(part) for name, part in value.items()}
    return repr(value)[:200]
