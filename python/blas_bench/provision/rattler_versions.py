"""What py-rattler 0.25.0 (for Python 3.9) and 0.28.0 call by different names."""

from __future__ import annotations

from typing import Any, Callable

import rattler

# A class of its own from 0.26 on, a plain string before.
build_string: Callable[[str], Any] = getattr(rattler, "BuildString", str)
# Called Platform before 0.27.
subdir: Callable[[str], Any] = getattr(rattler, "Subdir", None) or rattler.Platform
