"""The prefixes that a query may use without declaring them: only those that its text may use are handed on."""

from __future__ import annotations

from carec_kg.iris import FILE_PREFIXES

_NAMES = tuple((f"{prefix}:", prefix, namespace) for prefix, namespace in FILE_PREFIXES.items())


def prefixes_for(text: str) -> dict[str, str]:
    """Return the known prefixes that occur in a query; all of them where the text has code point escapes.

    The engine reads each prefix that it is given anew for every query, which would cost a point lookup a third.
    Looked for are plain pieces of text, so that no text makes this slow.
    """
    if "\\u" in text or "\\U" in text:
        return dict(FILE_PREFIXES)
    return {prefix: namespace for name, prefix, namespace in _NAMES if name in text}
