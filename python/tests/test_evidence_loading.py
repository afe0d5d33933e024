"""A BLAS that got in by another way than the environment's, and calls that are not bound yet."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from evidence_environments import compile_library, conda_environment, debian, python_of
from evidence_process import evidence_of, library_of, providers, run

OPENBLAS, BLIS, NETLIB_LAPACK = "libopenblasp-r0.3.21.so", "libblis.so.4", "liblapack.so.3.11.0"


@pytest.fixture(scope="module")
def python() -> Path:
    return python_of(conda_environment("openblas"))


@pytest.fixture(scope="module")
def blis() -> str:
    return str(conda_environment("blis") / "lib" / BLIS)


def how(evidence):
    return {(call["routine"], call["how"]) for call in evidence["calls"]}


def test_preloaded(python, blis):
    evidence = evidence_of(python, LD_PRELOAD=blis)
    assert providers(evidence) == {"blas": {BLIS}, "lapack": {OPENBLAS}}
    assert library_of(evidence, "cblas_dgemm")["owners"] == []
    assert evidence["variables"]["LD_PRELOAD"] == blis


def test_loaded_globally_before_numpy(python, blis):
    script = f"import ctypes; ctypes.CDLL({blis!r}, mode=ctypes.RTLD_GLOBAL)\n"
    assert providers(evidence_of(python, script=script)) == {"blas": {BLIS}, "lapack": {OPENBLAS}}


def test_loaded_globally_after_numpy(python, blis):
    """Too late for NumPy's calls, though from now on the global scope would say otherwise."""
    script = f"import ctypes, numpy; ctypes.CDLL({blis!r}, mode=ctypes.RTLD_GLOBAL)\n"
    evidence = evidence_of(python, script=script)
    assert providers(evidence) == {"blas": {OPENBLAS}, "lapack": {OPENBLAS}}
    assert any(library["realPath"] == blis for library in evidence["libraries"])


def test_deep_binding_beats_the_global_scope(python, blis):
    script = f"""
import ctypes, os, sys
ctypes.CDLL({blis!r}, mode=ctypes.RTLD_GLOBAL)
sys.setdlopenflags(os.RTLD_NOW | os.RTLD_DEEPBIND)
"""
    assert providers(evidence_of(python, script=script)) == {"blas": {OPENBLAS}, "lapack": {OPENBLAS}}


def test_lazy_binding(python):
    """Bound are only the routines that were called; of the others the dynamic linker says what they mean."""
    evidence = evidence_of(python, script="import os, sys; sys.setdlopenflags(os.RTLD_LAZY)\n")
    assert providers(evidence) == {"blas": {OPENBLAS}, "lapack": {OPENBLAS}}
    assert {("dgemm", "relocation"), ("dgesv", "relocation"), ("dgesdd", "relocation")} <= how(evidence)
    assert {("dsyevd", "module-scope"), ("dgeev", "module-scope")} <= how(evidence)
    reasons = {call["reason"] for call in evidence["calls"] if call["how"] != "relocation"}
    assert reasons == {"its relocation slot is not bound yet"}


def test_lazy_binding_with_a_global_library(python, blis):
    script = f"""
import ctypes, os, sys
ctypes.CDLL({blis!r}, mode=ctypes.RTLD_GLOBAL)
sys.setdlopenflags(os.RTLD_LAZY)
"""
    evidence = evidence_of(python, script=script)
    assert providers(evidence) == {"blas": {BLIS}, "lapack": {OPENBLAS}}
    assert {("dgemm", "relocation"), ("dgemv", "global-scope"), ("dgeev", "module-scope")} <= how(evidence)


def test_memory_that_cannot_be_read(python):
    """As where the system forbids /proc/self/mem: said, and nothing is claimed."""
    script = f"""
import sys
sys.path.append({str(Path(__file__).resolve().parents[1])!r})
from blas_bench.evidence.linux import LinuxSystem
def refuse(self, address, size):
    raise PermissionError(13, "Permission denied")
LinuxSystem.read_memory = refuse
"""
    evidence = evidence_of(python, script=script)
    assert evidence["calls"] == []
    assert len(evidence["limitations"]) > 1
    assert all("Permission denied" in one["text"] for one in evidence["limitations"])


def test_numpy_without_lapack_calls(python):
    """As one with LAPACK linked in statically looks."""
    evidence = evidence_of(
        python, script="import numpy, sys; del sys.modules['numpy.linalg._umath_linalg']\n"
    )
    assert {call["layer"] for call in evidence["calls"]} == {"blas"}
    (limitation,) = evidence["limitations"]
    assert "import no LAPACK routine" in limitation["text"]


