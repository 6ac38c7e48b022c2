"""Quotations are found through every way in which marks go missing, and given to the right person."""

from datetime import UTC, datetime

import pytest

from archive import anatomy, parse
from archive.anatomy import Quote
from archive.parse import blocks
from archive.release import Release
from archive.response import Response

LEAD = "Police and Crime Commissioner Ann Hill has opened a new front desk in Saltmere with Inspector Tom Reed."


def quotes(*paragraphs: str, html: str = "") -> tuple[Quote, ...]:
    text = "\n\n".join((LEAD, *paragraphs))
    release = Release(url="https://www.saltmere-pcc.example.org/a/", title="A desk", text=text, html=html)
    return anatomy.read(release).quotes


def said(quote: Quote) -> list[str]:
    return [passage.text for passage in quote.paragraphs]


def test_a_quotation_in_the_house_style_is_one() -> None:
    [quote] = quotes("Ann Hill said:", "“We listened to everyone.", "“Then we acted.”", "The desk opens on Monday.")
    assert (quote.speaker, quote.role) == ("Ann Hill", "Police and Crime Commissioner")
    assert said(quote) == ["We listened to everyone.", "Then we acted."]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("Ann Hill said:", "We listened to everyone.", "“Then we acted.”"),
        ("Ann Hill said:", "“We listened to everyone.", "Then we acted.”"),
        ("Ann Hill said:", "“We listened to everyone.”", "Then we acted.”"),
        ('Ann Hill said: "We listened to everyone.', '"Then we acted.”'),
        ("Ann Hill said, “We listened to everyone.", "“Then we acted."),
        ("Ann Hill said: ‘We listened to everyone.", "‘Then we acted.’"),
        ("Ann Hill said: 'We listened to everyone.", "'Then we acted.'"),
        ("“We listened to everyone,” Ann Hill said.", "“Then we acted.“"),
    ],
)
def test_missing_and_mixed_marks_do_not_part_a_quotation(paragraphs: tuple[str, ...]) -> None:
    [quote] = quotes(*paragraphs)
    assert quote.speaker == "Ann Hill"
    assert [text.rstrip(".,") for text in said(quote)] == ["We listened to everyone", "Then we acted"]


def test_narrative_after_an_unclosed_quotation_is_not_in_it() -> None:
    found = quotes(
        "Ann Hill said:", "“We listened.", "The desk cost £2,000.", "Tom Reed said:", "“It is busy already.”"
    )
    assert [(quote.speaker, said(quote)) for quote in found] == [
        ("Ann Hill", ["We listened."]),
        ("Tom Reed", ["It is busy already."]),
    ]


def test_runs_around_one_attribution_are_joined() -> None:
    [quote] = quotes("“We listened,” said Inspector Tom Reed of the town team. “Then we acted.”")
    assert (quote.speaker, quote.role) == ("Tom Reed", "Inspector")
    assert said(quote) == ["We listened, Then we acted."]


def test_a_new_attribution_begins_a_new_quotation() -> None:
    found = quotes("Ann Hill said: “We listened.” She added: “Then we acted.”")
    assert [(quote.speaker, said(quote)) for quote in found] == [
        ("Ann Hill", ["We listened."]),
        ("Ann Hill", ["Then we acted."]),
    ]


@pytest.mark.parametrize(
    "subject", ["Ms Hill", "Ann", "She", "Commissioner Hill", "Commissioner Ann Hill", "The Commissioner"]
)
def test_short_forms_mean_the_person_in_full(subject: str) -> None:
    text = "Ms Hill walked to the market with members of the public."
    [quote] = quotes(text, f"{subject} said: “We listened to everyone.”")
    assert quote.speaker == "Ann Hill"


