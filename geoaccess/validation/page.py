"""kontroll.html: what was found, file by file, on one page that needs no network and no script."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from geoaccess import __version__
from geoaccess.messages import translator
from geoaccess.reporting.blocks import (
    Block,
    Cell,
    Chapter,
    Entry,
    Facts,
    Heading,
    Items,
    Table,
    Text,
)
from geoaccess.reporting.columns import BALANCE_COLUMNS
from geoaccess.reporting.pages import page_environment, write_page
from geoaccess.reporting.rows import plain, records
from geoaccess.reporting.words import Words
from geoaccess.result.published import Head
from geoaccess.validation.findings import severities
from geoaccess.validation.rows import marked_rows
from geoaccess.validation.words import MARKS, SEVERITIES, STATES, advice, stamps, verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from geoaccess.errors import Notice
    from geoaccess.validation.findings import Check, CheckedInput

__all__ = ["write_check_page"]

_TEMPLATES = Path(__file__).resolve().parent / "templates"
_ROWS, _FINDINGS, _COLUMNS, _LINES = 200, 200, 12, 10


def write_check_page(check: Check, run_id: str, path: Path) -> None:
    """Write the page in the study's language."""
    words = Words(translator(check.study.study.language))
    html = (
        page_environment(words, also=(_TEMPLATES,))
        .get_template("check.html")
        .render(head=_head(check, run_id), chapters=tuple(_chapters(check, words)))
    )
    write_page(path, html)


def _head(check: Check, run_id: str) -> Head:
    identity = check.study.study
    said = {"sv": stamps(check, translator("sv")), "en": stamps(check, translator("en"))}
    return Head(
        study_id=identity.id,
        name=plain(identity.name),
        region=plain(identity.region),
        date=identity.date,
        language=identity.language,
        synthetic=identity.synthetic,
        estimate=False,
        version=__version__,
        run_id=run_id,
        contact=plain(identity.contact),
        stamps=said,  # type: ignore[arg-type]
        need_label={},
        rule_label={},
        min_count=check.study.disclosure.min_count,
    )


def _chapters(check: Check, words: Words) -> Iterator[Chapter]:
    t = words.t
    yield Chapter("laget", t("Where it stands"), tuple(_standing(check, words)))
    if check.general:
        table = _findings(check.general, words, t("Findings about the study as a whole"))
        yield Chapter("studien", t("The study as a whole"), table)
    for i, one in enumerate(check.inputs, start=1):
        title = f"{plain(one.provenance.path)}: {words.role(one.provenance.role)}"
        yield Chapter(f"fil-{i}", title, tuple(_file(one, words)))
    if check.balance is not None:
        yield Chapter("summor", t("Totals that must agree"), (_balance(check.balance, words),))


def _standing(check: Check, words: Words) -> Iterator[Block]:
    t = words.t
    yield Text(verdict(check, t), "lead")
    counts = severities(check.notices)
    yield Facts(
        (
            (t("Errors"), Cell(t.number(counts["error"]))),
            (t("Warnings"), Cell(t.number(counts["warning"]))),
            (t("Notes"), Cell(t.number(counts["info"]))),
            (t("Input files"), Cell(t.number(len(check.inputs)))),
        ),
        large=True,
    )
    yield Heading(t("What to do next"))
    yield Items(tuple(Entry(step) for step in advice(check, t)), ordered=not check.is_good)
    rows = tuple(_overview(i, one, words) for i, one in enumerate(check.inputs, start=1))
    heads = (
        Cell(t("File")),
        Cell(t("Used as")),
        Cell(t("State")),
        Cell(t("Rows"), number=True),
        Cell(t("Errors"), number=True),
        Cell(t("Warnings"), number=True),
    )
    yield Table(t("The files of the study"), heads, rows, wide=True)


def _overview(i: int, one: CheckedInput, words: Words) -> tuple[Cell, ...]:
    t, counts = words.t, severities(one.notices)
    return (
        Cell(plain(one.provenance.path), link=f"#fil-{i}"),
        Cell(words.role(one.provenance.role)),
        Cell(t(STATES[one.state]), mark=MARKS[one.state]),
        _rows_read(one, words),
        Cell(t.number(counts["error"]), number=True),
        Cell(t.number(counts["warning"]), number=True),
    )


def _rows_read(one: CheckedInput, words: Words) -> Cell:
    if one.rows is None:
        return Cell(words.t("not read") if one.state == "refused" else "", number=True)
    return Cell(words.t.number(one.rows), number=True)


