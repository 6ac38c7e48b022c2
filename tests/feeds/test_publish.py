"""Publishing into a folder: only what changed is written, and never what is not ours."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from archive.errors import PublishError
from archive.store import topics
from archive.topic import Topic
from feeds import atom, folder, opml
from feeds.publish import Published, publish
from tests.feeds.archives import NEWS, PATROLS, RAVENSHIRE, SITE, Newsroom, newsroom, release, tell_story


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    """Return an empty archive with one office."""
    with newsroom(tmp_path) as opened:
        yield opened


@pytest.fixture
def public(tmp_path: Path) -> Path:
    """Return the folder to publish into, which is not there yet."""
    return tmp_path / "public"


def contents(public: Path) -> dict[str, tuple[bytes, int]]:
    """Return every file with its bytes and its modification time."""
    return {
        str(path.relative_to(public)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(public.rglob("*"))
        if path.is_file()
    }


def touched(public: Path, before: dict[str, tuple[bytes, int]]) -> set[str]:
    """Return the files that are new, gone or written again."""
    after = contents(public)
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def test_a_second_publish_writes_nothing(room: Newsroom, public: Path) -> None:
    tell_story(room)
    first = publish(room.db, SITE, public)
    before = contents(public)
    assert publish(room.db, SITE, public) == Published(written=0, unchanged=first.written, removed=0)
    assert not touched(public, before)
    assert first.files == len(before) - 1, "the manifest is not a published file"


def test_equal_archives_give_equal_bytes(tmp_path: Path) -> None:
    sites = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        with newsroom(tmp_path / name) as room:
            tell_story(room)
            publish(room.db, SITE, tmp_path / name / "public")
        sites.append({path: content for path, (content, _) in contents(tmp_path / name / "public").items()})
    assert sites[0] == sites[1]


def test_a_run_that_only_saw_everything_again_changes_no_file(room: Newsroom, public: Path) -> None:
    room.see(release(1))
    publish(room.db, SITE, public)
    before = contents(public)
    room.later(days=1)
    room.see(release(1))
    publish(room.db, SITE, public)
    assert not touched(public, before)


def test_an_edit_rewrites_only_what_carries_it(room: Newsroom, public: Path) -> None:
    for number in (1, 2):
        room.see(release(number))
    publish(room.db, SITE, public)
    before = contents(public)
    room.later(days=1)
    room.see(release(1, text="The first paragraph was changed.\n\nThe second one."))
    publish(room.db, SITE, public)
    names = ("atom.xml", "rss.xml", "feed.json")
    feeds = {
        f"{path}/{name}{form}" for path in ("all", "changes", "ravenshire") for name in names for form in ("", ".gz")
    }
    lists = {"index.html", "all/index.html", "changes/index.html", "ravenshire/index.html"}
    first_of_its_month = {"changes/2026/03/index.html", "sitemap-pages.xml", folder.MANIFEST}
    assert touched(public, before) == feeds | lists | first_of_its_month | {
        "ravenshire/2026/story-1/index.html",
        "ravenshire/2026/index.html",
        "all/2026/02/index.html",
        "ravenshire/sitemap.xml",
        "manifest.sha256",
    }


def test_a_release_that_may_not_be_shown_any_more_leaves_the_site_and_nothing_else_does(
    room: Newsroom, public: Path
) -> None:
    room.see(release(1, published=release(1).published))
    room.see(PATROLS)
    publish(room.db, SITE, public)
    own = public / "ravenshire" / "notes-of-mine.txt"
    own.write_text("keep me", encoding="utf-8")
    room.db.execute("UPDATE releases SET status = 'withheld' WHERE url = ?", [PATROLS.url])
    room.db.conn.commit()
    done = publish(room.db, SITE, public)
    assert done.removed == len(["the month in which it was the only one"])
    left = (public / "ravenshire/2026/harbour-patrols-to-double/index.html").read_text(encoding="utf-8")
    assert "A release that is withheld" in left
    assert 'name="robots" content="noindex"' in left
    assert "harbour-patrols" not in (public / "sitemap.xml").read_text(encoding="utf-8")
    assert (public / "ravenshire/2026/story-1/index.html").is_file()
    assert own.is_file()
    assert not [name for name, (content, _) in contents(public).items() if b"arbour patrols" in content.lower()]


def test_an_office_without_releases_has_a_page_and_valid_empty_feeds(room: Newsroom, public: Path) -> None:
    publish(room.db, SITE, public)
    names = {path.name.removesuffix(".gz") for path in (public / "ravenshire").iterdir()}
    assert names == {"index.html", "atom.xml", "rss.xml", "feed.json", "sitemap.xml"}
    assert "No releases yet." in (public / "ravenshire/index.html").read_text(encoding="utf-8")


def test_progress_counts_every_release(room: Newsroom, public: Path) -> None:
    for number in (1, 2, 3):
        room.see(release(number))
    seen: list[tuple[int, int]] = []
    publish(room.db, SITE, public, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_every_file_can_be_read_by_a_web_server(room: Newsroom, public: Path) -> None:
    before = os.umask(0o022)
    try:
        publish(room.db, SITE, public)
    finally:
        os.umask(before)
    assert {path.stat().st_mode & 0o777 for path in public.rglob("*") if path.is_file()} == {0o644}


def test_a_feed_that_is_not_well_formed_never_replaces_a_good_one(
    room: Newsroom, public: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(room.db, SITE, public)
    good = (public / "ravenshire/atom.xml").read_bytes()
    room.see(release(1))
    monkeypatch.setattr(atom, "join", lambda _feed, _entries: b"<feed><title>cut short")
    with pytest.raises(PublishError, match=r"ravenshire/atom\.xml: .*not well-formed"):
        publish(room.db, SITE, public)
    assert (public / "ravenshire/atom.xml").read_bytes() == good
    assert not list(public.rglob("*.part"))


def test_a_file_where_the_folder_should_be_is_refused(room: Newsroom, public: Path) -> None:
    public.write_text("mine", encoding="utf-8")
    with pytest.raises(PublishError, match="this is a file, not a folder"):
        publish(room.db, SITE, public)
    assert public.read_text(encoding="utf-8") == "mine"


def test_a_folder_with_the_files_of_others_is_refused_untouched(room: Newsroom, public: Path) -> None:
    public.mkdir()
    (public / "thesis.doc").write_text("mine", encoding="utf-8")
    with pytest.raises(PublishError, match=r"not ours \(thesis\.doc\)") as refused:
        publish(room.db, SITE, public)
    assert refused.value.hint
    assert [path.name for path in public.iterdir()] == ["thesis.doc"]


def test_a_folder_that_holds_only_what_hosts_put_there_is_taken(room: Newsroom, public: Path) -> None:
    public.mkdir()
    for name in (".nojekyll", "CNAME"):
        (public / name).touch()
    assert publish(room.db, SITE, public).written
    assert (public / "CNAME").exists()


def test_a_file_of_others_is_not_overwritten(room: Newsroom, public: Path) -> None:
    room.see(release(1))
    publish(room.db, SITE, public)
    (public / "ravenshire/2026/story-2").mkdir()
    (public / "ravenshire/2026/story-2/index.html").write_text("mine", encoding="utf-8")
    room.see(release(2))
    with pytest.raises(PublishError, match="this file is not ours"):
        publish(room.db, SITE, public)
    assert (public / "ravenshire/2026/story-2/index.html").read_text(encoding="utf-8") == "mine"


def test_a_manifest_that_was_tampered_with_removes_nothing_outside_the_folder(room: Newsroom, public: Path) -> None:
    publish(room.db, SITE, public)
    precious = public.parent / "precious.txt"
    precious.touch()
    with (public / folder.MANIFEST).open("a", encoding="utf-8") as manifest:
        manifest.write(f"../precious.txt\n{precious}\nall/../../precious.txt\n")
    assert publish(room.db, SITE, public).removed == 0
    assert precious.exists()


def test_a_publish_that_died_leaves_no_orphans(room: Newsroom, public: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room.see(release(1))
    with monkeypatch.context() as broken:
        broken.setattr(opml, "document", lambda _site, _groups: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            publish(room.db, SITE, public)
    room.db.execute("UPDATE releases SET status = 'withheld' WHERE url = ?", [f"{NEWS}story-1/"])
    room.db.conn.commit()
    publish(room.db, SITE, public)
    assert b"Story number 1" not in b"".join(content for content, _ in contents(public).values())


def test_a_manifest_that_was_cut_short_names_nothing_by_halves(room: Newsroom, public: Path) -> None:
    publish(room.db, SITE, public)
    (public / "half").write_text("mine", encoding="utf-8")
    with (public / folder.MANIFEST).open("a", encoding="utf-8") as manifest:
        manifest.write("half")
    room.see(release(1))
    assert publish(room.db, SITE, public).removed == 0
    assert (public / "half").exists()
    assert "half" not in (public / folder.MANIFEST).read_text(encoding="utf-8")


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write anywhere")
def test_a_folder_that_cannot_be_written_is_refused(room: Newsroom, public: Path) -> None:
    public.mkdir(mode=0o500)
    with pytest.raises(PublishError, match=f"{public}.*cannot be written"):
        publish(room.db, SITE, public)


def test_a_full_disk_is_told_with_the_file_and_leaves_the_last_version(
    room: Newsroom, public: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(room.db, SITE, public)
    before = contents(public)
    room.see(release(1))

    def full(path: Path, _content: bytes) -> int:
        path.touch()
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(PublishError, match=r"story-1/.*cannot be written \(No space left on device\)") as refused:
        publish(room.db, SITE, public)
    assert "free space" in refused.value.hint
    assert touched(public, before) <= {folder.MANIFEST}


def test_a_site_that_was_lost_is_written_again(room: Newsroom, public: Path) -> None:
    first = publish(room.db, SITE, public)
    lost = len(list((public / "static").iterdir()))
    shutil.rmtree(public / "static")
    assert publish(room.db, SITE, public).written == lost
    assert first.files == publish(room.db, SITE, public).files


def test_controls_in_the_names_of_an_old_archive_stop_no_publish(room: Newsroom, public: Path) -> None:
    room.open_office(replace(RAVENSHIRE, name="Raven\x03shire", names_before=("Ra\x04ven",)))
    room.see(release(1))
    topics.keep(room.db, [Topic(slug="stories", name="Sto\x01ries", name_cy="Stra\x02eon", query="story")])
    publish(room.db, replace(SITE, title="Re\x05cord"), public)
    assert "topics/stories/atom.xml" in contents(public)
    assert 'label="Stories"' in (public / "all/atom.xml").read_text(encoding="utf-8")


def test_a_site_that_moves_to_another_address_is_written_anew(room: Newsroom, public: Path) -> None:
    publish(room.db, SITE, public)
    publish(room.db, replace(SITE, url="https://elsewhere.example/"), public)
    assert not [name for name, (content, _) in contents(public).items() if b"record.example.org/press" in content]


def test_importing_publish_loads_neither_the_templates_nor_feedgen() -> None:
    code = "import sys, feeds.publish; sys.exit(any(n in sys.modules for n in ('jinja2', 'feedgen', 'lxml')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 our own program
