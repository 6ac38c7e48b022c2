"""The proof of a first look, as a person reads it."""

import shutil
import textwrap
from collections.abc import Iterator

import click

from archive import candidate, identity, wording
from archive.proof import Proof, Sample, Tried

_NO_TERMINAL = (100, 24)  # columns and lines
_WIDEST = 110
_BEGINS = 160  # characters of a release's beginning


def lines(proof: Proof) -> Iterator[str]:
    """Give the proof line by line, for the width of the terminal."""
    where = " answers" if proof.answered == proof.asked else f" answers for {proof.asked}"
    name = f", and calls itself {proof.name}" if proof.name else ""
    moved = " The site has moved." if identity.host(proof.answered) != identity.host(proof.asked) else ""
    yield from _folded(f"{proof.answered}{where}{name}.{moved}")
    yield ""
    for tried in proof.tried:
        yield from _way(tried, used=proof.used is not None and tried.way == proof.used.way)
    yield ""
    if proof.used is None:
        return
    yield from _folded(f"A run would read it by {proof.used.way}: {proof.why}.")
    yield ""
    yield from _beside(proof)
    yield "The newest, as they would be stored:"
    for sample in proof.newest:
        yield ""
        yield from _sample(sample)
    yield ""
    yield from _verdict(proof)


def _beside(proof: Proof) -> Iterator[str]:
    """Give what would be written besides: a filter, and a source for the other language."""
    if proof.sieve:
        sieve = proof.sieve
        kept = f"of the {sieve.seen} that were looked at it keeps {sieve.kept}, by what the list shows of them"
        yield from _folded(f"Not all of it is about policing, so a filter is written; {kept}:")
        yield f"{'':13}{sieve.filter}"
        yield ""
    if proof.tongue:
        tree, language = proof.tongue, "Welsh" if proof.tongue.language == "cy" else "English"
        listed = f"{tree.listed} release{'' if tree.listed == 1 else 's'} or more by {tree.by}"
        yield from _folded(f"Its {language} pages are a list of their own, and become a second source: {listed}.")
        yield f"{'':13}{tree.url}"
        yield ""


def _way(tried: Tried, *, used: bool) -> Iterator[str]:
    """Give one way: what it lists and from when to when, or what went wrong."""
    label = click.style(f"{'→' if used else ' '} {tried.way:<11}", bold=used)
    if not tried.listed:
        yield from _folded(tried.problem or "lists nothing", first=label, rest=" " * 13)
        return
    dates = candidate.between(tried) or ", without dates"
    yield from _folded(f"{candidate.counted(tried)}{dates}", first=label, rest=" " * 13)
    yield f"{'':13}{tried.url}"


def _sample(sample: Sample) -> Iterator[str]:
    yield from _folded(sample.title or sample.url, first="  ", rest="  ", bold=True)
    if sample.problem:
        yield from _folded(f"not stored: {sample.problem}", first="    ", rest="    ")
        return
    yield f"    {sample.url}"
    date = wording.claimed(sample.published)
    yield from _folded(
        f"{date}, to the {sample.published.precision} ({sample.published.evidence})" if date else "no date",
        first="    ",
        rest="    ",
    )
    yield from _folded(
        textwrap.shorten(sample.begins, _BEGINS, placeholder=" …", break_on_hyphens=False),
        first="    “",
        rest="     ",
        last="”",
    )
    yield from _folded(", ".join(_parts(sample)), first="    ", rest="    ")


def _parts(sample: Sample) -> Iterator[str]:
    """Give what a release has, in numbers."""
    yield f"{sample.kind} of {sample.words} words"
    yield "in Welsh" if sample.language == "cy" else "in English"
    yield f"{sample.quotes} quotation{'' if sample.quotes == 1 else 's'}"
    yield (
        "no attachments"
        if not sample.attachments
        else "attached: " + "; ".join(one.title or one.url for one in sample.attachments)
    )


def _verdict(proof: Proof) -> Iterator[str]:
    """Give how sure that is, what speaks for it and against it, and what was left open."""
    verdict = proof.verdict
    yield f"Confidence: {click.style(verdict.confidence, bold=True)}"
    for mark, reasons in (("+", verdict.merits), ("-", verdict.doubts), ("?", proof.undone)):
        for reason in reasons:
            yield from _folded(reason, first=f"  {mark} ", rest="    ")


def _folded(text: str, *, first: str = "", rest: str = "", last: str = "", bold: bool = False) -> Iterator[str]:
    width = min(shutil.get_terminal_size(_NO_TERMINAL).columns, _WIDEST)
    plain = len(click.unstyle(first))
    wrapped = textwrap.wrap(text, max(width - plain - len(last), 20), break_long_words=False, break_on_hyphens=False)
    for number, line in enumerate(wrapped or [""]):
        end = last if number == len(wrapped) - 1 else ""
        yield f"{rest if number else first}{click.style(line, bold=True) if bold else line}{end}"
