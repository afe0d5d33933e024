"""Command `evidence`: the evidence of this Python in this environment, as one JSON document."""

from __future__ import annotations

import argparse
from pathlib import Path

from blas_bench.document_output import write_document
from blas_bench.standard_streams import take_over_standard_streams

from .collect import collect_evidence


def main(argv: list[str]) -> int:
    """Print the evidence and return the exit code, which is 0 also where NumPy cannot be imported."""
    parser = argparse.ArgumentParser(prog="blas_bench evidence", description=__doc__)
    parser.add_argument("--output", type=Path, metavar="FILE", help="write here, not to standard output")
    options = parser.parse_args(argv)
    standard_input, standard_output = take_over_standard_streams()
    with standard_input, standard_output:
        write_document(collect_evidence(with_scipy=True), standard_output, options.output)
    return 0
