"""Until when a release may not be published."""

from datetime import datetime, time

from archive.anatomy.parts import Embargo, Passage
from archive.parse import dates
from archive.parse.blocks import Block
from archive.release import LONDON, Precision


def read(block: Block) -> Embargo:
    """Return the embargo that a line states; a day without a time ends the embargo as it begins, in London."""
    found = dates.find(block.text)
    until = found.claim.value if found else ""
    if found and found.claim.precision is Precision.DAY and found.claim.day:
        until = datetime.combine(found.claim.day, time(), LONDON).isoformat()
    return Embargo(until=until, passage=Passage(text=block.text, start=block.start, end=block.end))
