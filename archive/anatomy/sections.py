"""Which block of a release belongs to its body, its notes, its contacts, or stands between them."""

import re
from dataclasses import dataclass, field

from archive.anatomy.contacts import is_details
from archive.parse import closing
from archive.parse.blocks import Block, BlockKind

_BARE_NOTES = re.compile(r"(?:background )?notes?:?|nodiadau:?|background(?: information)?:?|cefndir:?", re.IGNORECASE)
_OFFICE = re.compile(r"\b(?:office|team|desk|swyddfa)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:;…,][\"'”’)]*$")
_TYPED_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+|[•·‣▪–-]\s+")
_HEADING_WORDS, _EMBARGO_WORDS, _SIGNATURE_WORDS, _CLOSING_WORDS = 8, 30, 16, 4
_CONTACT_LINES = 5


@dataclass(slots=True)
class Sections:
    """The blocks of a release by what they are; notes and contacts overlap where a note gives contact details."""

    body: list[Block] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)
    contacts: list[Block] = field(default_factory=list)
    end_mark: Block | None = None
    embargo: Block | None = None


def read(blocks: list[Block]) -> Sections:
    """Return the sections of a release."""
    found = Sections()
    rest = _take_head(blocks, found)
    current = found.body
    for index, block in enumerate(rest):
        if current is found.body and found.end_mark is None and closing.END.fullmatch(block.text):
            found.end_mark, current = block, []
        elif (notes := closing.NOTES.fullmatch(block.text)) and _announces(block, notes):
            current = found.notes
            if notes["rest"]:
                current.append(_without_start(block, notes.start("rest")))
        elif _BARE_NOTES.fullmatch(block.text) and _may_head_notes(block, found):
            current = found.notes
        elif _opens_contacts(block, rest[index + 1 : index + _CONTACT_LINES], in_body=current is found.body):
            current = found.contacts
            if is_details(block) or block.kind is BlockKind.ROW or not _is_label(block) or _OFFICE.search(block.text):
                current.append(block)
        elif current is not found.body and _is_heading(block):
            current = []
        else:
            _put(block, current, found)
    _take_tail(found)
    return found


def untyped(block: Block) -> Block:
    """Return a block without the bullet or number that is typed before it."""
    match = _TYPED_NUMBER.match(block.text)
    return _without_start(block, match.end()) if match and match.end() < len(block.text) else block


def _take_head(blocks: list[Block], found: Sections) -> list[Block]:
    """Take away what precedes the body: an embargo, a by-line."""
    for index, block in enumerate(blocks):
        if closing.EMBARGO.search(block.text) and len(block.text.split()) <= _EMBARGO_WORDS and found.embargo is None:
            found.embargo = block
        elif not closing.BYLINE.fullmatch(block.text) or _SENTENCE_END.search(block.text):
            return blocks[index:]
    return []


def _put(block: Block, current: list[Block], found: Sections) -> None:
    """Add a block to its section; details of a contact among the notes or after the end are a contact as well."""
    current.append(block)
    if current is found.body or current is found.contacts:
        return
    if is_details(block) and closing.CONTACT_WORDS.search(block.text):
        found.contacts.append(block)


def _announces(block: Block, notes: re.Match[str]) -> bool:
    """Tell whether a block is the heading of the notes, alone or with the first note behind a colon."""
    alone = closing.NOTES.fullmatch(block.lined.partition("\n")[0])
    apart = alone is not None and not alone["rest"] and "\n" in block.lined
    return not notes["rest"] or bool(notes["mark"]) or block.kind is BlockKind.HEADING or apart


def _may_head_notes(block: Block, found: Sections) -> bool:
    """Tell whether a word such as "Notes" heads these: after the end mark, or "Notes" itself as a heading."""
    return found.end_mark is not None or ("not" in block.text.lower() and _is_heading(block))


def _is_short(block: Block) -> bool:
    return len(block.text.split()) <= _HEADING_WORDS


def _is_heading(block: Block) -> bool:
    return block.kind is BlockKind.HEADING or (block.strong and _is_short(block) and not block.text.endswith("."))


def _opens_contacts(block: Block, following: list[Block], *, in_body: bool) -> bool:
    """Tell whether a block is a contact label or heading; in the body a heading needs details right below it."""
    if block.kind is BlockKind.ITEM:
        return False
    details = is_details(block) or (_is_short(block) and any(map(is_details, following[:1])))
    if closing.CONTACTS.match(block.lined or block.text) and (
        details or _is_label(block) or block.kind is BlockKind.ROW
    ):
        return True
    if is_details(block) or not _is_label(block) or not closing.CONTACT_WORDS.search(block.text):
        return False
    return not in_body or any(map(is_details, following))


def _is_label(block: Block) -> bool:
    return _is_heading(block) or (block.text.endswith(":") and _is_short(block))


def _take_tail(found: Sections) -> None:
    """Take contacts, their heading and a signature away from the end of the body."""
    details: list[Block] = []
    while len(found.body) > 1 and is_details(found.body[-1]) and closing.CONTACT_WORDS.search(found.body[-1].text):
        details.insert(0, found.body.pop())
    if details and _is_label(found.body[-1]) and closing.CONTACT_WORDS.search(found.body[-1].text):
        found.body.pop()
    found.contacts = details + found.contacts
    signed = False
    while len(found.body) > 1 and (_is_signature(found.body[-1]) or (signed and _is_closing(found.body[-1]))):
        signed = True
        found.body.pop()


def _is_signature(block: Block) -> bool:
    """Tell whether a last block is a name and an office and no sentence."""
    words = block.text.split()
    if (
        block.kind is not BlockKind.PARAGRAPH
        or block.quoted
        or len(words) > _SIGNATURE_WORDS
        or _SENTENCE_END.search(block.text)
    ):
        return False
    return sum(word[0].isupper() for word in words) > len(words) / 2


def _is_closing(block: Block) -> bool:
    """Tell whether a block before a signature is "Yours sincerely," or another that closes a letter."""
    return block.text.endswith(",") and len(block.text.split()) <= _CLOSING_WORDS


def _without_start(block: Block, offset: int) -> Block:
    return Block(
        text=block.text[offset:],
        lined=block.lined[offset:],
        start=block.start + offset,
        kind=block.kind,
        quoted=block.quoted,
        strong=block.strong,
        links=block.links,
        linked=block.linked,
    )
