"""What we make of a page, as one JSON object: what `copperplate parse` prints."""

from datetime import UTC, datetime
from typing import Any

from archive import parse
from archive.anatomy import Anatomy, Contact, Quote, read
from archive.release import Release
from archive.response import Response

_NEVER = datetime.max.replace(tzinfo=UTC)


def of_page(body: bytes, url: str, *, content_type: str = "", now: datetime = _NEVER) -> dict[str, Any]:
    """Return the record of a page's bytes; ParseError when there is nothing to read.

    url: the address that the page came from
    now: no date after it is believed; aware
    """
    headers = (("Content-Type", content_type),) if content_type else ()
    answer = Response(url=url, final_url=url, status=200, headers=headers, body=body, fetched_at=now)
    release = parse.from_page(answer)
    return {**as_json(release, read(release)), "url": url}


def as_json(release: Release, anatomy: Anatomy, *, office: str = "") -> dict[str, Any]:
    """Return a release and its parts as values that JSON has; nothing that was not found is left out.

    office: its name, where it is known; what else the page is the same as cannot be known from one page
    """
    return {
        "url": release.url,
        "office": office,
        "kind": str(release.kind),
        "language": release.language,
        "title": release.title,
        "published": {
            "value": release.published.value or None,
            "precision": str(release.published.precision),
            "evidence": release.published.evidence,
        },
        "standfirst": release.standfirst,
        "body": [passage.text for passage in anatomy.body],
        "quotes": [_quote(quote) for quote in anatomy.quotes],
        "notes_to_editors": [passage.text for passage in anatomy.notes],
        "contacts": [_contact(contact) for contact in anatomy.contacts],
        "attachments": [
            {"url": one.url, "title": one.title, "media_type": one.media_type} for one in release.attachments
        ],
        "images": [{"url": one.url, "alt": one.alt} for one in release.images],
        "embargo": (anatomy.embargo.until or None) if anatomy.embargo else None,
        "same_as": None,
    }


def _quote(quote: Quote) -> dict[str, Any]:
    return {
        "speaker": quote.speaker or None,
        "role": quote.role,
        "text": [passage.text for passage in quote.paragraphs],
    }


def _contact(contact: Contact) -> dict[str, Any]:
    return {
        "name": contact.name,
        "organisation": contact.organisation,
        "phone": contact.phone,
        "email": contact.email,
    }
