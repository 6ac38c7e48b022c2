"""The table of an office in copperplate.toml: what stood there before stays, byte for byte."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import config, stanza
from archive.errors import ConfigError
from archive.office import Source
from archive.stanza import Stanza

SOURCES = (
    Source(url="https://www.marchshire.example/news/", way="feed"),
    Source(url="https://b.example/", language="cy"),
)
MARCHSHIRE = Stanza(
    id="marchshire",
    remark="Added on 5 March 2026.",
    name='The "Commissioner" for Marchshire',
    home="https://www.marchshire.example/",
    sources=SOURCES,
)
PIECES = st.sampled_from(
    [
        "# a comment of somebody's, with an [offices.header] in it\n",
        "\n",
        "[site]\ntitle = '''\n[offices.none]\n'''   # kept\n",
        "[fetch]   # why\ndelay  =  2.0\n",
        "[archive]\ndatabase = 'a.db'\n",
        "[offices.kent]\n# its own comment\n\n",
        '[offices."west-mercia"]\nhome="https://a.example/"\n[[offices.west-mercia.sources]]\nurl = "https://a.example/x"\n',
        "[offices.dorset]\nsources = [\n  {url = 'https://d.example/'}, # one\n]\n",
    ]
)


@settings(deadline=None)
@given(pieces=st.lists(PIECES, unique=True), name=st.text(), windows=st.booleans(), cut=st.booleans())
def test_whatever_stood_in_the_file_stays_before_the_new_table(
    *, pieces: list[str], name: str, windows: bool, cut: bool
) -> None:
    text = "".join(pieces)
    text = text.rstrip("\n") if cut else text
    text = text.replace("\n", "\r\n") if windows else text
    one = Stanza(id="marchshire", remark="Added.", name=name, home="https://www.marchshire.example/")
    whole = stanza.appended(text, one)
    assert whole.startswith(text)
    before, after = tomllib.loads(text), tomllib.loads(whole)
    added = after["offices"].pop("marchshire")
    assert added == {"home": one.home} | ({"name": name} if name else {})
    assert before == {key: value for key, value in after.items() if value or key in before}
    assert ("\r\n" in whole) == ("\r\n" in text)


def test_an_office_is_written_as_a_person_would_write_it() -> None:
    assert stanza.appended("[site]\n", MARCHSHIRE) == (
        "[site]\n"
        "\n"
        "# Added on 5 March 2026.\n"
        "[offices.marchshire]\n"
        'name = "The \\"Commissioner\\" for Marchshire"\n'
        'home = "https://www.marchshire.example/"\n'
        "\n"
        "[[offices.marchshire.sources]]\n"
        'url = "https://www.marchshire.example/news/"\n'
        'way = "feed"\n'
        "\n"
        "[[offices.marchshire.sources]]\n"
        'url = "https://b.example/"\n'
        'language = "cy"\n'
    )
    assert stanza.written(Stanza(id="kent")) == "[offices.kent]\n"


def test_what_is_written_is_what_is_configured(tmp_path: Path) -> None:
    path = tmp_path / "copperplate.toml"
    stanza.keep(path, MARCHSHIRE, config.template(2026))
    (added,) = config.load(path).offices
    assert (added.name, added.home, added.sources) == (MARCHSHIRE.name, MARCHSHIRE.home, SOURCES)


def test_a_file_keeps_its_mode_and_a_link_stays_one(tmp_path: Path) -> None:
    real, link = tmp_path / "real.toml", tmp_path / "copperplate.toml"
    real.write_bytes(b"# mine\r\n")
    real.chmod(0o640)
    link.symlink_to(real)
    stanza.keep(link, Stanza(id="kent"), "")
    assert link.is_symlink()
    assert real.read_bytes() == b"# mine\r\n\r\n[offices.kent]\r\n"
    assert real.stat().st_mode & 0o777 == 0o640
    assert sorted(tmp_path.iterdir()) == [link, real]


@pytest.mark.parametrize("text", ["offices = {kent = {}}\n", "[offices.marchshire]\n", "[offices]\nmarchshire = {}\n"])
def test_where_toml_allows_no_further_table_the_person_is_given_the_lines_to_put_there(text: str) -> None:
    with pytest.raises(ConfigError) as caught:
        stanza.appended(text, MARCHSHIRE)
    assert "cannot be put at the end of the configuration" in str(caught.value)
    assert stanza.written(MARCHSHIRE) in caught.value.hint


def test_a_file_that_cannot_be_written_is_left_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be written") as caught:
        stanza.keep(tmp_path / "none" / "copperplate.toml", MARCHSHIRE, "")
    assert "[offices.marchshire]" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("[site]\n[offices.kent]\n[offices.marchshire] # here\n", 3),
        ('[ offices . "marchshire" ]\n', 1),
        ("[offices.marchshire-north]\n", 0),
        ("offices = {marchshire = {}}\n", 0),
    ],
)
def test_the_line_of_an_office_is_found_where_it_has_one(text: str, number: int) -> None:
    assert stanza.line(text, "marchshire") == number
