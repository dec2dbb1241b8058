"""Licences by the short names that people know them by, read from their addresses. No Flask."""

from __future__ import annotations

import re

_CREATIVE = re.compile(r"creativecommons\.org/(licenses|publicdomain)/([a-z-]+)/([\d.]+)")
_OPEN_DATA = re.compile(r"opendatacommons\.org/licenses/([a-z]+)/([\d-]+)")
_PUBLIC = {"zero": "CC0", "mark": "Public Domain Mark"}


def name_licence(address: str) -> str:
    """Return the short name of a licence ("CC BY-SA 4.0"); for one that is not known, its address without scheme."""
    if found := _CREATIVE.search(address):
        family, code, version = found.groups()
        name = _PUBLIC.get(code, code) if family == "publicdomain" else f"CC {code.upper()}"
        return f"{name} {version}"
    if found := _OPEN_DATA.search(address):
        return f"{found[1].upper()} {found[2].replace('-', '.')}"
    return address.removeprefix("https://").removeprefix("http://").rstrip("/")
