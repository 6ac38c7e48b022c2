"""What sites call themselves, in invented names of the forms that offices use."""

import pytest

from archive import masthead
from tests.archive.discover.discover_site import HOME, answered


@pytest.mark.parametrize(
    ("html", "name"),
    [
        (
            "<title>Home - Police and Crime Commissioner for Marchshire</title>",
            "Police and Crime Commissioner for Marchshire",
        ),
        ("<title>Marchshire PCC | News</title>", "Marchshire PCC"),
        ("<title>Hafan — Comisiynydd Heddlu a Throseddu Y Gororau</title>", "Comisiynydd Heddlu a Throseddu Y Gororau"),
        ('<title>Home</title><meta property="og:site_name" content="Marchshire PFCC">', "Marchshire PFCC"),
        ("<title>Teapots</title>", "Teapots"),
        ("<p>No title</p>", ""),
        ("", ""),
    ],
)
def test_a_site_is_called_by_the_part_of_its_title_that_names_an_office(html: str, name: str) -> None:
    assert masthead.name(answered(HOME, html)) == name


@pytest.mark.parametrize(
    ("named", "url", "id_"),
    [
        ("Police and Crime Commissioner for Marchshire", "https://www.x.example/", "marchshire"),
        ("Marchshire Police, Fire and Crime Commissioner", "https://www.x.example/", "marchshire"),
        ("Office of the Police and Crime Commissioner for March and Wold", "https://www.x.example/", "march-and-wold"),
        ("The Marchshire OPCC", "https://www.x.example/", "marchshire"),
        ("Mayor of Greater Marchshire", "https://www.x.example/", "greater-marchshire"),
        ("Your voice in policing", "https://www.marchshire-pcc.example/", "marchshire"),
        ("", "https://marchshirepfcc.example/", "marchshire"),
        ("", "http://127.0.0.1:8000/", ""),
        ("Police and Crime Commissioner", "http://127.0.0.1/", ""),
    ],
)
def test_an_id_is_the_area_as_the_name_gives_it_or_else_the_host(named: str, url: str, id_: str) -> None:
    assert masthead.office_id(named, url) == id_


def test_a_site_that_speaks_of_police_is_told_from_a_shop() -> None:
    assert masthead.speaks_of_policing(answered(HOME, "<p>Eich Comisiynydd Heddlu</p>"))
    assert not masthead.speaks_of_policing(answered(HOME, "<p>Teapots and cups</p>"))
