"""Persons as a release names them: full names, offices, and who is meant by a surname or a pronoun."""

import re
from dataclasses import dataclass
from itertools import pairwise

_LETTER = "A-ZÀ-ÖØ-ÞĀĊĒĞĪŁŃŌŚŪŴŶŻŽ"
_WORD = re.compile(r"[^\W\d_][\w’'.-]*|[,:;.!?“”\"‘()–—|\n]")
_CAPITAL = re.compile(rf"[{_LETTER}]")
_POSSESSIVE = re.compile(r"[’']s?$")
_OWNER = re.compile(r"[’']s (?=[a-z])")
_PARTICLES = frozenset("de del der di du la le van von ap ab ferch al el bin ben ibn y".split())
_HONORIFICS = frozenset("lord lady sir dame baroness baron earl viscount".split())
_TITLES = (
    frozenset("mr mrs ms miss mx dr doctor prof professor rev reverend cllr councillor canon father".split())
    | _HONORIFICS
)
_RANKS = frozenset(
    "pc dc ps ds di dci ci pcso sgt supt insp constable sergeant inspector superintendent commissioner mayor "
    "minister comisiynydd cynghorydd gwnstabl maer".split()
)
ROLE_WORDS = frozenset(
    "police crime fire rescue commissioner commissioners constable chief deputy assistant detective special officer "
    "mayor minister secretary chair chairman chairwoman chairperson cabinet member leader head director manager lead "
    "professor reader president vice temporary acting interim executive coordinator chaplain headteacher principal "
    "spokesman spokeswoman spokesperson founder owner superintendent inspector sergeant councillor ambassador adviser "
    "commander volunteer coach ysgrifennydd teacher chancellor governor mp ms pcc pfcc opcc apcc partnership policing "
    "criminal justice comisiynydd heddlu throseddu troseddu prif gwnstabl dirprwy cynghorydd maer rheolwr "
    "cadeirydd aelod pennaeth cyfarwyddwr llefarydd tân arweinydd harbour home".split()
)
_BODIES = frozenset(
    "police council university trust force service services office ministry government parliament panel association "
    "county borough city town district authority commission committee group team college school academy hospital "
    "street road lane house centre court department board society federation heddlu cyngor prifysgol swyddfa ward "
    "act plan fund charity ltd limited plc union club bank airport park valley shire cross north south east west "
    "greater upper lower mid".split()
)
_NO_NAME = frozenset(
    "the a an and but or if when while as in on at by with after before since for from to of it its this that these "
    "those there he she they we i you my our your his her their what who why how where which all every each some no "
    "not so then now today yesterday monday tuesday wednesday thursday friday saturday sunday january february march "
    "april may june july august september october november december christmas easter dr mr mrs ms also however "
    "responding speaking commenting asked welcoming looking released following over under more most many new "
    "contact please call ring email telephone tel phone media press enquiries issued photo picture pictured "
    "y yr a ac mae bydd dywedodd meddai ychwanegodd gan wrth bu roedd ond".split()
)
_PLACE_BEFORE = frozenset("of for in at from near across around through yn yng ym o ar yr".split())
_HUMAN_VERB = frozenset("has is was will said says told added who had spent visited".split())
_OFFICE = re.compile(
    rf"(?:[{_LETTER}][\w’'-]{{1,30}} ){{0,4}}Police(?:, Fire)?(?: and|,) (?:Fire and )?Crime Commissioner"
    rf"(?: for(?: [{_LETTER}][\w-]{{1,30}}){{1,4}})?"
    rf"|Comisiynydd (?:yr )?Heddlu a Throseddu(?: [{_LETTER}][\w-]{{1,30}}){{0,4}}"
)
_TITLED = re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Lord|Lady|Sir|Dame)\.? ([{_LETTER}][\w’'-]*)")
_NAME_LENGTH = range(2, 5)
_NO_OFFICE = re.compile(r", (?:who|which|has|have|is|was|will|of|from|and|said|says|told|a third|speaking|but)\b")
_APPOSITION = 90
_MALE = frozenset("mr sir lord baron earl he".split())
_FEMALE = frozenset("mrs ms miss lady dame baroness she".split())


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        return self.text.lower().rstrip(".")


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named at a place of the text; name is full, without rank, titles of nobility kept."""

    name: str
    start: int
    end: int
    title: str = ""


def tokens(text: str) -> list[_Token]:
    """Return the words and dividing marks of a text."""
    return [_Token(match[0].rstrip("."), match.start(), match.end()) for match in _WORD.finditer(text)]


def names(text: str, *, owners: bool = False) -> list[Mention]:
    """Return what can be full names of persons: two to four capitalised words that are no office, place or body.

    owners: also those that stand in the possessive, which are places as often
    """
    found = []
    for run, before, after in _runs(tokens(_OWNER.sub(" , ", text) if owners else text)):
        title = before[-1].low if before and before[-1].low in _TITLES | _RANKS else ""
        if len(run) not in _NAME_LENGTH or _is_place(run, before, after, title):
            continue
        name = " ".join(token.text for token in run)
        name = f"{before[-1].text} {name}" if title in _HONORIFICS else name
        found.append(Mention(name, run[0].start, run[-1].end, title))
    return found


class Cast:
    """The people of one release, and who is meant by a short form of a name."""

    def __init__(self, text: str, title: str = "") -> None:
        """Read a text; the title is asked for full names only."""
        self._text = text
        self._narrative = _without_speech(text)
        found = names(text)
        self._full = [*found, *names(title), *names(text, owners=True)]
        self._by_first: dict[str, str] = {}
        self._by_last: dict[str, str] = {}
        for mention in self._full:
            parts = [one for one in mention.name.split() if one.lower() not in _HONORIFICS]
            self._by_first.setdefault(parts[0], mention.name)
            self._by_last.setdefault(parts[-1], mention.name)
        self._titled = set(_TITLED.findall(text))
        self._roles: dict[str, str] = {}
        for mention in found:
            role = role_at(text, mention) or _role_told(text, mention)
            if role:
                self._roles.setdefault(mention.name, role)
        self._persons = self._mentioned()
        self._give_principal_the_office()

    def resolve(self, subject: str, at: int) -> tuple[str, str]:
        """Return the name and role of whoever a clause means; ("", "") for nobody.

        subject: the words of an attribution without its verb
        at: where the attribution stands in the text: a pronoun means somebody who was named before
        """
        named = names(subject)
        if named:
            mention = _foremost(subject, named)
            name = self._longest(mention.name)
            return name, role_at(subject, mention) or self._roles.get(name, "")
        words = tokens(subject)
        for index, word in enumerate(words):
            if _is_name_word(word) and (name := self._by_part(word.text)):
                rank = _rank_before(words, index)
                return name, rank or self._roles.get(name, "")
            if _is_name_word(word) and index and words[index - 1].low in _TITLES | _RANKS:
                return f"{words[index - 1].text} {word.text}", _rank_before(words, index)
        return self._by_reference(words, at)

    def _by_reference(self, words: list[_Token], at: int) -> tuple[str, str]:
        """Return whom a pronoun or a bare office means."""
        last = words[-1].low if words else ""
        pronouns = [word.low for word in words if word.low in {"he", "she", "they"}]
        if pronouns:
            name = self._latest(at, pronouns[-1])
        elif any(word.low in ROLE_WORDS for word in words):
            name = self._holder([word.low for word in words if word.low in ROLE_WORDS]) or self._principal()
        elif last == "":
            name = self._latest(at, "")
        else:
            name = ""
        return name, self._roles.get(name, "")

    def _mentioned(self) -> list[Mention]:
        """Return where the narrative names somebody who is surely a person, in full or by title and surname."""
        found = [mention for mention in names(self._narrative) if self._is_person(mention)]
        words = tokens(self._narrative)
        for before, word in pairwise(words):
            titled = before.low in _TITLES or (before.low in _RANKS and before.text[0].isupper())
            if titled and _is_name_word(word):
                name = self._by_part(word.text) or f"{before.text} {word.text}"
                found.append(Mention(name, word.start, word.end, before.low))
        return sorted(found, key=lambda mention: mention.start)

    def _give_principal_the_office(self) -> None:
        """Give the person whom the release names first the office that it is about, where nobody else has it."""
        office = _OFFICE.search(self._text)
        taken = any("ommissioner" in role and "eputy" not in role for role in self._roles.values())
        if office and not taken and self._persons:
            self._roles.setdefault(self._principal(), office[0])

    def _is_person(self, mention: Mention) -> bool:
        if mention.title or mention.name in self._roles:
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

    def _holder(self, offices: list[str]) -> str:
        """Return the first person whose role has a word of an office."""
        return next(
            (name for name, role in self._roles.items() if set(offices) & set(role.lower().split())),
            "",
        )

    def _principal(self) -> str:
        """Return the person whom the release names first."""
        return self._persons[0].name if self._persons else ""


def _role_told(text: str, mention: Mention) -> str:
    """Return the office that a sentence gives to the person who is its subject: "became", "a second term as"."""
    sentence = re.split(r"\. |\n", text[mention.end : mention.end + 2 * _APPOSITION], maxsplit=1)[0]
    told = re.match(r" (?:[\w’'-]+ ){0,8}?(?:as|became|is|was) (?:the |an? )?(?=\S*[A-Z])", sentence)
    if not told:
        return ""
    words = tokens(sentence[told.end() :])
    last = 0
    while last < len(words) and _may_belong(words, last):
        last += 1
    while last and not (_CAPITAL.match(words[last - 1].text) or words[last - 1].low in ROLE_WORDS):
        last -= 1
    phrase = sentence[told.end() :][: words[last - 1].end] if last else ""
    return phrase if _has_office(phrase) else ""


def role_at(text: str, mention: Mention) -> str:
    """Return the office that a text gives right after or before a name; a rank or title where there is no more."""
    return _role_after(text, mention) or _role_before(text, mention)


def _role_after(text: str, mention: Mention) -> str:
    """Return the office between the comma after a name and the verb or the end of the apposition."""
    rest = text[mention.end : mention.end + 2 * _APPOSITION]
    if not rest.startswith(", ") or _NO_OFFICE.match(rest):
        return ""
    taken = ""
    for part in re.split(r"[.:;“”\"\n(]|, who\b|,? (?:said|says|added|told)\b", rest[2:])[0].split(", "):
        words = part.split()
        goes_on = taken and words and (words[0].lower() in ROLE_WORDS | {"and"} or words[0][:1].isupper())
        if taken and not goes_on:
            break
        taken = f"{taken}, {part}" if taken else part
    taken = re.sub(r"^(?:the|a|an) ", "", taken.strip(" ,"))
    opening = " ".join(taken.split()[:7])
    return taken if len(taken) <= 2 * _APPOSITION and _has_office(opening) else ""


def _role_before(text: str, mention: Mention) -> str:
    """Return the office that stands before a name, with or without a comma between them."""
    words = tokens(text[max(0, mention.start - 2 * _APPOSITION) : mention.start])
    if mention.name.split()[0].lower() in _HONORIFICS and words and words[-1].low in _HONORIFICS:
        words.pop()
    if words and words[-1].text == ",":
        words.pop()
    elif mention.title in {"mr", "mrs", "ms", "miss", "mx"}:
        return ""
    first = len(words)
    while first and _may_belong(words, first - 1):
        first -= 1
    while first < len(words) and not _may_open(words[first]):
        first += 1
    phrase = words[first:]
    if not phrase:
        return ""
    offset = max(0, mention.start - 2 * _APPOSITION)
    found = text[offset + phrase[0].start : offset + phrase[-1].end]
    return found if _has_office(found) else ""


def _may_belong(words: list[_Token], index: int) -> bool:
    """Tell whether a word can be part of an office that ends further on."""
    word = words[index]
    if word.text == ",":
        beside = words[index - 1 : index] + words[index + 1 : index + 2]
        return len(beside) == 2 and all(one.low in ROLE_WORDS for one in beside)  # noqa: PLR2004
    if word.low in ROLE_WORDS or word.low in {"and", "of", "for", "the", "yr", "y", "a", "to", "in", "&"}:
        return True
    return bool(_CAPITAL.match(word.text))


def _may_open(word: _Token) -> bool:
    low = re.split("[’']", word.low)[0]
    return (bool(_CAPITAL.match(word.text)) or word.low in ROLE_WORDS) and low not in _NO_NAME - {"dr"}


def _has_office(phrase: str) -> bool:
    return any(word.low in ROLE_WORDS | _RANKS | {"dr", "cllr", "rev"} for word in tokens(phrase))


def _rank_before(words: list[_Token], index: int) -> str:
    """Return the rank right before a surname: "Commissioner" Tansley; "" for Mr and its like."""
    before = words[index - 1] if index else None
    return before.text if before and before.low in _RANKS else ""


def _foremost(text: str, named: list[Mention]) -> Mention:
    """Return the name that an attribution is about: the one that opens it, or the last that opens a part of it."""
    if not text[: named[0].start].strip():
        return named[0]
    opening = [
        one
        for one in named
        if one.title or re.search(r"(?:^|, |\b[Tt]he )$", text[: one.start]) or _role_before(text, one)
    ]
    return (opening or named)[-1]


def _runs(words: list[_Token]) -> list[tuple[list[_Token], list[_Token], list[_Token]]]:
    """Return runs of words that can be a name, each with the words before and after it."""
    found = []
    index = 0
    while index < len(words):
        if not _is_name_word(words[index]):
            index += 1
            continue
        end = index + 1
        while end < len(words) and (_is_name_word(words[end]) or _is_particle(words, end)):
            end += 1
        found.append((words[index:end], words[max(0, index - 2) : index], words[end : end + 2]))
        index = end
    return found


def _is_name_word(word: _Token) -> bool:
    if not _CAPITAL.match(word.text) or _POSSESSIVE.search(word.text):
        return False
    if len(word.text) > 1 and word.text.isupper():
        return False
    return word.low not in ROLE_WORDS and word.low not in _BODIES and word.low not in _NO_NAME | _TITLES | _RANKS


def _is_particle(words: list[_Token], index: int) -> bool:
    return words[index].text in _PARTICLES and index + 1 < len(words) and _is_name_word(words[index + 1])


def _is_place(run: list[_Token], before: list[_Token], after: list[_Token], title: str) -> bool:
    if title:
        return False
    if before and before[-1].low in _PLACE_BEFORE:
        return True
    following = after[0] if after else None
    return following is not None and bool(_CAPITAL.match(following.text)) and following.start - run[-1].end == 1


def _without_speech(text: str) -> str:
    """Return a text with the words between quotation marks blanked out, its length unchanged."""
    return re.sub(r"[“\"][^”\"\n]*[”\"]?|(?:(?<=\n)|(?<=: ))[‘'][^\n]*", lambda found: " " * len(found[0]), text)
