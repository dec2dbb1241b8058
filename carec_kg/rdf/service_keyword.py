"""Tell whether a query has the word SERVICE where it may be the keyword, in time linear in the text.

This decides which process a stranger's query goes to, in a process that is not sealed: it has to be quick whatever
the text is, and need not be right. A SERVICE that is not seen ends in a worker that has no network.
"""

from __future__ import annotations

import re

#: Characters of a query that is looked through; nobody joins with other endpoints in a longer one.
_MOST = 100_000
#: What is passed over: comments, IRIs, strings (also without an end, lest each quote look for it), variables, names
#: with a prefix, words.
_PIECE = re.compile(
    r"""
      \#[^\n\r]*
    | <[^<>"{}|^`\\\x00-\x20]*>
    | \"{3}(?:[^"\\]|\\.|"(?!""))*(?:\"{3})? | '{3}(?:[^'\\]|\\.|'(?!''))*(?:'{3})?
    | "(?:[^"\\\n\r]|\\.)*"? | '(?:[^'\\\n\r]|\\.)*'?
    | [?$]\w+
    | \d+
    | :(?:[\w:%-]|\\.)*
    | (?P<word>[^\W\d][\w-]*)(?P<local>:(?:[\w:%-]|\\.)*)?
    """,
    re.VERBOSE | re.DOTALL,
)


def mentions_service(text: str) -> bool:
    """Tell whether a query calls another endpoint, as far as its words say."""
    if len(text) > _MOST or "service" not in text.lower():
        return False
    words = (match["word"] for match in _PIECE.finditer(text) if match["word"] and match["local"] is None)
    return any(word.upper() == "SERVICE" for word in words)
