"""The catalogue of known offices: complete, and honest about what was seen."""

import re
from collections import Counter
from urllib.parse import urlsplit

import pytest

from archive import catalogue, config
from archive.catalogue import Body, Entry, Evidence
from archive.identity import host

HOST = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*\.[a-z]{2,}")
OFFICES = catalogue.offices()


def hosts(entry: Entry) -> list[str]:
    return [host(f"//{each}") for each in (*entry.hosts, *entry.hosts_guessed)]


def test_there_is_one_office_for_each_of_the_42_areas_in_the_order_of_their_ids() -> None:
    assert len(OFFICES) == 42
    assert list(OFFICES) == sorted(OFFICES)
    assert len({entry.area for entry in OFFICES.values()}) == len({entry.name for entry in OFFICES.values()}) == 42


def test_five_mayors_hold_the_powers_and_four_commissioners_the_fire_service() -> None:
    kinds = Counter(entry.kind for entry in OFFICES.values())
    assert kinds == {Body.PCC: 33, Body.MAYOR: 5, Body.PFCC: 4}
    mayors = {id_ for id_, entry in OFFICES.items() if entry.kind is Body.MAYOR}
    assert mayors == {"greater-manchester", "london", "north-yorkshire", "south-yorkshire", "west-yorkshire"}


def test_the_four_welsh_offices_publish_in_both_languages() -> None:
    welsh = {id_ for id_, entry in OFFICES.items() if "cy" in entry.languages}
    assert welsh == {"dyfed-powys", "gwent", "north-wales", "south-wales"}
    assert {entry.languages for entry in OFFICES.values()} == {("en",), ("en", "cy")}


@pytest.mark.parametrize("entry", OFFICES.values(), ids=lambda entry: entry.id)
def test_an_entry_can_be_configured_and_says_what_was_seen(entry: Entry) -> None:
    assert config.may_be_an_id(entry.id)
    assert entry.name
    assert entry.area
    assert entry.name not in entry.names_before
    seen = host(entry.home) in {host(f"//{each}") for each in entry.hosts}
    assert entry.evidence is (Evidence.SEEN if seen else Evidence.GUESSED)
    assert host(entry.home) in hosts(entry)
    for url in (entry.home, *entry.news):
        parts = urlsplit(url)
        assert (parts.scheme, parts.query, parts.fragment) == ("https", "", "")
        assert HOST.fullmatch(parts.netloc)
    assert all(HOST.fullmatch(each) for each in (*entry.hosts, *entry.hosts_guessed))


def test_no_two_offices_share_a_host() -> None:
    every = Counter(each for entry in OFFICES.values() for each in set(hosts(entry)))
    assert {each for each, count in every.items() if count > 1} == set()


def test_an_office_is_known_by_the_host_of_any_of_its_addresses() -> None:
    for url in ("https://northantspcc.org.uk/press-releases/one/", "http://WWW.northantspfcc.org.uk"):
        found = catalogue.at(url)
        assert found is not None
        assert found.id == "northamptonshire"
    assert catalogue.at("https://www.marchshire.example/") is None
