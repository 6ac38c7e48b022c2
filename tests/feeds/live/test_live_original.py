"""An archive that is replaced while it is served."""

import shutil
from pathlib import Path

from feeds.live.application import application
from tests.feeds.live.marlshire import ask, live


def test_an_archive_that_was_replaced_is_not_served_as_it_was_until_the_server_starts_anew(tmp_path: Path) -> None:
    served = live(tmp_path)
    datasette = application(served)
    assert ask(datasette, "/search/?q=precept").status_code == 200
    shutil.copyfile(served.database, tmp_path / "copy.db")
    (tmp_path / "copy.db").replace(served.database)
    for path in ("/search/?q=precept", "/search/atom.xml?q=precept", "/copperplate/releases.json"):
        answer = ask(datasette, path)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "600")
        assert "Start copperplate serve again" in answer.text
    assert ask(application(served), "/search/?q=precept").status_code == 200
