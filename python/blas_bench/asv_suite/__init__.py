"""Suites of airspeed velocity: found and named as asv does it, and timed in turns."""

from .load import load

__all__ = ["load"]
