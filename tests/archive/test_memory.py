"""By what a release is recognised, and what is never taken for another."""

from dataclasses import replace
from typing import Any

import pytest

from archive import identity
from archive.change import Known
from archive.discover.reading import Extent, Item, Reading
from archive.memory import Memory
from archive.release import Alias, AliasKind, Claim, Release
from archive.response import Response
from tests.archive.releases import KITS, NOW, known, seen_again

BOILERPLATE = "The Commissioner writes each week about visits, meetings and letters. The diary is attached below. " * 3
LONG = " ".join(f"Sentence {number} tells of the work of the office." for number in range(40))


def recalled(*releases: Release) -> Memory:
    """Return a memory of releases, numbered from 1, that knows their words."""
    words = {number: f"{each.standfirst} {each.text}" for number, each in enumerate(releases, start=1)}
    return Memory([known(each, id=number) for number, each in enumerate(releases, start=1)], words.__getitem__)


def at(url: str, **changes: Any) -> Release:  # noqa: ANN401  # whatever a Release takes
    """Return the release of the tests at another address."""
    return seen_again(url=url, aliases=(identity.url_alias(url),), **changes)


def found(memory: Memory, release: Release) -> int | None:
    match = memory.match(release)
    return match.id if match else None


def reading(*items: tuple[str, tuple[Alias, ...]], extent: Extent = Extent.PART) -> Reading:
    """Return a reading that lists addresses with further aliases."""
    answer = Response(url=KITS.url, final_url=KITS.url, status=200, body=b"", fetched_at=NOW)
    return Reading(
        items=tuple(
            Item(url=url, channel=KITS.channel, response=answer, aliases=(identity.url_alias(url), *more))
            for url, more in items
        ),
        extent=extent,
    )


def post(number: int) -> Alias:
    return Alias(kind=AliasKind.WORDPRESS, value=f"post:{number}", generation="marchshire.example")


def test_a_release_is_known_by_its_address() -> None:
    assert found(recalled(KITS), seen_again(title="Another headline", text="Another text")) == 1


def test_an_address_with_a_query_is_an_address() -> None:
    page = at("https://www.marchshire.example/news.aspx?id=12")
    edited = seen_again(page, title="Another headline", published=Claim(), text="New.")
    assert found(recalled(page), edited) == 1


@pytest.mark.parametrize("address", ["https://a.example/?p=1", "https://a.example/archives/1/"])
def test_an_address_that_is_a_number_counts_only_where_something_else_agrees(address: str) -> None:
    memory = recalled(at(address))
    assert found(memory, at(address, text="Rewritten.")) == 1
    fresh = at(address, title="A fresh site begins", published=Claim(value="2027-01-01"), text="New.")
    assert found(memory, fresh) is None


def test_a_listing_tells_by_headline_or_day_which_release_a_number_stands_for() -> None:
    url = "https://a.example/archives/1/"
    memory = recalled(at(url))
    (item,) = reading((url, ())).items
    titles = {"<b>Bleed kits for late\u00a0buses</b>": 1, "A fresh site begins": None}
    for title, expected in titles.items():
        match = memory.expected(replace(item, title=title))
        assert (match.id if match else None) == expected
    assert memory.expected(replace(item, published=KITS.published)) is not None
    assert memory.expected(item) is None


def test_a_foreign_id_counts_only_where_title_or_date_agree() -> None:
    memory = recalled(seen_again(aliases=(post(1),)))
    moved = at("https://www.marchshire.example/x/", text="Rewritten.")
    same = replace(moved, aliases=(*moved.aliases, post(1)))
    other = seen_again(same, title="A fresh site begins", published=Claim(value="2027-01-01"))
    assert found(memory, same) == 1
    assert found(memory, other) is None


def test_a_fresh_wordpress_that_imports_its_posts_with_their_days_mixes_none_of_them_up() -> None:
    old = [
        seen_again(
            url=f"https://www.marchshire.example/old/{name}/",
            title=f"{name.title()} visited by the Commissioner",
            text=f"She went to {name} and spoke about {name}. " + " ".join(f"{name}{n}" for n in range(60)),
            aliases=(identity.url_alias(f"https://www.marchshire.example/old/{name}/"), post(number)),
        )
        for number, name in enumerate(("aldermouth", "brynhafal", "castletown"), start=1)
    ]
    memory = recalled(*old)
    for number, each in enumerate(old, start=1):
        url = each.url.replace("/old/", "/new/")
        imported = replace(each, url=url, aliases=(identity.url_alias(url), post(number % 3 + 1)))
        assert found(memory, imported) == number


def test_a_release_at_a_new_address_is_known_by_its_whole_text() -> None:
    assert found(recalled(KITS), at("https://new.example/a/")) == 1
    stub = seen_again(text="To follow.", title="Statement")
    assert found(recalled(stub), at("https://new.example/a/", text=stub.text, title=stub.title)) is None


def test_a_release_that_moved_and_was_touched_is_known_by_its_headline_and_day() -> None:
    release = seen_again(text=LONG)
    memory = recalled(release)
    touched = at("https://new.example/kits/", text=f"{LONG} Share this page.")
    assert found(memory, touched) == 1
    assert found(memory, seen_again(touched, published=Claim(value="2026-02-21"))) is None
    assert found(memory, seen_again(touched, title="Statement")) is None


