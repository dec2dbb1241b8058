"""The whole server as a process of its own: ``python -m tests.web.serving_process PORT FILE…``."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from carec_kg.errors import CarecError
from carec_kg.serving.pool_settings import Loader
from carec_kg.web.serve import ServeOptions, serve
from carec_kg.web.settings import WebSettings
from tests.web.local_pool import LIBRARY

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Server:
    """A server under way."""

    process: subprocess.Popen[str]
    url: str
    said: list[str]


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def run_server(*files: Path, port: int | None = None) -> Iterator[Server]:
    """Start the server and wait until it has said where it listens, or has ended."""
    port = port or free_port()
    command = [sys.executable, "-m", "tests.web.serving_process", str(port), *map(str, files)]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            said = []
            for line in process.stdout or ():
                said.append(line)
                if line.startswith("Serving"):
                    break
            yield Server(process, f"http://127.0.0.1:{port}", said)
        finally:
            process.terminate()


def main() -> int:
    """Serve files until somebody ends it."""
    port, *files = sys.argv[1:]
    loader = Loader("carec_kg.graph.load:serve_files", {"files": files})

    def tell(line: str) -> None:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()

    try:
        serve(ServeOptions(loader, port=int(port), workers=2, web=WebSettings(queries=LIBRARY)), tell)
    except CarecError as error:
        tell(f"carec-kg: {error}")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
