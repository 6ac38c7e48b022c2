"""Whatever an office writes and a stored row says: nothing that is published runs, or leads to what would."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from archive import anatomy, safe
from archive.office import Office
from archive.parse import markup
from archive.release import Attachment, Image, Release
from feeds.publish import publish
from tests.feeds.archives import NEWS, RAVENSHIRE, SITE, Newsroom, newsroom, release
from tests.feeds.pages import hostile, inspection

OFFICE = replace(RAVENSHIRE, name=f"Ravenshire {hostile.WORDS[0]}", names_before=hostile.WORDS[1:5])


def stories() -> Iterator[Release]:
    """Yield releases that carry everything hostile wherever words can stand."""
    for number, payload in enumerate(hostile.HTML):
        words = hostile.WORDS[number % len(hostile.WORDS)]
        yield release(
            number,
            title=f"{number} {words}",
            standfirst=payload,
            html=payload,
            text=payload,
            attachments=(Attachment(url=f"{NEWS}{number}.pdf?{words}", title=words, media_type=words),),
            images=(Image(url=f"{NEWS}{number}.jpg?{words}", alt=words, caption=payload),),
        )


def fill(room: Newsroom, office: Office = OFFICE) -> None:
    """Fill an archive with them, with an edit, a quotation and a loss among them."""
    room.open_office(office)
    for story in stories():
        room.see(story)
    said = f"Commissioner Maren Oakhollow said: “{hostile.WORDS[0]} is what we were told by everybody here.”"
    quoting = release(9001, text=said, html=f"<p>{said.replace('<', '&lt;')}</p>", title=hostile.WORDS[1])
    room.see(quoting, parts=anatomy.read(quoting))
    room.later(days=1)
    room.see(release(9001, text=hostile.WORDS[2], html=hostile.TAGS[0], title=hostile.WORDS[3]))
    room.miss(f"{NEWS}story-1/")


def tamper(room: Newsroom) -> None:
    """Write into the rows what never came through a parser."""
    for sql in (
        "UPDATE attachments SET url = 'javascript:pwned()' WHERE release_id % 2 = 0",
        "UPDATE images SET url = 'javascript:pwned()' WHERE release_id % 2 = 0",
        "UPDATE events SET before = 'javascript:pwned()', after = 'data:text/html,x', evidence = evidence || '<b x>'",
        "UPDATE offices SET home = 'javascript:pwned()'",
        "UPDATE quotes SET speaker = '<script>pwned()</script> Oakhollow', role = '\"><img src=x onerror=pwned()>'",
        "UPDATE releases SET published_evidence = '<img src=x onerror=pwned()>', evidence = '</p><script>'",
    ):
        room.db.execute(sql)
    room.db.conn.commit()


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish all of it; the rows hold the HTML as the attacker wrote it, because nothing has sanitised it before."""
    folder = tmp_path_factory.mktemp("hostile")
    with newsroom(folder) as room:
        fill(room)
        tamper(room)
        publish(room.db, SITE, folder / "public")
    return folder / "public"


def test_nothing_that_is_published_runs_or_leads_to_what_would(public: Path) -> None:
    assert len(list(public.rglob("*.html"))) > len(hostile.HTML)
    assert list(inspection.of_folder(public)) == []


def test_the_words_of_an_attacker_are_still_shown_as_words(public: Path) -> None:
    page = (public / "ravenshire" / "2026" / "story-0" / "index.html").read_text(encoding="utf-8")
    assert lxml_html.document_fromstring(page).xpath("string(//h1)") == f"0 {hostile.WORDS[0]}"


@pytest.mark.parametrize("payload", hostile.HTML, ids=range(len(hostile.HTML)))
def test_what_the_parser_keeps_of_a_page_is_safe(payload: str) -> None:
    found = markup.sanitised(lxml_html.fromstring(f"<div>{payload.replace(chr(0), '')}</div>"))
    assert list(inspection.of_fragment(found)) == []
    assert safe.clean(found) == found


@given(st.lists(st.sampled_from(hostile.HTML), min_size=1, max_size=4).map("".join))
def test_cleaning_what_is_clean_changes_nothing(html: str) -> None:
    once = safe.clean(html)
    assert safe.clean(once) == once
    assert list(inspection.of_fragment(once)) == []


@pytest.mark.parametrize(
    "unsafe",
    [
        "<script>x</script>",
        "<p onclick=x>x</p>",
        "<a href=' javascript:x'>x</a>",
        "<a href='java&#9;script:x'>x</a>",
        "<img src=data:image/png,x>",
        "<p style=color:red>x</p>",
        "<svg><path/></svg>",
    ],
)
def test_the_inspection_itself_finds_what_is_unsafe(unsafe: str) -> None:
    assert list(inspection.of_fragment(unsafe))
