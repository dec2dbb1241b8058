"""Names made comparable: one spelling for what differs only in case, accents, script or punctuation.

Cyrillic is transliterated letter by letter; Chinese names are compared as they are, with the Chinese labels that a
thing has, since no table turns them into the Latin spelling that other tables use.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Russian and the letters that Kazakh, Kyrgyz, Mongolian, Tajik and Uzbek add, as maps and timetables spell them.
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "y",  # noqa: RUF001
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",  # noqa: RUF001
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",  # noqa: RUF001
    "я": "ya", "ә": "a", "ғ": "gh", "қ": "q", "ң": "ng", "ө": "o", "ұ": "u", "ү": "u", "һ": "h", "і": "i", "ї": "i",  # noqa: RUF001
    "ҳ": "h", "ҷ": "j", "ӣ": "i", "ӯ": "u", "ў": "u", "є": "e", "ґ": "g",
}  # fmt: skip
#: Latin letters that no decomposition turns into ASCII.
_LATIN = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ə": "a", "ŋ": "n",  # noqa: RUF001
}  # fmt: skip
_APOSTROPHES = "'\u02bb\u02bc\u02b9\u02be\u02bf\u2018\u2019\u02c8`\u00b4"
_LETTERS = str.maketrans({**_CYRILLIC, **_LATIN, **dict.fromkeys(_APOSTROPHES, "")})
_GAPS = re.compile(r"[\W_]+")
_BRACKETS = re.compile(r"\s*[(\uff08]([^()\uff08\uff09]*)[)\uff09]\s*")
#: Words that say what kind of thing a name is of; a name without them is a weaker form of the same name.
_GENERIC = frozenset(
    {"the", "of", "and", "for", "de", "autonomous", "city", "municipality", "province", "oblast", "region", "town",
     "prefecture", "district", "republic", "islamic", "democratic", "people", "peoples", "federation", "federative",
     "kingdom", "state", "states", "port"}
)  # fmt: skip
_SHORTEST_BARE = 4


@lru_cache(maxsize=1 << 14)
def normalise(name: str) -> str:
    """Return the comparable form of a name: small ASCII letters where there are any, no accents, no leading *the*."""
    if not name.isascii():
        # й and ё fall apart in the decomposition, so Cyrillic goes first.
        name = unicodedata.normalize("NFKC", name).casefold().translate(_LETTERS)
        name = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return _GAPS.sub(" ", name.casefold().replace("'", "").replace("&", " and ")).strip().removeprefix("the ")


def strip_generic(normal: str) -> str:
    """Return a comparable name without words such as *city* or *republic*; empty where too little is left."""
    words = [word for word in normal.split(" ") if word not in _GENERIC]
    bare = " ".join(words)
    return bare if len(bare) >= _SHORTEST_BARE and bare != normal else ""


def spell_variants(name: str) -> Iterator[tuple[str, bool]]:
    """Yield the names that a label holds, and whether each is surely one.

    ``Kashi / Kashgar`` is two names, ``Iran, Islamic Republic of`` is turned; what stands in brackets may be another
    name (``Erenhot (Erlian)``) or no name of the thing at all (``Khorgos (Kazakhstan)``).
    """
    yield name, True
    inside = _BRACKETS.findall(name)
    if inside:
        name = _BRACKETS.sub(" ", name).strip()
        yield name, True
        yield from ((part, False) for part in inside)
    if "/" in name:
        yield from ((part.strip(), True) for part in name.split("/"))
    head, comma, tail = name.partition(", ")
    if comma and tail.casefold().endswith((" of", " of the")):
        yield f"{tail} {head}", True
