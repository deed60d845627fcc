"""A job, its rivals, and what each needs of a processor and of memory for it.

Each rival does the whole job in a fresh process of its own, five times; the medians are told. A
process first makes the scene and gets ready (imports, compiled loops), then does the job under the
clock: once, or if it takes less than a second three times, of which the middle one counts. Peak
memory is what the job added to the process at its height, read from the kernel; it is known on
Linux only. All rivals' answers must be the same numbers.

A virtual machine gets its memory from its host when it first writes to it, which takes longer than
most jobs here, and soon gives back what it frees. So right before the clock starts, every rival's
process writes to more than the job needs and frees it: what is timed is new memory of the kernel's,
not of the host's. That in turn costs the process the memory it holds, which comes back as it is
used: the first of three short jobs takes up to three times as long as the others.
"""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy as np
import psutil

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

__all__ = ["Job", "Rival", "compare", "measure"]

_REPEATS = 5
_SHORT_REPEATS = 3
_SHORT_S = 1
_MB = 1e6
_CLEAR_PEAK = "5"
_NEEDED = 4 * 2**30


@dataclass(frozen=True, kw_only=True)
class Rival:
    """One way to do a job.

    Attributes
    ----------
    hold
        The scene as this rival holds it; not timed.
    do
        The job, under the clock: held scene in, numbers out.
    size
        Bytes of the matrix as held.
    ready
        Whatever is to be loaded before, such as compiled loops; not timed.
    repeats
        How many times, where five would take too long.
    part
        Which part of the job is done, where all of it would take too long: times are scaled up.
    slack
        How far its numbers may be from ours where it rounds to other units; else not at all.
    """

    hold: Callable[[Any], Any]
    do: Callable[[Any], NDArray[np.float64]]
    size: Callable[[Any], int]
    ready: Callable[[], object] = lambda: None
    repeats: int = _REPEATS
    part: float = 1.0
    slack: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Job:
    """What is to be done.

    Attributes
    ----------
    title
        One line for the table.
    scene
        Makes the input, from a fixed seed.
    rivals
        By name; ours first, the others are compared with it.
    tolerance
        Largest relative difference between the rivals' numbers.
    """

    title: str
    scene: Callable[[], Any]
    rivals: Mapping[str, Rival]
    tolerance: float = 1e-9
    notes: tuple[str, ...] = field(default=())


def measure(job: Job, name: str, answer: Path) -> dict[str, float]:
    """Do the job once in this process; write the numbers to `answer`."""
    rival = job.rivals[name]
    held = rival.hold(job.scene())
    rival.ready()
    process = psutil.Process()
    _get_memory()
    clocked: list[tuple[float, float]] = []
    extra = 0
    while not clocked or (clocked[0][1] < _SHORT_S and len(clocked) < _SHORT_REPEATS):
        _give_back()
        _forget_peak()
        before = process.memory_info().rss
        cpu, wall = time.process_time(), time.perf_counter()
        found = rival.do(held)
        clocked.append((time.process_time() - cpu, time.perf_counter() - wall))
        extra = max(extra, _peak() - before)
        np.save(answer, found)
        del found
    cpu, wall = np.median(clocked, axis=0).tolist()
    return {
        "cpu": cpu / rival.part,
        "wall": wall / rival.part,
        "extra": extra / _MB,
        "held": rival.size(held) / _MB,
    }


def compare(jobs: Mapping[str, Job], key: str) -> None:
    """Do a job with every rival and print the table."""
    job = jobs[key]
    print(f"\n{job.title}", *job.notes, sep="\n")
    print(f"{'':24}{'CPU s':>9}{'wall s':>9}{'held MB':>9}{'extra MB':>9}{'CPU x':>8}{'MB x':>7}")
    answers: list[NDArray[np.float64]] = []
    first: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, rival in job.rivals.items():
            answer = Path(folder) / "answer.npy"
            runs = [_apart(key, name, answer) for _ in range(rival.repeats)]
            told = {part: median(run[part] for run in runs) for part in runs[0]}
            first = first or told
            memory = (told["held"] + told["extra"]) / (first["held"] + first["extra"])
            print(
                f"{name:24}{told['cpu']:9.3f}{told['wall']:9.3f}{told['held']:9.0f}"
                f"{told['extra']:9.0f}{told['cpu'] / first['cpu']:8.1f}{memory:7.1f}",
                flush=True,
            )
            answers.append(np.load(answer))
    for (name, rival), found in zip(job.rivals.items(), answers, strict=True):
        worst = _difference(answers[0], found, rival.slack)
        if not worst <= job.tolerance:
            sys.exit(f"{name} gives other numbers: relative difference {worst:.1e}")
    print(f"All give the same {len(answers[0]):,} numbers (within {job.tolerance:g}).")


def _apart(key: str, name: str, answer: Path) -> dict[str, float]:
    """The job in a fresh process."""
    command = [sys.executable, str(Path(__file__).parent), "--one", key, name, str(answer)]
    env = os.environ | {"PYTHONWARNINGS": "ignore"}
    # What a rival says of its progress would stand in the table.
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=env)
    told: dict[str, float] = json.loads(answer.with_suffix(".json").read_text())
    return told


def _difference(one: NDArray[np.float64], other: NDArray[np.float64], slack: float) -> float:
    scale = np.maximum(np.abs(one), np.abs(other))
    gap = np.maximum(np.abs(one - other) - slack, 0)
    return float(np.max(np.divide(gap, scale, out=np.zeros_like(gap), where=scale > 0), initial=0))


def _get_memory() -> None:
    """Write to as much as any job here needs, and give it back to the guest's kernel."""
    np.ones(min(_NEEDED, psutil.virtual_memory().available // 2), dtype=np.uint8)


def _give_back() -> None:
    """Free what earlier work left behind, or the job takes its memory unseen (glibc only)."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def _forget_peak() -> None:
    path = Path("/proc/self/clear_refs")
    if path.exists():
        path.write_text(_CLEAR_PEAK, "ascii")


def _peak() -> int:
    """Highest resident memory since the last `_forget_peak`, in bytes."""
    path = Path("/proc/self/status")
    if not path.exists():
        return 0
    line = next(line for line in path.read_text("ascii").splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024
