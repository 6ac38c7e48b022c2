"""The archive as sheets for people who count: a row of each says whose it is, and needs no number of ours."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from archive.store.connection import text
from archive.store.exports import Choice
from archive.store.search import SHOWN

_ID = ("id", "string", "the id of the release, as in feeds", "r.tag")
_TOPICS = (
    "(SELECT group_concat(slug, '; ') FROM (SELECT t.slug FROM release_topics x JOIN topics t ON t.id = x.topic_id "
    "WHERE x.release_id = r.id ORDER BY t.slug))"
)
_OFFICE = ("office", "string", "the id of the office", "o.slug")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet; fields: name, type (as in Table Schema), what it says, and where it comes from."""

    name: str
    description: str
    fields: tuple[tuple[str, str, str, str], ...]
    source: str
    order: str


SHEETS = (
    Sheet(
        name="offices",
        description="The offices of the archive.",
        fields=(
            _OFFICE,
            ("name", "string", "what it is called", "o.name"),
            ("names_before", "string", "what it was called before, with semicolons between", "o.names_before"),
            ("area", "string", "the police area", "o.area"),
            ("home", "string", "its home page", "o.home"),
        ),
        source="offices o",
        order="o.slug",
    ),
    Sheet(
        name="releases",
        description="Every release that may be shown, as it stands now.",
        fields=(
            _ID,
            _OFFICE,
            ("url", "string", "its address at the office", "r.url"),
            ("path", "string", "its path on the published site", "r.path"),
            ("title", "string", "its headline", "r.title"),
            ("kind", "string", "release, statement, blog …", "r.kind"),
            ("language", "string", "its language", "r.language"),
            ("status", "string", "live, missing or removed", "r.status"),
            ("published", "string", "the date that the office claims, as claimed", "r.published"),
            ("published_day", "date", "that date as a day in London", "r.published_day"),
            ("modified", "string", "the date of the last edit that the office claims", "r.modified"),
            ("first_seen", "datetime", "when this archive first saw it, in UTC", "r.first_seen"),
            ("last_seen", "datetime", "when this archive last saw it, in UTC", "s.last_seen"),
            ("changed_at", "datetime", "when this archive last saw it change, in UTC", "r.changed_at"),
            ("revisions", "integer", "how many versions were seen", "r.revision"),
            ("words", "integer", "how many words it has", "r.word_count"),
            ("topics", "string", "its topics, with semicolons between", _TOPICS),
            ("standfirst", "string", "the lines under the headline", "r.standfirst"),
            ("text", "string", "its text", "r.text"),
        ),
        source="releases r JOIN offices o ON o.id = r.office_id JOIN sightings s ON s.release_id = r.id",
        order="r.id",
    ),
    Sheet(
        name="revisions",
        description="Every version of a release that was seen.",
        fields=(
            _ID,
            ("number", "integer", "the number of the version, from 1", "v.number"),
            ("seen_at", "datetime", "when it was first seen, in UTC", "v.seen_at"),
            ("title", "string", "its headline then", "v.title"),
            ("published", "string", "the date that was claimed then", "v.published"),
            ("channel", "string", "how it reached us: rest, feed or page", "v.channel"),
            ("standfirst", "string", "the lines under the headline then", "v.standfirst"),
            ("text", "string", "its text then", "v.text"),
        ),
        source="revisions v JOIN releases r ON r.id = v.release_id JOIN offices o ON o.id = r.office_id",
        order="v.release_id, v.number",
    ),
    Sheet(
        name="events",
        description="What happened to releases, as far as it was witnessed.",
        fields=(
            _ID,
            _OFFICE,
            ("at", "datetime", "when it was seen, in UTC", "e.at"),
            ("kind", "string", "published, revised, redated, moved, missing, removed, restored …", "e.kind"),
            ("evidence", "string", "what shows it", "e.evidence"),
            ("before", "string", "the claim or the address before", "e.before"),
            ("after", "string", "the claim or the address after", "e.after"),
        ),
        source="events e JOIN releases r ON r.id = e.release_id JOIN offices o ON o.id = r.office_id",
        order="e.id",
    ),
    Sheet(
        name="quotes",
        description="What people are quoted as saying.",
        fields=(
            _ID,
            _OFFICE,
            ("speaker", "string", "who is named, empty when nobody is", "q.speaker"),
            ("role", "string", "in which role", "q.role"),
            ("text", "string", "the words", "q.text"),
        ),
        source="quotes q JOIN releases r ON r.id = q.release_id JOIN offices o ON o.id = r.office_id",
        order="q.release_id, q.start, q.id",
    ),
    Sheet(
        name="figures",
        description="Sums of money and percentages in the texts.",
        fields=(
            _ID,
            _OFFICE,
            ("kind", "string", "money or percentage", "f.kind"),
            ("amount", "number", "how much", "f.amount"),
            ("unit", "string", "GBP or percent", "f.unit"),
            ("sentence", "string", "the sentence that says so", "f.sentence"),
        ),
        source="figures f JOIN releases r ON r.id = f.release_id JOIN offices o ON o.id = r.office_id",
        order="f.release_id, f.start, f.id",
    ),
    Sheet(
        name="attachments",
        description="Documents that releases link to.",
        fields=(
            _ID,
            _OFFICE,
            ("title", "string", "what the link says", "a.title"),
            ("media_type", "string", "what kind of file it is", "a.media_type"),
            ("bytes", "integer", "how large it is", "a.length"),
            ("url", "string", "its address", "a.url"),
        ),
        source="attachments a JOIN releases r ON r.id = a.release_id JOIN offices o ON o.id = r.office_id",
        order="a.release_id, a.id",
    ),
)


def rows(db: Database, sheet: Sheet, choice: Choice) -> Iterator[tuple[object, ...]]:
    """Yield the rows of a sheet, one at a time in memory."""
    tests, values = ["1"], list[object]()
    if choice.offices:
        tests.append(f"o.slug IN ({', '.join('?' * len(choice.offices))})")
        values += choice.offices
    if " r " in f"{sheet.source} ":
        tests.append(SHOWN)
        if choice.since:
            tests.append("r.changed_at >= ?")
            values.append(text(choice.since))
    named = ", ".join(source for *_, source in sheet.fields)
    yield from db.execute(
        f"SELECT {named} FROM {sheet.source} WHERE {' AND '.join(tests)} ORDER BY {sheet.order}", values
    )
