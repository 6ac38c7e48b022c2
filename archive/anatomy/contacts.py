"""Whom journalists may ring or write to."""

import re
from collections.abc import Iterator
from dataclasses import replace

from archive.anatomy.names import names
from archive.anatomy.parts import Contact
from archive.parse.blocks import Block

_PHONE = re.compile(
    r"(?<![\w.])(?:\+44[ \u00a0.-]?(?:\(0\))?|\(\+44\)|\(0\d{2,5}\)|0\d)(?:[ \u00a0.–-]{0,3}\d){6,10}(?![\d–-])"
)
_FAX = re.compile(r"\bfax\W{0,3}$", re.IGNORECASE)
_FAX_LABEL = 12
_AT = re.compile(r"\s?[\[({]\s?at\s?[\])}]\s?", re.IGNORECASE)
_FIELD = re.compile(r"\b(?:[TEM]|tel(?:ephone)?|phone|mob(?:ile)?|e-?mail|fax|ffôn|e-?bost)\s?:", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_MASKED = re.compile(r"\[email\s?protected\]|\[e-?mail hidden\]", re.IGNORECASE)
_DIGITS = range(9, 13)
_PIECE = re.compile(r"(?<=[a-z0-9][.;])\s+(?=[^\Wa-z])|\n")
_PARTS = re.compile(
    r"\s*[,;:|–—\n]\s*|\s+-\s+|\s+(?:on|at|in|by|via|or|from|ar|yn|neu)\s+|\b(?:please|contact|call|ring|e-?mail|calling|emailing|telephone|"
    r"tel|phone|cysylltwch ag?)\b\s*",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"\b(?:office|group|team|police|commissioner|service|council|press|media \w+|agency|department|company|"
    r"limited|ltd|o?pf?cc|o?pcc|news ?desk|"
    r"out[- ]of[- ]hours|duty|swyddfa|comisiynydd|heddlu|association|charity|trust)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:(?:for|all|any|further|more|out of hours?|media|press|news|interview|general|other|an?|am ragor o|details?) ?"
    r"){0,6}"
    r"(?:contacts?|enquir(?:y|ies)|quer(?:y|ies)|requests?|information|interviews?|details|wybodaeth|issued|wasg|cyswllt|y)$|^(?:the|y)$",
    re.IGNORECASE,
)
_POST = re.compile(
    r"\b(?:officer|manager|advis[eo]r|assistant|editor|executive|specialist|co-?ordinator|director|lead|swyddog)$|"
    r"\b(?:head|director) of \w|^(?:swyddog|rheolwr|pennaeth)\b",
    re.IGNORECASE,
)  # a person's, no office
# What stands before a colon and a number in capitalised words is whose number it is, unless it says what sort.
_PROPER = re.compile(
    r"(?!.{0,40}\b(?i:line|number|mobile|hours|hotline|only)\b)((?:[A-Z][\w’'&-]{1,30} ){1,4}[A-Z][\w’'&-]{1,30})\s?:"
)
_ANOTHER = re.compile(r"\b(?:out[- ]of[- ]hours|duty)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:(?:the|by|issued|at|in|of|for|with|y|yn)\s+)+", re.IGNORECASE)


def is_details(block: Block) -> bool:
    """Tell whether a block gives a telephone number or an e-mail address, be it masked."""
    return bool(
        _phones(block.text) or _EMAIL.search(_unmasked(block.text)) or _MASKED.search(block.text) or _mailtos(block)
    )


def read(blocks: list[Block]) -> tuple[Contact, ...]:
    """Return the contacts that the blocks of a section give; details that follow each other make one contact.

    A further number of the same person is a contact that repeats the name.
    """
    found: list[list[Contact]] = []
    for piece in (piece for block in blocks for piece in _pieces(block)):
        if found and (_completes(found[-1][0], piece) or _goes_on(found[-1][0], piece)):
            found[-1][0] = _merged(found[-1][0], piece)
        elif found and _is_number(piece):
            found[-1].append(piece)
        else:
            found.append([piece])
    contacts = [
        replace(one, name=first.name, organisation=first.organisation)
        for first, *more in found
        for one in (first, *more)
    ]
    return tuple(contact for contact in contacts if contact.phone or contact.email or contact.masked)


def _pieces(block: Block) -> Iterator[Contact]:
    """Yield what each sentence or line of a block gives, with the addresses behind its links."""
    found = list(_sentences(block))
    shown = {one.email for one, _, _ in found}
    behind = [
        (link[7:].partition("?")[0], words)
        for link, words in zip(block.links, block.linked or block.links, strict=True)
        if link.lower().startswith("mailto:")
    ]
    hidden = [(address, words) for address, words in behind if address not in shown]
    for index, (contact, sentence, further) in enumerate(found, 1):
        last = index == len(found)  # takes what is behind a link without words, an envelope
        own = next((address for address, words in hidden if (words in sentence if words else last)), "")
        yield replace(contact, email=contact.email or own)
        for phone in further:
            yield Contact(phone=phone, start=contact.start, end=contact.end)


def _sentences(block: Block) -> Iterator[tuple[Contact, str, list[str]]]:
    """Yield what each sentence or line gives, the line itself, and the telephone numbers beyond the first."""
    offset = 0
    text = block.lined or block.text
    for sentence in _PIECE.split(text):
        start = text.index(sentence, offset)
        offset = start + len(sentence)
        contact = _contact(sentence, block.start + start)
        linked = any(words in sentence for words in block.linked if words)
        if linked or contact.name or contact.organisation or contact.phone or contact.email or contact.masked:
            yield contact, sentence, _phones(sentence)[1:]


def _contact(text: str, start: int) -> Contact:
    shown = _unmasked(text)
    phones, emails = _phones(text), _EMAIL.findall(shown)
    rest = _EMAIL.sub(",", _PHONE.sub(",", _FIELD.sub(",", shown)))
    named = names(rest)
    name = named[0].name if named else ""
    return Contact(
        name=name,
        organisation=_organisation(rest, name),
        phone=phones[0] if phones else "",
        email=emails[0].rstrip(".") if emails else "",
        masked=bool(_MASKED.search(text)) and not emails,
        start=start,
        end=start + len(text),
    )


def _phones(text: str) -> list[str]:
    found = (match[0].strip() for match in _PHONE.finditer(text) if not _FAX.search(_before(text, match)))
    return [phone for phone in found if len(re.sub(r"\D", "", phone.replace("+44", "0"))) in _DIGITS]


def _before(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - _FAX_LABEL) : match.start()]


