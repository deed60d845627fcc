"""docs/notices.md: every notice in both languages. ``python -m geoaccess.errors.page FILE``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from geoaccess.errors.catalogue import CATALOGUE
from geoaccess.messages import N_, translator

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geoaccess.errors.kinds import NoticeKind, Severity

__all__ = ["notices_page"]

_PARTS: Mapping[str, str] = {
    "C": N_("The study file and the command line"),
    "T": N_("Tables"),
    "G": N_("Coordinates and boundaries"),
    "L": N_("Layers against each other"),
    "S": N_("Streets"),
    "M": N_("Travel times"),
    "F": N_("Timetables"),
    "P": N_("Need and rules"),
    "R": N_("What the result rests on"),
    "O": N_("Runs and outputs"),
    "A": N_("Measures of access"),
    "K": N_("Choice of site and capacity"),
}
_SEVERITIES: Mapping[Severity, str] = {
    "error": N_("error"),
    "warning": N_("warning"),
    "info": N_("note"),
}
_TITLE = N_("Notices")
_HEAD = N_(
    "What geoaccess says of a study's files, by code. An error stops the run, a warning goes with "
    "the result, a note says what was done. Words in braces are filled in with what was found. "
    "An assumption is something that was taken for granted while the files were read."
)
_GENERATED = "<!-- Written by: make docs -->"


def notices_page() -> str:
    """The whole page in Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    sv, en = translator("sv"), translator("en")
    yield _GENERATED
    yield ""
    yield f"# {sv(_TITLE)} / {en(_TITLE)}"
    for t in (sv, en):
        yield ""
        yield t(_HEAD)
    kinds = sorted(CATALOGUE.values(), key=lambda kind: kind.code)
    parts = dict.fromkeys((*_PARTS, *(kind.code[3] for kind in kinds)))
    for part in parts:
        ours = [kind for kind in kinds if kind.code[3] == part]
        if ours:
            name = _PARTS.get(part, part)
            yield ""
            yield f"## GA-{part}: {sv(name)} / {en(name)}"
            for kind in ours:
                yield from _kind(kind)


def _kind(kind: NoticeKind) -> Iterator[str]:
    yield ""
    yield f"### {kind.code}"
    for lang in ("sv", "en"):
        t = translator(lang)
        marks = [t(_SEVERITIES[kind.severity])]
        if kind.assumption:
            marks.append(t(N_("assumption")))
        yield ""
        yield f"*{', '.join(marks)}.* {_literal(t(kind.text))} {_literal(t(kind.cure))}".rstrip()


def _literal(sentence: str) -> str:
    """Text that Markdown shows as it is."""
    return "".join(f"\\{c}" if c in "\\`*_<>[]#|" else c for c in sentence)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Write the page of all notices.")
    parser.add_argument("page", type=Path)
    parser.parse_args().page.write_text(notices_page(), "utf-8", newline="\n")
