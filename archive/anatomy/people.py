"""The people of a release: who is meant by a surname, a first name, an office or a pronoun, and their roles."""

import re
from itertools import pairwise

from archive.anatomy.names import (
    HONORIFICS,
    LETTER,
    RANKS,
    ROLE_WORDS,
    TITLES,
    Hints,
    Mention,
    Token,
    is_name_word,
    names,
    names_of,
    tokens,
)
from archive.anatomy.roles import has_office, rank_before, role_at, role_before, role_told

_HUMAN_VERB = frozenset("has is was will said says told added who had spent visited".split())
_OFFICE = re.compile(
    rf"(?:[{LETTER}][\w’'-]{{1,30}} ){{0,4}}Police(?:, Fire)?(?: and|,) (?:Fire and )?Crime Commissioner"
    rf"(?: for(?: [{LETTER}][\w-]{{1,30}}){{1,4}})?"
    rf"|Comisiynydd (?:yr )?Heddlu a Throseddu(?: [{LETTER}][\w-]{{1,30}}){{0,4}}"
)
_TITLED = re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Lord|Lady|Sir|Dame)\.? ([{LETTER}][\w’'-]*)")
_LOWER = re.compile(r"\b[a-z][a-z’'-]{2,30}\b")
# A name that is all there is: "whom we are calling Beth", "one of them, Kieran, 15,"
_INTRODUCED = re.compile(
    rf"\b(?:call(?:ed|ing)?|named|known as|o’r enw|o'r enw) ([{LETTER}][\w’'-]+)(?=,|$|\.)"
    rf"|(?<=, )([{LETTER}][\w’'-]+)(?=, (?:aged )?\d{{1,2}}\b)|^([{LETTER}][\w’'-]+)(?=, (?:aged )?\d{{1,2}}\b)",
    re.MULTILINE,
)
_BY_OFFICE = re.compile(
    rf"(?:^|(?<=[.!?] ))The (?P<office>[{LETTER}][\w-]+(?: (?:and|of|[{LETTER}][\w-]+)){{0,5}})"
    rf" (?:{'|'.join(_HUMAN_VERB)})\b",
    re.MULTILINE,
)
_AGED = re.compile(r",? ?\(?(?:aged )?\d{1,3}\b")
_BOTH = re.compile(r"(?P<office>,.{2,90}?)?,? (?:and|ac|a) (?:the |an? )?(?P<rank>[^,.]{0,60})")
_ARTICLE = re.compile(r"^(?:yr|y) ", re.IGNORECASE)
_INDEFINITE = frozenset("a an one another some many".split())
_PRINCIPAL_OFFICES = frozenset("commissioner pcc pfcc comisiynydd".split())
_MALE = frozenset("mr sir lord baron earl he".split())
_FEMALE = frozenset("mrs ms miss lady dame baroness she".split())


class Cast:
    """The people of one release, and who is meant by a short form of a name."""

    def __init__(self, text: str, title: str = "") -> None:
        """Read a text; the title, and what else stands beside the text, is asked for full names only."""
        self._text = text
        self._narrative = _without_speech(text)
        self._titled = frozenset(_TITLED.findall(text))
        self._hints = Hints(self._titled, frozenset(_LOWER.findall(text)))
        found = names(text, hints=self._hints)
        owners = names(text, owners=True, hints=self._hints) if "’s " in text or "'s " in text else []
        self._full = [*found, *names(title, hints=self._hints), *owners]
        self._by_first: dict[str, str] = {}
        self._by_last: dict[str, str] = {}
        for mention in self._full:
            parts = [one for one in mention.name.split() if one.lower() not in HONORIFICS]
            self._by_first.setdefault(parts[0], mention.name)
            self._by_last.setdefault(parts[-1], mention.name)
        self._roles: dict[str, str] = {}
        for mention in found:
            role = role_at(text, mention) or role_told(text, mention)
            if role:
                self._roles.setdefault(mention.name, role)
        self._persons = self._mentioned()
        self._give_principal_the_office()
        self._persons = sorted([*self._persons, *self._referred()], key=lambda mention: mention.start)

    def resolve(self, subject: str, at: int) -> tuple[str, str]:
        """Return the name and role of whoever a clause means; ("", "") for nobody.

        subject: the words of an attribution without its verb
        at: where the attribution stands in the text: a pronoun means somebody who was named before
        """
        named = names(subject, hints=self._hints) or names(_ARTICLE.sub("", subject), hints=self._hints)
        if named:
            mention = _foremost(subject, named)
            name = self._longest(mention.name)
            if other := _joined(subject, named):
                return f"{name} and {self._longest(other.name)}", ""
            return name, role_at(subject, mention) or self._roles.get(name, "")
        return self._by_short_form(subject) or self._by_reference(subject, at)

    def _by_short_form(self, subject: str) -> tuple[str, str] | None:
        """Return whom a surname or a first name means, be it all that the release gives; None for nobody."""
        words = tokens(subject)
        pair = [word for word in words if is_name_word(word)]
        if len(words) == 3 and len(pair) == 2 and words[1].low in {"and", "a", "ac"}:  # noqa: PLR2004
            return " and ".join(self._by_part(word.text) or word.text for word in pair), ""
        for index, word in enumerate(words):
            if is_name_word(word) and (name := self._by_part(word.text)):
                rank = rank_before(words, index)
                return name, self._roles.get(name) or rank
            if is_name_word(word) and index and words[index - 1].low in TITLES | RANKS:
                return f"{words[index - 1].text} {word.text}", rank_before(words, index)
        for index, word in enumerate(words):
            if is_name_word(word) and all(one.text == "," for one in (*words[:index][-1:], *words[index + 1 :][:1])):
                return word.text, ""
        introduced = _INTRODUCED.search(subject)
        return (next(filter(None, introduced.groups())), "") if introduced else None

    def _by_reference(self, subject: str, at: int) -> tuple[str, str]:
        """Return whom a pronoun or a bare office means."""
        words = tokens(subject)
        pronouns = [word.low for word in words if word.low in {"he", "she", "they"}]
        if pronouns:
            name = self._latest(at, pronouns[-1])
        elif not words:
            name = self._latest(at, "")
        elif words[0].low in _INDEFINITE:
            return "", subject.partition(" ")[2] if any(word.low in ROLE_WORDS for word in words) else ""
        else:
            offices = {word.low for word in words if word.low in ROLE_WORDS}
            name = self._holder(offices) or (self._principal() if offices & _PRINCIPAL_OFFICES else "")
        return name, self._roles.get(name, "")

    def _mentioned(self) -> list[Mention]:
        """Return where the narrative names somebody who is surely a person, in full or by title and surname."""
        words = tokens(self._narrative)
        found = [mention for mention in names_of(words, self._hints) if self._is_person(mention)]
        for before, word in pairwise(words):
            titled = before.low in TITLES or (before.low in RANKS and before.text[0].isupper())
            if titled and is_name_word(word):
                name = self._by_part(word.text) or f"{before.text} {word.text}"
                found.append(Mention(name, word.start, word.end, before.low))
        for match in _INTRODUCED.finditer(self._narrative):
            name = next(filter(None, match.groups()))
            if is_name_word(Token(name, 0, len(name))):
                found.append(Mention(self._by_part(name) or name, match.start(), match.end()))
        return sorted(found, key=lambda mention: mention.start)

    def _referred(self) -> list[Mention]:
        """Return where the narrative has somebody speak or act by a bare office: "The Commissioner added that"."""
        found = []
        for match in _BY_OFFICE.finditer(self._narrative):
            offices = {word for word in match["office"].lower().split() if word in ROLE_WORDS}
            name = self._holder(offices) if offices else ""
            if name:
                found.append(Mention(name, match.start(), match.end()))
        return found

    def _give_principal_the_office(self) -> None:
        """Give the person whom the release names first the office that it is about, where nobody else has it."""
        office = _OFFICE.search(self._text)
        taken = any("ommissioner" in role and "eputy" not in role for role in self._roles.values())
        if office and not taken and self._persons:
            self._roles.setdefault(self._principal(), office[0])

    def _is_person(self, mention: Mention) -> bool:
        if mention.title or mention.name in self._roles:
            return True
        if _AGED.match(self._text, mention.end):
            return True
        following = tokens(self._text[mention.end : mention.end + 40])[:2]
        low = [word.low for word in following]
        if low[:1] and low[0] in _HUMAN_VERB:
            return True
        return low[:2] == [",", "who"] or self._is_shortened(mention.name)

    def _is_shortened(self, name: str) -> bool:
        """Tell whether the text also says "Mr Surname"."""
        return name.rpartition(" ")[2] in self._titled

    def _longest(self, name: str) -> str:
        """Return the longest full name that ends in a name, or the name itself."""
        longer = [one.name for one in self._full if one.name.endswith(f" {name}")]
        return max(longer, key=len, default=name)

    def _by_part(self, word: str) -> str:
        """Return the full name whose last or first part a word is; "" for none."""
        return self._by_last.get(word) or self._by_first.get(word, "")

    def _latest(self, at: int, pronoun: str) -> str:
        """Return who was named last before a place and may be meant by a pronoun."""
        wrong = {"he": _FEMALE, "she": _MALE}.get(pronoun, frozenset())
        excluded = {mention.name for mention in self._persons if mention.title in wrong}
        before = [mention for mention in self._persons if mention.start < at and mention.name not in excluded]
        return before[-1].name if before else self._principal()

    def _holder(self, offices: set[str]) -> str:
        """Return the first person whose role has a word of an office."""
        return next(
            (name for name, role in self._roles.items() if offices & set(role.lower().split())),
            "",
        )

    def _principal(self) -> str:
        """Return the person whom the release names first."""
        return self._persons[0].name if self._persons else ""


def _foremost(text: str, named: list[Mention]) -> Mention:
    """Return the name that an attribution is about: the one that opens it, or the last that opens a part of it.

    An office before a name belongs to it: "Deputy Mayor Ann Hill, after the death of PC Tess Harland".
    """
    before = text[: named[0].start].strip(" ,")
    is_part = before.endswith((" and", " for", " of", " the"))  # "Mayor for Safer and Stronger Communities, Ann Hill"
    if not before or (before == role_before(text, named[0]) and not is_part):
        return named[0]
    opening = [
        one
        for one in named
        if one.title or re.search(r"(?:^|, |\b[Tt]he )$", text[: one.start]) or role_before(text, one)
    ]
    return (opening or named)[-1]


def _joined(text: str, named: list[Mention]) -> Mention | None:
    """Return the second of two people who speak together: "Ann Hill, the chair, and Inspector Tom Rhys"."""
    if len(named) != 2 or _foremost(text, named[:1]) is not named[0]:  # noqa: PLR2004
        return None
    first, second = named
    between = _BOTH.fullmatch(text[first.end : second.start].rstrip())
    if between is None or (text[second.end :].strip(" ,") and not text[second.end :].startswith((",", " of", " from"))):
        return None
    rank = between["rank"].strip()
    return second if not rank or has_office(rank) else None


def _without_speech(text: str) -> str:
    """Return a text with the words between quotation marks blanked out, its length unchanged."""
    return re.sub(r"[“\"][^”\"\n]*[”\"]?|(?:(?<=\n)|(?<=: ))[‘'][^\n]*", lambda found: " " * len(found[0]), text)
