"""The end of an explanation that cannot be given."""

from __future__ import annotations


class Unexplained(Exception):
    """A row that cannot be explained; the text is a reason that follows "because"."""
