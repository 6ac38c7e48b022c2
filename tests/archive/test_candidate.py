"""Whom a word means, and what is written of an office."""

from datetime import date

import pytest

from archive import candidate, catalogue
from archive.confidence import NOTHING
from archive.errors import ConfigError
from archive.office import Office, Source
from archive.proof import Proof, Tried
from archive.release import Claim
from archive.stanza import Stanza

TODAY = date(2026, 3, 5)
FEED = Tried(
    way="feed", url="https://x.example/feed/", listed=1, first=Claim(value="2026-03"), last=Claim(value="2026-03")
)


def proof(answered: str, used: Tried | None = None, name: str = "") -> Proof:
    return Proof(
        asked=answered, answered=answered, name=name, tried=(FEED,), used=used, why="", verdict=NOTHING, requests=1
    )


def test_an_address_of_a_known_office_is_that_office_however_it_is_written() -> None:
    for word in ("www.kent-pcc.gov.uk", "https://kent-pcc.gov.uk/news-menu/", "http://KENT-pcc.gov.uk"):
        found = candidate.meant(word, {})
        assert (found.id, found.entry) == ("kent", catalogue.offices()["kent"])
    assert candidate.meant("www.marchshire.example#top", {}) == candidate.Candidate(
        id="", addresses=("https://www.marchshire.example/",)
    )


def test_a_known_office_is_looked_for_at_its_home_and_then_at_its_news() -> None:
    found = candidate.meant("sussex", {})
    assert found.addresses == ("https://www.sussex-pcc.gov.uk/", "https://www.sussex-pcc.gov.uk/about/news/")


def test_an_office_that_is_configured_is_looked_at_where_the_configuration_says() -> None:
    source = Source(url="https://kent.example/")
    kent = Office(id="kent", name="Kent", area="", home=source.url, sources=(source,))
    assert candidate.meant("kent", {"kent": kent}).addresses == ("https://kent.example/",)


def test_no_more_is_written_than_the_catalogue_does_not_know() -> None:
    def written(word: str, answered: str) -> Stanza:
        return candidate.stanza(candidate.meant(word, {}), word, proof(answered), TODAY)

    assert written("kent", "https://kent-pcc.gov.uk/") == Stanza(id="kent")
    assert written("kent", "https://kent.example/") == Stanza(id="kent", home="https://kent.example/")
    guessed = "https://www.wiltshire-pcc.gov.uk/"
    assert written("wiltshire", guessed) == Stanza(id="wiltshire", home=guessed), "a guess that was proved is written"


def test_an_office_of_ones_own_is_written_with_its_name_and_what_was_seen() -> None:
    found = candidate.meant("https://www.marchshire.example/news/", {})
    seen = proof("https://www.marchshire.example/news/", FEED, "Marchshire PCC")
    assert candidate.stanza(found, "marchshire", seen, TODAY, way="feed") == Stanza(
        id="marchshire",
        remark="Added on 5 March 2026: 1 release by feed, March 2026 to March 2026.",
        name="Marchshire PCC",
        home="https://www.marchshire.example/",
        sources=(Source(url="https://www.marchshire.example/news/", way="feed"),),
    )


def test_the_id_comes_from_the_site_and_a_site_that_gives_none_is_answered_with_what_to_write() -> None:
    found = candidate.meant("https://www.marchshire-pcc.example/", {})
    assert candidate.office_id(found, proof("https://www.marchshire-pcc.example/"), "") == "marchshire"
    with pytest.raises(ConfigError) as caught:
        candidate.office_id(found, proof("http://127.0.0.1/", name="Search PCC"), "")
    assert "--id" in caught.value.hint