@pytest.mark.parametrize(
    ("attribution", "role"),
    [
        ("Councillor Paul Wray, Saltmere Council’s Cabinet Member for Housing, Youth and Parks, said:",
         "Saltmere Council’s Cabinet Member for Housing, Youth and Parks"),
        ("Chief Constable of Saltmere Police, Paul Wray, said:", "Chief Constable of Saltmere Police"),
        ("Paul Wray, the manager of the centre, added:", "manager of the centre"),
        ("Paul Wray, who is 19, said:", ""),
        ("Superintendent Paul Wray, of Saltmere Police, said:", "Superintendent"),
        ("Deputy Mayor for Policing and Crime Paul Wray told the meeting:", "Deputy Mayor for Policing and Crime"),
        ("Minister for Safeguarding Paul Wray MP said:", "Minister for Safeguarding"),
        ("Paul Wray OBE, Chairman of the charity, says:", "Chairman of the charity"),
        ("Head of Community Safety at the Council, Paul Wray, added,", "Head of Community Safety at the Council"),
        ("According to Superintendent Paul Wray:", "Superintendent"),
    ],
)  # fmt: skip
def test_the_role_is_what_the_attribution_gives(attribution: str, role: str) -> None:
    [quote] = quotes(attribution, "“We are delighted to see it open.”")
    assert (quote.speaker, quote.role) == ("Paul Wray", role)


def test_words_in_marks_that_nobody_uttered_are_no_quotation() -> None:
    assert not quotes(
        "The ‘Front Room’ evenings begin in May.",
        "Staff took eleven reports of so-called “honour” based abuse.",
        "She was not interested in ‘tick-box’ consultation and said so.",
        "The ‘ideal visitor’ is described in the pack.",
    )


def test_a_quotation_that_nobody_is_named_for_has_no_speaker() -> None:
    found = quotes("The plan was published today.", "“Size is not a policy, and it never was one.”")
    assert [quote.speaker for quote in found] == [""]


def test_a_welsh_attribution_has_its_verb_first() -> None:
    found = quotes(
        "Dywedodd Comisiynydd Heddlu a Throseddu Gwynllwg, Eleri Prys: “Un drws ac un person.”",
        "“Mae croeso i bawb,” meddai Mari Elfed, rheolwr y ganolfan.",
    )
    assert [(quote.speaker, quote.role) for quote in found] == [
        ("Eleri Prys", "Comisiynydd Heddlu a Throseddu Gwynllwg"),
        ("Mari Elfed", "rheolwr y ganolfan"),
    ]


def test_a_blockquote_after_an_attribution_needs_no_marks() -> None:
    html = (
        "<p>Ann Hill said:</p><blockquote><p>We listened.</p><p>Then we acted.</p></blockquote><p>The desk opens.</p>"
    )
    text = "Ann Hill said:\n\nWe listened.\n\nThen we acted.\n\nThe desk opens."
    release = Release(url="https://www.saltmere-pcc.example.org/a/", title="A desk", text=text, html=html)
    [quote] = anatomy.read(release).quotes
    assert said(quote) == ["We listened.", "Then we acted."]


def test_offsets_lead_back_to_the_words() -> None:
    text = f"{LEAD}\n\nAnn Hill said: “We listened.”"
    release = Release(url="https://www.saltmere-pcc.example.org/a/", title="A desk", text=text)
    [quote] = anatomy.read(release).quotes
    assert text[quote.start : quote.end] == "“We listened.”"


@pytest.mark.parametrize("subject", ["A spokesperson for the council", "One victim, who asked not to be named,"])
def test_an_attribution_that_names_nobody_gives_no_speaker(subject: str) -> None:
    [quote] = quotes(f"{subject} said: “They saved my life.”")
    assert quote.speaker == ""


def test_a_first_name_that_is_all_we_have_is_the_speaker() -> None:
    [quote] = quotes("Sue, whose home was burgled, said: “I felt sick about it.”")
    assert quote.speaker == "Sue"


def test_a_statement_that_is_printed_without_marks_is_no_quotation() -> None:
    assert not quotes("Statement from the Commissioner, Ann Hill:", "I am sorry for what I said.", "I was wrong.")


def test_a_shortened_title_does_not_end_a_sentence() -> None:
    [quote] = quotes("“It was a privilege to speak,” Prof. Anne Worrall told delegates.")
    assert quote.speaker == "Anne Worrall"


def html_quotes(html: str) -> tuple[Quote, ...]:
    pieces = [block.text for block in blocks.read(html)]
    release = Release(
        url="https://www.saltmere-pcc.example.org/a/", title="A desk", text="\n\n".join(pieces), html=html
    )
    return anatomy.read(release).quotes


