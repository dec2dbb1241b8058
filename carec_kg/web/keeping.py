"""What the application tells the cache in front of it about an answer, through a note in the WSGI environment.

No header does it, since headers reach the client and come from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

_NOTE = "carec_kg.note"


@dataclass
class Note:
    """``whole``: the body lies in memory; ``keep``: the same request has this answer whenever it is asked."""

    whole: bool = False
    keep: bool = False


def attach_note(environ: WSGIEnvironment) -> Note:
    """Attach a note for the application to fill in, and return it."""
    note = environ[_NOTE] = Note()
    return note


def fill_note(environ: WSGIEnvironment, *, keep: bool) -> None:
    """Note that the body lies whole in memory, and whether the answer may be given again, where somebody asks."""
    note: Note | None = environ.get(_NOTE)
    if note is not None:
        note.whole, note.keep = True, keep
