"""Pictures in the text of a release."""

import pytest

from feeds.pages import language, pictures

ENGLISH = language.of("en")
URL = "https://www.ravenshire-pfcc.example/quay.jpg"


def placed(html: str, **held: str) -> str:
    """Return HTML with the pictures in place, two folders deep."""
    return pictures.placed(html, {URL: held["own"]} if held else {}, "../../", ENGLISH)


def test_a_held_picture_is_shown_from_our_own_files() -> None:
    html = f'<p><img src="{URL}" alt="The &quot;quay&quot;" width="640" height="480"> at dusk</p>'
    assert placed(html, own="files/abc.jpg") == (
        '<p><img src="../../files/abc.jpg" alt="The &quot;quay&quot;" width="640" height="480" loading="lazy"> '
        "at dusk</p>"
    )


def test_any_other_picture_is_a_link_to_the_offices() -> None:
    assert placed(f'<p><img src="{URL}?a=1&amp;b=2" alt="The quay"></p>') == (
        f'<p><a href="{URL}?a=1&amp;b=2" rel="noopener nofollow"><span class="picture" lang="en-GB">'
        "Picture at the office’s site: The quay</span></a></p>"
    )


def test_a_picture_within_a_link_does_not_end_that_link() -> None:
    html = f'<p><a href="https://x.example/"><img src="{URL}"></a> and <img src="{URL}"></p>'
    first, _, second = placed(html).partition(" and ")
    assert first.count("<a ") == 1
    assert second.count("<a ") == 1


@pytest.mark.parametrize("source", ["", "javascript:alert(1)", "data:image/png;base64,x"])
def test_a_picture_without_an_address_of_the_web_is_no_link(source: str) -> None:
    assert "<a" not in placed(f'<img src="{source}" alt="x">')


def test_a_picture_is_called_in_the_language_of_the_page() -> None:
    assert "Llun ar wefan y swyddfa" in pictures.placed(f'<img src="{URL}">', {}, "./", language.of("cy"))


@pytest.mark.parametrize(
    ("body", "media_type", "genuine"),
    [
        (b"\xff\xd8\xff\xe0rest", "image/jpeg", True),
        (b"\x89PNG\r\n\x1a\nrest", "image/png", True),
        (b"GIF89a", "image/gif", True),
        (b"RIFF\x00\x00\x00\x00WEBPVP8", "image/webp", True),
        (b"<html><script>", "image/jpeg", False),
        (b"<svg onload=alert(1)>", "image/svg+xml", False),
        (b"", "image/png", False),
    ],
)
def test_only_what_begins_as_a_picture_is_one(body: bytes, media_type: str, genuine: bool) -> None:  # noqa: FBT001
    assert pictures.genuine(body, media_type) is genuine
