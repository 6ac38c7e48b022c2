"""What a release is made of, as it is kept and read back."""

from datetime import timedelta
from pathlib import Path

from archive import anatomy, compare, person
from archive.memory import Memory
from archive.release import Claim, Release
from archive.store import outline, people, releases
from archive.store.connection import Archive
from tests.archive.releases import KITS, NOW, seen_again
from tests.archive.store.archives import Clerk, archive_in

SAID = (
    "Fourteen buses will carry a bleed kit, at a cost of £12,500.\n\n"
    "Police and Crime Commissioner Mary Oakham said: “A kit on every late bus is a start.”\n\n"
    "“We will not stop there.”\n\n"
    "Ends\n\n"
    "Notes to editors\n\n"
    "Media contact: Press Desk, 01632 960111, press@marchshire.example"
)
QUOTED = seen_again(text=SAID)


def write(clerk: Clerk, release: Release, days: int = 0) -> int:
    """See a release, and write it with its parts."""
    known = Memory(releases.known(clerk.archive.db, clerk.office)).match(release)
    return clerk.write(compare.seen(release, known, "1"), NOW + timedelta(days=days), anatomy.read(release))


def told(archive: Archive, sql: str) -> list[tuple[object, ...]]:
    """Return what the tables answer."""
    return [tuple(row) for row in archive.db.execute(sql).fetchall()]


def test_who_said_what_is_kept_with_its_place_in_the_text(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        found = outline.of(archive.db, write(Clerk(archive), QUOTED))
        persons = told(archive, "SELECT id, name, slug FROM people")
    [quote] = found.quotes
    assert persons == [(quote.person, "Mary Oakham", "mary-oakham")]
    assert (quote.speaker, quote.role) == ("Mary Oakham", "Police and Crime Commissioner")
    assert quote.text == "A kit on every late bus is a start.\n\nWe will not stop there."
    assert SAID[quote.start : quote.end].strip("“”").startswith("A kit on every late bus")
    assert SAID[: found.body_end].endswith("Ends")


def test_contacts_and_figures_are_kept(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        write(Clerk(archive), QUOTED)
        assert told(archive, "SELECT kind, amount, unit FROM figures") == [("money", 12500.0, "GBP")]
        [(phone, email)] = told(archive, "SELECT phone, email FROM contacts")
    assert (phone, email) == ("01632 960111", "press@marchshire.example")


def test_an_edit_replaces_what_was_said_and_whoever_said_nothing_more_is_gone(tmp_path: Path) -> None:
    edited = seen_again(text=SAID.replace("Mary Oakham", "Peter Vale"))
    with archive_in(tmp_path) as archive:
        clerk = Clerk(archive)
        row = write(clerk, QUOTED)
        assert write(clerk, edited, 1) == row
        assert [quote.speaker for quote in outline.of(archive.db, row).quotes] == ["Peter Vale"]
        assert told(archive, "SELECT name FROM people") == [("Peter Vale",)]
        assert told(archive, "SELECT count(*) FROM roles") == [(1,)]


def test_what_is_as_it_was_keeps_its_row(tmp_path: Path) -> None:
    edited = seen_again(text=SAID.replace("Press Desk", "News Desk"))
    with archive_in(tmp_path) as archive:
        clerk = Clerk(archive)
        write(clerk, QUOTED)
        before = told(archive, "SELECT q.*, p.* FROM quotes q JOIN people p ON p.id = person_id")
        write(clerk, edited, 1)
        assert told(archive, "SELECT q.*, p.* FROM quotes q JOIN people p ON p.id = person_id") == before


def test_a_person_has_roles_over_time(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        clerk = Clerk(archive)
        for number, (day, role) in enumerate(
            [("2013-05-02", "Deputy Mayor"), ("2019-01-04", "Police and Crime Commissioner"), ("2021-02-03", "")]
        ):
            name = f"{role} Mary Oakham" if role else "Cllr Mary Oakham"
            release = seen_again(
                url=f"https://www.marchshire.example/news/{number}/",
                aliases=(),
                published=Claim(value=day),
                text=SAID.replace("Police and Crime Commissioner Mary Oakham", name) + f"\n\n{number}",
            )
            write(clerk, release)
        persons = told(archive, "SELECT id, name FROM people")
        roles = told(archive, "SELECT role, first_day, last_day, quotes FROM roles ORDER BY first_day")
    assert len(persons) == 1
    assert roles[:2] == [
        ("Deputy Mayor", "2013-05-02", "2013-05-02", 1),
        ("Police and Crime Commissioner", "2019-01-04", "2019-01-04", 1),
    ]


def test_roles_that_were_only_added_to_are_as_if_counted_anew(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        clerk = Clerk(archive)
        for number, day in enumerate(["2019-01-04", "", "2013-05-02", "2021-02-03", "2020-02-03"]):
            text = SAID.replace(
                "Ends", f"She spoke {number} times.\n\nMary Oakham said: “That will do for now.”\n\nEnds"
            )
            url = f"https://www.marchshire.example/news/{number}/"
            write(clerk, seen_again(url=url, aliases=(), published=Claim(value=day), text=text))
        added = told(archive, "SELECT * FROM roles")
        people.recount(archive.db, archive.db.execute("SELECT person_id, role FROM quotes").fetchall())
        assert told(archive, "SELECT * FROM roles") == added
    assert [(first, last, quotes) for *_, first, last, quotes in added] == [("2013-05-02", "2021-02-03", 10)]


def test_without_parts_none_are_kept(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        clerk = Clerk(archive)
        row = write(clerk, QUOTED)
        (known,) = releases.known(archive.db, clerk.office)
        clerk.write(compare.seen(KITS, known, "1"))
        assert outline.of(archive.db, row) == outline.Outline()


def test_quotations_are_found_by_their_words(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        write(Clerk(archive), QUOTED)
        found = told(archive, "SELECT rowid FROM quotes_fts WHERE quotes_fts MATCH 'starts'")
        assert found == told(archive, "SELECT id FROM quotes")


def test_titles_make_no_other_person_and_a_surname_makes_none() -> None:
    assert {person.slug(name) for name in ("Mary Oakham", "Cllr Mary Oakham", "Dr. Mary Oakham OBE")} == {"mary-oakham"}
    assert {person.slug(name) for name in ("", "Mr Oakham", "Oakham", "Commissioner Oakham")} == {""}
    assert person.plain("Deputy Chief Constable") == "Deputy Chief Constable"


def test_a_mere_title_is_no_role() -> None:
    assert person.styled("Ifeoma Castellane", "Dr") == ("Dr Ifeoma Castellane", "")
    assert person.styled("Mary Oakham", "Commissioner") == ("Mary Oakham", "Commissioner")
    assert person.styled("", "Dr") == ("", "Dr")
