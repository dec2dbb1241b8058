"""Numbers in English text, in digits and in words."""

from __future__ import annotations

import re
from decimal import Decimal

from carec_kg.sources.model import Mention, Quantity
from carec_kg.sources.text import squash

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_SMALL = {word: value for value, word in enumerate(f"{_UNITS} seventeen eighteen nineteen".split())}
_FRACTIONS = {"half": Decimal("0.5")}
_SMALL |= {word: 10 * value for value, word in enumerate(_TENS.split(), 2)}
_ORDINAL = {word: value for value, word in enumerate(_ORDINALS.split(), 1)}
_ORDINAL |= {word[:-1] + "ieth": 10 * value for value, word in enumerate(_TENS.split(), 2)}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
#: Words that multiply the number before them; decades and centuries bring a unit of their own.
_MULTIPLIERS = _SCALES | {"dozen": 12, "mn": 10**6, "bn": 10**9, "tn": 10**12}
#: Letters that multiply an amount of money only; elsewhere an m is a metre.
_MONEY = {"k": 1000, "m": 10**6, "b": 10**9}
_SPANS = {"decade": 10, "decades": 10, "century": 100, "centuries": 100}

_MULTIPLIER = "|".join([*_SPANS, *_MULTIPLIERS])
_FIRST_WORD = "|".join([*_FRACTIONS, *_ORDINAL, *sorted(_SMALL, key=len, reverse=True), "dozen"])
_NUMBER_WORD = "|".join([_FIRST_WORD, *_SCALES])
#: Unit words, longest first, and the local names of their QUDT units.
_UNIT_WORDS = {
    "per cent": "PERCENT", "percentage points?": "PERCENT", "percent": "PERCENT", "%": "PERCENT",
    "years?": "YR", "months?": "MO", "weeks?": "WK", "days?": "DAY", "hours?": "HR", "minutes?": "MIN",
    "hectares?": "HA", "ha": "HA", "square kilomet(?:er|re)s?": "KiloM2", "km2": "KiloM2", "km²": "KiloM2",
    "kilomet(?:er|re)s?": "KiloM", "km": "KiloM", "tons?": "TON_Metric", "tonnes?": "TON_Metric",
}  # fmt: skip
_UNIT = re.compile(rf"[\s-]*(?:{'|'.join(f'({word})' for word in _UNIT_WORDS)})(?!\w)", re.IGNORECASE)

_FOOTNOTE = r"(?:\^\w{1,3})?"
_TAIL = rf"(?:[\s-]*(?P<multiplier>{_MULTIPLIER})(?!\w))?"
_DIGITS = re.compile(
    r"(?<!\w)(?:(?P<sign>[-\u2212])(?=\\?[$\d]))?(?P<currency>(?:US|USD\s?)?\\?\$|USD\s?|[€£¥]|(?:CNY|EUR|RMB)\s?)?"
    rf"(?P<digits>\d+(?:[.,]\d+)*)(?P<ordinal>(?:st|nd|rd|th)\b)?(?P<letter>[kmb]\b)?{_FOOTNOTE}{_TAIL}",
    re.IGNORECASE,
)
_REGULAR = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_WORDS = re.compile(
    rf"(?<![\w-])(?:(?P<article>an?)\s+(?={_MULTIPLIER})(?P<unit>{_MULTIPLIER})"
    rf"|(?P<words>(?:{_FIRST_WORD})(?:(?:[\s-]+|\s+and\s+)(?:{_NUMBER_WORD}))*){_FOOTNOTE}{_TAIL})(?!\w)",
    re.IGNORECASE,
)
_HYPHENATED = re.compile(r"-[A-Za-z]+")
_QUALIFIERS = {
    "more than": "more-than", "over": "more-than", "exceeding": "more-than", "above": "more-than",
    "at least": "at-least", "no fewer than": "at-least", "no less than": "at-least",
    "about": "about", "roughly": "about", "approximately": "about", "around": "about", "some": "about",
    "almost": "almost", "nearly": "almost", "close to": "almost",
    "up to": "at-most", "at most": "at-most", "less than": "less-than", "fewer than": "less-than", "under": "less-than",
}  # fmt: skip
_QUALIFIER = re.compile(rf"\b({'|'.join(sorted(_QUALIFIERS, key=len, reverse=True))})\s+(?:an?\s+)?$", re.IGNORECASE)
_LOOK_BACK = 30


