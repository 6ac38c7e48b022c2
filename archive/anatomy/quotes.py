"""Quotations: which words somebody is said to have uttered, through every way in which marks go missing."""

import re
from dataclasses import dataclass, field
from itertools import dropwhile

from archive.anatomy.marks import Run, runs
from archive.anatomy.parts import Passage, Quote
from archive.anatomy.people import Cast
from archive.anatomy.speech import after as spoken_by
from archive.anatomy.speech import before as announced
from archive.anatomy.speech import is_direct, is_open, is_single, issued, related, reported, says
from archive.parse.blocks import Block, BlockKind

_FIRST_PERSON = re.compile(r"\b(?:I|[Mm]y|me|[Ww]e|[Oo]ur|us|[Rr]ydym|[Rr]wy|[Ff]y|[Ee]in)\b")
_NOTHING = re.compile(r"[\s.,;:–—-]*")
_STOPS = tuple(".,!?…")
_LEAST_BARE, _LEAST_SPOKEN, _LOOK_AHEAD = 6, 3, 6


@dataclass(slots=True)
class _Draft:
    """A quotation in the making.

    subject: whom the attribution names, None for nobody; at: where it stands
    unclosed: its last paragraph has no closing mark
    """

    subject: str | None
    at: int
    passages: list[Passage] = field(default_factory=list)
    unclosed: bool = False


def read(blocks: list[Block], cast: Cast) -> tuple[Quote, ...]:
    """Return the quotations of a body in order."""
    reader = _Reader(blocks)
    for index in range(len(blocks)):
        reader.take(index)
    return tuple(_finished(draft, cast) for draft in reader.drafts)


def _finished(draft: _Draft, cast: Cast) -> Quote:
    speaker, role = ("", "") if draft.subject is None else cast.resolve(draft.subject, draft.at)
    return Quote(speaker=speaker, role=role, paragraphs=tuple(draft.passages))


