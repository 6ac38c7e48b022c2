"""Topics as the configuration has them."""

from pathlib import Path

import pytest

from archive import config, query, topic
from archive.errors import ConfigError
from archive.topic import Topic


def load(folder: Path, text: str) -> dict[str, Topic]:
    path = folder / "copperplate.toml"
    path.write_text(text, encoding="utf-8")
    return {each.slug: each for each in config.load(path).topics}


@pytest.mark.parametrize("one", topic.starters().values(), ids=lambda one: one.slug)
def test_every_topic_to_begin_with_has_two_names_and_a_search_of_any_of_its_words(one: Topic) -> None:
    assert one.name
    assert one.name_cy
    assert query.mistake(one.query) == ""
    assert " AND " not in query.parse(one.query).wanted


def test_without_a_word_of_topics_there_are_those_to_begin_with(tmp_path: Path) -> None:
    assert load(tmp_path, "") == topic.starters()


def test_the_template_names_every_topic_to_begin_with() -> None:
    text = config.template(2026)
    assert [slug for slug in topic.starters() if f"{slug}," not in text and f"{slug}." not in text] == []


def test_topics_are_added_changed_and_switched_off(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        '[topics]\nroads = false\n[topics.moor-land]\nquery = "moorland OR title:peat"\n'
        '[topics.grants]\nname = "Money for good causes"\n',
    )
    assert "roads" not in found
    assert found["moor-land"] == Topic(slug="moor-land", name="Moor land", query="moorland OR title:peat")
    assert found["grants"].name == "Money for good causes"
    assert (found["grants"].name_cy, found["grants"].query) == ("Grantiau", topic.starters()["grants"].query)


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        ("[topics.moorland]\nquery = '\"hare coursing'", "a quotation mark is not closed", "query ="),
        ('[topics.moorland]\nquery = "after:soon"', "after:soon cannot be understood", "query ="),
        ('[topics.moorland]\nquery = "peat topic:roads"', "it asks for topics", "query ="),
        ('[topics.moorland]\nname = "Moorland"', "it asks for nothing", "query ="),
        ('[topics.moorland]\nqery = "peat"', "[topics.moorland] has the key 'qery'", "'query'"),
        ('[topics.cy]\nquery = "peat"', "[topics.cy] cannot be the id", "not cy"),
        ('[topics.Moorland]\nquery = "peat"', "[topics.Moorland] cannot be the id", "lower case"),
        ("[topics]\nroad = false", "road is no topic", "'roads'"),
        ("[topics]\nroads = true", "[topics.roads]", "copperplate init"),
        ('topics = "roads"', "topics: expected a table", "[topics.moorland]"),
    ],
)
def test_a_mistake_is_answered_with_the_topic_and_what_would_be_right(
    tmp_path: Path, text: str, said: str, hint: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    assert said in str(caught.value)
    assert str(tmp_path / "copperplate.toml") in str(caught.value)
    assert hint in caught.value.hint
