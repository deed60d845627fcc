"""Write a result: the private store and the folder that may leave the house."""

from __future__ import annotations

from geoaccess.publish.explain import explain_area
from geoaccess.publish.folder import CHECKED, check_output, staged_output
from geoaccess.publish.write import publish

__all__ = ["CHECKED", "check_output", "explain_area", "publish", "staged_output"]