@pytest.mark.parametrize("day", ["2026-02-27", "2026-02"])
@pytest.mark.parametrize("text", [BOILERPLATE, LONG], ids=["boilerplate", "long"])
def test_the_same_headline_and_the_same_words_on_another_day_are_another_release(text: str, day: str) -> None:
    memory = recalled(seen_again(title="Weekly update from the Commissioner", text=text))
    later = at("https://www.marchshire.example/news/update-2/", title="Weekly update from the Commissioner", text=text)
    expected = None if day == "2026-02-27" or text is BOILERPLATE else 1
    assert found(memory, replace(later, published=Claim(value=day))) == expected


def test_two_statements_of_one_day_under_one_headline_are_two() -> None:
    title = "Statement from the Police and Crime Commissioner"
    memory = recalled(seen_again(title=title, text=LONG))
    other = at(
        "https://www.marchshire.example/news/b/", title=title, text=LONG.replace("office", "court").upper()[::-1]
    )
    assert found(memory, other) is None


def test_an_undated_release_needs_a_text_that_is_nobodys_form_of_words() -> None:
    for text, expected in ((BOILERPLATE, None), (LONG, 1)):
        memory = recalled(seen_again(published=Claim(), text=text, title="Weekly update"))
        moved = at("https://new.example/update-7/", published=Claim(), text=text, title="Weekly update")
        assert found(memory, moved) == expected


def test_an_office_that_moves_and_dates_everything_anew_is_known_by_text_and_end_of_the_address() -> None:
    memory = recalled(KITS)
    anew = Claim(value="2026-09-01")
    assert found(memory, at("https://new.example/media/bleed-kits/", published=anew)) == 1
    assert found(memory, at("https://new.example/media/bleed-kits-2/", published=anew)) is None
    assert found(memory, at("https://www.marchshire.example/2026/bleed-kits/", published=anew)) is None


def test_a_release_that_was_given_another_headline_as_it_moved_is_known_by_day_text_and_end_of_the_address() -> None:
    memory = recalled(seen_again(text=LONG))
    renamed = at("https://new.example/bleed-kits/", title="Kits for buses", text=f"{LONG} ENDS")
    assert found(memory, renamed) == 1


def test_what_two_known_releases_prove_alike_is_neither() -> None:
    twins = (at("https://a.example/1-a/", text=LONG), at("https://a.example/2-b/", text=LONG))
    assert found(recalled(*twins), at("https://new.example/3-c/", text=LONG)) is None


def test_what_is_listed_at_an_address_of_its_own_is_nothing_else() -> None:
    memory = recalled(KITS)
    memory.heed(reading((KITS.url, ())), source=1)
    assert found(memory, at("https://www.marchshire.example/b/")) is None


def test_what_a_site_lists_as_before_is_nothing_else_unless_it_moved_under_its_id() -> None:
    numbered = seen_again(aliases=(*KITS.aliases, post(1)))
    for listed, expected in ((post(2), None), (post(1), 1)):
        memory = recalled(numbered)
        moved = at("https://www.marchshire.example/b/")
        memory.heed(reading((moved.url, (listed,)), extent=Extent.SAME), source=1)
        assert found(memory, replace(moved, aliases=(*moved.aliases, listed))) == expected


def test_another_source_that_lists_its_own_as_before_keeps_no_release_from_being_found() -> None:
    memory = recalled(KITS)
    memory.heed(reading(extent=Extent.SAME), source=2)
    assert found(memory, at("https://new.example/a/")) == 1


def test_what_a_whole_list_names_at_its_address_is_nothing_else() -> None:
    memory = recalled(KITS)
    whole = replace(reading(extent=Extent.WHOLE), present=frozenset(KITS.aliases))
    memory.heed(whole, source=2)
    assert found(memory, at("https://new.example/a/")) is None


def test_an_address_that_a_page_merely_names_as_its_own_has_to_be_proven() -> None:
    memory = recalled(seen_again(text=LONG))
    asked = (identity.url_alias("https://www.marchshire.example/press/kits/"),)
    copy = seen_again(url=KITS.url, text=LONG, aliases=(*KITS.aliases, *asked))
    other = seen_again(copy, title="Vans for rural crime", text="Six vans.", published=Claim(value="2026-03-01"))
    assert memory.match(copy, asked) is not None
    assert memory.match(other, asked) is None


def test_an_id_by_its_date_alone_gives_way_to_one_by_its_title() -> None:
    kits = seen_again(text=LONG, aliases=(post(1),))
    vans = seen_again(url="https://a.example/vans/", title="New vans for rural crime teams", aliases=(post(2),))
    swapped = seen_again(url="https://a.example/new/", title=vans.title, text=LONG, aliases=(post(1), post(2)))
    assert found(recalled(kits, vans), swapped) == 2


def test_what_is_learned_is_found() -> None:
    memory = Memory([])
    learned: Known = known()
    memory.learn(learned)
    assert memory.match(KITS) is learned


def test_one_number_and_one_form_of_words_on_two_days_are_two_releases() -> None:
    memory = recalled(seen_again(title="Weekly update", text=LONG, aliases=(post(1),)))
    later = at("https://a.example/update-2/", title="Weekly update", text=LONG, published=Claim(value="2026-03-01"))
    assert found(memory, replace(later, aliases=(post(1),))) is None


def test_one_end_of_an_address_on_one_day_is_another_release_where_headline_and_text_are_others() -> None:
    memory = recalled(seen_again(text=LONG))
    other = at("https://new.example/bleed-kits/", title="Kits for schools", text=LONG[::-1])
    assert found(memory, other) is None
