"""copperplate.toml and its mistakes."""

from pathlib import Path

import pytest

from archive import config
from archive.errors import ConfigError


def load(folder: Path, text: str) -> config.Config:
    path = folder / "copperplate.toml"
    path.write_text(text, encoding="utf-8")
    return config.load(path)


def test_without_a_file_the_catalogues_northamptonshire_is_taken(tmp_path: Path) -> None:
    (office,) = config.load(tmp_path / "copperplate.toml").offices
    assert office.id == "northamptonshire"
    assert office.hosts[0] == "www.northantspcc.org.uk"


def test_the_template_says_what_is_so_without_it(tmp_path: Path) -> None:
    with_file = load(tmp_path, config.template(2026))
    without = config.load(tmp_path / "nothing.toml")
    assert (with_file.settings.archive, with_file.settings.site, with_file.settings.fetch, with_file.offices) == (
        without.settings.archive,
        without.settings.site,
        without.settings.fetch,
        without.offices,
    )


def test_the_template_names_every_key() -> None:
    text = config.template(2026)
    for table in (config.ArchiveSettings, config.SiteSettings, config.FetchSettings, config.NotifySettings):
        for key in table.__struct_fields__:
            assert f"\n{key} = " in text


def test_paths_start_from_the_folder_of_the_file(tmp_path: Path) -> None:
    found = load(tmp_path, "")
    assert found.path("x.db") == tmp_path / "x.db"
    assert found.path("/srv/x.db") == Path("/srv/x.db")


def test_an_office_is_its_own_source_unless_it_names_some(tmp_path: Path) -> None:
    text = '[offices.marchshire]\nhome = "https://www.marchshire.example/"\n'
    (source,) = load(tmp_path, text).offices[0].sources
    assert (source.url, source.way) == ("https://www.marchshire.example/", "auto")
    text += '[[offices.marchshire.sources]]\nurl = "https://news.example/feed/"\nway = "feed"\n'
    (source,) = load(tmp_path, text).offices[0].sources
    assert (source.url, source.way) == ("https://news.example/feed/", "feed")


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        ('[archive]\ndatabse = "x"', "[archive] has the key 'databse', which means nothing", "'database'"),
        ("[fetsch]", "the file has the key 'fetsch'", "'fetch'"),
        ("[fetch]\ndelay = 'slow'", "[fetch] delay: expected a number, not text", "--stdout"),
        ("[fetch]\ndelay = -1", "[fetch] delay: expected a number of 0 or more", "--stdout"),
        ("fetch = 3", "fetch: expected a table, not a whole number", "--stdout"),
        ("offices = 3", "offices: expected a table", "[offices.marchshire]"),
        ("[offices]\nkent = 3", "[offices.kent]: expected a table, not a whole number", "--stdout"),
        ('[offices.kent]\nhoem = "x"', "[offices.kent] has the key 'hoem'", "'home'"),
        ("[offices.northamptonshir]", "[offices.northamptonshir] is no office that is known", "'northamptonshire'"),
        ("[offices.nowhere]", "[offices.nowhere] is no office that is known", "copperplate offices"),
        ("[offices.wiltshire]", "has no home, and the catalogue only guesses it", "copperplate add wiltshire"),
        ('[offices.all]\nhome = "https://a.example/"', "[offices.all] cannot be the id of an office", "lower case"),
        ('[offices.cy]\nhome = "https://a.example/"', "[offices.cy] cannot be the id of an office", "cy"),
        ('[offices.Kent]\nhome = "https://a.example/"', "[offices.Kent] cannot be the id", "lower case"),
        ('[offices.kent]\nhome = "kent.example"', "home is 'kent.example', which is no web address", "whole address"),
        ('[offices.kent]\nhome = "https://me:pw@a.example/"', "no web address", "without a password"),
        ('[[offices.kent.sources]]\nurl = "https://a.example/"\nway = "rss"', "way is 'rss'", "feed"),
        ('[[offices.kent.sources]]\nurl = "https://a.example/"\nwai = "x"', "[offices.kent.sources]", "'way'"),
        ("[offices.kent]\nsources = [{}]", "[offices.kent.sources]", "url"),
        ('[site]\nurl = "news"', "[site] url is 'news'", "whole address"),
        ('[archive]\nauthority = "me"', "[archive] authority is 'me'", "example.org,2026"),
        ('[fetch]\ncontact = "Zoë"', "[fetch] contact is 'Zoë'", "ASCII"),
        ('[site]\ntitle = "Press\\u0001"', "[site] title holds the character U+0001", "letters"),
        ('[topics.moor]\nquery = "moor"\nname = "Moor\\u001b"', "[topics.moor] name holds", "letters"),
        ('[topics.moor]\nquery = "moor"\nname_cy = "Rhos\\uFFFE"', "[topics.moor] name_cy holds", "letters"),
        ('[offices.kent]\nname = "Kent\\u0000"', "[offices.kent] name holds the character U+0000", "letters"),
        ('[offices.kent]\nnames_before = ["a", "b\\u0085"]', "[offices.kent] names_before holds", "letters"),
        ('[[offices.kent.sources]]\nurl = "https://a.example/\\u0007"', "[offices.kent.sources] url holds", "letters"),
        ("[offices.kent\n", "is not valid TOML", "quotes"),
    ],
)
def test_a_mistake_is_answered_with_the_file_the_key_and_what_would_be_right(
    tmp_path: Path, text: str, said: str, hint: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    assert str(tmp_path / "copperplate.toml") in str(caught.value)
    assert said in str(caught.value)
    assert hint in caught.value.hint
    assert caught.value.exit_code == 2


def test_what_the_file_does_not_say_of_an_office_comes_from_the_catalogue(tmp_path: Path) -> None:
    seen, moved = load(tmp_path, '[offices.kent]\n[offices.wiltshire]\nhome = "https://wiltshire.example/"\n').offices
    assert (seen.home, seen.area) == ("https://kent-pcc.gov.uk/", "Kent")
    assert (moved.name, moved.home) == ("Wiltshire Police and Crime Commissioner", "https://wiltshire.example/")


def test_a_file_that_is_no_text_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "copperplate.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="not UTF-8"):
        config.load(path)
    with pytest.raises(ConfigError, match="cannot be read"):
        config.load(tmp_path)


def test_an_office_that_is_not_configured_is_answered_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        config.load(tmp_path / "nothing.toml").office("northampton")
    assert "northamptonshire" in caught.value.hint


def test_a_channel_without_a_scheme_is_named_by_its_number_since_it_may_hold_a_password(tmp_path: Path) -> None:
    text = '[notify]\nurls = ["mailto://desk:secret@example.org", "desk:secret@example.org"]\n'
    with pytest.raises(ConfigError, match=r"\[notify\] urls: number 2") as wrong:
        load(tmp_path, text)
    assert "secret" not in str(wrong.value)