def test_a_blockquote_is_given_to_whom_its_last_line_names() -> None:
    html = (
        f"<p>{LEAD}</p><blockquote><p>We listened.</p><p>Then we acted.</p><p><cite>— Tom Reed</cite></p></blockquote>"
    )
    [quote] = html_quotes(html)
    assert (quote.speaker, said(quote)) == ("Tom Reed", ["We listened.", "Then we acted."])


def test_a_blockquote_that_was_announced_keeps_its_speaker() -> None:
    html = (
        f"<p>{LEAD}</p><p>Ann Hill said:</p><blockquote><p>We listened.</p><p><cite>The Times</cite></p></blockquote>"
    )
    assert [quote.speaker for quote in html_quotes(html)] == ["Ann Hill"]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Hill said that it was “the best day that this town has had in years”.",
        "According to Ann Hill, “this is the best day that the town has had”.",
        "Yn ôl Ann Hill, “dyma’r diwrnod gorau i’r dref ers blynyddoedd”.",
    ],
)
def test_words_that_complete_a_sentence_are_a_quotation(text: str) -> None:
    assert [quote.speaker for quote in quotes(text)] == ["Ann Hill"]


def test_a_term_within_reported_speech_is_no_quotation() -> None:
    assert (
        quotes("Ann Hill said that it was a “relay” theft.", "According to Ann Hill, “relay” thefts are quick.") == ()
    )


def test_an_announcement_belongs_to_its_subject_not_to_whom_it_is_about() -> None:
    [quote] = quotes("Deputy Mayor Cal Whit has made a statement on the death of PC Tess Harland:", "“She was brave.”")
    assert (quote.speaker, quote.role) == ("Cal Whit", "Deputy Mayor")


def test_a_surname_with_a_title_shows_that_a_place_before_is_a_person() -> None:
    [quote] = quotes("The idea came from Doreen Spargo.", "“I asked,” said Mrs Spargo.")
    assert quote.speaker == "Doreen Spargo"


def test_a_description_after_the_name_is_the_role() -> None:
    [quote] = quotes("Doreen Spargo, sub-postmistress at Ruan, said: “I asked.”")
    assert (quote.speaker, quote.role) == ("Doreen Spargo", "sub-postmistress at Ruan")


def test_a_noun_before_a_name_is_told_by_the_rest_of_the_text() -> None:
    [quote] = quotes("The Inspector met residents.", "Resident Babs O’Dowd said: “I asked for a camera.”")
    assert quote.speaker == "Babs O’Dowd"


def test_a_role_ends_before_the_next_person() -> None:
    [quote] = quotes("Jo Day, head of roads, and Mayor Olive Hath met us on Friday.", "“It is a start,” Jo Day said.")
    assert (quote.speaker, quote.role) == ("Jo Day", "head of roads")


@pytest.mark.parametrize(
    ("told", "speaker"),
    [
        ("The woman, whom we are calling Beth, told the panel: “I have put off my wedding twice.”", "Beth"),
        ("Asked what would help, a survivor known as Beth said: “A date that stays a date.”", "Beth"),
        ("One of the cadets, Kieran, 15, said: “You can’t be on your phone all the time.”", "Kieran"),
        ("Farmer Ken Dury, 71, has lost two tractors. “Who would buy a purple one?” he asks.", "Ken Dury"),
        ("Co-ordinator Mavis Brightwell said: “They called us all sorts of things.”", "Mavis Brightwell"),
        ("The Archdeacon, the Venerable Prudence Okafor, said: “We have spent it on lead.”", "Prudence Okafor"),
        ("Ann Hill and Inspector Tom Reed said: “One person who knows it all is enough.”", "Ann Hill and Tom Reed"),
        ("Threshold’s director, Piers Lind, and Sergeant Usha Rai said: “We are glad.”", "Piers Lind and Usha Rai"),
        ("Zara and Noah said: “We did not think that he would write back.”", "Zara and Noah"),
        ("Ann Hill, after the death of PC Tess Harland, said: “It is a dark day.”", "Ann Hill"),
    ],
)
def test_who_spoke_is_found_in_whatever_way_they_are_introduced(told: str, speaker: str) -> None:
    [quote] = quotes(told)
    assert quote.speaker == speaker


