"""macOS, as far as it can be had elsewhere: recorded answers, files of its wheels, dyld's functions in C."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from evidence_environments import compile_library, wheel
from evidence_process import PYTHON_FOLDER, run
from evidence_recorded import RecordedSystem

from blas_bench.evidence.calls import find_calls
from blas_bench.evidence.facts import Limitation
from blas_bench.evidence.libraries import find_libraries

FRAMEWORK = "/System/Library/Frameworks/Accelerate.framework/Versions/A"
ACCELERATE = f"{FRAMEWORK}/Accelerate"
LIB_BLAS = f"{FRAMEWORK}/Frameworks/vecLib.framework/Versions/A/libBLAS.dylib"
LIB_LAPACK = f"{FRAMEWORK}/Frameworks/vecLib.framework/Versions/A/libLAPACK.dylib"
BLAS_ROUTINES = ("cblas_dgemm", "cblas_dgemv", "cblas_ddot")
LAPACK_ROUTINES = ("dgesdd", "dgesv", "dpotrf", "dsyevd", "dgeev")
NEW = "$NEWLAPACK$ILP64"


@pytest.fixture
def imported(monkeypatch):
    """Make the extension modules of a wheel look imported; returns their paths."""

    def of(platform):
        paths = {}
        for module in ("numpy._core._multiarray_umath", "numpy.linalg._umath_linalg"):
            path = wheel("numpy==2.2.6", platform) / f"{module.replace('.', '/')}.cpython-312-darwin.so"
            paths[module] = str(path)
            monkeypatch.setitem(sys.modules, module, SimpleNamespace(__file__=str(path)))
        return list(paths.values())

    return of


def accelerate(modules):
    return RecordedSystem(
        {
            **{module: {} for module in modules},
            ACCELERATE: {},
            LIB_BLAS: {
                **dict.fromkeys([name + NEW for name in BLAS_ROUTINES]),
                "appleblas_dgeadd": None,
                "BLASGetThreading": 0,
            },
            LIB_LAPACK: dict.fromkeys([name + NEW for name in LAPACK_ROUTINES]),
        },
        passes_on={ACCELERATE: [LIB_BLAS, LIB_LAPACK]},
    )  # fmt: skip


def test_accelerate(imported):
    """The wheel records the framework; the framework passes on what its libBLAS and libLAPACK export."""
    limitations: list[Limitation] = []
    calls = find_calls(accelerate(imported("macosx_14_0_arm64")), limitations)
    found = {(call["routine"], call["library"], call["how"]) for call in calls}
    blas = {(routine, LIB_BLAS, "two-level") for routine in ("dgemm", "dgemv", "ddot")}
    assert found == blas | {(routine, LIB_LAPACK, "two-level") for routine in LAPACK_ROUTINES}
    assert limitations == []


def test_accelerate_libraries(imported):
    libraries = find_libraries(accelerate(imported("macosx_14_0_arm64")))
    blas, lapack = libraries
    assert blas["path"] == blas["realPath"] == LIB_BLAS
    assert blas["markers"] == ["appleblas_dgeadd", f"cblas_dgemm{NEW}"]
    assert (blas["threadingLayer"], blas["threads"]) == ("multi-threaded", None)
    assert (lapack["path"], lapack["markers"]) == (LIB_LAPACK, [f"dgesdd{NEW}"])


def test_openblas_next_to_the_modules(imported):
    """@loader_path: also where another library of the same file name is loaded."""
    modules = imported("macosx_11_0_arm64")
    own = str(Path(modules[0]).parents[1] / ".dylibs" / "libscipy_openblas64_.dylib")
    exports = [f"scipy_{name}64_" for name in BLAS_ROUTINES] + [
        f"scipy_{name}_64_" for name in LAPACK_ROUTINES
    ]
    other = "/env/scipy/.dylibs/libscipy_openblas64_.dylib"
    system = RecordedSystem(
        {other: dict.fromkeys(exports), **{path: {} for path in modules}, own: dict.fromkeys(exports)}
    )
    calls = find_calls(system, [])
    assert len(calls) == 8
    assert {(call["library"], call["how"]) for call in calls} == {(own, "two-level")}


def test_recorded_library_that_is_not_loaded(imported):
    """Then the dynamic linker is asked, and it is said why."""
    modules = imported("macosx_14_0_arm64")
    inserted = "/opt/inserted.dylib"
    system = RecordedSystem({**{module: {} for module in modules}, inserted: {f"cblas_dgemm{NEW}": None}})
    calls = {call["routine"]: call for call in find_calls(system, [])}
    assert (calls["dgemm"]["library"], calls["dgemm"]["how"]) == (inserted, "global-scope")
    assert f"{ACCELERATE} is not among the loaded ones" in calls["dgemm"]["reason"]
    assert (calls["dgesdd"]["library"], calls["dgesdd"]["how"]) == (None, None)
    assert calls["dgesdd"]["reason"].endswith(f"no loaded library exports dgesdd{NEW}")


def test_file_that_is_no_module(monkeypatch, tmp_path):
    path = tmp_path / "_multiarray_umath.so"
    path.write_bytes(b"\xcf\xfa\xed\xfe")
    monkeypatch.setitem(sys.modules, "numpy._core._multiarray_umath", SimpleNamespace(__file__=str(path)))
    limitations: list[Limitation] = []
    assert find_calls(RecordedSystem({str(path): {}}), limitations) == []
    assert [one for one in limitations if one["path"] == str(path) and "truncated" in one["text"]]


DYLD = """
#define _GNU_SOURCE
#include <errno.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>
static struct { const char *name; void *header; } images[256];
static unsigned count;
static int note(struct dl_phdr_info *info, size_t size, void *data) {
    if (count < 256 && (count == 0 || info->dlpi_name[0] == '/')) {
        images[count].name = count == 0 ? "/proc/self/exe" : strdup(info->dlpi_name);
        images[count++].header = (void *)info->dlpi_addr;
    }
    return 0;
}
unsigned _dyld_image_count(void) { count = 0; dl_iterate_phdr(note, 0); return count + 1; }
const char *_dyld_get_image_name(unsigned index) { return index < count ? images[index].name : 0; }
const void *_dyld_get_image_header(unsigned index) { return index < count ? images[index].header : 0; }
int sysctlbyname(const char *name, void *old, size_t *old_size, void *new, size_t new_size) {
    const char *recorded = getenv("PROC_TRANSLATED");
    if (strcmp(name, "sysctl.proc_translated") || new || new_size || *old_size != sizeof(int)) abort();
    if (!recorded) { errno = ENOENT; return -1; }
    *(int *)old = atoi(recorded);
    return 0;
}
"""

LOOK = f"""
import ctypes, math, sys
sys.path.append({str(PYTHON_FOLDER)!r})
from blas_bench.evidence.darwin import DarwinSystem
system = DarwinSystem()
(libm,) = [image for image in system.images() if "/libm" in image.path]
found = system.own_addresses(libm, ["cbrt", "malloc", "no_such_symbol"])
assert list(found) == ["cbrt"], found
assert system.image_at(found["cbrt"]) == libm and system.image_at(0) is None
assert system.scope_address(libm, "malloc") and system.scope_address(libm, "no_such_symbol") is None
assert libm.real_path in system.code_files()
sys.stdout.write(str(system.translated()))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="stands in for dyld on Linux")
@pytest.mark.parametrize(
    ("variables", "translated"),
    [
        ({"PROC_TRANSLATED": "1"}, "True"),
        ({"PROC_TRANSLATED": "0"}, "False"),
        ({}, "False"),
    ],
)
def test_dyld(tmp_path, variables, translated):
    """The calls into the system themselves, on functions with the signatures of Apple's headers."""
    library = compile_library(tmp_path, "dyld.so", DYLD)
    done = run(sys.executable, "-c", LOOK, LD_PRELOAD=str(library), **variables)
    assert (done.returncode, done.stdout) == (0, translated), done.stderr