@pytest.mark.parametrize("preload", [False, True])
def test_agrees_with_what_the_dynamic_linker_logs(python, blis, tmp_path, preload):
    """The oracle: glibc's own account of each binding as it made it."""
    variables = {"LD_PRELOAD": blis} if preload else {}
    log = tmp_path / "bindings"
    evidence = evidence_of(python, LD_DEBUG="bindings", LD_DEBUG_OUTPUT=str(log), **variables)
    (written,) = tmp_path.glob("bindings.*")
    bound = re.findall(r"binding file (\S+) \[0\] to (\S+) \[0\]: normal symbol `(\w+)'", written.read_text())
    # The first binding counts: later ones are the answers to questions, which the log does not tell apart.
    logged = {
        (importer, symbol): str(Path(provider).resolve()) for importer, provider, symbol in reversed(bound)
    }
    assert len(evidence["calls"]) == 8
    for call in evidence["calls"]:
        assert logged[call["modulePath"], call["symbol"]] == call["library"]


def test_atlas(python):
    """A BLAS in several files, of which none is asked for anything."""
    root = debian("libatlas3-base") / "usr/lib/x86_64-linux-gnu"
    files = [root / "atlas" / name for name in ("libblas.so.3", "liblapack.so.3")]
    folders = [root, root / "atlas", conda_environment("openblas") / "lib"]
    evidence = evidence_of(
        python, LD_PRELOAD=":".join(map(str, files)), LD_LIBRARY_PATH=":".join(map(str, folders))
    )
    assert providers(evidence) == {"blas": {"libblas.so.3.10.3"}, "lapack": {"liblapack.so.3.10.3"}}
    assert "atl_f77wrap_dgemm_" in library_of(evidence, "cblas_dgemm")["markers"]
    assert "ATL_dgelqf" in library_of(evidence, "dgesdd_")["markers"]
    assert [entry for entry in evidence["libraries"] if "ATL_buildinfo" in entry["markers"]]


FLEXIBLAS = """
#include <string.h>
int flexiblas_current_backend(char *name, size_t size) { strncpy(name, "NETLIB", size); return 6; }
int flexiblas_get_num_threads(void) { return 3; }
char *openblas_get_config(void) { return "not to be asked"; }
void cblas_dgemm(void) {}
"""


def test_flexiblas(python, tmp_path):
    """A stand-in with FlexiBLAS's functions: Debian 12 has no package of the real one."""
    library = compile_library(tmp_path, "libflexiblas.so.3", FLEXIBLAS)
    found = library_of(evidence_of(python, LD_PRELOAD=str(library)), "cblas_dgemm")
    assert found["realPath"] == str(library)
    assert (found["backend"], found["threads"], found["version"]) == ("NETLIB", 3, None)
    assert found["markers"] == ["cblas_dgemm", "flexiblas_current_backend", "openblas_get_config"]


def test_looking_changes_nothing(python, tmp_path):
    """No library, no thread and no reference to a library is left behind by looking a second time."""
    other = str(compile_library(tmp_path, "libother.so", "void dgemm_(void) {}"))
    script = f"""
import ctypes, sys
sys.path.append({str(Path(__file__).resolve().parents[1])!r})
from blas_bench.evidence import collect_evidence
first = collect_evidence()
images = open("/proc/self/maps").read().count(" r-xp ")
assert collect_evidence() == first
assert open("/proc/self/maps").read().count(" r-xp ") == images
assert "threadpoolctl" not in sys.modules and "scipy" not in sys.modules
library = ctypes.CDLL({other!r})
assert collect_evidence()["libraries"] != first["libraries"]
ctypes.CDLL(None).dlclose(ctypes.c_void_p(library._handle))
assert {other!r} not in open("/proc/self/maps").read()
"""
    assert evidence_of(python, script=script)["calls"]


def test_wrong_addresses_are_errors(python):
    script = f"""
import ctypes, mmap, os, sys
sys.path.append({str(Path(__file__).resolve().parents[1])!r})
from blas_bench.evidence.linux import LinuxSystem
system = LinuxSystem()
for address in (0, 1, 4096, 1 << 47, (1 << 63) - 8, 1 << 63, (1 << 64) - 8, 1 << 70):
    for size in (1, 8, 4096):
        try:
            system.read_memory(address, size)
        except OSError:
            continue
        raise SystemExit(f"{{address:#x}} was read")
page = mmap.mmap(-1, 2 * mmap.PAGESIZE)
start = ctypes.addressof(ctypes.c_char.from_buffer(page))
end = start + mmap.PAGESIZE
ctypes.CDLL(None).munmap(ctypes.c_void_p(end), mmap.PAGESIZE)
assert system.read_memory(end - 8, 8) == bytes(8)
assert [system.image_at(address) for address in (0, 1, start, (1 << 64) - 1)] == [None] * 4
last = max(end for image in system.images() for _, end in image.segments)
assert system.image_at(last - 1) and system.image_at(last) is None
try:
    system.read_memory(end - 8, 16)
except OSError:
    os._exit(0)
raise SystemExit("half of it was read")
"""
    done = run(python, "-c", script)
    assert (done.returncode, done.stderr) == (0, "")
