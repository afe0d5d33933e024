"""Hands one JSON document over: on standard output, which nothing else may write to, or in a file."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any, BinaryIO, Mapping


def write_document(document: Mapping[str, Any], standard_output: BinaryIO, output: Path | None) -> None:
    """Write the document as one line of JSON to the file, whole or not at all, or to standard output.

    It is ASCII: a path that is not valid UTF-8 survives as escaped surrogates.
    """
    line = json.dumps(document).encode("ascii") + b"\n"
    if output is None:
        standard_output.write(line)
        standard_output.flush()
        return
    descriptor, unfinished = tempfile.mkstemp(dir=str(output.parent), prefix=output.name + ".")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(line)
        Path(unfinished).replace(output)
    except BaseException:
        Path(unfinished).unlink()
        raise
