"""``geoaccess run``: the main job, from a study file to a map, reports and tables."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geoaccess.cli.shards import Scheduler, ShardFolder, check_apart, check_shards, in_shards
from geoaccess.cli.words import T, say, say_progress
from geoaccess.messages import N_

__all__ = ["run", "run_study"]

_WARNED_AND_STRICT = 3

StudyFile = Annotated[
    Path, typer.Argument(metavar="STUDY", help=T(N_("The study file, such as study.toml.")))
]
OutFolder = Annotated[
    Path | None,
    typer.Option("--out", help=T(N_("Folder for the result; made anew, whole or not at all."))),
]
DataFolder = Annotated[
    Path | None,
    typer.Option("--data", help=T(N_("Folder of the input files; else the study's own."))),
]
Year = Annotated[
    int | None,
    typer.Option("--year", help=T(N_("Make the run for this year of the study's forecast."))),
]
Strict = Annotated[bool, typer.Option("--strict", help=T(N_("Exit with 3 if there are warnings.")))]


def run(
    study: StudyFile,
    data: DataFolder = None,
    out: OutFolder = None,
    year: Year = None,
    shards: ShardFolder = None,
    scheduler: Scheduler = None,
    strict: Strict = False,  # noqa: FBT002 -- a command-line switch
) -> None:
    """Run a study: read its files, compute, judge, and write map, reports and tables."""
    warnings = run_study(study, data, out, year=year, shards=shards, scheduler=scheduler)
    if strict and warnings:
        raise typer.Exit(_WARNED_AND_STRICT)


def run_study(
    path: Path,
    data: Path | None,
    out: Path | None,
    *,
    year: int | None = None,
    shards: Path | None = None,
    scheduler: str | None = None,
) -> int:
    """Run a study and print its summary; gives the number of warnings."""
    import pandas as pd  # noqa: PLC0415 -- heavy, as all that follows

    from geoaccess.cli.summary import summary_lines  # noqa: PLC0415
    from geoaccess.pipeline import judge, prepare  # noqa: PLC0415
    from geoaccess.publish import check_output, publish  # noqa: PLC0415
    from geoaccess.study import load_study  # noqa: PLC0415

    check_shards(shards, scheduler)
    study = load_study(path, data=data, year=year)
    # A run for a year of the forecast lies beside the run for now.
    folder = study.study.id if year is None else f"{study.study.id}-{year}"
    target = out if out is not None else Path("maps") / folder
    check_output(target)
    check_apart(shards, target)
    # A study's tables are many and small: to hand their texts out one by one takes Arrow, which
    # holds them otherwise, a tenth of the run.
    with pd.option_context("mode.string_storage", "python"):
        say_progress(T(N_("Reading files and computing travel times …")))
        with in_shards(shards, scheduler) as work:
            prepared = prepare(study, shards=work)
        say_progress(T(N_("Judging need, access and rules …")))
        result = judge(prepared)
        say_progress(T(N_("Writing map, reports and tables …")))
        published = publish(result, target)
    for line in summary_lines(published, target, T):
        say(line)
    return int((published.notices["severity"] == "warning").sum())
