"""``geoaccess matrix``: a study's travel times as tables for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geoaccess.cli.run import DataFolder, StudyFile
from geoaccess.cli.shards import Scheduler, ShardFolder, check_apart, check_shards, in_shards
from geoaccess.cli.words import T, say, say_error, say_progress
from geoaccess.messages import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geoaccess.publish.matrix import Asked, ModeWritten
    from geoaccess.study import Study

__all__ = ["matrix"]

_OUT = N_("Folder for the tables, made anew, whole or not at all; else maps/<the study>-restider.")
_MODE = N_("Only this mode, such as car; may be given several times. Else all of the study's.")
_STATUS = {
    "ok": N_("with a time"),
    "beyond_cutoff": N_("beyond the cutoff"),
    "unreachable": N_("no way leads there"),
    "not_snapped": N_("too far from a street"),
    "no_service": N_("no service"),
    "no_data": N_("not in the table"),
}


def matrix(
    study: StudyFile,
    data: DataFolder = None,
    out: Annotated[Path | None, typer.Option("--out", help=T(_OUT))] = None,
    mode: Annotated[list[str] | None, typer.Option("--mode", help=T(_MODE))] = None,
    shards: ShardFolder = None,
    scheduler: Scheduler = None,
) -> None:
    """Work out a study's travel times and write them as tables for R, Python and QGIS."""
    # Heavy: geopandas, pyarrow, scipy.
    from geoaccess.publish import MATRIX, check_output  # noqa: PLC0415
    from geoaccess.publish.matrix import ask_for_times, write_matrix  # noqa: PLC0415
    from geoaccess.study import load_study  # noqa: PLC0415

    check_shards(shards, scheduler)
    settings = load_study(study, data=data)
    wanted = _known(mode or [], settings)
    target = out if out is not None else Path("maps") / f"{settings.study.id}-restider"
    check_output(target, mark=MATRIX)
    check_apart(shards, target)
    say_progress(T(N_("Reading the study's files …")))
    asked = ask_for_times(settings, wanted)
    say_progress(_estimate(asked))
    sites = len(asked.layers.sites)
    with (
        in_shards(shards, scheduler) as work,
        typer.progressbar(
            length=sites * len(asked.modes),
            label=T(N_("Travel times")),
            file=sys.stderr,
            width=30,
        ) as bar,
    ):
        written, notices = write_matrix(asked, target, told=bar.update, shards=work)
    for notice in notices:
        if notice.severity == "warning":
            say_error(notice.render(T.lang))
    for one in written:
        say("\n".join(_lines(one, target)))
    say(T(N_("Only minutes stand in the tables, but the places say where somebody lives.")))


def _known(wanted: list[str], settings: Study) -> list[str]:
    modes = list(settings.modes)
    for name in wanted:
        if name not in modes:
            said = N_("The study has no mode {mode}. It has: {modes}.")
            text = T(said, mode=name, modes=", ".join(modes))
            raise typer.BadParameter(text, param_hint="--mode")
    return wanted


def _estimate(asked: Asked) -> str:
    return T(
        N_(
            "Travel times from {origins} places to {sites} sites by {modes} modes: {pairs} pairs,"
            " at most about {megabytes} MB of memory."
        ),
        origins=T.number(len(asked.layers.points)),
        sites=T.number(len(asked.layers.sites)),
        modes=len(asked.modes),
        pairs=T.number(asked.pairs * len(asked.modes)),
        megabytes=T.number(max(1, round(asked.bytes_needed / 1e6))),
    )


def _lines(one: ModeWritten, target: Path) -> Iterator[str]:
    """A mode's file, and what its pairs have; estimates are said to be ones."""
    yield f"{target / one.file}"
    for status, n in sorted(one.pairs.items(), key=lambda pair: list(_STATUS).index(pair[0])):
        yield f"  {T(_STATUS[status])}: {T.number(n)}"
    if one.method == "straight_line":
        yield "  " + T(N_("Estimated along straight lines, not along streets."))
