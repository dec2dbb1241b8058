"""What a dying process prints: it tells a panic of the engine from memory that ran out."""

from __future__ import annotations

import os

#: Bytes that are kept of what a process prints.
_MOST = 4096


class Complaints:
    """A pipe for a child's standard error; read when the child is dead."""

    def __init__(self) -> None:
        self._reading, self.writing = os.pipe()
        os.set_blocking(self._reading, False)
        # A child that prints more than the pipe holds goes on without waiting.
        os.set_blocking(self.writing, False)

    def close_writing(self) -> None:
        """Leave the writing end to the child."""
        os.close(self.writing)

    def read(self) -> str:
        """Return the beginning of what the child printed, and close the pipe."""
        try:
            return os.read(self._reading, _MOST).decode("utf-8", "replace")
        except BlockingIOError:
            return ""
        finally:
            os.close(self._reading)
