"""Tables as Parquet files: the same bytes however pandas holds their texts in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["write_parquet"]

_ARROWS: Final = pd.StringDtype("pyarrow", na_value=np.nan)


def write_parquet(frame: pd.DataFrame, path: Path, *, index: bool | None = None) -> None:
    """Write a table, with or without geometry; its index as pandas does where that is not said.

    Texts that pandas holds as Python's own would otherwise get another type in the file.
    """
    texts = (str(name) for name, kind in frame.dtypes.items() if kind == "str")
    held = frame.assign(**{name: frame[name].array.astype(_ARROWS) for name in texts})
    if held.index.dtype == "str":
        held.index = held.index.astype(_ARROWS)
    held.to_parquet(path, index=index)
