"""Names of persons in running text, told from offices, places and bodies by their shape and company."""

import re
from dataclasses import dataclass
from typing import NamedTuple

LETTER = "A-ZÀ-ÖØ-ÞĀĊĒĞĪŁŃŌŚŪŴŶŻŽ"
_WORD = re.compile(r"[^\W\d_][\w’'.-]*|[,:;.!?“”\"‘'()–—|\n]")
CAPITAL = re.compile(rf"[{LETTER}]")
_POSSESSIVE = re.compile(r"[’']s?$")
_OWNER = re.compile(r"[’']s (?=[a-z])")
_PARTICLES = frozenset("de del der di du la le van von ap ab ferch al el bin ben ibn y".split())
HONORIFICS = frozenset("lord lady sir dame baroness baron earl viscount".split())
CIVIL = frozenset("mr mrs ms miss mx".split())
TITLES = (
    CIVIL
    | frozenset("dr doctor prof professor rev revd reverend venerable ven cllr councillor canon father sister".split())
    | HONORIFICS
)
RANKS = frozenset(
    "pc dc ps ds di dci ci pcso sgt supt insp constable sergeant inspector superintendent commissioner mayor "
    "minister col colonel maj major capt captain lt lieutenant cmdr commander brig brigadier admiral bishop "
    "archdeacon imam rabbi judge justice sheriff pastor corporal cadet firefighter acc dcc "
    "comisiynydd cynghorydd gwnstabl cwnstabl arolygydd rhingyll maer".split()
)
ROLE_WORDS = frozenset(
    "police crime fire rescue commissioner commissioners constable chief deputy assistant detective special officer "
    "mayor minister secretary chair chairman chairwoman chairperson cabinet member leader head director manager lead "
    "professor reader president vice temporary acting interim executive coordinator chaplain headteacher principal "
    "spokesman spokeswoman spokesperson founder owner superintendent inspector sergeant councillor ambassador adviser "
    "commander volunteer coach ysgrifennydd teacher chancellor governor mp ms pcc pfcc opcc apcc partnership policing "
    "criminal justice comisiynydd heddlu throseddu troseddu prif gwnstabl cwnstabl arolygydd rhingyll ditectif "
    "dirprwy cynghorydd maer "
    "rheolwr cadeirydd aelod pennaeth cyfarwyddwr llefarydd tân arweinydd cydlynydd swyddog harbour home".split()
)
# What people do, as it is put before a name: "Farmer Tom Ridley". A name may end in one of these, but not begin so.
OCCUPATIONS = frozenset(
    "apprentice baker barrister builder campaigner caretaker carer caseworker chef chemist clerk conductor cyclist dad "
    "doctor driver economist engineer father farmer fisherman florist footballer gamekeeper gardener grandmother "
    "grandfather hairdresser headmaster headmistress historian homeowner jeweller journalist landlady landlord "
    "lecturer lawyer licensee magistrate marshal midwife mother motorist mum musician neighbour nurse organiser "
    "paramedic passenger patient pensioner pharmacist photographer postman postmaster postmistress priest psychologist "
    "publican pupil researcher resident restaurateur retailer scientist shopkeeper singer solicitor student "
    "sub-postmaster sub-postmistress surgeon survivor teacher technician tenant trader trustee vet vicar victim warden "
    "widow widower witness youngster fellow retired former local business shop team project station front-line "
    "ffermwr athro athrawes nyrs gyrrwr myfyriwr myfyrwraig ficer warden gwirfoddolwr".split()
)
_TRADE = re.compile(r"\w{2,}(?:worker|keeper|holder|maker|leader|owner|ordinator|woman|person|fighter)$")
BODIES = frozenset(
    "police council university trust force service services office ministry government parliament panel association "
    "county borough city town district authority commission committee group team college school academy hospital "
    "street road lane house centre court department board society federation heddlu cyngor prifysgol swyddfa ward "
    "act plan fund charity ltd limited plc union club bank airport park valley shire cross north south east west "
    "greater upper lower mid communications health housing".split()
)
NO_NAME = frozenset(
    "the a an and but or if when while as in on at by with after before since for from to of it its this that these "
    "those there he she they we i you my our your his her their what who why how where which all every each some no "
    "not so then now today yesterday monday tuesday wednesday thursday friday saturday sunday january february march "
    "april may june july august september october november december christmas easter dr mr mrs ms also however "
    "according joined "
    "responding speaking commenting asked welcoming looking released following over under more most many new "
    "contact please call ring email telephone tel phone media press enquiries issued photo picture pictured "
    "y yr a ac mae bydd dywedodd meddai ychwanegodd gan wrth bu roedd ond".split()
)
_NEVER_IN_NAMES = ROLE_WORDS | BODIES | NO_NAME | TITLES | RANKS
_TITLES_AND_RANKS = TITLES | RANKS
_PLACE_BEFORE = frozenset("of for in at from near across around through yn yng ym o ar yr".split())
_LONGEST_INITIALS = 3
_NAME_LENGTH = range(2, 5)


