"""What there is to say of a study's files: all that a run would read and refuse, step by step."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal, TypeVar

from geoaccess import sources, travel
from geoaccess.errors import GeoaccessError, InputError, LimitError, Notice
from geoaccess.layers import build_layers
from geoaccess.pipeline import judge
from geoaccess.pipeline.prepare import settings_of, with_times
from geoaccess.pipeline.reach import check_reach
from geoaccess.pipeline.times import longest_trip_of
from geoaccess.sources.mapping import text_of
from geoaccess.sources.provenance import Provenance, provenance_of
from geoaccess.sources.streets import read_streets
from geoaccess.study.files import FILES
from geoaccess.study.inputs import StatisticsInput
from geoaccess.validation.places import Held, held, placed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import pandas as pd

    from geoaccess.errors import Severity
    from geoaccess.sources.streets import Streets
    from geoaccess.sources.text_table import TextTable
    from geoaccess.study import Input, StreetsInput, Study

__all__ = ["Check", "CheckedInput", "State", "check_study", "severities"]

T = TypeVar("T")
State = Literal["good", "look_at", "refused"]
_ORDER: Mapping[Severity, int] = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedInput:
    """One input of the study and all that was found in its file.

    Attributes
    ----------
    rows
        Rows of the file, those too that the study leaves out; None where it could not be read.
    text
        A table's rows as the file has them; None for what is no table or could not be read.
    notices
        Errors first, then warnings and notes, each by row.
    """

    provenance: Provenance
    rows: int | None
    text: TextTable | None
    notices: tuple[Notice, ...]

    @property
    def state(self) -> State:
        """Whether a run would take the file."""
        return _state(self.notices)

    @property
    def assumptions(self) -> tuple[Notice, ...]:
        """What was taken for granted while the file was read."""
        return tuple(notice for notice in self.notices if notice.kind.assumption)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A study, checked.

    Attributes
    ----------
    general
        Findings about the study as a whole, in no single file.
    balance
        Totals that must agree; None where the files did not get that far.
    exit_code
        What a run would end with: 0, or the code of the first error.
    """

    study: Study
    inputs: tuple[CheckedInput, ...]
    general: tuple[Notice, ...]
    balance: pd.DataFrame | None
    exit_code: int

    @property
    def notices(self) -> tuple[Notice, ...]:
        """All findings, file by file, the study's own last."""
        return (*(n for one in self.inputs for n in one.notices), *self.general)

    @property
    def is_good(self) -> bool:
        """Whether a run would go through."""
        return self.exit_code == 0


def severities(notices: Iterable[Notice]) -> Mapping[Severity, int]:
    """How many findings there are of each severity."""
    counted = Counter(notice.severity for notice in notices)
    return {severity: counted[severity] for severity in _ORDER}


def check_study(study: Study) -> Check:
    """Do all that a run does before it writes, and tell what was found on the way.

    No step's faults hide another's: what follows a refused file is tried as far as it goes.
    """
    steps = _Steps()
    settings = steps.attempt(lambda: settings_of(study))
    if settings is not None:
        pack, modes = settings
        cutoffs = {name: mode.cutoff_s for name, mode in modes.items()}
        steps.attempt(lambda: check_reach(study, pack, cutoffs))
    longest = 0.0 if settings is None else longest_trip_of(study, settings[1])
    layers = steps.attempt(lambda: build_layers(study, longest_trip_m=longest))
    prepared = None
    if settings is not None and layers is not None:
        prepared = steps.attempt(lambda: with_times(study, pack, modes, layers))
    result = None if prepared is None else steps.attempt(lambda: judge(prepared))
    if layers is not None:
        steps.tell(layers.notices)
    if prepared is not None:
        steps.tell(prepared.notices)
    else:
        _try_the_rest(study, steps)
    if result is not None:
        steps.tell(result.notices)
    reached = prepared or layers
    used = () if reached is None else reached.provenance
    inputs = [_held(study, role, given, used) for role, given in _inputs(study)]
    found = list(placed(steps.told, inputs))
    return Check(
        study=study,
        inputs=tuple(
            CheckedInput(
                provenance=one.provenance,
                rows=one.rows,
                text=one.text,
                notices=_sorted(notice for at, notice in found if at == i),
            )
            for i, one in enumerate(inputs)
        ),
        general=_sorted(notice for at, notice in found if at is None),
        balance=None if layers is None else layers.balance,
        exit_code=steps.exit_code,
    )


