"""The story that this project is for: a real WordPress, its release of 15 December 2015, an edit and a loss."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import pytest
from bs4 import BeautifulSoup

from archive.release import LONDON
from tests.real import material, subscriber
from tests.real.material import CORPUS, Material, Whole
from tests.real.newsroom import WELL, Ended, Newsroom
from tests.real.subscriber import FEEDS, Read
from tests.real.wordpress import WordPress

pytestmark = [pytest.mark.real, pytest.mark.timeout(180)]

OFFICE = "marchshire"
ADDED = " This sentence was not there before."
PLACES = ("all", OFFICE)
EVERY_FEED = [f"{place}/{name}" for place in PLACES for name in FEEDS]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One run, and what there was after it: feeds by name, files with what shows that one was rewritten."""

    ended: Ended
    requests: list[str]
    feeds: dict[str, list[Read]]
    files: dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Three runs: everything is new; one post was edited and another trashed; nothing happened."""

    newsroom: Newsroom
    site: str
    material: Material
    first: Day
    second: Day
    third: Day

    def address(self, slug: str) -> str:
        """Return the address of a post on the office's site."""
        return f"{self.site}press-releases/{slug}/"


@pytest.fixture(scope="module", params=["invented", "recorded"])
def story(request: pytest.FixtureRequest, wordpress: WordPress, tmp_path_factory: pytest.TempPathFactory) -> Story:
    if request.param == "recorded" and not CORPUS.exists():
        pytest.skip(f"the corpus of labelled pages is not at {CORPUS}")
    told: Material = getattr(material, request.param)()
    newsroom = Newsroom(tmp_path_factory.mktemp("story"), office=OFFICE, home=wordpress.url)
    wordpress.reset()
    wordpress.publish(told.posts)
    first = day(newsroom, wordpress)
    wordpress.edit(told.edited, told.paragraph, told.paragraph + ADDED)
    wordpress.trash(told.trashed)
    second, third = day(newsroom, wordpress), day(newsroom, wordpress)
    return Story(newsroom=newsroom, site=wordpress.url, material=told, first=first, second=second, third=third)


def day(newsroom: Newsroom, wordpress: WordPress) -> Day:
    with wordpress.watched() as requests:
        ended = newsroom.run("run")
    feeds = {name: subscriber.read(newsroom.public / name) for name in EVERY_FEED}
    return Day(ended=ended, requests=requests, feeds=feeds, files=newsroom.files())


def assert_whole(html: str, release: Whole) -> None:
    """Check that a text has every part of the release, in the order and the markup of the office."""
    soup = BeautifulSoup(html, "lxml")
    lists = [[item.get_text() for item in each.find_all("li")] for each in soup.find_all("ul")]
    assert lists == [list(release.bullets), list(release.notes)]
    assert len(release.bullets) == 4
    spoken = [each.get_text() for each in soup.find_all("p") if each.get_text() in release.quotation]
    assert tuple(spoken) == release.quotation
    assert [each.endswith("”") for each in spoken] == [False, False, False, True]
    text = soup.get_text()
    parts = (release.opening, *release.bullets, *release.quotation, "– Ends –", "Notes to editors", *release.notes)
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


def one(entries: list[Read], url: str) -> Read:
    (found,) = (each for each in entries if each.url == url)
    return found


def ids(entries: list[Read]) -> list[str]:
    return [each.id for each in entries]


def test_three_runs_say_nothing_and_end_well(story: Story) -> None:
    assert [story.first.ended, story.second.ended, story.third.ended] == [WELL, WELL, WELL]


def test_every_post_is_a_release_with_its_title_and_its_day(story: Story) -> None:
    rows = story.newsroom.rows("SELECT title, published_day FROM releases")
    # WordPress shows a hyphen between spaces as a dash
    expected = {(each.title.replace(" - ", " – "), f"{each.published:%Y-%m-%d}") for each in story.material.posts}
    assert {(row["title"], row["published_day"]) for row in rows} == expected
    assert len(rows) == len(story.material.posts)


def test_the_release_is_in_the_archive_as_the_office_wrote_it(story: Story) -> None:
    release = story.material.release
    (row,) = story.newsroom.rows("SELECT * FROM releases WHERE url = ?", story.address(release.slug))
    assert (row["title"], row["standfirst"]) == (release.title, release.standfirst)
    assert (row["published_day"], row["published_precision"]) == (release.day.isoformat(), "minute")
    assert (row["status"], row["kind"], row["language"], row["channel"]) == ("live", "release", "en", "rest")
    assert_whole(row["html"], release)
    for part in (release.opening, *release.bullets, *release.quotation, *release.notes):
        assert row["text"].splitlines().count(part) == 1


