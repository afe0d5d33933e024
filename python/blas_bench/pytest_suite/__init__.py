"""Tests with pytest-benchmark's fixture, timed inside of a running pytest, one at a time."""

from .process import Request, serve

__all__ = ["Request", "serve"]
