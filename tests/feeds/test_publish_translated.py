"""A release and the same in the other language, as their pages name each other."""

from pathlib import Path

from feeds.publish import publish
from tests.feeds.archives import SITE, newsroom, release


def test_the_pages_of_a_welsh_release_and_of_the_english_one_lead_to_each_other(tmp_path: Path) -> None:
    folder = tmp_path / "public"
    with newsroom(tmp_path) as room:
        room.see(release(1))
        room.see(release(2, language="cy", title="Stori rhif 2"))
        publish(room.db, SITE, folder)
        assert "hreflang" not in (folder / "ravenshire/2026/story-1/index.html").read_text(encoding="utf-8")
        room.db.execute("UPDATE releases SET translation_of = 3 - id")
        publish(room.db, SITE, folder)
    english, welsh = (
        (folder / f"ravenshire/2026/story-{number}/index.html").read_text(encoding="utf-8") for number in (1, 2)
    )
    assert "Also in Welsh:" in english
    assert '<a href="../../../ravenshire/2026/story-2/" lang="cy" hreflang="cy">Stori rhif 2</a>' in english
    assert "Hefyd yn Saesneg:" in welsh
    for page in (english, welsh):
        for number, language in ((1, "en"), (2, "cy")):
            address = SITE.address(f"ravenshire/2026/story-{number}/")
            assert f'<link rel="alternate" hreflang="{language}" href="{address}">' in page


def test_no_feed_takes_the_other_language_for_the_page_of_an_entry(tmp_path: Path) -> None:
    folder = tmp_path / "public"
    with newsroom(tmp_path) as room:
        room.see(release(1))
        room.see(release(2, language="cy"))
        room.db.execute("UPDATE releases SET translation_of = 3 - id")
        publish(room.db, SITE, folder)
    for entry in (folder / "all/atom.xml").read_text(encoding="utf-8").split("<entry")[1:]:
        assert entry.count('rel="alternate"') == 1
