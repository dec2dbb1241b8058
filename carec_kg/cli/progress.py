"""Progress on a terminal, silence in a pipe."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress, TaskID


@contextmanager
def show_progress(steps: int) -> Iterator[Callable[[str], None]]:
    """Give a function to be called with the name of each step as it begins; draws only on a terminal.

    Nothing is drawn before the first step: where there is nothing to do, nothing is shown.
    """
    if not sys.stderr.isatty():
        yield _say_nothing
        return
    bar = _Bar(steps)
    try:
        yield bar.begin
    finally:
        bar.stop()


class _Bar:
    def __init__(self, steps: int) -> None:
        self._steps = steps
        self._drawn: tuple[Progress, TaskID] | None = None

    def begin(self, name: str) -> None:
        if self._drawn is None:
            self._drawn = self._draw(name)
        else:
            progress, task = self._drawn
            progress.update(task, description=name, advance=1)

    def stop(self) -> None:
        if self._drawn:
            self._drawn[0].stop()

    def _draw(self, name: str) -> tuple[Progress, TaskID]:
        from rich.console import Console  # noqa: PLC0415 - heavy
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

        columns = (SpinnerColumn(), TextColumn("{task.description:<28}"), BarColumn(), TimeElapsedColumn())
        progress = Progress(*columns, console=Console(stderr=True), transient=True)
        progress.start()
        return progress, progress.add_task(name, total=self._steps)


def _say_nothing(name: str) -> None:
    del name