class Token(NamedTuple):
    """A word or a dividing mark of a text, and where it stands."""

    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        """The word in lower case, without a full stop."""
        return self.text.lower().rstrip(".")


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named at a place of the text; name is full, without rank, titles of nobility kept."""

    name: str
    start: int
    end: int
    title: str = ""


def tokens(text: str) -> list[Token]:
    """Return the words and dividing marks of a text."""
    found = []
    for match in _WORD.finditer(text):
        word = match[0]
        found.append(Token(word.rstrip("."), match.start(), match.end()))
        if word[-1] == "." and len(word) > _LONGEST_INITIALS and found[-1].low not in _TITLES_AND_RANKS:
            found.append(Token(".", match.end() - 1, match.end()))
    return found


class Hints(NamedTuple):
    """What a text shows elsewhere of its words.

    surnames: those that follow a title, so that they end the name of a person even where a place might stand
    nouns: those that it has in lower case, so that they are no first names: "Resident Babs O'Dowd"
    """

    surnames: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()


_NO_HINTS = Hints()


def names(text: str, *, owners: bool = False, hints: Hints = _NO_HINTS) -> list[Mention]:
    """Return what can be full names of persons: two to four capitalised words that are no office, place or body.

    owners: also those that stand in the possessive, which are places as often
    """
    return names_of(tokens(_OWNER.sub(" , ", text) if owners else text), hints)


def names_of(words: list[Token], hints: Hints = _NO_HINTS) -> list[Mention]:
    """Return what can be full names of persons among the words of a text."""
    found = []
    for words_of_run, before, after in _runs(words):
        ends_in_name = before and before[-1].low in {"of", "for"} and len(words_of_run) > _NAME_LENGTH.start
        run = words_of_run[-_NAME_LENGTH.start :] if ends_in_name else words_of_run
        while len(run) > _NAME_LENGTH.start and _is_noun(run[0], hints):
            run = run[1:]
        title = before[-1].low if before and before[-1].low in _TITLES_AND_RANKS else ""
        known = ends_in_name or run[-1].text in hints.surnames
        if len(run) not in _NAME_LENGTH or (not known and _is_place(run, before, after, title)):
            continue
        name = " ".join(token.text for token in run)
        name = f"{before[-1].text} {name}" if title in HONORIFICS else name
        found.append(Mention(name, run[0].start, run[-1].end, title))
    return found


def is_occupation(word: str) -> bool:
    """Tell whether a word says what somebody does or is to others."""
    return word in OCCUPATIONS or _TRADE.match(word.replace("-", "")) is not None


def _is_noun(word: Token, hints: Hints) -> bool:
    """Tell whether a word before a name says what its bearer does."""
    return is_occupation(word.low) or word.low in hints.nouns or f"{word.low}s" in hints.nouns


def _runs(words: list[Token]) -> list[tuple[list[Token], list[Token], list[Token]]]:
    """Return runs of words that can be a name, each with the words before and after it."""
    found = []
    index = 0
    while index < len(words):
        if not is_name_word(words[index]):
            index += 1
            continue
        end = index + 1
        while end < len(words) and (is_name_word(words[end]) or _is_particle(words, end)):
            end += 1
        found.append((words[index:end], words[max(0, index - 2) : index], words[end : end + 2]))
        index = end
    return found


def is_name_word(word: Token) -> bool:
    """Tell whether a word can be part of a name: capitalised, and no office, body, owner or abbreviation."""
    text = word.text
    if not text[:1].isupper() or (len(text) > 1 and text.isupper()) or _POSSESSIVE.search(text):
        return False
    return word.low not in _NEVER_IN_NAMES


def _is_particle(words: list[Token], index: int) -> bool:
    return words[index].text in _PARTICLES and index + 1 < len(words) and is_name_word(words[index + 1])


def _is_place(run: list[Token], before: list[Token], after: list[Token], title: str) -> bool:
    if title:
        return False
    if before and before[-1].low in _PLACE_BEFORE:
        return True
    following = after[0] if after else None
    if following is not None and following.text.isupper():
        return False  # letters after the name: OBE, MP
    return following is not None and bool(CAPITAL.match(following.text)) and following.start - run[-1].end == 1