def _file(one: CheckedInput, words: Words) -> Iterator[Block]:
    t, held = words.t, one.provenance
    unsaid = t("not stated")
    said = (
        (t("State"), t(STATES[one.state])),
        (t("Read as"), plain(held.reader)),
        (t("Rows"), _rows_read(one, words).text),
        (t("Size (bytes)"), t.number(held.size)),
        (t("Publisher"), plain(held.source) or unsaid),
        (t("Licence"), plain(held.licence) or unsaid),
        (t("Data date"), plain(held.vintage) or unsaid),
        (t("Retrieved"), t.date(held.retrieved) if held.retrieved else ""),
        (t("Sensitivity"), words.code(held.sensitivity)),
    )
    yield Facts(tuple((name, Cell(value)) for name, value in said if value))
    yield Text(f"{t('Checksum (SHA-256)')}: {held.sha256}", "quiet")
    if not one.notices:
        yield Text(t("Nothing to remark."))
    if one.assumptions:
        yield Heading(t("How the file was read"))
        yield Items(tuple(_read_so(one.assumptions, words)))
    # A note on how the file was read stands above.
    rest = [n for n in one.notices if not (n.kind.assumption and n.severity == "info")]
    if rest:
        yield from _findings(rest, words, t("Findings in {file}", file=plain(held.path)))
    yield from _rows(one, words)


def _read_so(assumptions: Sequence[Notice], words: Words) -> Iterator[Entry]:
    """What was taken for granted; columns of which the same is said stand together."""
    alike: dict[tuple[str, str], list[str]] = {}
    for n in assumptions:
        alike.setdefault((n.code, plain(n.text(words.t.lang))), []).append(plain(n.column))
    for (code, said), columns in alike.items():
        named = ", ".join(filter(None, columns))
        yield Entry(f"{said} ({code})", f"{named}:" if named else "")


def _findings(notices: Sequence[Notice], words: Words, caption: str) -> tuple[Block, ...]:
    """The findings as a table, without columns that none of them fills; alike ones on one line."""
    t = words.t
    heads = (
        Cell(t("Code")),
        Cell(t("State")),
        Cell(t("Row")),
        Cell(t("Column")),
        Cell(t("Cell")),
        Cell(t("Finding")),
        Cell(t("What to do")),
    )
    alike: dict[object, tuple[Notice, list[int]]] = {}
    for n in notices:
        _, lines = alike.setdefault((n.code, n.column, n.value, n.text("en")), (n, []))
        lines.extend(() if n.row is None else (n.row,))
    rows = [_finding(n, lines, words) for n, lines in list(alike.values())[:_FINDINGS]]
    used = [i for i in range(len(heads)) if any(row[i].text for row in rows)]
    table = Table(
        caption,
        tuple(heads[i] for i in used),
        tuple(tuple(row[i] for i in used) for row in rows),
        wide=True,
    )
    left = len(alike) - _FINDINGS
    if left <= 0:
        return (table,)
    more = t("Findings that are only in kontroll.xlsx: {n}", n=t.number(left))
    return (table, Text(more, "quiet"))


def _finding(n: Notice, lines: Sequence[int], words: Words) -> tuple[Cell, ...]:
    t = words.t
    at = ", ".join(map(str, lines[:_LINES]))
    if len(lines) > _LINES:
        at += f" … ({t.number(len(lines))})"
    return (
        Cell(n.code, mark="whole"),
        Cell(t(SEVERITIES[n.severity]), mark=MARKS[n.severity]),
        Cell(at),
        Cell(plain(n.column)),
        Cell(plain(n.value or "")),
        Cell(plain(n.text(t.lang))),
        Cell(plain(n.cure(t.lang))),
    )


def _rows(one: CheckedInput, words: Words) -> Iterator[Block]:
    """The rows to mend or look at, as the file has them."""
    t = words.t
    if one.text is None:
        return
    bad = [row for row in marked_rows(one) if row.severity != "info"]
    if not bad:
        return
    names = one.text.names[:_COLUMNS]
    heads = (
        Cell(t("Row"), number=True),
        Cell(t("State")),
        Cell(t("Codes")),
        *(Cell(plain(name)) for name in names),
    )
    rows = tuple(
        (
            Cell(str(row.line), number=True),
            Cell(t(SEVERITIES[row.severity]), mark=MARKS[row.severity]),
            Cell(row.codes, mark="whole"),
            *(
                Cell(plain(cell), mark=MARKS[row.severity] if name in row.columns else "")
                for name, cell in zip(names, row.cells, strict=False)
            ),
        )
        for row in bad[:_ROWS]
    )
    file = plain(one.provenance.path)
    yield Table(t("Rows to mend or look at in {file}", file=file), heads, rows, wide=True)
    if len(bad) > _ROWS or len(one.text.names) > _COLUMNS:
        said = t(
            "Rows shown here: {rows} of {all}. Every row, with all columns, is in kontroll.xlsx.",
            rows=t.number(len(rows)),
            all=t.number(len(bad)),
        )
        yield Text(said, "quiet")


def _balance(balance: pd.DataFrame, words: Words) -> Table:
    heads = tuple(Cell(words.label(c), number=c.form == "number") for c in BALANCE_COLUMNS)
    rows = tuple(
        tuple(words.cell(row, column) for column in BALANCE_COLUMNS) for row in records(balance)
    )
    return Table(words.t("People by areas, by points and by units"), heads, rows, wide=True)