@pytest.mark.parametrize("name", EVERY_FEED)
def test_every_feed_carries_the_whole_release(story: Story, name: str) -> None:
    release = story.material.release
    entry = one(story.first.feeds[name], story.address(release.slug))
    assert entry.title == release.title
    assert entry.published == release.post.published
    assert entry.summary.startswith(release.standfirst)
    assert release.standfirst in BeautifulSoup(entry.content, "lxml").get_text()
    assert_whole(entry.content, release)
    assert re.fullmatch(rf"tag:[^:]+:{OFFICE}/2015/{release.slug}", entry.id)


def test_the_page_of_the_release_shows_all_of_it(story: Story) -> None:
    release = story.material.release
    page = (story.newsroom.public / OFFICE / "2015" / release.slug / "index.html").read_text(encoding="utf-8")
    text = " ".join(BeautifulSoup(page, "lxml").get_text(" ").split())
    parts = (release.title, "15 December 2015", release.standfirst, *release.bullets, *release.quotation)
    assert [part for part in parts if part not in text] == []


def test_an_edit_makes_one_revision_and_keeps_what_was_there(story: Story) -> None:
    revised = story.newsroom.rows("SELECT release_id FROM revisions WHERE number > 1")
    assert len(revised) == 1
    before, after = story.newsroom.rows(
        "SELECT revisions.text FROM revisions JOIN releases ON releases.id = release_id WHERE url = ? ORDER BY number",
        story.address(story.material.edited),
    )
    assert ADDED.strip() not in before["text"]
    assert before["text"].replace(story.material.paragraph, story.material.paragraph + ADDED) == after["text"]


def test_a_trashed_post_is_missing_with_the_evidence_and_nothing_is_deleted(story: Story) -> None:
    (row,) = story.newsroom.rows("SELECT * FROM releases WHERE status <> 'live'")
    assert (row["url"], row["status"]) == (story.address(story.material.trashed), "missing")
    assert re.fullmatch(r"last seen .+; not found since .+ \(1 check: answered 404\)", row["evidence"])
    assert row["text"]
    kinds = {row["kind"]: row["n"] for row in story.newsroom.rows("SELECT kind, count(*) AS n FROM events GROUP BY 1")}
    assert kinds == {"published": len(story.material.posts), "revised": 1, "missing": 1}


@pytest.mark.parametrize("name", EVERY_FEED)
def test_no_feed_ever_has_a_release_twice_or_under_another_id(story: Story, name: str) -> None:
    first, second, third = (each.feeds[name] for each in (story.first, story.second, story.third))
    assert len(set(ids(first))) == len(first) == len(story.material.posts)
    assert sorted(ids(second)) == sorted(ids(first))
    assert {each.id: each.url for each in second} == {each.id: each.url for each in first}
    assert third == second


@pytest.mark.parametrize("name", EVERY_FEED)
@pytest.mark.parametrize(
    ("which", "happened", "words"),
    [
        (lambda material: material.edited, "revised", "the office changed the text"),
        (lambda material: material.trashed, "missing", "Not found on the office’s site: last seen {}"),
    ],
    ids=["edited", "trashed"],
)
def test_what_happened_stands_on_top_of_the_entry_with_its_day(
    story: Story, name: str, which: Callable[[Material], str], happened: str, words: str
) -> None:
    (event,) = story.newsroom.rows("SELECT at FROM events WHERE kind = ?", happened)
    at = datetime.fromisoformat(event["at"]).astimezone(LONDON)
    entry = one(story.second.feeds[name], story.address(which(story.material)))
    paragraph = BeautifulSoup(entry.content, "lxml").find("p")
    assert paragraph
    day = f"{at.day} {at:%B %Y}"
    expected = words.format(day) if "{}" in words else f"{day}: {words}"
    assert paragraph.get_text().startswith(expected)


def test_a_quiet_run_rewrites_no_file(story: Story) -> None:
    assert story.third.files == story.second.files


def test_the_first_run_asks_for_no_page_of_a_release(story: Story) -> None:
    assert [each for each in story.first.requests if "/press-releases/" in each] == []
    assert len(story.first.requests) <= 8


def test_a_quiet_run_asks_two_questions_and_for_the_release_that_is_missing(story: Story) -> None:
    *questions, missing = story.third.requests
    assert missing == f"GET /press-releases/{story.material.trashed}/"
    assert len(questions) <= 3
    assert all(each.startswith("GET /wp-json/wp/v2/posts?") for each in questions)


def test_a_search_finds_the_release_by_words_of_its_last_bullet(story: Story) -> None:
    release = story.material.release
    words = re.findall(r"\w+", release.bullets[-1])[-4:]
    found = story.newsroom.run("search", *words, "--since", "2015", "--until", "2015-12-31", "--json")
    assert (found.exit_code, found.errors) == (0, "")
    assert release.slug in found.output
    assert found.output.count("\n") == 1
