"""The roles of a person, as the releases name them and as they are told."""

from archive.store.portrait import Role, together

TITLE = "Police and Crime Commissioner"


def role(name: str, first: str = "2025-01-01", last: str = "2025-01-01", quotes: int = 1) -> Role:
    """Return a role."""
    return Role(name=name, first=first, last=last, quotes=quotes)


def test_a_title_in_a_longer_form_or_in_welsh_is_one_role_over_all_its_time() -> None:
    roles = [
        role(TITLE, "2024-10-03", "2026-09-21", 28),
        role(f"{TITLE} for Ravenshire", "2024-01-17", "2026-09-14", 2),
        role("Comisiynydd Heddlu a Throseddu", "2025-03-14", "2026-10-01"),
    ]
    assert together(roles, "Ravenshire") == (role(TITLE, "2024-01-17", "2026-10-01", 31),)


def test_another_role_stays_by_itself_and_the_latest_comes_first() -> None:
    chair = role("Chair of the Harbour Trust", last="2026-12-01")
    deputy, elsewhere = role(f"Deputy {TITLE}", last="2024-01-01"), role(f"{TITLE} for Morwen", last="2025-02-01")
    assert together([role(TITLE), deputy, elsewhere, chair], "Ravenshire") == (chair, elsewhere, role(TITLE), deputy)


def test_a_longer_form_that_is_the_only_one_stays_as_the_releases_have_it() -> None:
    for name in (f"{TITLE} for Ravenshire", "Comisiynydd Heddlu a Throseddu"):
        assert together([role(name)], "Ravenshire") == (role(name),)
    assert together([role(TITLE), role(f"{TITLE} for ")], "") == (role(f"{TITLE} for "), role(TITLE))[::-1]


def test_a_role_without_a_date_takes_none_from_nowhere_and_gives_none() -> None:
    undated = role(f"{TITLE} of Ravenshire", "", "")
    assert together([role(TITLE), undated], "Ravenshire") == (role(TITLE, quotes=2),)
    assert together([undated], "Ravenshire") == (undated,)
