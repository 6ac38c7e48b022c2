"""The addresses of the site."""

from dataclasses import replace

import pytest

from tests.feeds.ravenshire import SITE


def test_an_address_is_joined_with_one_slash() -> None:
    assert SITE.address("") == "https://releases.example.org/"
    assert SITE.address("all/") == SITE.address("/all/") == "https://releases.example.org/all/"


@pytest.mark.parametrize("url", ["https://releases.example.org", "releases.example.org/", "ftp://example.org/", ""])
def test_an_address_that_nothing_can_be_joined_to_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="absolute address that ends with a slash"):
        replace(SITE, url=url)
