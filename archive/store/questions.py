"""The questions that readers ask of the tables, as SQL with named parameters, for the live archive to offer.

Every parameter is text and may be empty, which means "no limit". `escape_fts` makes a full-text expression
of any words; Datasette brings it. A snippet is made only for the page that is shown: made for every hit, it
takes seconds.
"""

from dataclasses import dataclass

from archive.store.visibility import shown

# «» mark the words that were found; the live archive shows them as such.
_PAGE = f"""WITH page AS MATERIALIZED (
  SELECT r.id, r.published_day FROM releases r
  WHERE {shown()}
    AND {{hits}}
    AND (:office = '' OR r.office_id = (SELECT id FROM offices WHERE slug = :office))
    AND (:since = '' OR r.published_day >= :since)
    AND (:until = '' OR r.published_day <= :until)
  ORDER BY r.published_day DESC, r.id DESC LIMIT 50)
SELECT r.published_day AS day, o.name AS office, r.title, r.status,
  (SELECT snippet(releases_fts, -1, '«', '»', '…', 30) FROM releases_fts
   WHERE releases_fts MATCH {{expression}} AND rowid = page.id) AS found,
  r.id AS release
FROM page JOIN releases r ON r.id = page.id JOIN offices o ON o.id = r.office_id
ORDER BY page.published_day DESC, page.id DESC"""
_HITS = "+r.id IN (SELECT rowid FROM releases_fts WHERE releases_fts MATCH {expression})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question; its parameters are named in the order in which a form should ask for them."""

    name: str
    title: str
    description: str
    sql: str
    parameters: tuple[str, ...] = ()


def _page(expression: str, hits: str = _HITS) -> str:
    """Return a page of hits, newest first; the unary plus makes SQLite walk them by day, not sort all."""
    return _PAGE.format(expression=expression, hits=hits.format(expression=expression))


SEARCH = Question(
    name="search",
    title="Search releases",
    description="Releases that hold all the words, newest first, with the place where they were found. "
    "A day is written 2026-03-05; an office by its short name, as in addresses here. Empty: no limit.",
    sql=_page(
        "escape_fts(:words)",
        f"(:words = '' OR {_HITS})\n    AND (:title = '' OR r.title LIKE '%' || :title || '%')",
    ),
    parameters=("words", "title", "office", "since", "until"),
)

INSPECTIONS = Question(
    name="inspections",
    title="Responses to inspections",
    description="Releases that name HMIC, HMICFRS or the inspectorate of constabulary, newest first.",
    sql=_page("'hmic OR hmicfrs OR (inspectorate AND constabulary)'"),
    parameters=("office", "since", "until"),
)

SAID = Question(
    name="said",
    title="What a person said",
    description="Quotations by the speaker's name, or a part of it, and by words quoted; newest first.",
    sql=f"""SELECT r.published_day AS day, o.name AS office, q.speaker, q.text AS said, r.title,
  r.id AS release
FROM quotes q JOIN releases r ON r.id = q.release_id JOIN offices o ON o.id = r.office_id
WHERE {shown()}
  AND (:speaker = '' OR +q.id IN (SELECT rowid FROM quotes_fts
    WHERE quotes_fts MATCH 'speaker : (' || escape_fts(:speaker) || ')'))
  AND (:words = '' OR +q.id IN (SELECT rowid FROM quotes_fts
    WHERE quotes_fts MATCH 'text : (' || escape_fts(:words) || ')'))
ORDER BY r.published_day DESC, q.id LIMIT 100""",
    parameters=("speaker", "words"),
)

CHANGED = Question(
    name="changed",
    title="Changed releases",
    description="Releases that an office edited, redated or moved after publication, latest change first.",
    sql=f"""SELECT e.at AS seen, e.kind, o.name AS office, r.title, e.evidence, e.before, e.after,
  r.id AS release
FROM events e JOIN releases r ON r.id = e.release_id JOIN offices o ON o.id = e.office_id
WHERE e.kind IN ('revised', 'redated', 'moved') AND {shown()}
  AND (:office = '' OR e.office_id = (SELECT id FROM offices WHERE slug = :office))
ORDER BY e.at DESC, e.id DESC LIMIT 200""",
    parameters=("office",),
)

GONE = Question(
    name="gone",
    title="Removed or missing releases",
    description="Releases that are no longer where the office published them. A missing one is still being "
    "checked; a removed one was not found by at least three checks over at least two days.",
    sql="""SELECT r.status, r.published_day AS day, o.name AS office, r.title, r.evidence, s.last_seen,
  r.id AS release
FROM releases r JOIN offices o ON o.id = r.office_id JOIN sightings s ON s.release_id = r.id
WHERE r.status IN ('missing', 'removed')
  AND (:office = '' OR r.office_id = (SELECT id FROM offices WHERE slug = :office))
ORDER BY s.last_seen DESC, r.id DESC LIMIT 500""",
    parameters=("office",),
)

MONTHS = Question(
    name="months",
    title="Releases per month",
    description="How many releases each office dated in each month.",
    sql=f"""SELECT substr(r.published_day, 1, 7) AS month, o.name AS office, count(*) AS releases
FROM releases r JOIN offices o ON o.id = r.office_id
WHERE r.published_day IS NOT NULL AND {shown()}
  AND (:office = '' OR r.office_id = (SELECT id FROM offices WHERE slug = :office))
GROUP BY month, o.id ORDER BY month DESC, office""",
    parameters=("office",),
)

TOPIC = Question(
    name="topic",
    title="Releases of a topic",
    description="Releases that belong to a topic, newest first; a topic by its short name, as in the table of topics.",
    sql=f"""SELECT r.published_day AS day, t.name AS topic, o.name AS office, r.title, r.status, r.id AS release
FROM topics t JOIN release_topics x ON x.topic_id = t.id JOIN releases r ON r.id = x.release_id
JOIN offices o ON o.id = r.office_id
WHERE {shown()}
  AND (:topic = '' OR t.slug = :topic)
  AND (:office = '' OR r.office_id = (SELECT id FROM offices WHERE slug = :office))
  AND (:since = '' OR r.published_day >= :since)
  AND (:until = '' OR r.published_day <= :until)
ORDER BY r.published_day DESC, r.id DESC, t.name LIMIT 200""",
    parameters=("topic", "office", "since", "until"),
)

ALL = (SEARCH, TOPIC, SAID, CHANGED, GONE, INSPECTIONS, MONTHS)
