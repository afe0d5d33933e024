"""The hooks of pytest-benchmark, so that a conftest.py that has some is understood. None is called."""

from __future__ import annotations

from typing import Any

import pytest


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    """Make the names below known."""
    pluginmanager.add_hookspecs(Specifications)


class Specifications:
    """Names and parameters as pytest-benchmark documents them."""

    @staticmethod
    def pytest_benchmark_scale_unit(
        config: Any, unit: Any, benchmarks: Any, best: Any, worst: Any, sort: Any
    ) -> None:
        """Choose a unit for a table."""

    @staticmethod
    def pytest_benchmark_generate_machine_info(config: Any) -> None:
        """Describe the machine."""

    @staticmethod
    def pytest_benchmark_update_machine_info(config: Any, machine_info: Any) -> None:
        """Change that description."""

    @staticmethod
    def pytest_benchmark_generate_commit_info(config: Any) -> None:
        """Describe the commit."""

    @staticmethod
    def pytest_benchmark_update_commit_info(config: Any, commit_info: Any) -> None:
        """Change that description."""

    @staticmethod
    def pytest_benchmark_group_stats(config: Any, benchmarks: Any, group_by: Any) -> None:
        """Put benchmarks together in a table."""

    @staticmethod
    def pytest_benchmark_generate_json(
        config: Any, benchmarks: Any, include_data: Any, machine_info: Any, commit_info: Any
    ) -> None:
        """Write the document."""

    @staticmethod
    def pytest_benchmark_update_json(config: Any, benchmarks: Any, output_json: Any) -> None:
        """Change the document."""

    @staticmethod
    def pytest_benchmark_compare_machine_info(
        config: Any, benchmarksession: Any, machine_info: Any, compared_benchmark: Any
    ) -> None:
        """Compare two machines."""
