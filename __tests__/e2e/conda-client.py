"""A conda client for tests: answers as a real one was recorded; the embedded solver makes its environments.

Called by a link, beside which stands client.json: {"python", "pythonFolder", "cacheFolder", "fixtures",
"name", "channel"}. What is recorded to have failed fails in the recorded words; all else is made for real.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
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


def main() -> None:
    """Answer the words this was called with."""
    words = sys.argv[1:]
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
