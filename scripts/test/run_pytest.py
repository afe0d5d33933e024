"""Runs pytest in python/ and writes its outcome as a RunnerReport.

The report goes to the file named in BLAS_BENCH_TEST_REPORT; arguments are pytest's.
Built on pytest's junit file, which also holds what failed outside of a test.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

PYTHON_FOLDER = Path(__file__).resolve().parents[2] / "python"


def record(case: ET.Element) -> dict[str, Any]:
    """One test as TestRecord of outcome.mjs."""
    name = f"{case.get('classname', '')}.{case.get('name', '')}"
    failed = next((part for kind in ("failure", "error") for part in case.iter(kind)), None)
    if failed is not None:
        lines = (failed.get("message") or "").splitlines()
        return {"name": name, "state": "failed", "reason": lines[0] if lines else None}
    skipped = case.find("skipped")
    if skipped is not None:
        return {"name": name, "state": "skipped", "reason": skipped.get("message")}
    return {"name": name, "state": "passed", "reason": None}


def main() -> int:
    """Exit code of pytest; the report is written only when pytest came to its end."""
    with tempfile.TemporaryDirectory() as folder:
        junit = Path(folder) / "junit.xml"
        settings = ["--config-file=pyproject.toml", "-p", "no:cacheprovider", f"--junit-xml={junit}"]
        # One process for each core; a file's tests share what the first of them has made. A test that ends
        # its process has failed, and is not tried in another.
        split = [f"--numprocesses={os.cpu_count() or 1}", "--dist=loadfile", "--max-worker-restart=0"]
        command = [sys.executable, "-m", "pytest", *settings, *split, *sys.argv[1:]]
        code = subprocess.run(command, cwd=PYTHON_FOLDER, check=False).returncode
        if junit.exists():
            tests = [record(case) for case in ET.parse(junit).getroot().iter("testcase")]
            report = Path(os.environ["BLAS_BENCH_TEST_REPORT"])
            report.write_text(json.dumps({"tests": tests, "errors": []}), encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main())
