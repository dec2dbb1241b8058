"""An event loop in a thread, for processes that have none."""

from __future__ import annotations

import asyncio
import threading


class LoopThread:
    """A loop that runs until it is stopped; nobody waits for its thread at the end of the process."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the loop, when what it does at the moment is done."""
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()
