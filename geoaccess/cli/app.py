"""The commands together, and what becomes of an error: one message, one exit code."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Final

import typer

from geoaccess import __version__
from geoaccess.cli import check, demo, explain, init, listed, matrix, rules, run
from geoaccess.cli.words import T, say_error
from geoaccess.errors import GeoaccessError, LimitError
from geoaccess.messages import N_

__all__ = ["app", "run_app"]

_INTERRUPTED: Final = 130
_OUR_FAULT: Final = 70
_DEBUG: Final = "--debug"

app = typer.Typer(
    name="geoaccess",
    help=T(
        N_(
            "Who can reach primary care, and who cannot: a region's own files become travel times,"
            " need, flags with reasons, a map and area reports. Start with: geoaccess demo"
        )
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command, told in (
    (demo.demo, N_("Run the embedded study Exempellän: made-up data that show everything.")),
    (init.init, N_("Write a commented study.toml to fill in.")),
    (
        check.check,
        N_("Read and check all files of a study, as a run would, and say what must be mended."),
    ),
    (
        run.run,
        N_("Run a study: read its files, compute, judge, and write map, reports and tables."),
    ),
    (
        matrix.matrix,
        N_("Work out a study's travel times and write them as tables for R, Python and QGIS."),
    ),
    (
        listed.listed,
        N_("Count listed people by area and site on this computer, and keep nothing of the rows."),
    ),
    (
        explain.explain,
        N_("Explain an area's flag, a unit's verdicts or a rule's: with values and limits."),
    ),
):
    app.command(help=T(told))(command)
app.add_typer(rules.app, name="rules")


def _version(wanted: bool) -> None:  # noqa: FBT001 -- typer calls it so
    if wanted:
        typer.echo(f"geoaccess {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(  # noqa: FBT001
        False,
        "--version",
        callback=_version,
        is_eager=True,
        help=T(N_("Show the version and stop.")),
    ),
    debug: bool = typer.Option(  # noqa: FBT001
        False,
        _DEBUG,
        help=T(N_("Show where in the program an error came from; also after the command.")),
    ),
) -> None:
    del version, debug


def run_app() -> None:
    """Run the command line; known errors become a message and their exit code."""
    arguments, debug = _without_debug(sys.argv[1:])
    try:
        app(args=arguments)
    except GeoaccessError as error:
        _show_trace(error, debug=debug)
        say_error(error.render(T.lang))
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, SystemExit) as end:
        # Typer makes Ctrl-C an exit of its own, without a word.
        if isinstance(end, SystemExit) and end.code != _INTERRUPTED:
            raise
        say_error(T(N_("Stopped. The output folder is as it was.")))
        sys.exit(_INTERRUPTED)
    except MemoryError as error:
        limit = LimitError.of("GA-O009")
        _show_trace(error, debug=debug)
        say_error(limit.render(T.lang))
        sys.exit(limit.exit_code)
    except Exception as error:  # noqa: BLE001 -- the last resort: our own fault, said so
        _show_trace(error, debug=debug)
        say_error(_our_fault(error))
        sys.exit(_OUR_FAULT)


def _without_debug(arguments: list[str]) -> tuple[list[str], bool]:
    """Arguments without ``--debug``, which may stand anywhere, and whether it was there."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    options, rest = arguments[:end], arguments[end:]
    kept = [argument for argument in options if argument != _DEBUG]
    return kept + rest, len(kept) < len(options)


def _show_trace(error: BaseException, *, debug: bool) -> None:
    """Print the way through the program to an error, where it was asked for."""
    if debug:
        say_error("".join(traceback.format_exception(error)).rstrip())


def _our_fault(error: Exception) -> str:
    """Leave a debug file with the places in the code, and no values from the data."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"geoaccess {__version__}, Python {sys.version.split()[0]}", type(error).__name__]
    lines += [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames]
    handle, path = tempfile.mkstemp(prefix="geoaccess-", suffix=".txt", text=True)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    return T(
        N_(
            "This is a fault in geoaccess itself ({kind}), not in your files. Please report it with"
            " the file {path}: it names places in the program, no data."
        ),
        kind=type(error).__name__,
        path=path,
    )
