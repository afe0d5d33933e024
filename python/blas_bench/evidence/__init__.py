"""Evidence: which BLAS and LAPACK a process really uses. Facts only; every judgement is made elsewhere."""

from .collect import collect_evidence

__all__ = ["collect_evidence"]
