"""How a release ends: the end mark, the heading of the notes to editors, the label of the contacts."""

import re

END = re.compile(
    r"\W*(?:(?:message |release )?(?:ends?|e n d s?)|diwedd)\W*(?:\d{1,2}[./-]\d{1,2}[./-](?:\d\d){1,2}\W*)?|"
    r"\W*ends?\W+diwedd\W*|\W*diwedd\W+ends?\W*|[#\s]{3,9}|[*~=_•]{3,40}|(?:\* ?){3,20}|-\s?30\s?-",
    re.IGNORECASE,
)
NOTES = re.compile(
    r"\W{0,4}(?:(?:background |further |additional )?(?:notes?|information) (?:to|for) (?:the )?(?:news ?)?"
    r"(?:editors?|media|journalists?|desks?)|editorial notes?|editor(?:s|[’']s|s[’'])?[’']? notes?|"
    r"(?:(?:for|to) )?(?:the )?(?:news ?)?editors?(?=\s?:|$)|"
    r"nod(?:iadau|yn) (?:i|ar gyfer)(?: ?[’']?r)? ?(?:olygydd(?:ion)?|golygydd(?:ion)?|cyfryngau))"
    r"\s{0,2}(?P<mark>[:.–-]?)\s{0,2}(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
CONTACTS = re.compile(
    r"\W{0,3}(?:issued by|released by|(?:media|press|news|communications)(?: and \w{1,20})? "
    r"(?:contacts?|enquir(?:y|ies)|quer(?:y|ies)|office|team|desk|officer)\b|"
    r"(?:media|press)(?: and \w{1,20})?\s?:|(?:for )?(?:further|more) (?:details|information)\s?:|"
    r"(?:for )?(?:all )?(?:media|press) (?:enquir|quer)ies|cyhoeddwyd gan|swyddfa.?r wasg|cyswllt|ymholiadau|"
    r"contacts?(?:\s(?:details|information|us))?\s?(?:[:|]|\n|$))",
    re.IGNORECASE,
)
CONTACT_WORDS = re.compile(
    r"\b(?:contacts?|enquir(?:y|ies)|quer(?:y|ies)|press office|media (?:office|team|relations)|"
    r"(?:further|more) information|further details|interviews?|"
    r"cyswllt|cysylltwch|cysylltu|ymholiadau|swyddfa.r wasg|gwybodaeth bellach|"
    r"(?:fwy|mwy|ragor) o wybodaeth)\b",
    re.IGNORECASE,
)
EMBARGO = re.compile(r"\bembargo(?:ed)?\b|\bnot for (?:publication|broadcast|release)\b", re.IGNORECASE)
BYLINE = re.compile(r"(?:by|gan|author:|posted by) \S.{2,58}", re.IGNORECASE)
_LABEL_LENGTH = 120


def opens(text: str) -> bool:
    """Tell whether a line is the first of what closes a release."""
    if len(text) > _LABEL_LENGTH:
        return False
    return bool(END.fullmatch(text) or NOTES.fullmatch(text) or CONTACTS.match(text))
