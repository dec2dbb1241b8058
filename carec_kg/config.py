"""Settings as one table, and where ontology, data and queries lie."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from carec_kg.errors import UsageError


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its environment variable, its default and one sentence on what it is for."""

    variable: str
    default: str
    help: str


#: Every setting that an operator can make in the environment; flags of the commands win over it.
SETTINGS = (
    Setting(
        "CAREC_KG_CONTENT",
        "",
        "Folder that holds ontology/, data/ and queries/; default: beside the package.",
    ),
    Setting("CAREC_KG_HOME", "", "Folder for snapshots; default: .carec-kg/ in a checkout, else the user's cache."),
    Setting("CAREC_KG_SHARED", "../shared", "Folder with the texts and test suites that the tests compare with."),
    Setting("CAREC_KG_CHECK_SECONDS", "10", "Seconds of a processor that a query or rule may take in a build."),
    Setting("CAREC_KG_TIMEOUT", "10", "Seconds that a query may run on the server."),
    Setting("CAREC_KG_MEMORY_MB", "1024", "Megabytes that a query worker may use above the graph itself."),
    Setting("CAREC_KG_MAX_ROWS", "100000", "Rows of an answer at the most; what is cut is said."),
    Setting("CAREC_KG_PROXY", "", "Addresses or networks, with commas, of proxies whose X-Forwarded-For is believed."),
    Setting("CAREC_KG_CACHE_MB", "64", "Megabytes of finished answers that each web process keeps; 0 keeps none."),
    Setting("CAREC_KG_REPORT", "", "Address (https: or mailto:) to which pages send readers who found a wrong fact."),
)

_PACKAGE = Path(__file__).resolve().parent


def read_setting(variable: str) -> str:
    """Return the value of a setting from the environment, else its default; raise ``KeyError`` if unknown."""
    default = {setting.variable: setting.default for setting in SETTINGS}[variable]
    return os.environ.get(variable, default)


def read_number(variable: str) -> float:
    """Return the value of a setting that is a number above 0; raise ``UsageError`` for another."""
    text = read_setting(variable)
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        message = f"{variable} is {text!r}; set it to a number above 0."
        raise UsageError(message)
    return number


def read_report_address() -> str:
    """Return where readers report a wrong fact, empty where nobody wants to know; raise ``UsageError`` for others."""
    address = read_setting("CAREC_KG_REPORT")
    if address and not address.startswith(("https://", "mailto:")):
        message = f"CAREC_KG_REPORT is {address!r}; set it to an address that begins with https:// or mailto:."
        raise UsageError(message)
    return address


@dataclass(frozen=True, slots=True)
class Content:
    """The folder that holds ``ontology/``, ``data/`` and ``queries/``."""

    root: Path

    @property
    def ontology(self) -> Path:
        """Return the folder of the ontology, its shapes and its rules."""
        return self.root / "ontology"

    @property
    def data(self) -> Path:
        """Return the folder of the facts."""
        return self.root / "data"

    @property
    def queries(self) -> Path:
        """Return the folder of the saved queries and checks."""
        return self.root / "queries"


def find_content() -> Content:
    """Find the content: ``CAREC_KG_CONTENT``, inside the wheel, or beside the package in a checkout."""
    chosen = read_setting("CAREC_KG_CONTENT")
    places = [Path(chosen)] if chosen else [_PACKAGE / "content", _PACKAGE.parent]
    for place in places:
        if (place / "ontology").is_dir() and (place / "data").is_dir():
            return Content(place.resolve())
    message = f"{places[0]} has no ontology/ and data/; set CAREC_KG_CONTENT to the folder that holds them."
    raise UsageError(message)


def find_home() -> Path:
    """Return the folder for snapshots; it need not exist yet."""
    chosen = read_setting("CAREC_KG_HOME")
    if chosen:
        return Path(chosen).resolve()
    if (_PACKAGE.parent / "pyproject.toml").is_file():
        return _PACKAGE.parent / ".carec-kg"
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(cache) / "carec-kg"
