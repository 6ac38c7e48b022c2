"""What is asked, and what is told of the answer."""

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

from archive import __version__
from archive.fetch import PROJECT_ADDRESS, Client, Manners
from archive.response import Fetch, Hop, Validators
from tests.archive.fetch.faults import START, Clock, answer, client, redirect, serving

PAGE = answer(b"hello", ETag='"a1"', Set_Cookie="seen=1", Last_Modified="Mon, 02 Mar 2026 08:00:00 GMT")


def test_every_request_says_who_we_are_and_whom_to_write_to() -> None:
    with serving({"/": [PAGE]}) as server, client(contact="desk@example.org") as fetch:
        fetch(server.url())
        agents = {asked.headers["User-Agent"] for asked in server.asked}
    assert agents == {f"Copperplate/{__version__} (+{PROJECT_ADDRESS}; desk@example.org)"}


def test_without_a_contact_the_address_of_the_project_remains() -> None:
    assert Manners().user_agent == f"Copperplate/{__version__} (+{PROJECT_ADDRESS})"


@pytest.mark.parametrize("contact", ["a\r\nX-Evil: 1", "kontakt@exämple.org"])
def test_a_contact_that_cannot_stand_in_a_header_is_no_contact(contact: str) -> None:
    with pytest.raises(ValueError, match="a contact is an e-mail or web address"):
        Manners(contact=contact)


def test_the_answer_is_told_with_its_headers_its_time_and_what_was_sent() -> None:
    clock = Clock(seconds=90.0)
    with serving({"/": [PAGE]}) as server, client(clock, obey_robots=False) as fetch:
        response = fetch(server.url(), accept="text/html")
        heard = server.asked[0].headers
        assert heard["Host"] == server.url("").removeprefix("http://")
    assert (response.status, response.body) == (200, b"hello")
    assert (response.fetched_at - START).total_seconds() == 90.0
    assert [name for name, _ in response.headers] == ["Content-Length", "ETag", "Set-Cookie", "Last-Modified"]
    assert list(response.request_headers) == list(heard.items())
    assert heard["Accept"] == "text/html"


def test_a_compressed_answer_is_unpacked() -> None:
    body = "Cyngor: ŵ".encode() * 1000
    with serving({"/": [answer(gzip.compress(body), Content_Encoding="gzip")]}) as server, client() as fetch:
        assert fetch(server.url()).body == body
        assert fetch.spent.bytes < len(body)


def test_a_sitemap_that_is_a_gzip_file_is_left_as_it_is() -> None:
    packed = gzip.compress(b"<urlset/>")
    with serving({"/s.xml.gz": [answer(packed, Content_Type="application/gzip")]}) as server, client() as fetch:
        assert fetch(server.url("/s.xml.gz"), accept="application/xml, application/gzip").body == packed


def test_a_page_that_has_not_changed_is_answered_with_304_and_nothing() -> None:
    unchanged = answer(status="304 Not Modified", ETag='"a1"')
    with serving({"/": [PAGE, unchanged]}) as server, client() as fetch:
        validators = fetch(server.url()).validators
        response = fetch(server.url(), accept="text/html", validators=validators)
        heard = server.asked[-1].headers
    assert (response.status, response.body) == (304, b"")
    assert (heard["If-None-Match"], heard["If-Modified-Since"]) == (validators.etag, validators.last_modified)


def test_without_validators_nothing_is_asked_conditionally() -> None:
    with serving({"/": [PAGE]}) as server, client() as fetch:
        fetch(server.url(), validators=Validators())
        assert not any(name.startswith("If-") for name in server.asked[-1].headers)


def test_the_way_of_a_redirect_is_told() -> None:
    script = {"/old": [redirect("/older", "301 Moved")], "/older": [redirect("new#top")], "/new": [PAGE]}
    with serving(script) as server, client() as fetch:
        response = fetch(server.url("/old"))
        assert (response.url, response.final_url) == (server.url("/old"), server.url("/new"))
        assert response.redirects == (
            Hop(
                url=server.url("/old"),
                status=301,
                headers=(("Content-Length", "0"), ("Location", "/older")),
            ),
            Hop(
                url=server.url("/older"),
                status=302,
                headers=(("Content-Length", "0"), ("Location", "new#top")),
            ),
        )
        assert response.body == b"hello"
        assert fetch(server.url("/new")).redirects == ()


def test_a_redirect_may_be_written_in_welsh() -> None:
    moved = redirect("/newyddion/tŷ")
    with serving({"/": [moved], "/newyddion/t%C5%B7": [PAGE]}) as server, client() as fetch:
        assert fetch(server.url()).body == b"hello"


@pytest.mark.parametrize(
    "head", [answer(b"see", status="300 Multiple Choices", Location="/x"), answer(status="302 Found")]
)
def test_an_answer_that_names_no_new_place_is_returned_as_it_is(head: bytes) -> None:
    with serving({"/": [head]}) as server, client() as fetch:
        response = fetch(server.url())
        assert response.status in (300, 302)
        assert response.final_url == server.url()


def test_an_address_with_spaces_and_letters_of_all_kinds_is_asked_as_browsers_do() -> None:
    with serving({"/a%20b/%C5%B5?q=%C3%A9": [PAGE]}) as server, client() as fetch:
        response = fetch(server.url("/a b/ŵ?q=é"))
        assert response.ok
        assert response.url == server.url("/a b/ŵ?q=é")


def test_no_cookie_is_kept() -> None:
    with serving({"/": [PAGE]}) as server, client() as fetch:
        fetch(server.url())
        fetch(server.url())
        assert not any("Cookie" in asked.headers for asked in server.asked)


def test_one_connection_serves_many_requests() -> None:
    with serving({"/": [PAGE], "/to": [redirect("/")]}) as server, client() as fetch:
        for path in ("/", "/to", "/", "/gone"):
            fetch(server.url(path))
        assert {asked.connection for asked in server.asked} == {0}


def test_a_client_is_a_fetch() -> None:
    def take(fetch: Fetch) -> Fetch:
        return fetch

    with client() as fetch:
        assert isinstance(take(fetch), Client)


def test_the_record_of_a_response_is_light_to_import() -> None:
    heavy = "import sys, archive.response; sys.exit(any(name in sys.modules for name in ('requests', 'urllib3')))"
    root = Path(__file__).parents[3]
    ended = subprocess.run([sys.executable, "-c", heavy], cwd=root, check=False)  # noqa: S603  # our own words
    assert ended.returncode == 0
