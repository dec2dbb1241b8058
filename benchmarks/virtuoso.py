"""Virtuoso as a server under test: its configuration file, and its bulk loader."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_LOADER = "isql-vt"
#: The password that a new data base has; it listens on the loopback and is thrown away.
_ACCOUNT = ("dba", "dba")
#: What the program's own sample file advises for so much memory: buffers of 8 KB.
_BUFFERS_OF_A_GIGABYTE = 85_000
_CONNECTIONS = 64


def write_configuration(folder: Path, data: Path, port: int) -> Path:
    """Write the configuration of a new data base in a folder of its own, and return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    base = folder / "virtuoso"
    threads = 2 * (os.cpu_count() or 1)
    text = f"""\
[Database]
DatabaseFile = {base}.db
ErrorLogFile = {base}.log
LockFile = {base}.lck
TransactionFile = {base}.trx
xa_persistent_file = {base}.pxa
FileExtend = 200
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {base}-temp.db
TransactionFile = {base}-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{port + 1_000}
DisableUnixSocket = 1
MaxClientConnections = {_CONNECTIONS}
DirsAllowed = {data.parent}
NumberOfBuffers = {2 * _BUFFERS_OF_A_GIGABYTE}
MaxDirtyBuffers = {_BUFFERS_OF_A_GIGABYTE}
ThreadsPerQuery = {threads}
AsyncQueueMaxThreads = {threads}
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = {folder}
ServerThreads = {_CONNECTIONS}
MaxClientConnections = {_CONNECTIONS}
MaxKeepAlives = {_CONNECTIONS}
KeepAliveTimeout = 60
[SPARQL]
ResultSetMaxRows = 100000
MaxQueryExecutionTime = 60
"""
    path = folder / "virtuoso.ini"
    path.write_text(text, encoding="utf-8")
    return path


def load(file: Path, port: int, seconds: float) -> None:
    """Load a file of N-Triples by the bulk loader; raise ``subprocess.SubprocessError`` where it fails."""
    statements = (
        f"ld_dir('{file.parent}', '{file.name}', 'https://example.org/graph');",
        "rdf_loader_run();",
        "checkpoint;",
    )
    for statement in statements:
        command = [_LOADER, f"127.0.0.1:{port + 1_000}", *_ACCOUNT, f"exec={statement}"]
        subprocess.run(command, check=True, capture_output=True, timeout=seconds)
