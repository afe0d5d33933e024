"""A conda client for tests: answers as a real one was recorded; the embedded solver makes its environments.

What `run` starts is started for real, with the streams and the variables that were recorded.

Called by a link, beside which stands client.json: {"python", "pythonFolder", "cacheFolder", "fixtures",
"name", "channel"}. What is recorded to have failed fails in the recorded words; all else is made for real.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HOME = Path(sys.argv[0]).absolute().parent
SETTINGS = json.loads((HOME / "client.json").read_text())
LEFT_BY_THE_SOLVER = ("blas-bench.explicit.txt", "conda-meta/pinned")


def recordings() -> Iterator[dict[str, Any]]:
    """Yield the answers of this client."""
    for path in sorted(Path(SETTINGS["fixtures"]).glob(SETTINGS["name"] + "-*.json")):
        yield json.loads(path.read_text())


def fill(text: str, prefix: str) -> str:
    """Put this machine's places where the recording has names for its own."""
    text = text.replace("{PREFIX}", prefix).replace("{CHANNEL}", SETTINGS["channel"])
    return text.replace("{PKGS}", str(HOME / "pkgs"))


def answer(recording: dict[str, Any], prefix: str) -> None:
    """Say what was recorded, and end as it did."""
    sys.stdout.write(fill(recording["stdout"], prefix))
    sys.stderr.write(fill(recording["stderr"], prefix))
    sys.stdout.flush()
    sys.exit(recording["rc"])


def install(prefix: str, channels: list[str], specs: list[str]) -> None:
    """Fill the folder as a client would: pins and lists are the caller's business."""
    wanted = {
        "id": "one",
        "prefix": prefix,
        "platform": os.environ["CONDA_SUBDIR"],
        "specs": specs,
        "channels": channels,
        "pinned": [],
        "locked": None,
        "virtualPackages": [],
    }
    request = {"do": "install", "wanted": [wanted], "cacheFolder": SETTINGS["cacheFolder"], "offline": False}
    done = subprocess.run(
        [SETTINGS["python"], "-sB", "-m", "blas_bench.provision.rattler_provider"],
        cwd=SETTINGS["pythonFolder"],
        input=json.dumps(request),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    outcome = json.loads(done.stdout)["outcomes"][0]
    if outcome["status"] != "installed":
        sys.exit(f"the stand-in cannot make this: {outcome['message']}")
    for name in LEFT_BY_THE_SOLVER:
        (Path(prefix) / name).unlink()


def run(words: list[str]) -> None:
    """Start a program in an environment: below a shell that stays, as conda does, or in its place."""
    flags = ["--no-capture-output"] if SETTINGS["name"] == "conda" else ["-a", ""]
    if words[: len(flags) + 1] != [*flags, "-p"]:
        sys.exit(f"no recording of run {words}")
    prefix, *command = words[len(flags) + 1 :]
    own = {
        "PATH": f"{prefix}/bin:{os.environ['PATH']}",
        "CONDA_PREFIX": prefix,
        "CONDA_DEFAULT_ENV": prefix,
        "CONDA_SHLVL": "2" if SETTINGS["name"] == "conda" else "1",
    }
    scripts = 'for one in "$CONDA_PREFIX"/etc/conda/activate.d/*.sh; do [ -f "$one" ] && . "$one"; done\n'
    if SETTINGS["name"] != "conda":
        line = ["bash", "-c", scripts + 'exec "$@"', "wrapper", *command]
        os.execvpe(line[0], line, {**os.environ, **own})
    with tempfile.NamedTemporaryFile("w", prefix="wrap", suffix=".sh") as wrapper:
        wrapper.write(scripts + '"$@"\n')
        wrapper.flush()
        done = subprocess.run(["bash", wrapper.name, *command], env={**os.environ, **own}, check=False)
    if done.returncode != 0:
        sys.stderr.write(f"ERROR conda.cli.main_run:execute(148): `conda run {' '.join(command)}` failed.\n")
    sys.exit(done.returncode)


def main() -> None:
    """Answer the words this was called with."""
    words = sys.argv[1:]
    if words[:1] == ["run"]:
        run(words[1:])
    prefix = words[words.index("-p") + 1] if "-p" in words else ""
    for recording in recordings():
        is_asked = [fill(word, prefix) for word in recording["argv"][1:]] == words
        if is_asked and (recording["rc"] != 0 or words[0] != "create"):
            answer(recording, prefix)
    if words[:4] != ["create", "-y", "-p", prefix] or "--json" not in words:
        sys.exit(f"no recording of {words}")
    if Path(prefix).exists():
        sys.exit("a real client would have wiped or refused this folder")
    at = words.index("--json")
    channels = [word for before, word in zip(words[:at], words[1:at]) if before == "-c"]
    specs = words[at + 1 :]
    install(prefix, channels or ["file://" + SETTINGS["channel"]], specs)
    blas = next((spec.rpartition("_")[2] for spec in specs if spec.startswith("libblas")), "default")
    made = {one["id"]: one for one in recordings()}
    answer(made.get("create-" + blas, made["create-default"]), prefix)


main()
