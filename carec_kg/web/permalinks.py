"""Which version of the data set a permanent link means, and whether this server still has it. No Flask here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from carec_kg.graph.history import History, Kept, Published, find_versions, read_history
from carec_kg.web.problems import RequestProblem

if TYPE_CHECKING:
    from pathlib import Path

#: Current: what the server answers from. Kept: an older one that it still has. Unreadable: kept, but written by other
#: software. Gone: known to have been published here, and removed.
State: TypeAlias = Literal["current", "kept", "unreadable", "gone"]
_BESIDE = "-with-"
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Version:
    """A version that a link names, and its state here; ``folder`` is its snapshot's where there is one."""

    published: Published
    state: State
    folder: Path | None = None

    @property
    def name(self) -> str:
        """Return the version as every answer shows it."""
        return self.published.version

    @property
    def is_absent(self) -> bool:
        """Return whether nothing can be asked of it here."""
        return self.state in {"unreadable", "gone"}

    @property
    def digest(self) -> str:
        """Return the digest of its snapshot."""
        return self.published.digest


@dataclass(frozen=True, slots=True)
class Versions:
    """All versions that are known here, the current one first, then the latest."""

    versions: tuple[Version, ...]

    @property
    def current(self) -> Version:
        """Return the version that the server answers from."""
        return self.versions[0]

    def find(self, name: str) -> Version:
        """Return the version of a name, or of the beginning of its digest (8 digits at least).

        Raise ``RequestProblem`` (404) with those that are kept.
        """
        found = find_versions(name, (version.published for version in self.versions))
        if len(found) == 1:
            return next(version for version in self.versions if version.published == found[0])
        if found:
            message = f"{name[:80]!r} begins several versions: {self._name(found)}; give more of it."
            raise RequestProblem(404, message)
        kept = [version.published for version in self.versions if version.state in {"current", "kept"}]
        message = f"No version {name[:80]!r} of this data set is known here; there are {self._name(kept)}."
        raise RequestProblem(404, message)

    def _name(self, versions: list[Published]) -> str:
        named = ", ".join(version.version for version in versions[:_MOST_NAMED])
        return named + (f" and {len(versions) - _MOST_NAMED} more" if len(versions) > _MOST_NAMED else "")


def read_versions(dataset: str, home: Path | None) -> Versions:
    """Return the versions below ``home``, none of which need be there; ``dataset`` is the current one."""
    history = read_history(home) if home else History()
    current = _find_current(dataset, history)
    others = [_describe(kept) for kept in history.kept if kept.published.version != current.name]
    gone = [Version(published, "gone") for published in history.gone if published.version != current.name]
    return Versions((current, *others, *gone))


def _find_current(dataset: str, history: History) -> Version:
    # Files beside the graph are part of the version, and no part of its snapshot.
    kept = history.find(dataset.partition(_BESIDE)[0])
    if kept is None:
        return Version(Published(dataset, ""), "current")
    published = Published(dataset, kept.published.digest, kept.published.issued, kept.published.commit)
    return Version(published, "current", kept.folder)


def _describe(kept: Kept) -> Version:
    return Version(kept.published, "kept" if kept.readable else "unreadable", kept.folder)


def explain_absence(version: Version) -> str:
    """Return why a known version cannot be answered from, in a sentence."""
    if version.state == "unreadable":
        return (
            f"Version {version.name} is kept here in a format of its time, which this software does not read any more."
        )
    return f"Version {version.name} was published here and is no longer kept: only the last few are."


def explain_return(version: Version) -> str:
    """Return how the data of a version can be had again, as far as that is known."""
    software = version.name.partition("+")[0]
    if version.published.commit:
        return (
            f"It was built from commit {version.published.commit} by carec-kg {software}; to check that out and run "
            "`carec-kg build` makes the same version again, byte for byte."
        )
    return f"It was built by carec-kg {software} from content whose commit was not noted."
