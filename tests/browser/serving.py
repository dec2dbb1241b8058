"""The real server over the real snapshot, for a browser to look at."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.web.serving_process import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROOT = Path(__file__).parents[2]


@contextlib.contextmanager
def serve_graph(home: Path | None = None) -> Iterator[str]:
    """Serve the graph on a free port, building it first where there is none; yield the server's origin.

    ``home`` is the folder of the snapshots, by default the one of the checkout.
    """
    port = free_port()
    command = [sys.executable, "-m", "carec_kg", "serve", "--host", "127.0.0.1", "--port", str(port), "--workers", "2"]
    environment = {**os.environ, "CAREC_KG_HOME": str(home)} if home else None
    with subprocess.Popen(
        command, cwd=_ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            said = []
            for line in process.stdout or ():
                said.append(line)
                if line.startswith("Serving"):
                    break
            else:
                message = f"The server did not start:\n{''.join(said)}"
                raise AssertionError(message)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
