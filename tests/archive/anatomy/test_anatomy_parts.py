"""End mark, notes, contacts, embargo and figures are told from the body."""

import pytest

from archive import anatomy, parse
from archive.anatomy import Anatomy, Measure
from archive.discover.reading import Item
from archive.release import Channel, Release

BODY = "The Commissioner has opened a new front desk in Saltmere."


def read(*paragraphs: str, html: str = "") -> Anatomy:
    text = "\n\n".join(paragraphs)
    return anatomy.read(Release(url="https://www.saltmere-pcc.example.org/a/", title="A desk", text=text, html=html))


@pytest.mark.parametrize(
    "mark",
    ["Ends", "-ends-", "– Ends –", "** ENDS **", "E N D S", "ENDS 14.06.13", "ENDS / DIWEDD", "DIWEDD", "###", "*****"],
)
def test_the_body_stops_before_the_end_mark(mark: str) -> None:
    parts = read(BODY, mark, "About the office: it was founded in 2012.")
    assert [passage.text for passage in parts.body] == [BODY]
    assert parts.end_mark is not None
    assert parts.end_mark.text == mark
    assert parts.bounds == (0, len(BODY))


@pytest.mark.parametrize(
    "heading",
    [
        "Notes to editors",
        "NOTES TO EDITORS:",
        "Note for Editors",
        "Editor’s notes",
        "Nodiadau i olygyddion",
        "Notes to the editor",
        "For editors",
        "Editors:",
    ],
)
def test_notes_lose_their_typed_numbers(heading: str) -> None:
    parts = read(BODY, heading, "1. The desk cost £2,000.", "2) It has two chairs.")
    assert [note.text for note in parts.notes] == ["The desk cost £2,000.", "It has two chairs."]
    assert [passage.text for passage in parts.body] == [BODY]


def test_a_note_behind_its_heading_is_a_note() -> None:
    parts = read(BODY, "Notes to editors: The desk cost £2,000.")
    assert [note.text for note in parts.notes] == ["The desk cost £2,000."]


def test_a_sentence_about_notes_is_no_heading() -> None:
    text = "Notes to editors were forgotten in the archive for many years."
    assert [passage.text for passage in read(BODY, text).body] == [BODY, text]


def test_a_note_that_gives_contact_details_is_both() -> None:
    note = (
        "For more details contact Ann Hill in the press office on 01632 960302 or at ann.hill@saltmere-pcc.example.org."
    )
    parts = read(BODY, "Notes to editors", note)
    assert [passage.text for passage in parts.notes] == [note]
    [contact] = parts.contacts
    assert (contact.name, contact.organisation, contact.phone, contact.email) == (
        "Ann Hill",
        "press office",
        "01632 960302",
        "ann.hill@saltmere-pcc.example.org",
    )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Issued by Ann Hill – 01632 960231"], [("Ann Hill", "", "01632 960231", "")]),
        (
            ["Press office: 01632 960455, press@a.example.org"],
            [("", "Press office", "01632 960455", "press@a.example.org")],
        ),
        (
            ["Media enquiries:", "Saltmere press office", "Telephone: 01632 960455", "Email: press@a.example.org"],
            [("", "Saltmere press office", "01632 960455", "press@a.example.org")],
        ),
        (
            ["Media contact:", "Ann Hill, 01632 960455", "Tom Reed, 07700 900412"],
            [("Ann Hill", "", "01632 960455", ""), ("Tom Reed", "", "07700 900412", "")],
        ),
        (
            [
                "For interviews contact Ann Hill on 01632 960715. Or call the duty press officer on 07700 900412."
            ],
            [("Ann Hill", "", "01632 960715", ""), ("", "duty press officer", "07700 900412", "")],
        ),
    ],
)  # fmt: skip
def test_contacts_are_read_in_every_shape(lines: list[str], expected: list[tuple[str, ...]]) -> None:
    parts = read(BODY, *lines)
    assert [(one.name, one.organisation, one.phone, one.email) for one in parts.contacts] == expected
    assert [passage.text for passage in parts.body] == [BODY]


def test_an_address_that_stays_hidden_is_named_as_masked() -> None:
    [contact] = read(BODY, "Media contact: Ann Hill, [email protected]").contacts
    assert (contact.name, contact.email, contact.masked) == ("Ann Hill", "", True)


def test_a_number_for_the_public_is_no_press_contact() -> None:
    text = "Residents can ring 01632 960190 to book a place."
    parts = read(BODY, text)
    assert not parts.contacts
    assert [passage.text for passage in parts.body] == [BODY, text]


@pytest.mark.parametrize(
    ("line", "until"),
    [
        ("EMBARGOED UNTIL 06:00, THURSDAY 8 MARCH 2018", "2018-03-08T06:00:00+00:00"),
        ("Embargoed until 00:01 on Thursday 4 July 2019", "2019-07-04T00:01:00+01:00"),
        ("Under embargo until 5 May 2020", "2020-05-05T00:00:00+01:00"),
        ("Strictly embargoed", ""),
    ],
)
def test_an_embargo_is_read_and_left_out_of_the_body(line: str, until: str) -> None:
    parts = read(line, BODY)
    assert parts.embargo is not None
    assert parts.embargo.until == until
    assert [passage.text for passage in parts.body] == [BODY]