def find_numbers(text: str, start: int, end: int) -> list[Mention]:
    """Return the numbers of a slice of the text in their order; years are numbers here, too.

    Words that a hyphen ties to a number belong to the mention: "18-week", "one-stop". Digits whose commas and points
    make no sense ("12,34") come out as one number without them, so that they are not passed over.
    """
    found: list[Mention] = []
    for match in _DIGITS.finditer(text, start, end):
        value = _read_digits(match["digits"]) * _multiplier(match["multiplier"])
        if match["currency"] and match["letter"]:
            value *= _MONEY[match["letter"].lower()]
        unit = "CCY_USD" if match["currency"] and ("$" in match["currency"] or "USD" in match["currency"]) else None
        found.append(_mention(text, match, end, -value if match["sign"] else value, unit))
    taken = [(mention.start, mention.end) for mention in found]
    for match in _WORDS.finditer(text, start, end):
        if any(first < match.end() and match.start() < last for first, last in taken):
            continue
        value = _multiplier(match["unit"]) if match["article"] else _read_words(match["words"])
        found.append(_mention(text, match, end, value * _multiplier(match["multiplier"]), None))
    return sorted(found, key=lambda mention: mention.start)


def find_qualifier(text: str, start: int) -> tuple[int, int] | None:
    """Return the offsets of the words that qualify the number at ``start``: "more than", "roughly", ..."""
    first = max(0, start - _LOOK_BACK)
    said = _QUALIFIER.search(text[first:start])
    return (first + said.start(1), first + said.end(1)) if said else None


def _read_digits(digits: str) -> Decimal:
    if _REGULAR.fullmatch(digits):
        return Decimal(digits.replace(",", ""))
    return Decimal(re.sub(r"\D", "", digits))


def _multiplier(word: str | None) -> Decimal:
    name = (word or "").lower()
    return Decimal(_SPANS.get(name) or _MULTIPLIERS.get(name) or 1)


def _read_words(words: str) -> Decimal:
    """Return the value of number words: "two hundred and five", "twenty-first", "three million"."""
    total, current = Decimal(0), Decimal(0)
    for word in re.split(r"[\s-]+", words.lower()):
        if word in _SCALES and word != "hundred":
            total += (current or Decimal(1)) * _SCALES[word]
            current = Decimal(0)
        elif word in {"hundred", "dozen"}:
            current = (current or Decimal(1)) * (100 if word == "hundred" else 12)
        elif word != "and":
            current += _SMALL.get(word) or _ORDINAL.get(word) or _FRACTIONS.get(word) or 0
    return total + current


def _read_unit(match: re.Match[str], after: re.Match[str] | None, currency: str | None) -> str | None:
    found = match.groupdict()
    if _SPANS.keys() & {(found.get("multiplier") or "").lower(), (found.get("unit") or "").lower()}:
        return "YR"
    if currency or not after or not after.lastindex:
        return currency
    return list(_UNIT_WORDS.values())[after.lastindex - 1]


def _mention(text: str, match: re.Match[str], limit: int, value: Decimal, currency: str | None) -> Mention:
    last = match.end()
    after = _UNIT.match(text, last, limit)
    if after and text[after.end() - 1] == "%":
        last = after.end()
    elif tail := _HYPHENATED.match(text, last, limit):
        last = tail.end()
    words = find_qualifier(text, match.start())
    qualifier = _QUALIFIERS[text[slice(*words)].lower()] if words else None
    quantity = Quantity(value, _read_unit(match, after, currency), qualifier)
    return Mention(match.start(), last, squash(text[match.start() : last]), quantity)
