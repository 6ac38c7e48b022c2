"""Offices of persons: what a text says right before, right after, or in the sentence about a name."""

import re

from archive.anatomy.names import (
    BODIES,
    CAPITAL,
    CIVIL,
    HONORIFICS,
    NO_NAME,
    RANKS,
    ROLE_WORDS,
    TITLES,
    Mention,
    Token,
    is_occupation,
    names,
    tokens,
)

_NO_OFFICE = re.compile(r", (?:who|which|has|have|is|was|will|of|from|and|said|says|told|a third|speaking|but)\b")
_DESCRIBED = re.compile(r"(?!\w+ing\b)[a-z][\w’'-]*(?: [^\d\W][\w’'-]*){0,14}(?:,? (?:said|says|added|adds|told)\b|$)")
_LETTERS_AFTER = re.compile(r"^(?: [A-Z]{2,4}\b){1,4}")
_APPOSED = re.compile(r", (?:[\w’'-]+\.? ){0,2}$")
_APPOSITION = 90
_UNFINISHED = frozenset("of for in at to and the".split())
_OFFICES = ROLE_WORDS | RANKS | (TITLES - CIVIL - HONORIFICS)


def role_told(text: str, mention: Mention) -> str:
    """Return the office that a sentence gives to the person who is its subject: "became", "a second term as"."""
    sentence = re.split(r"\. |\n", text[mention.end : mention.end + 2 * _APPOSITION], maxsplit=1)[0]
    told = re.match(r" (?:[\w’'-]+ ){0,8}?(?:as|became|is|was) (?:the |an? )?(?=\S*[A-Z])", sentence)
    if not told:
        return ""
    words = tokens(sentence[told.end() :])
    last = 0
    while last < len(words) and _may_belong(words, last):
        last += 1
    while last and not (CAPITAL.match(words[last - 1].text) or words[last - 1].low in ROLE_WORDS):
        last -= 1
    phrase = sentence[told.end() :][: words[last - 1].end] if last else ""
    return phrase if has_office(phrase) else ""


def role_at(text: str, mention: Mention) -> str:
    """Return the office that a text gives right after or before a name; a rank or title where there is no more.

    A name between commas after an office is what explains it: "the Commissioner, Ann Hill, began".
    """
    before, after = role_before(text, mention), _role_after(text, mention)
    apposed = _APPOSED.search(text[: mention.start][-_APPOSITION:]) is not None
    full = len(before.split()) > 1 and not has_office(" ".join(after.split()[:7]))
    return before if before and (apposed or full) and len(before.split()) > 1 else after or before


def _role_after(text: str, mention: Mention) -> str:
    """Return the office between the comma after a name and the verb or the end of the apposition."""
    rest = _LETTERS_AFTER.sub("", text[mention.end : mention.end + 2 * _APPOSITION])
    rest = re.sub(r"^, who (?:is|was) (?=\S)", ", ", rest)
    if not rest.startswith(", ") or _NO_OFFICE.match(rest):
        return ""
    taken = ""
    for part in re.split(r"[.:;“”\"\n(]|, who\b|,? (?:said|says|added|told)\b", rest[2:])[0].split(", "):
        words = part.split()
        goes_on = taken and words and (words[0].lower() in ROLE_WORDS | {"and"} or words[0][:1].isupper())
        another = words[:1] == ["and"] and names(part)
        if taken and (not goes_on or another):
            break
        taken = f"{taken}, {part}" if taken else part
    taken = re.sub(r"^(?:the|a|an) ", "", taken.strip(" ,"))
    opening = " ".join(taken.split()[:7])
    described = _DESCRIBED.match(rest[2:]) is not None  # "Ann Hill, sub-postmistress at Ruan, said"
    return taken if len(taken) <= 2 * _APPOSITION and (described or has_office(opening)) else ""


def role_before(text: str, mention: Mention) -> str:
    """Return the office that stands before a name, with or without a comma between them."""
    offset = max(0, mention.start - 2 * _APPOSITION)
    words = tokens(text[offset : mention.start])
    if mention.name.split()[0].lower() in HONORIFICS and words and words[-1].low in HONORIFICS:
        words.pop()
    styled = len(words) > 1 and _is_style(words[-2], words[-1])
    phrase = _office_in(words[:-1]) if styled else []
    phrase = phrase or _office_in(words)
    found = text[offset + phrase[0].start : offset + phrase[-1].end] if phrase else ""
    return found if has_office(found) else ""


def _office_in(words: list[Token]) -> list[Token]:
    """Return the words of an office that the words before a name end in, a comma after it or not."""
    if words and words[-1].text == ",":
        words = words[:-1]
    if words and words[-1].low in _UNFINISHED:
        return []  # "co-ordinator of the" and a place
    first = len(words)
    while first and _may_belong(words, first - 1):
        first -= 1
    while first < len(words) and (not _may_open(words[first]) or _ends_before_another(words[first:])):
        first += 1
    return words[first:]


def _is_style(before: Token, word: Token) -> bool:
    """Tell whether the word before a name may only style its bearer: "the chair, Dr Hill"."""
    if word.low in TITLES | RANKS and before.text == ",":
        return True
    return word.low in TITLES and (before.low in _OFFICES or is_occupation(before.low))


def _may_belong(words: list[Token], index: int) -> bool:
    """Tell whether a word can be part of an office that ends further on."""
    word = words[index]
    if word.text == ",":
        beside = words[index - 1 : index] + words[index + 1 : index + 2]
        return len(beside) == 2 and all(one.low in ROLE_WORDS for one in beside)  # noqa: PLR2004
    if word.low in ROLE_WORDS | RANKS or word.low in {"and", "of", "for", "at", "the", "yr", "y", "a", "to", "in", "&"}:
        return True
    return bool(CAPITAL.match(word.text)) or is_occupation(word.low)


def _ends_before_another(words: list[Token]) -> bool:
    """Tell whether a body is named before "and the" and an office: "Oxmoor Police and the Mayor"."""
    low = [word.low for word in words]
    places = range(len(low) - 2)
    if any(low[place] in BODIES | {"police"} and low[place + 1 : place + 3] == ["and", "the"] for place in places):
        return True
    return any(one in CIVIL for one in low[:-1]) and "and" in low  # "Both Mr Selwood and the chair of the Board"


def _may_open(word: Token) -> bool:
    low = re.split("[’']", word.low)[0]
    office = bool(CAPITAL.match(word.text)) or word.low in ROLE_WORDS or is_occupation(word.low)
    return office and low not in NO_NAME - {"dr"}


def has_office(phrase: str) -> bool:
    """Tell whether a phrase names an office, a rank, a title or an occupation."""
    return any(word.low in _OFFICES or is_occupation(word.low) for word in tokens(phrase))


def rank_before(words: list[Token], index: int) -> str:
    """Return the rank right before a surname: "Commissioner" Tansley; "" for Mr and its like."""
    before = words[index - 1] if index else None
    return before.text if before and before.low in RANKS else ""
