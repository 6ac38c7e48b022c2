"""An archive of invented offices, filled through the store as runs fill it, for the tests of what is published."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive import compare
from archive.anatomy import Anatomy
from archive.change import Change
from archive.identity import url_alias
from archive.memory import Memory
from archive.office import Office, Source
from archive.release import Attachment, Claim, Image, Release
from archive.response import Response
from archive.store import Database, captures, connection, offices, releases, runs
from archive.store.connection import Archive
from archive.store.witness import Witness
from feeds.site import Site

SITE = Site(
    title="The Ravenshire Record",
    url="https://record.example.org/press/",
    authority="example.org,2026",
    created=datetime(2026, 1, 2, 9, tzinfo=UTC),
    contact="desk@record.example.org",
)
RAVENSHIRE = Office(
    id="ravenshire",
    name="Ravenshire Police, Fire and Crime Commissioner",
    area="Ravenshire",
    home="https://www.ravenshire-pfcc.example/",
    names_before=("Ravenshire Police and Crime Commissioner",),
    sources=(Source(url="https://www.ravenshire-pfcc.example/news/"),),
)
MORWEN = Office(
    id="morwen",
    name="Heddlu a Throseddu Morwen",
    area="Morwen",
    home="https://www.morwen-pcc.example/",
    sources=(Source(url="https://www.morwen-pcc.example/newyddion/"),),
)
NEWS = "https://www.ravenshire-pfcc.example/news/"


@dataclass(slots=True, kw_only=True)
class Newsroom:
    """An open archive, and the time at which its runs see things."""

    archive: Archive
    now: datetime = datetime(2026, 3, 3, 6, 30, tzinfo=UTC)
    _rows: dict[str, int] = field(default_factory=dict)

    @property
    def db(self) -> Database:
        """The database that is published from."""
        return self.archive.db

    def open_office(self, office: Office) -> None:
        """Enter an office into the archive."""
        self._rows[office.id] = offices.keep(self.db, office, self.now)

    def later(self, **after: float) -> None:
        """Let some time pass."""
        self.now += timedelta(**after)

    def see(self, release: Release, office: Office = RAVENSHIRE, parts: Anatomy | None = None) -> None:
        """See a release as it is now; parts: what it is made of, if that was read."""
        release = replace(release, aliases=(url_alias(release.url),))
        memory = Memory(releases.known(self.db, self._rows[office.id]))
        known = memory.match(release)
        change = compare.seen(release, known, "1", lambda each: releases.said(self.db, each.id))
        self._apply(change, office, release.url, parts)

    def miss(self, url: str, office: Office = RAVENSHIRE) -> None:
        """Ask for a release in vain."""
        known = Memory(releases.known(self.db, self._rows[office.id])).listed([url_alias(url)])
        assert known is not None
        self._apply(compare.absent(known, "answered 404", self.now), office, url)

    def _apply(self, change: Change, office: Office, url: str, parts: Anatomy | None = None) -> None:
        run = runs.begin(self.db, "0", self.now)
        answer = Response(url=url, final_url=url, status=200, body=url.encode(), fetched_at=self.now)
        witness = Witness(
            office=office.id,
            office_row=self._rows[office.id],
            source_row=offices.state(self.db, self._rows[office.id], office.sources[0]).id,
            authority=SITE.authority,
            run_id=run,
            parser="1",
            capture_id=captures.keep(self.archive, answer, run),
            at=self.now,
        )
        releases.apply(self.db, change, witness, parts)


@contextmanager
def newsroom(folder: Path) -> Iterator[Newsroom]:
    """Open an empty archive with one office in a folder."""
    with connection.opened(folder / "archive.db", folder / "captures.db") as archive:
        room = Newsroom(archive=archive)
        offices.authority(room.db, SITE.authority, room.now)
        room.open_office(RAVENSHIRE)
        yield room


def release(number: int, **claims: object) -> Release:
    """Return a release of its own for each number; what is given replaces what it says."""
    plain = Release(
        url=f"{NEWS}story-{number}/",
        title=f"Story number {number} of the year",
        published=Claim(value="2026-02-20", evidence="time element"),
        standfirst=f"The standfirst of story {number}.",
        html=f"<p>The first paragraph of story {number}.</p>\n<p>The second one.</p>",
        text=f"The first paragraph of story {number}.\n\nThe second one.",
    )
    return replace(plain, **claims)  # type: ignore[arg-type]


PATROLS = Release(
    url=f"{NEWS}harbour-patrols-to-double/",
    title="Harbour patrols to double before the summer season, Commissioner confirms",
    published=Claim(value="2026-03-02T10:15:00+00:00", evidence="REST date_gmt"),
    standfirst=(
        "Twenty-four officers will walk the quays of Port Selwyn and Holmecaster from Easter, twice as many as last "
        "year."
    ),
    html=(
        "<p>The number of officers on the harbour beat will double from Easter, the Commissioner confirmed today. "
        'The change follows <a href="https://www.ravenshire-pfcc.example/plan/">a survey of 3,400 residents</a> last '
        "autumn.</p>\n"
        "<h2>What will change</h2>\n<ul><li>Twelve more officers on the quays, seven days a week;</li>"
        "<li>a marked van at the ferry terminal between 18:00 and 02:00;</li>"
        "<li>a monthly meeting that anyone may attend.</li></ul>\n"
        "<blockquote><p>“People told us that they do not feel safe on the quay after dark. They were right to say "
        "so, and from Easter they will see the answer walking past their door.”</p></blockquote>\n"
        "<table><caption>Officers on the harbour beat</caption><thead><tr><th>Year</th><th>Port Selwyn</th>"
        "<th>Holmecaster</th><th>Brannock Ferry</th><th>Special constables</th><th>All together</th></tr></thead>"
        "<tbody>"
        "<tr><td>2024</td><td>5</td><td>4</td><td>1</td><td>2</td><td>12</td></tr>"
        "<tr><td>2026</td><td>11</td><td>8</td><td>2</td><td>3</td><td>24</td></tr></tbody></table>\n"
        "<h2>Notes to editors</h2>\n<ol><li>The survey was held from 1 to 30 September 2025.</li>"
        "<li>For interviews call the press office on 01632 960 144.</li></ol>"
    ),
    text=(
        "The number of officers on the harbour beat will double from Easter, the Commissioner confirmed today. The "
        "change follows a survey of 3,400 residents last autumn.\n\nWhat will change\n\n"
        "Twelve more officers on the quays, seven days a week;\n\na marked van at the ferry terminal between 18:00 and "
        "02:00;\n\na monthly meeting that anyone may attend.\n\n“People told us that they do not feel safe on the quay "
        "after dark. They were right to say so, and from Easter they will see the answer walking past their door.”\n\n"
        "Notes to editors\n\nThe survey was held from 1 to 30 September 2025.\n\n"
        "For interviews call the press office on 01632 960 144."
    ),
    attachments=(
        Attachment(
            url="https://www.ravenshire-pfcc.example/files/harbour-survey.pdf",
            title="Harbour survey 2025: results",
            media_type="application/pdf",
            length=1_234_567,
        ),
        Attachment(url="https://www.ravenshire-pfcc.example/files/rota", title="Patrol rota"),
    ),
    images=(Image(url="https://www.ravenshire-pfcc.example/files/quay.jpg", alt="The quay at dusk"),),
)
CYMORTH = Release(
    url="https://www.morwen-pcc.example/newyddion/cymorth/",
    title="Cymorth o dan un to i ddioddefwyr ym Mhorth Morwen",
    published=Claim(value="2025-09"),
    standfirst="Bydd canolfan newydd yn agor ei drysau yn yr hydref.",
    html="<p>Bydd y ganolfan ar agor bob dydd o’r wythnos.</p>",
    text="Bydd y ganolfan ar agor bob dydd o’r wythnos.",
    language="cy",
)


def tell_story(room: Newsroom) -> None:
    """Fill the archive with a spring: releases of two offices, an edit, a redating, a loss and a removal."""
    room.open_office(MORWEN)
    room.see(PATROLS)
    room.see(CYMORTH, MORWEN)
    for number in range(1, 9):
        room.see(release(number, published=Claim(value=f"2026-02-{10 + number}", evidence="time element")))
    room.later(days=1, hours=2)
    edited = PATROLS.text.replace("twice as many", "more").replace("3,400 residents", "3,100 residents")
    room.see(
        replace(
            PATROLS,
            title="Harbour patrols to grow before the summer season, Commissioner confirms",
            html=PATROLS.html.replace("3,400 residents", "3,100 residents"),
            text=edited + "\n\nThis release was corrected on 4 March.",
        )
    )
    room.see(release(3, published=Claim(value="2026-01-13", evidence="time element")))
    room.miss(f"{NEWS}story-2/")
    for _ in range(4):
        room.later(hours=24)
        room.miss(f"{NEWS}story-1/")