class _Steps:
    """What the steps so far have told, each finding once, and what a run would end with."""

    def __init__(self) -> None:
        self._told: dict[object, Notice] = {}
        self.exit_code = 0

    @property
    def told(self) -> tuple[Notice, ...]:
        return tuple(self._told.values())

    def tell(self, notices: Iterable[Notice]) -> None:
        for notice in notices:
            key = (notice.code, notice.file, notice.row, notice.column, notice.value)
            self._told.setdefault((*key, notice.text("en")), notice)

    def attempt(self, step: Callable[[], T]) -> T | None:
        """Take a step; what it is refused for is told, and the code of the first refusal kept."""
        try:
            return step()
        except GeoaccessError as error:
            refused: GeoaccessError = error
        except MemoryError:
            refused = LimitError.of("GA-O009")
        self.tell((*refused.beside, *refused.notices))
        self.exit_code = self.exit_code or refused.exit_code
        return None


def _try_the_rest(study: Study, steps: _Steps) -> None:
    """Modes, streets and tables of times each by itself, where a run stops before it is there."""
    steps.attempt(lambda: travel.load_modes(study))
    given = study.inputs.streets
    if given is not None:
        streets = steps.attempt(lambda: _streets(study, given))
        steps.tell(() if streets is None else streets.notices)
    for i, one in enumerate(study.inputs.times):
        times = steps.attempt(partial(sources.read_times, study, one, f"times[{i}]"))
        steps.tell(() if times is None else times.notices)


def _streets(study: Study, given: StreetsInput) -> Streets:
    """The streets alone: a run compares them with the areas, which may be refused."""
    return read_streets(study.file(given), study.study.crs, name=given.path.as_posix())


def _inputs(study: Study) -> Iterator[tuple[str, Input]]:
    """Every input of the study with its role, in the order of the study file."""
    for role in type(study.inputs).model_fields:
        given: Input | tuple[Input, ...] | None = getattr(study.inputs, role)
        if isinstance(given, tuple):
            for i, one in enumerate(given):
                yield f"{role}[{i}]", one
                yield from _converting(one, i)
        elif given is not None:
            yield role, given


def _converting(given: Input, number: int) -> Iterator[tuple[str, Input]]:
    """What a statistics table is converted by, with the role that the run calls it by."""
    if isinstance(given, StatisticsInput) and given.key is not None:
        yield f"vintage_key[{number}]", given.key
    if isinstance(given, StatisticsInput) and given.boundaries is not None:
        yield f"old_areas[{number}]", given.boundaries


def _held(study: Study, role: str, given: Input, used: Sequence[Provenance]) -> Held:
    """An input with its rows as text, or what the run says of one that is no table."""
    text = None
    if role.partition("[")[0] in FILES:
        wanted = (
            {name for name in (given.pivot, given.value_column) if name}
            if isinstance(given, StatisticsInput)
            else ()
        )
        try:
            text = text_of(study, given, role, wanted=wanted)
        except InputError:
            text = None  # told already, by the step that would have used it
    ran = next((one for one in used if one.role == role), None)
    rows = len(text.lines) if text is not None else None if ran is None else ran.rows
    reader = text.reader if text is not None else "" if ran is None else ran.reader
    provenance = provenance_of(
        study, given, role, rows=rows or 0, reader=reader, is_refused=text is None
    )
    return held(given, provenance, rows, text)


def _sorted(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    return tuple(sorted(notices, key=lambda n: (_ORDER[n.severity], n.row or 0)))


def _state(notices: Iterable[Notice]) -> State:
    found = {notice.severity for notice in notices}
    return "refused" if "error" in found else "look_at" if "warning" in found else "good"
