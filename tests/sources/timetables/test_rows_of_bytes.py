"""Rows found in bytes are those that Python's own reader finds."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from geoaccess.sources.timetables.records import find_records

cells = st.text(alphabet='ab,"\n å', max_size=4)
tables = st.lists(st.lists(cells, min_size=2, max_size=3), min_size=1, max_size=5)


@given(rows=tables, last=st.booleans())
def test_rows_fields_and_lines_are_those_of_the_csv_reader(rows, last):
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    text = buffer.getvalue() if last else buffer.getvalue().removesuffix("\n")

    found = find_records(text.encode())

    assert found.torn is None
    assert found.fields.tolist() == [len(row) for row in rows]
    starts = [1]
    for row in rows:
        starts.append(starts[-1] + 1 + sum(cell.count("\n") for cell in row))
    assert found.lines.tolist() == starts[:-1]


@given(text=st.text(alphabet='a,"\n', max_size=12))
def test_a_text_whose_quotes_are_in_place_is_read_as_the_csv_reader_does(text):
    found = find_records(text.encode())
    if found.torn is not None or not text:
        return

    rows = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row]

    assert found.fields.tolist() == [len(row) for row in rows]
