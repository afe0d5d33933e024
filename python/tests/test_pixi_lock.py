"""pixi.lock of every version that there was, read through the library into one form."""

from __future__ import annotations

from typing import Any

import pytest

from blas_bench.provision.failures import ProvisionError
from blas_bench.provision.pixi_lock import read_pixi_lock

FORGE = "https://conda.anaconda.org/conda-forge"
NUMPY = f"{FORGE}/linux-64/numpy-2.1.0-py312h1_0.conda"
WHEEL = "https://example.org/foo-1.0-py3-none-any.whl"
A, B, C = "a" * 64, "b" * 64, "c" * 32

V6 = f"""\
version: 6
environments:
  default:
    channels:
    - url: {FORGE}/
    indexes:
    - https://example.org/simple
    packages:
      linux-64:
      - conda: {NUMPY}
      - pypi: {WHEEL}
      - pypi: ./own
  test:
    channels:
    - url: {FORGE}/
    packages:
      osx-arm64: []
packages:
- conda: {NUMPY}
  sha256: {A}
  md5: {C}
  depends:
  - python >=3.12,<3.13.0a0
  constrains:
  - numba >=0.59
- pypi: {WHEEL}
  name: foo
  version: "1.0"
  sha256: {B}
- pypi: ./own
  name: own
  version: "0.1"
"""


def older(version: int) -> str:
    """Versions 4 and 5: environments, and packages by kind."""
    return f"""\
version: {version}
environments:
  default:
    channels:
    - url: {FORGE}/
    indexes:
    - https://example.org/simple
    packages:
      linux-64:
      - conda: {NUMPY}
      - pypi: {WHEEL}
packages:
- kind: conda
  name: numpy
  version: 2.1.0
  build: py312h1_0
  subdir: linux-64
  url: {NUMPY}
  sha256: {A}
  md5: {C}
  depends:
  - python >=3.12,<3.13.0a0
- kind: pypi
  name: foo
  version: "1.0"
  url: {WHEEL}
  sha256: {B}
"""


def oldest(version: int) -> str:
    """Versions 1 to 3: conda-lock's format, first with its words for pip and for dependencies."""
    depends = "{python: '>=3.12,<3.13.0a0'}" if version == 1 else "['python >=3.12,<3.13.0a0']"
    return f"""\
version: {version}
metadata:
  content_hash: {{}}
  channels:
  - url: {FORGE}/
    used_env_vars: []
  platforms: [linux-64]
  sources: []
package:
- platform: linux-64
  name: numpy
  version: 2.1.0
  category: main
  manager: conda
  dependencies: {depends}
  url: {NUMPY}
  hash: {{md5: {C}, sha256: {A}}}
  build: py312h1_0
  optional: false
- platform: linux-64
  name: foo
  version: "1.0"
  category: main
  manager: {"pypi" if version == 3 else "pip"}
  dependencies: {"{}" if version == 1 else "[]"}
  url: {WHEEL}
  hash: {{sha256: {B}}}
  optional: false
"""


def numpy(**more: Any) -> dict[str, Any]:
    record = {"url": NUMPY, "sha256": A, "md5": C, "depends": ["python >=3.12,<3.13.0a0"], "constrains": []}
    return {**record, **more}


FOO = {"name": "foo", "location": WHEEL, "sha256": B}


@pytest.mark.parametrize("text", [older(5), older(4), oldest(3), oldest(2), oldest(1)])
def test_the_versions_of_the_past_are_read_alike(text: str) -> None:
    assert read_pixi_lock(text, "pixi.lock", None) == {
        "status": "read",
        "channels": [f"{FORGE}/"],
        "platforms": {"linux-64": {"packages": [numpy()], "pypi": [FOO]}},
    }


def test_version_6_is_read_with_paths_and_by_environment() -> None:
    own = {"name": "own", "location": "./own", "sha256": None}
    packages = [numpy(constrains=["numba >=0.59"])]
    read = read_pixi_lock(V6, "pixi.lock", None)
    assert read["platforms"] == {"linux-64": {"packages": packages, "pypi": [FOO, own]}}
    assert read_pixi_lock(V6, "pixi.lock", "test")["platforms"] == {"osx-arm64": {"packages": [], "pypi": []}}


def test_version_7_has_platforms_with_names_of_their_own() -> None:
    platforms = "platforms:\n- name: gpu\n  subdir: linux-64\n- name: linux-64\nenvironments:"
    text = V6.replace("version: 6\nenvironments:", f"version: 7\n{platforms}").replace("osx-arm64", "gpu")
    text = text.replace("    packages:\n      linux-64:\n", "    packages:\n      gpu: []\n      linux-64:\n")
    assert list(read_pixi_lock(text, "pixi.lock", "test")["platforms"]) == ["linux-64"]
    assert read_pixi_lock(text, "pixi.lock", None)["platforms"]["linux-64"]["packages"] != []


@pytest.mark.parametrize(
    ("text", "environment", "message"),
    [
        (V6, "gpu", "pixi.lock: has no environment gpu; it has default, test. Name one of them"),
        (
            "version: 6\nenvironments:\n  default: [\n",
            None,
            "pixi.lock, line 4, column 1: is no pixi lock (did not find expected node content",
        ),
        ("version: 6\nenvironments: 3\npackages: []\n", None, "pixi.lock: is no pixi lock (invalid type"),
        ("version: 1000\n", None, "pixi.lock: has the format version 1000, and 7 is the newest"),
        (
            V6.replace(f"- conda: {NUMPY}\n  sha", "- conda: ./x.conda\n  sha"),
            None,
            "pixi.lock: is no pixi lock (",
        ),
    ],
)
def test_what_is_none_is_refused(text: str, environment: str | None, message: str) -> None:
    with pytest.raises(ProvisionError) as caught:
        read_pixi_lock(text, "pixi.lock", environment)
    assert caught.value.kind == "bad-spec"
    assert caught.value.message.startswith(message)
