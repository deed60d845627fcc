"""Zipped shapefiles as text attributes with geometry: all of a layer, or nothing."""

from __future__ import annotations

import re
import tempfile
import warnings
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj.exceptions import CRSError

from geoaccess.errors import InputError, NoticeList
from geoaccess.sources.archive import checked_archive, copy_member
from geoaccess.sources.gdal import pyogrio
from geoaccess.sources.geo_file import cells_of, chosen_layer
from geoaccess.sources.text_table import TextTable, clean

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from geoaccess.study import Input

__all__ = ["read_shapefile"]

_UNPACKED = 4_000_000_000
_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_NEEDED = _PARTS[:3]
_MAGIC = b"\x00\x00\x27\x0a"
_HEADER = 100
_INDEX_RECORD = 8
# dBase III, IV, FoxPro and their kin, with and without memo.
_DBF_VERSIONS = frozenset(b"\x02\x03\x04\x05\x30\x31\x43\x63\x83\x8b\x8c\xcb\xf5")
_DELETED = ord("*")
_FIELD = 32
_NUMBER_TYPES = (b"N", b"F")
_NUMBER = re.compile(rb"|[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|(?i:nan|-?inf)")
# Every byte is one letter in it, so what GDAL gives can be turned back into the file's bytes.
_BYTES = "ISO-8859-1"
_UTF8 = "utf-8"
_CODE_PAGES: Mapping[str, str] = {
    **dict.fromkeys(("UTF8", "65001"), _UTF8),
    **dict.fromkeys(("1252", "CP1252", "ANSI1252", "WINDOWS1252"), "cp1252"),
    **dict.fromkeys(("88591", "ISO88591", "LATIN1", "28591"), "iso-8859-1"),
    **dict.fromkeys(("885915", "ISO885915", "LATIN9", "28605"), "iso-8859-15"),
}


def read_shapefile(path: Path, given: Input, *, file: str) -> TextTable:
    """Read one layer of a zip archive of shapefiles.

    The letters are read by the ``.cpg`` part, else as the study says (which also counts where
    they can't be what the part says), else as UTF-8 where that holds and as cp1252 where not,
    which is told. Without ``.prj`` the coordinate system is not
    known. Row numbers are record numbers.

    Raises
    ------
    InputError
        Unsafe archive, unclear or unknown layer, a part that lacks, records that are cut off.
    """
    with (
        checked_archive(path, file=file, unpacked=_UNPACKED) as archive,
        tempfile.TemporaryDirectory() as folder,
    ):
        layers = _layers(archive)
        name = chosen_layer(list(layers), given.layer, file)
        parts = layers[name]
        lacking = [part for part in _NEEDED if part not in parts]
        if lacking:
            raise InputError.of("GA-T091", file=file, value=name, found=", ".join(lacking))
        for suffix, member in parts.items():
            # Nothing of the archive's names reaches the disk.
            copy_member(archive, member, Path(folder, f"layer{suffix}"), _UNPACKED, file=file)
        return _read(Path(folder, "layer.shp"), given, name, file)


def _layers(archive: zipfile.ZipFile) -> dict[str, dict[str, str]]:
    """Parts of each layer by their suffix; a name in two folders is told apart by the folder."""
    found: dict[PurePosixPath, dict[str, str]] = {}
    for member in archive.namelist():
        path = PurePosixPath(member)
        suffix = path.suffix.casefold()
        if suffix in _PARTS and path.parts[0] != "__MACOSX":
            found.setdefault(path.with_suffix(""), {})[suffix] = member
    found = _joined_by_case(found)
    shapes = {layer: parts for layer, parts in found.items() if ".shp" in parts}
    stems = [layer.name for layer in shapes]
    return {
        layer.name if stems.count(layer.name) == 1 else str(layer): parts
        for layer, parts in shapes.items()
    }