def test_a_statement_that_somebody_has_issued_is_theirs_without_a_colon() -> None:
    [quote] = quotes("Ann Hill has issued the following statement after the inquest.", "“I accept it.", "“I will act.”")
    assert (quote.speaker, said(quote)) == ("Ann Hill", ["I accept it.", "I will act."])


def test_words_that_somebody_calls_a_thing_are_a_quotation_when_they_are_many() -> None:
    [quote] = quotes("Landlord Scott Ambry called the kits ‘the best thing that came through that door all year’.")
    assert (quote.speaker, said(quote)) == ("Scott Ambry", ["the best thing that came through that door all year"])
    assert quotes("Landlord Scott Ambry called the kits ‘a godsend’.") == ()


def test_marks_set_as_two_single_ones_are_double() -> None:
    [quote] = quotes("Ann Hill told the meeting: ‘‘The bus fare. That’s all it cost.’’")
    assert said(quote) == ["The bus fare. That’s all it cost."]


@pytest.mark.parametrize(
    "signed",
    [
        "<blockquote><p>{}</p><footer><div>Tom Reed</div><div>Inspector</div></footer></blockquote>",
        "<figure class='quote'><blockquote>{}</blockquote><figcaption>— Tom Reed, Inspector</figcaption></figure>",
        "<blockquote><p>{}</p><p class='quote-author'>Tom Reed, Inspector</p></blockquote>",
        "<blockquote><p>{}</p><p>– Tom Reed, Inspector</p></blockquote>",
        "<div class='pull quote'><blockquote><p>{}</p></blockquote><p class='name'>Tom Reed, Inspector</p></div>",
    ],
)
def test_a_quotation_set_apart_is_of_whoever_signs_it_in_any_form(signed: str) -> None:
    body = f"<p>{LEAD}</p>{signed.format('I looked twice, because he looked like my grandson.')}<p>It opens today.</p>"
    html = f"<html><body><h1>A desk for Saltmere</h1><div>{body}</div></body></html>"
    address = "https://www.saltmere-pcc.example.org/news/a/"
    answer = Response(
        url=address, final_url=address, status=200, body=html.encode(), fetched_at=datetime(2026, 3, 1, tzinfo=UTC)
    )
    [quote] = anatomy.read(parse.from_page(answer)).quotes
    assert (quote.speaker, quote.role) == ("Tom Reed", "Inspector")
    assert said(quote) == ["I looked twice, because he looked like my grandson."]


def test_a_participle_after_a_quotation_announces_more_of_the_same_person() -> None:
    [*_, last] = quotes("Publican Gus Rattray said it would be “rather good”, adding: “Park it on my forecourt.”")
    assert (last.speaker, said(last)) == ("Gus Rattray", ["Park it on my forecourt."])


@pytest.mark.parametrize(
    ("paragraph", "speaker"),
    [
        ("Ann Hill’s first task will be the rota: “A desk without a face behind it is a cupboard.”", "Ann Hill"),
        ("Tom Reed, who runs it, said the week had been busy. “We have not sat down since Monday.”", "Tom Reed"),
        ("The old one stood in a yard which, said Inspector Tom Reed, “nobody could find after dark”.", "Tom Reed"),
        ("Deputy Mayor for Safer and Prouder Towns, Jo Carr, said: “A desk is a promise.”", "Jo Carr"),
        ("Tom Reed agreed. The Commissioner added that it was a start. “Six more will follow,” she said.", "Ann Hill"),
    ],
)
def test_words_are_given_to_whom_the_sentence_around_them_is_about(paragraph: str, speaker: str) -> None:
    [quote] = quotes("Tom Reed was there at nine.", paragraph)
    assert quote.speaker == speaker


def test_an_opening_mark_where_a_closing_one_belongs_closes() -> None:
    found = quotes("Ann Hill said: “The door is open to you“.", "Tom Reed said: “Come in.”")
    assert [said(quote) for quote in found] == [["The door is open to you"], ["Come in."]]


def test_a_place_after_half_an_office_is_nobody() -> None:
    [quote] = quotes("Jo Carr is chair of the Long Acre group. She said: “It is a start.”")
    assert quote.speaker == "Jo Carr"
