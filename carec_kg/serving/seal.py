"""The seal around a process that runs a stranger's query: no descriptor, no socket, bounded memory.

No filter of the query's text can do this: the engine's grammar is not a regular language. What stands outside of
the allow-list below kills the process, so that a SERVICE ends it before a connection is made.
"""

from __future__ import annotations

import ctypes
import fcntl
import mmap
import os
import resource
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

#: Where the one descriptor of a sealed process is.
CHANNEL = 3
_ERRNO_EPERM = 1
_PR_SET_PDEATHSIG = 1
_STATM = Path("/proc/self/statm")

#: What a running query needs. Names that a processor's table lacks are passed over.
_ALLOWED = (
    *("read", "write", "close", "brk", "munmap", "mremap", "madvise", "futex"),
    *("clock_gettime", "clock_getres", "clock_nanosleep", "gettimeofday", "time", "nanosleep", "restart_syscall"),
    *("rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack", "getpid", "gettid", "getrandom"),
    *("sched_yield", "sched_getaffinity", "getrusage", "exit", "exit_group"),
)
#: What libraries try and can do without; refused, and nobody dies. A regular expression asks for the number of
#: processors and a panic for a backtrace: Rust looks for both in files, which cannot be opened here. (To ask whether
#: a file is there is deadly, though: the engine does so before it calls an HTTPS endpoint, and for nothing else.)
_REFUSED = ("open", "openat", "readlink", "getcwd", "lseek", "fcntl", "ioctl", "poll", "prctl", "sysinfo", "membarrier")


class SystemCallFilter(Protocol):
    """The part of pyseccomp's filter that is used here."""

    add_rule: Callable[..., None]
    load: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a sealed process may use: bytes of memory above what is loaded, bytes of stack."""

    memory: int = 2**30
    stack: int = 2**28


def missing_protections() -> list[str]:
    """Return in words which protections this system does not give; empty where the seal is whole."""
    if not hasattr(os, "fork"):
        return ["a process of its own for each query (this system has no fork)"]
    missing = []
    if not _STATM.exists():
        missing.append("the memory cap (this system has no /proc)")
    if not _filter_works():
        missing.append("the system call filter (it takes Linux, libseccomp and a kernel or container that allows it)")
    return missing


def _filter_works() -> bool:
    """Try the filter in a child."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            system_calls = build_filter()
            if system_calls is not None:
                load_filter(system_calls)
                code = 0
        finally:
            os._exit(code)
    return os.waitpid(child, 0)[1] == 0


def build_filter() -> SystemCallFilter | None:
    """Return the seccomp filter, still to be loaded; ``None`` where the system has none."""
    if sys.platform != "linux":
        return None
    try:
        import pyseccomp  # noqa: PLC0415 - heavy: it searches for the library
    except (ImportError, RuntimeError, OSError):
        return None
    system_calls: SystemCallFilter = pyseccomp.SyscallFilter(pyseccomp.KILL_PROCESS)
    for name in _ALLOWED:
        system_calls.add_rule(pyseccomp.ALLOW, name)
    for name in _REFUSED:
        system_calls.add_rule(pyseccomp.ERRNO(_ERRNO_EPERM), name)
    anonymous = pyseccomp.Arg(3, pyseccomp.MASKED_EQ, mmap.MAP_ANONYMOUS, mmap.MAP_ANONYMOUS)
    for name, *conditions in (("mmap", anonymous), ("mprotect",)):
        no_code = pyseccomp.Arg(2, pyseccomp.MASKED_EQ, mmap.PROT_EXEC, 0)
        system_calls.add_rule(pyseccomp.ALLOW, name, no_code, *conditions)
    return system_calls


def load_filter(system_calls: SystemCallFilter) -> None:
    """Load the filter into this process, for good; it may still abort itself, and kill nobody else."""
    import pyseccomp  # noqa: PLC0415 - imported before by build_filter

    for name in ("tgkill", "tkill"):
        system_calls.add_rule(pyseccomp.ALLOW, name, pyseccomp.Arg(0, pyseccomp.EQ, os.getpid()))
    system_calls.load()


def die_with_parent(farewell: signal.Signals = signal.SIGKILL) -> None:
    """Have this process get a signal when its parent ends, where the system can do so."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, farewell, 0, 0, 0)


def close_seal(descriptor: int, complaints: int, limits: Limits, system_calls: SystemCallFilter | None) -> int:
    """Seal this process for good and return the one descriptor it keeps, ``descriptor`` moved to ``CHANNEL``.

    Standard error leads to the descriptor ``complaints``; input and output lead nowhere. Raise ``OSError`` where a
    limit cannot be set.
    """
    size = int(_STATM.read_text().split()[0]) * mmap.PAGESIZE if _STATM.exists() else None
    _keep_only(descriptor, complaints)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_NOFILE, CHANNEL + 1)
    _raise_stack(limits.stack)
    if size is not None:
        _lower(resource.RLIMIT_AS, size + limits.memory)
    if system_calls is not None:
        load_filter(system_calls)
    return CHANNEL


def _keep_only(descriptor: int, complaints: int) -> None:
    highest = max(descriptor, complaints, CHANNEL)
    # Out of the way first: either may be where another is to go.
    nowhere, kept, told = (
        _move_above(found, highest) for found in (os.open(os.devnull, os.O_RDWR), descriptor, complaints)
    )
    for target, source in enumerate((nowhere, nowhere, told, kept)):
        os.dup2(source, target)
    os.closerange(CHANNEL + 1, max(nowhere, kept, told, resource.getrlimit(resource.RLIMIT_NOFILE)[0]) + 1)


def _move_above(descriptor: int, highest: int) -> int:
    return fcntl.fcntl(descriptor, fcntl.F_DUPFD, highest + 1)


def _lower(limit: int, value: int) -> None:
    hard = resource.getrlimit(limit)[1]
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(limit, (value, value))


def _raise_stack(size: int) -> None:
    """Let the main thread's stack grow to ``size`` bytes: the engine follows nested braces by recursion."""
    hard = resource.getrlimit(resource.RLIMIT_STACK)[1]
    resource.setrlimit(resource.RLIMIT_STACK, (size if hard == resource.RLIM_INFINITY else min(size, hard), hard))
