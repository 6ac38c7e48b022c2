"""A site with a Welsh tree beside the English one, a mayor's site, an archive host: added, and read as it was added."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive import config
from archive.commands.console import Console
from archive.discover import neighbours
from archive.office import Source
from archive.sample import story
from archive.store import holdings
from archive.store.connection import opened
from copperplate import main
from tests.archive.discover.discover_site import HOME, answered
from tests.archive.fetch.faults import Faults, Step, answer, serving

HTML = "text/html; charset=utf-8"
SETTINGS = "[fetch]\ndelay = 0.0\nallow_private_addresses = true\npreserve = 0\n"
ENGLISH = "The Commissioner walked the towpath with residents, who had asked for lights there since the spring. "
WELSH = "Cerddodd y Comisiynydd ar hyd y llwybr gyda thrigolion, a oedd wedi gofyn am oleuadau yno ers y gwanwyn. "


@dataclass
class Desk:
    """A folder with a configuration, and a server with pages."""

    folder: Path
    server: Faults
    script: dict[str, list[Step]]

    def page(self, path: str, title: str, main: str, language: str = "en") -> None:
        """Put a page on the site."""
        html = f'<html lang="{language}"><head><title>{title}</title></head><body>{main}</body></html>'
        self.script[path] = [answer(html.encode(), Content_Type=HTML)]

    def news(self, path: str, titles: list[str], text: str, language: str = "en") -> None:
        """Put a list of news on the site, and each release below it."""
        rows = ""
        for number, title in enumerate(titles):
            place = f"{path}{number}/"
            day = f"<time datetime='2026-09-{number + 1:02}'>{number}</time>"
            rows += f"<li><h3><a href='{place}'>{title}</a></h3>{day}</li>"
            words = f"<p>{text * 3}</p><p>{title}.</p>"
            self.page(place, title, f"<main><article><h1>{title}</h1>{words}</article></main>", language)
        self.page(path, "News", f"<main><h1>News</h1><ul>{rows}</ul></main>", language)

    def command(self, *words: str) -> Result:
        """Run a command of copperplate."""
        console = Console(config_path=self.folder / "copperplate.toml", clock=lambda: story.START)
        return CliRunner(env={"COLUMNS": "100"}).invoke(main, list(words), obj=console)

    def sources(self) -> list[Source]:
        """Return the sources of the office that was added."""
        (office,) = config.load(self.folder / "copperplate.toml").offices
        return list(office.sources)

    def kept(self) -> list[tuple[str, str]]:
        """Return title and language of what was archived."""
        with opened(self.folder / "copperplate.db", self.folder / "copperplate-captures.db") as archive:
            return sorted((each.release.title, each.release.language) for each in holdings.newest(archive.db, limit=99))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "copperplate.toml").write_text(SETTINGS, encoding="utf-8")
    script: dict[str, list[Step]] = {}
    with serving(script) as server:
        yield Desk(tmp_path, server, script)


def test_a_welsh_tree_of_its_own_becomes_a_second_source_and_both_are_read(desk: Desk) -> None:
    links = "<p>Police and Crime Commissioner</p><a href='/en/news/'>News</a><a href='/cy/'>Cymraeg</a>"
    desk.page("/", "Marchshire PCC", links)
    desk.page("/cy/", "Comisiynydd y Gororau", "<a href='/cy/newyddion/'>Newyddion</a><a href='/'>English</a>", "cy")
    desk.news("/en/news/", [f"Lanterns will light bridge number {n}" for n in range(5)], ENGLISH)
    desk.news("/cy/newyddion/", [f"Bydd llusernau yn goleuo pont rhif {n}" for n in range(4)], WELSH, "cy")
    added = desk.command("add", desk.server.url("/"), "--id", "marchshire")
    assert added.exit_code == 0, added.output
    assert "Its Welsh pages are a list of their own, and become a second source: 4 releases or more by" in added.output
    assert [(each.url, each.language) for each in desk.sources()] == [
        (desk.server.url("/"), ""),
        (desk.server.url("/cy/"), "cy"),
    ]
    assert desk.command("scrape").exit_code == 0
    assert [language for _, language in desk.kept()] == ["cy"] * 4 + ["en"] * 5


def test_a_list_with_releases_in_both_languages_is_one_source(desk: Desk) -> None:
    desk.page("/", "Marchshire PCC", "<p>Commissioner</p><a href='/news/'>News</a><a href='/cy/'>Cymraeg</a>")
    desk.page("/cy/", "Comisiynydd y Gororau", "<a href='/news/'>Newyddion</a>", "cy")
    desk.news("/news/", [f"Lanterns will light bridge number {n}" for n in range(5)], ENGLISH)
    assert desk.command("add", desk.server.url("/"), "--id", "marchshire").exit_code == 0
    assert [each.url for each in desk.sources()] == [desk.server.url("/")]


def test_the_news_of_a_mayor_get_a_filter_and_the_proof_says_how_many_it_keeps(desk: Desk) -> None:
    titles = ["More police on the night buses", "Trams to Aldermouth every ten minutes", "New homes at Castle Street"]
    titles += ["Knife crime falls in Marchshire", "Mayor opens the budget", "A skills fund for young people"]
    desk.page("/", "Mayor of Greater Marchshire", "<a href='/news/'>News</a>")
    desk.news("/news/", titles, "The Mayor walked along the towpath with residents who had asked for it. ")
    added = desk.command("add", desk.server.url("/"))
    assert added.exit_code == 0, added.output
    assert "of the 6 that were looked at it keeps 2, by what the list shows of them" in " ".join(added.output.split())
    assert "Trams" not in added.output
    (source,) = desk.sources()
    assert source.filter.startswith("police OR policing OR crime OR ")
    assert desk.command("scrape").exit_code == 0
    assert [title for title, _ in desk.kept()] == ["Knife crime falls in Marchshire", "More police on the night buses"]


def test_a_mayor_whose_list_is_about_policing_gets_no_filter(desk: Desk) -> None:
    desk.page("/", "Mayor of Greater Marchshire", "<p>Policing</p><a href='/policing/news/'>News</a>")
    desk.news("/policing/news/", [f"Police to patrol bridge number {n} by night" for n in range(5)], ENGLISH)
    assert desk.command("add", desk.server.url("/")).exit_code == 0
    assert [source.filter for source in desk.sources()] == [""]


def test_an_archive_host_that_the_site_links_to_is_mentioned(desk: Desk) -> None:
    old = "<a href='http://archive.marchshire-pcc.example/'>Our archive</a>"
    desk.page("/", "Marchshire PCC", f"<p>Commissioner</p><a href='/news/'>News</a>{old}")
    desk.news("/news/", [f"Lanterns will light bridge number {n}" for n in range(5)], ENGLISH)
    said = " ".join(desk.command("add", desk.server.url("/"), "--check").output.split())
    assert "copperplate add http://archive.marchshire-pcc.example/ --check" in said


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<link rel="alternate" hreflang="cy" href="/cy/">', (f"{HOME}cy/", "cy")),
        ('<link rel="alternate" hreflang="cy-GB" href="https://cy.marchshire.example/">', None),
        ("<a href='/cy'>Cymraeg</a>", (f"{HOME}cy", "cy")),
        ("<a href='/cy/' hreflang='cy'>Gweld yn y Gymraeg</a>", (f"{HOME}cy/", "cy")),
        ("<html lang='cy'><body><a href='/en/'>English</a>", (f"{HOME}en/", "en")),
        ("<a href='/news/1/'>The Commissioner meets the Welsh rugby union</a>", ("", "")),
        ("<a href='#'>Cymraeg</a>", ("", "")),
        ("<p>Croeso</p>", ("", "")),
    ],
)
def test_the_other_language_is_found_by_what_leads_to_it(html: str, found: tuple[str, str] | None) -> None:
    expected = ("https://cy.marchshire.example/", "cy") if found is None else found
    assert neighbours.other_tongue(answered(HOME, html)) == expected


@pytest.mark.parametrize(
    ("link", "mentioned"),
    [
        ("<a href='https://archive.marchshire.example/'>Press releases to 2021</a>", True),
        ("<a href='https://old-site.example/'>Previous website</a>", True),
        ("<a href='https://www.museum.example/'>Visit the county archives in the old town hall</a>", False),
        ("<a href='/news/archive/'>News archive</a>", False),
        ("<a href='https://social.example/'>Follow us</a>", False),
    ],
)
def test_an_archive_is_another_host_that_is_called_one(link: str, mentioned: bool) -> None:  # noqa: FBT001
    assert bool(neighbours.archives(answered(HOME, link))) is mentioned
