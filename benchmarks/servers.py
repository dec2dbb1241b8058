"""The servers under test: how each is started over a file, asked, and stopped."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks import virtuoso

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OURS = "carec-kg"
OXIGRAPH = "Oxigraph server, memory"
RDFLIB_ENDPOINT = "rdflib-endpoint, rdflib store"
VIRTUOSO = "Virtuoso"
_LOAD_SECONDS = 600.0
_FAREWELL_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Contender:
    """A server: ``path`` up to the query; ``upload`` is where it takes its data, empty where it reads the file.

    One that is ``bulk_loaded`` reads a configuration and has a loader of its own. ``most`` is how many triples it is
    asked to hold. One with ``lingers`` goes on computing for clients that have left, so it is measured when the others
    are gone.
    """

    name: str
    command: tuple[str, ...]
    path: str
    upload: str = ""
    most: int = 10_000_000
    lingers: bool = False
    bulk_loaded: bool = False


def find_contenders(bin_folder: Path) -> tuple[list[Contender], list[str]]:
    """Return the servers that are here, and a sentence on each that is not; ``{file}`` and ``{port}`` stay open."""
    ours = (sys.executable, "-m", "carec_kg", "serve", "--data", "{file}", "--port", "{port}")
    oxigraph, endpoint = bin_folder / "oxigraph", bin_folder / "rdflib-endpoint"
    found = [Contender(OURS, ours, "/sparql?query=")]
    missing = []
    if oxigraph.exists():
        listen = (str(oxigraph), "serve", "--bind", "127.0.0.1:{port}")
        found.append(Contender(OXIGRAPH, listen, "/query?query=", "/store?default"))
    else:
        missing.append("Oxigraph's server was not measured: requirements/bench.txt is not installed.")
    if endpoint.exists():
        command = (str(endpoint), "serve", "{file}", "--host", "127.0.0.1", "--port", "{port}")
        found.append(Contender(RDFLIB_ENDPOINT, command, "/?query=", most=100_000, lingers=True))
    else:
        missing.append("rdflib-endpoint was not measured: requirements/bench.txt is not installed.")
    if shutil.which("virtuoso-t") is None:
        missing.append("Virtuoso was not measured: Debian's package virtuoso-opensource is not installed.")
    else:
        foreground = ("virtuoso-t", "+foreground", "+configfile", "{configuration}")
        found.append(Contender(VIRTUOSO, foreground, "/sparql?query=", bulk_loaded=True))
    return found, missing


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers; ``address`` ends in ``query=``."""

    contender: Contender
    address: str
    process: int


@contextlib.contextmanager
def run(contender: Contender, file: Path, port: int) -> Iterator[Running]:
    """Start a server over a file of N-Triples and stop it in the end; raise ``TimeoutError`` or ``RuntimeError``."""
    configuration = file.with_name(f"server-{port}")
    if contender.bulk_loaded:
        configuration = virtuoso.write_configuration(configuration, file, port)
    command = [part.format(file=file, port=port, configuration=configuration) for part in contender.command]
    root = f"http://127.0.0.1:{port}"
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, env=_environment()
    ) as process:
        try:
            running = Running(contender, root + contender.path, process.pid)
            _wait_for_answer(running, process)
            if contender.upload:
                _upload(root + contender.upload, file)
            if contender.bulk_loaded:
                virtuoso.load(file, port, _LOAD_SECONDS)
            yield running
        finally:
            _stop(process)


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}


def _wait_for_answer(running: Running, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _LOAD_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            message = f"{running.contender.name} ended with {process.returncode} before it answered."
            raise RuntimeError(message)
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            ask(running, "ASK {}")
            return
        time.sleep(0.05)
    message = f"{running.contender.name} did not answer within {_LOAD_SECONDS:g} seconds."
    raise TimeoutError(message)


def ask(running: Running, query: str) -> bytes:
    """Return a server's answer as SPARQL JSON; raise ``urllib.error.URLError`` where it gives none."""
    headers = {"Accept": "application/sparql-results+json"}
    request = urllib.request.Request(running.address + urllib.parse.quote(query), headers=headers)
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=60) as response:
        return bytes(response.read())


def _upload(address: str, file: Path) -> None:
    headers = {"Content-Type": "application/n-triples", "Content-Length": str(file.stat().st_size)}
    with file.open("rb") as body:
        request = urllib.request.Request(address, body, headers, method="POST")
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=_LOAD_SECONDS):
            pass


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a server and all that it started: its process group is its own."""
    process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(_FAREWELL_SECONDS)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
