"""The main job: a study's files to layers and times, these to a judged result."""

from __future__ import annotations

from geoaccess.pipeline.judge import judge
from geoaccess.pipeline.prepare import Prepared, prepare

__all__ = ["Prepared", "judge", "prepare"]