def _joined_by_case(
    found: dict[PurePosixPath, dict[str, str]],
) -> dict[PurePosixPath, dict[str, str]]:
    """One layer where only capitals tell its parts apart (``A.SHP``, ``a.dbf``)."""
    joined: dict[str, tuple[PurePosixPath, dict[str, str]]] = {}
    for layer, parts in found.items():
        first, so_far = joined.setdefault(str(layer).casefold(), (layer, {}))
        so_far |= parts
        name = layer if ".shp" in parts else first
        joined[str(layer).casefold()] = (name, so_far)
    return dict(joined.values())


def _read(path: Path, given: Input, name: str, file: str) -> TextTable:
    records = _checked(path, name, file)
    try:
        with warnings.catch_warnings():
            # What GDAL puts right (the way a ring turns) harms nothing; what it loses is counted.
            warnings.simplefilter("ignore", RuntimeWarning)
            frame = pyogrio.read_dataframe(path, encoding=_BYTES)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise InputError.of("GA-T035", file=file) from error
    except shapely.errors.GEOSException as error:
        raise InputError.of("GA-T095", file=file, value=name, reason=".shp") from error
    except CRSError as error:
        raise InputError.of("GA-T095", file=file, value=name, reason=".prj") from error
    if not len(frame):
        raise InputError.of("GA-T028", file=file)
    if len(frame) != len(records):
        reason = f"{len(frame)} < {len(records)}"
        raise InputError.of("GA-T095", file=file, value=name, reason=reason)
    geometry = None
    if isinstance(frame, gpd.GeoDataFrame):
        geometry = gpd.GeoSeries(frame.geometry.to_numpy(), crs=frame.crs)
        frame = pd.DataFrame(frame.drop(columns=frame.geometry.name))
    found = NoticeList()
    encoding = _encoding(path, given, frame, found, file)
    rows = [[_decoded(v, encoding) for v in row] for row in frame.itertuples(index=False)]
    names = [clean(str(_decoded(str(column), encoding))) for column in frame.columns]
    return TextTable(
        file=file,
        names=tuple(names),
        cells=cells_of(rows, len(names)),
        lines=records,
        reader=f"shapefile ({name}, {encoding})",
        native=True,
        geometry=geometry,
        notices=tuple(found),
    )


def _decoded(value: object, encoding: str) -> object:
    return value.encode(_BYTES).decode(encoding) if isinstance(value, str) else value


def _texts(frame: pd.DataFrame) -> Iterable[str]:
    yield from map(str, frame.columns)
    for column in frame.columns:
        yield from (value for value in frame[column] if isinstance(value, str))


def _encoding(path: Path, given: Input, frame: pd.DataFrame, found: NoticeList, file: str) -> str:
    raw = "\n".join(_texts(frame)).encode(_BYTES)
    stated = _stated(path, given, file)
    # UTF-8 is tried first because it holds only for what it is; any bytes read as the others.
    order = sorted(stated, key=lambda name: name != _UTF8) or [_UTF8, "cp1252"]
    for encoding in order:
        try:
            raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "cp1252" and not stated:
            found.add("GA-T070", file=file)
        return encoding
    raise InputError.of("GA-T023", file=file, encoding=" / ".join(order))


def _stated(path: Path, given: Input, file: str) -> list[str]:
    """Encodings that the .cpg part and the study name."""
    part = path.with_suffix(".cpg")
    said = part.read_bytes().decode("ascii", errors="replace").strip() if part.exists() else ""
    plain = "".join(letter for letter in said.upper() if letter.isalnum())
    if plain and plain not in _CODE_PAGES and given.encoding is None:
        raise InputError.of("GA-T093", file=file, value=said)
    named = (_CODE_PAGES.get(plain), given.encoding)
    return list(dict.fromkeys(name for name in named if name))