class _Reader:
    """Goes through the blocks of a body once, with what the block before left open."""

    def __init__(self, blocks: list[Block]) -> None:
        self.blocks = blocks
        self.drafts: list[_Draft] = []
        self._current: _Draft | None = None
        self._pending: tuple[str, int] | None = None

    def take(self, index: int) -> None:
        """Read one block."""
        block = self.blocks[index]
        if block.cited:
            self._sign(block)
            return
        if block.kind is BlockKind.HEADING:
            self._current = self._pending = None
            return
        found = runs(block.text)
        if self._pending is None and self._is_signed(index):
            self._pending = ("", block.start)
        if self._pending is not None and self._answers(index, found):
            self._begin(block, found)
        elif self._pending is None and self._current is not None and self._continues(index, found):
            self._add(self._current, block, found)
        else:
            self._current = None
            self._read_inline(block, found)

    def _is_signed(self, index: int) -> bool:
        """Tell whether a block is of a blockquote that ends in a line saying whose words it holds."""
        goes_on = self._current is not None and self.blocks[index - 1].quoted
        after = dropwhile(lambda one: one.quoted and not one.cited, self.blocks[index : index + _LOOK_AHEAD])
        return self.blocks[index].quoted and not goes_on and next((one.cited for one in after), False)

    def _sign(self, block: Block) -> None:
        """Give the words of a blockquote, where nobody was announced, to whom its last line names."""
        if self._current is not None and not self._current.subject:
            self._current.subject, self._current.at = block.text.strip(" –—-~"), block.start
        self._current = self._pending = None

    def _answers(self, index: int, found: list[Run]) -> bool:
        """Tell whether a block is what an attribution before it announces, marked or not."""
        block = self.blocks[index]
        if _is_marked(found) or _is_stray(found) or block.quoted:
            return True
        plain = block.kind is BlockKind.PARAGRAPH and len(block.text.split()) > _LEAST_SPOKEN
        if not plain or announced(block.text) is not None or not says(self.blocks[index - 1].text):
            return False
        return bool(_FIRST_PERSON.search(block.text)) or self._resumes(index)

    def _begin(self, block: Block, found: list[Run]) -> None:
        subject, at = self._pending or ("", block.start)
        self._current = _Draft(subject, at)
        self.drafts.append(self._current)
        self._add(self._current, block, found)

    def _add(self, draft: _Draft, block: Block, found: list[Run]) -> None:
        """Add a block to a quotation: its runs, or all of it where no mark opens it."""
        self._pending = None
        if not (_is_marked(found) or _is_stray(found)):
            draft.passages.append(Passage(text=block.text, start=block.start, end=block.end))
            draft.unclosed = not block.quoted
            return
        kept = found[:1]
        for run in found[1:]:
            if not _joins(block.text, kept[-1], run):
                break
            kept.append(run)
        draft.passages.append(_passage(block, kept))
        draft.unclosed = not kept[-1].closed
        self._leave(block, kept[-1])

    def _continues(self, index: int, found: list[Run]) -> bool:
        """Tell whether a block goes on with the quotation of the block before."""
        block, draft = self.blocks[index], self._current
        if draft is None:
            return False
        if _is_marked(found):
            rest = block.text[found[0].outer[1] :]
            return bool(_NOTHING.fullmatch(rest)) or (draft.unclosed and spoken_by(rest) is not None)
        if _is_stray(found):
            return True
        if block.quoted and self.blocks[index - 1].quoted:
            return True
        if not draft.unclosed or announced(block.text) is not None:
            return False
        return self._resumes(index) or bool(_FIRST_PERSON.search(block.text))

    def _resumes(self, index: int) -> bool:
        """Tell whether an unmarked block is followed by more of the quotation before any new attribution."""
        for block in self.blocks[index + 1 : index + 1 + _LOOK_AHEAD]:
            found = runs(block.text)
            if block.kind is BlockKind.HEADING:
                return False
            if _is_stray(found):
                return True
            if _is_marked(found):
                return spoken_by(block.text[found[0].outer[1] :]) is None
            if found or announced(block.text) is not None:
                return False
        return False

    def _read_inline(self, block: Block, found: list[Run]) -> None:
        """Find the quotations that a block of narrative holds, and the attribution that it ends on."""
        self._pending = None
        draft: _Draft | None = None
        kept: list[Run] = []
        for index, run in enumerate(found):
            before = block.text[found[index - 1].outer[1] if index else 0 : run.outer[0]]
            after = block.text[run.outer[1] : found[index + 1].outer[0] if index + 1 < len(found) else None]
            if kept and draft is not None and _joins(block.text, kept[-1], run):
                kept.append(run)
                draft.passages[-1] = _passage(block, kept)
            elif self._is_spoken(block, run, before, after):
                draft, kept = self._draft(block, run, before, after), [run]
                self.drafts.append(draft)
        if draft is not None:
            draft.unclosed = not kept[-1].closed
            self._current = draft
            self._leave(block, kept[-1])
        else:
            self._await(block.text, block.start)

    def _is_spoken(self, block: Block, run: Run, before: str, after: str) -> bool:
        """Tell a quotation from a name or a term in marks."""
        words = block.text[run.start : run.end]
        long = len(words.split()) >= _LEAST_BARE
        if announced(before) is not None or (long and reported(before) is not None):
            return True
        stopped = words.rstrip().endswith(_STOPS) or after.lstrip().startswith(",") or not run.closed
        if (stopped or (long and is_direct(after))) and run.opened and spoken_by(after) is not None:
            return True
        if not (run.opened and long and _NOTHING.fullmatch(after)):
            return False
        return run.outer[0] == 0 or (stopped and words[:1].isupper() and related(before) is not None)

    def _draft(self, block: Block, run: Run, before: str, after: str) -> _Draft:
        said = (announced(before), spoken_by(after), reported(before), related(before))
        subject = next((one for one in said if one is not None), None)
        return _Draft(subject, block.start + run.outer[0], [_passage(block, [run])])

    def _leave(self, block: Block, last: Run) -> None:
        """Close the quotation when narrative follows it in its block; await the next when an attribution does."""
        rest = block.text[last.outer[1] :]
        if _NOTHING.fullmatch(rest):
            return
        if not _only_attributes(rest):
            self._current = None
        self._await(rest, block.start + last.outer[1])

    def _await(self, text: str, at: int) -> None:
        subject = announced(text) if is_open(text) else issued(text)
        if subject is not None:
            self._pending = (subject, at)


def _is_marked(found: list[Run]) -> bool:
    return bool(found) and found[0].opened and found[0].outer[0] == 0


def _is_stray(found: list[Run]) -> bool:
    return bool(found) and not found[0].opened


def _joins(text: str, run: Run, following: Run) -> bool:
    """Tell whether two runs of a paragraph are one quotation: nothing but the attribution of both is between them."""
    between = text[run.outer[1] : following.outer[0]].rstrip()
    ended = text[run.start : run.end].rstrip().endswith((".", "!", "?"))
    announces = between.endswith(":") or (ended and between.endswith(","))
    return _only_attributes(between) and not announces


def _only_attributes(text: str) -> bool:
    """Tell whether a text between two runs is nothing but an attribution of both."""
    if _NOTHING.fullmatch(text):
        return True
    return is_single(text) and spoken_by(text) is not None


def _passage(block: Block, kept: list[Run]) -> Passage:
    """Return the words of a block's runs, joined by a space."""
    text = " ".join(block.text[run.start : run.end].strip() for run in kept)
    return Passage(text=text, start=block.start + kept[0].outer[0], end=block.start + kept[-1].outer[1])