def _unmasked(text: str) -> str:
    """Return a text with addresses such as "name [at] office.example" as they are meant."""
    return _AT.sub("@", text)


def _is_number(piece: Contact) -> bool:
    return bool(piece.phone) and not (piece.name or piece.organisation or piece.email)


def _mailtos(block: Block) -> list[str]:
    return [link[7:].partition("?")[0] for link in block.links if link.lower().startswith("mailto:")]


def _organisation(text: str, name: str) -> str:
    """Return the part of a line that names an office, a firm or a function."""
    parts = (
        _ARTICLE.sub("", part.strip(" .")) for part in _PARTS.split(text.replace(name, ",") if name else text) if part
    )
    offices = (part for part in parts if _ORGANISATION.search(part) and not _LABEL.search(part))
    office = next((part for part in offices if not (name and _POST.search(part))), "")
    labelled = _PROPER.match(text) if not (office or name) else None
    return labelled[1] if labelled and not _LABEL.search(labelled[1]) else office


def _completes(contact: Contact, piece: Contact) -> bool:
    """Tell whether a piece adds only what a contact does not have yet."""
    if _ANOTHER.search(piece.organisation):
        return False
    taken = any(getattr(contact, one) and getattr(piece, one) for one in ("name", "organisation", "phone", "email"))
    return not taken and not (piece.name and contact.phone)


def _office(piece: Contact, name: str) -> str:
    """Return what a piece names, where it is no more than the post of the person whom it goes with."""
    return "" if name and not piece.name and _POST.search(piece.organisation) else piece.organisation


def _goes_on(contact: Contact, piece: Contact) -> bool:
    """Tell whether a piece says more of whose details are still to come: a department, then its office."""
    bare = not (contact.phone or contact.email or contact.masked)
    return bare and not (piece.name and contact.name) and bool(piece.organisation and contact.organisation)


def _merged(one: Contact, other: Contact) -> Contact:
    return Contact(
        name=one.name or other.name,
        organisation=one.organisation or _office(other, one.name),
        phone=one.phone or other.phone,
        email=one.email or other.email,
        masked=one.masked or other.masked,
        start=one.start,
        end=other.end,
    )
