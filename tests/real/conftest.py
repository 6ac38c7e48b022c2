"""What the tests with real servers share."""

from collections.abc import Iterator

import pytest

from tests.real.wordpress import WordPress, skip_without_packages


@pytest.fixture(scope="session")
def wordpress() -> Iterator[WordPress]:
    """One WordPress for all; whoever takes it resets it first."""
    skip_without_packages()
    with WordPress() as server:
        yield server
