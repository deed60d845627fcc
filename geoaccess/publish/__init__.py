"""Write a result: the private store and the folder that may leave the house."""

from __future__ import annotations

from geoaccess.publish.explain import Explained, explain_subject
from geoaccess.publish.folder import CHECKED, MATRIX, check_output, staged_output
from geoaccess.publish.write import publish

__all__ = [
    "CHECKED",
    "MATRIX",
    "Explained",
    "check_output",
    "explain_subject",
    "publish",
    "staged_output",
]