def test_by_line_and_signature_are_not_the_body() -> None:
    parts = read("By Ann Hill", BODY, "Ann Hill Police and Crime Commissioner for Saltmere")
    assert [passage.text for passage in parts.body] == [BODY]


def test_amounts_and_percentages_come_with_their_sentence() -> None:
    parts = read("It rained. The desk cost £1.2m, or 17 per cent more. A chair is £1,250 and a lamp £6.50.")
    assert [(figure.measure, figure.value) for figure in parts.figures] == [
        (Measure.MONEY, "1200000"),
        (Measure.PERCENTAGE, "17"),
        (Measure.MONEY, "1250"),
        (Measure.MONEY, "6.5"),
    ]
    assert parts.figures[0].sentence == "The desk cost £1.2m, or 17 per cent more."
    assert parts.figures[3].passage.text == "£6.50"


def test_a_second_number_is_a_contact_of_the_same_person() -> None:
    parts = read(BODY, "Ends", "Press contact: Ann Hill, 01632 960302 / 07700 900302, ann@saltmere-pcc.example.org")
    assert [(one.name, one.phone, one.email) for one in parts.contacts] == [
        ("Ann Hill", "01632 960302", "ann@saltmere-pcc.example.org"),
        ("Ann Hill", "07700 900302", ""),
    ]


def test_a_fax_is_no_telephone() -> None:
    [contact] = read(BODY, "Ends", "Press contact: Ann Hill, Tel: 01632 960302 Fax: 01632 960303").contacts
    assert contact.phone == "01632 960302"


def test_an_address_masked_in_words_is_read() -> None:
    [contact] = read(BODY, "Ends", "Press contact: Ann Hill, ann.hill [at] saltmere-pcc.example.org").contacts
    assert contact.email == "ann.hill@saltmere-pcc.example.org"


def test_the_close_of_a_letter_goes_with_its_signature() -> None:
    parts = read("Dear Minister,", BODY, "Yours sincerely,", "Ann Hill, Police and Crime Commissioner")
    assert [passage.text for passage in parts.body] == ["Dear Minister,", BODY]


@pytest.mark.parametrize(("mark", "notes"), [("Ends", 1), ("The desk is open.", 0)])
def test_background_heads_notes_only_after_the_end_mark(mark: str, notes: int) -> None:
    assert len(read(BODY, mark, "Background", "The desk cost £2,000.").notes) == notes


def test_line_breaks_divide_a_contact() -> None:
    html = f"<p>{BODY}</p><p>Ends</p><p>Media contact:<br>Tamar Quick<br>Officer of the Day<br>01632 960440</p>"
    text = f"{BODY}\n\nEnds\n\nMedia contact: Tamar Quick Officer of the Day 01632 960440"
    [contact] = read(*text.split("\n\n"), html=html).contacts
    assert (contact.name, contact.phone) == ("Tamar Quick", "01632 960440")


def test_each_line_of_a_contact_is_read_and_each_person_is_one() -> None:
    two = (
        "<p>Ends</p><p><u>Media enquiries</u></p><p>Please contact our team:<br>Ffion Hale – 07700 900571 – "
        "<a href='mailto:ffion@example.org'>e-mail</a><br>Marcus Obi – 07700 900572 (24 hours)</p>"
        "<p>Out of hours</p><p>(01632) 960 554</p>"
    )
    found = parse.from_item(
        Item(
            url="https://www.saltmere-pcc.example.org/a/",
            channel=Channel.FEED,
            title="A desk",
            content=f"<p>{BODY}</p>{two}",
        )
    )
    assert [(one.name, one.phone, one.email) for one in anatomy.read(found).contacts] == [
        ("Ffion Hale", "07700 900571", "ffion@example.org"),
        ("Marcus Obi", "07700 900572", ""),
        ("", "(01632) 960 554", ""),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("For further information please contact:", "Olu Prentice", "Media Manager", "01632 960812"),
        ("Contact: Olu Prentice", "Telephone: 01632 960812"),
        ("Am fwy o wybodaeth: Olu Prentice 01632 960812",),
        ("Press officer: Olu Prentice (01632) 960812",),
    ],
)
def test_contacts_without_an_end_mark_are_no_body(lines: tuple[str, ...]) -> None:
    parts = read(BODY, "It has two chairs.", *lines)
    assert [passage.text for passage in parts.body] == [BODY, "It has two chairs."]
    [contact] = parts.contacts
    assert (contact.name, contact.phone.strip("()")) in {
        ("Olu Prentice", "01632 960812"),
        ("Olu Prentice", "01632) 960812"),
    }
