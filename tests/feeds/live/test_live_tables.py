"""Every table and every question of a larger archive, asked as visitors ask them."""

import re
import time
from urllib.parse import urlencode

import pytest
from datasette.app import Datasette

from archive import topic
from archive.store import topics
from archive.store.connection import opened
from archive.store.questions import ALL, Question
from benchmarks import synthetic
from feeds.live.application import application
from feeds.live.metadata import Live, tables
from tests.feeds.live.marlshire import ask

pytestmark = pytest.mark.slow

_RELEASES = 2_000
_PATIENCE = 5.0  # seconds, where a visitor of a machine of one's own waits a tenth of that
_ASKED = {
    "words": synthetic.COMMON,
    "office": synthetic.OFFICES[0].id,
    "since": "2014",
    "until": "2025-12-31",
    "speaker": "oakham",
    "topic": "roads",
}


@pytest.fixture(scope="module")
def datasette(tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    folder = tmp_path_factory.mktemp("tables")
    with opened(folder / "archive.db", folder / "captures.db") as archive:
        synthetic.fill(archive, map(synthetic.make, range(_RELEASES)))
        topics.keep(archive.db, topic.starters().values())
    live = Live(database=folder / "archive.db", folder=folder / "public", title="T", url="http://127.0.0.1/")
    return application(live)


def quick(datasette: Datasette, path: str) -> str:
    begun = time.perf_counter()
    answer = ask(datasette, path)
    assert (answer.status_code, time.perf_counter() - begun < _PATIENCE) == (200, True), path
    return str(answer.text)


@pytest.mark.parametrize("name", tables())
def test_a_table_answers_with_its_facets_soon(datasette: Datasette, name: str) -> None:
    shown = quick(datasette, f"/copperplate/{name}")
    for column in tables()[name].get("facets", []):
        assert f'data-column="{column}"' in shown
    assert "took too long" not in shown
    quick(datasette, f"/copperplate/{name}.json?_shape=objects&_labels=on")
    quick(datasette, f"/copperplate/{name}.csv?_size=10")


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.name)
@pytest.mark.parametrize("asked", [{}, _ASKED], ids=["nothing", "something"])
def test_a_question_is_answered_soon(datasette: Datasette, question: Question, asked: dict[str, str]) -> None:
    given = {name: asked.get(name, "") for name in question.parameters}
    shown = quick(datasette, f"/copperplate/{question.name}?{urlencode(given)}")
    assert "interrupted" not in shown
    quick(datasette, f"/copperplate/{question.name}.json?_shape=array&{urlencode(given)}")


def test_a_table_says_whose_words_it_holds(datasette: Datasette) -> None:
    shown = quick(datasette, "/copperplate/releases")
    assert re.search(r"<h1[^>]*>\s*Releases\s*</h1>", shown)
    assert 'href="/copperplate/offices"' in shown
    assert "the terms of each office" in shown
