"""A verdict's interval stands beside its value in report and workbook, and is hidden with it."""

from dataclasses import replace

import pytest
from openpyxl import load_workbook

from geoaccess.reporting import report_name, write_reports, write_tables
from geoaccess.reporting.words import SUPPRESSED

MINUS = "\N{MINUS SIGN}"


@pytest.fixture
def with_interval(published):
    """The first unit's verdict with a difference, and a protected one for the region."""
    verdicts = published.verdicts.copy()
    numbers = {"value": -0.042, "value_low": -0.061, "value_high": 0.003}
    verdicts.loc[0, ["rule_id", "unit"]] = ["GP-EQUITY", "share_difference"]
    for name, number in numbers.items():
        verdicts.loc[0, [name, f"{name}_status"]] = [number, "ok"]
        verdicts.loc[2, [name, f"{name}_status"]] = [float("nan"), "suppressed"]
    return replace(published, verdicts=verdicts)


def test_the_area_report_shows_the_interval_after_the_value(with_interval, tmp_path):
    write_reports(with_interval, tmp_path)
    name = report_name(with_interval.units["unit_id"].iloc[0])
    page = (tmp_path / name).read_text("utf-8").replace("\xa0", " ")

    assert f"{MINUS}4,2 procentenheter ({MINUS}6,1 till 0,3)" in page


def test_the_workbook_has_the_bounds_in_columns_of_their_own(with_interval, tmp_path):
    path = tmp_path / "tables.xlsx"
    write_tables(with_interval, path)

    sheet = load_workbook(path)["Regler"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    low, high = (rows[0].index(f"Värde: {which} gräns") for which in ("nedre", "övre"))
    assert (rows[1][low], rows[1][high]) == (-0.061, 0.003)
    # No interval is an empty cell, a protected one says so.
    assert not rows[2][low]
    assert rows[3][low] == rows[3][high] == SUPPRESSED