def _checked(path: Path, name: str, file: str) -> NDArray[np.int64]:
    """Numbers of the records, less the deleted ones, once every part is as long as it says."""
    sizes = {part: path.with_suffix(part).stat().st_size for part in _NEEDED}
    reasons: list[str] = []
    for part in (".shp", ".shx"):
        with path.with_suffix(part).open("rb") as opened:
            head = opened.read(_HEADER)
        # Lengths are counted in words of two bytes.
        told = 2 * int.from_bytes(head[24:28], "big")
        if not head.startswith(_MAGIC):
            reasons.append(part)
        elif sizes[part] < max(told, _HEADER):
            reasons.append(f"{part} {sizes[part]} < {told} bytes")
    if not reasons:
        reasons = _beyond_the_end(path, sizes[".shp"])
    if not _is_text(path.with_suffix(".prj")):
        reasons.append(".prj")
    deleted = _deleted(path.with_suffix(".dbf"), reasons)
    shapes = (sizes[".shx"] - _HEADER) // _INDEX_RECORD
    if not reasons and shapes != len(deleted):
        reasons.append(f".shx {shapes}, .dbf {len(deleted)}")
    if reasons:
        raise InputError.of("GA-T095", file=file, value=name, reason=", ".join(reasons))
    _refuse_odd_numbers(path.with_suffix(".dbf"), file)
    return np.flatnonzero(~deleted).astype(np.int64) + 1


def _is_text(path: Path) -> bool:
    try:
        return not path.exists() or "\x00" not in path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return False


def _beyond_the_end(path: Path, size: int) -> list[str]:
    index = np.frombuffer(path.with_suffix(".shx").read_bytes()[_HEADER:], dtype=">i4")
    offset, length = index[: len(index) // 2 * 2].reshape(-1, 2).astype(np.int64).T * 2
    beyond = (offset < _HEADER) | (length < 0) | (offset + _INDEX_RECORD + length > size)
    return [f".shp #{int(np.argmax(beyond)) + 1}"] if beyond.any() else []


def _refuse_odd_numbers(path: Path, file: str) -> None:
    """Refuse what stands in a column of numbers and is none: GDAL would read 1,5 as 1, abc as 0.

    Stars mean that a number did not fit, and read as missing.
    """
    raw = np.fromfile(path, dtype=np.uint8)
    head = raw[:32].tobytes()
    count, width = int.from_bytes(head[4:8], "little"), int.from_bytes(head[10:12], "little")
    start = int.from_bytes(head[8:10], "little")
    records = raw[start : start + count * width].reshape(count, width)
    there = records[:, 0] != _DELETED
    found = NoticeList()
    at = 1
    for field in range(_FIELD, start - _FIELD + 1, _FIELD):
        said = raw[field : field + _FIELD].tobytes()
        if said[:1] == b"\r":
            break
        length = said[16]
        if said[11:12] in _NUMBER_TYPES and length:
            cells = np.ascontiguousarray(records[:, at : at + length]).view(f"S{length}").ravel()
            for value in np.unique(cells[there]).tolist():
                if _NUMBER.fullmatch(value.strip(b" \x00*")) is None:
                    row = int(np.flatnonzero(there & (cells == value))[0]) + 1
                    column = said[:11].partition(b"\x00")[0].decode("ascii", "replace")
                    text = value.decode("ascii", "replace").strip()
                    found.add("GA-T010", file=file, row=row, column=column, value=text)
        at += length
    InputError.refuse(found)


def _deleted(path: Path, reasons: list[str]) -> NDArray[np.bool_]:
    """Which records of the table are marked as deleted."""
    raw = np.fromfile(path, dtype=np.uint8)
    head = raw[:32].tobytes()
    count, width = int.from_bytes(head[4:8], "little"), int.from_bytes(head[10:12], "little")
    start = int.from_bytes(head[8:10], "little")
    if len(head) < 32 or head[0] not in _DBF_VERSIONS or not width or start < 32:  # noqa: PLR2004 -- the format's own
        reasons.append(".dbf")
    elif len(raw) < start + count * width:
        reasons.append(f".dbf {len(raw)} < {start + count * width} bytes")
    else:
        marks = raw[start : start + count * width].reshape(count, width)[:, 0]
        return np.asarray(marks == _DELETED)
    return np.zeros(0, dtype=bool)
