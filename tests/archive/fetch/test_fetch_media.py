"""Whether what came can be what was asked for."""

import pytest

from archive.fetch import media

PAGE = "text/html, application/xhtml+xml;q=0.9"


@pytest.mark.parametrize(
    "media_type",
    [
        "text/html",
        "text/plain",
        "application/xhtml+xml",
        "application/rss+xml",
        "application/json",
        "application/ld+json",
        "application/octet-stream",
        "",
        "html",
    ],
)
@pytest.mark.parametrize("accept", [PAGE, "application/json", "application/atom+xml, application/xml;q=0.9"])
def test_one_text_passes_for_another_because_servers_lie(accept: str, media_type: str) -> None:
    assert media.acceptable(accept, media_type)


@pytest.mark.parametrize("media_type", ["video/mp4", "application/zip", "application/pdf", "image/png", "font/woff2"])
def test_what_is_no_text_does_not_pass_for_a_page(media_type: str) -> None:
    assert not media.acceptable(PAGE, media_type)


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "video/mp4"),
        ("text/html, */*;q=0.1", "video/mp4"),
        ("image/*", "image/png"),
        ("application/xml, application/gzip", "application/gzip"),
        ("Application/PDF", "application/pdf"),
    ],
)
def test_what_was_named_passes(accept: str, media_type: str) -> None:
    assert media.acceptable(accept, media_type)


def test_a_page_does_not_pass_for_a_picture() -> None:
    assert not media.acceptable("image/*", "text/html")
