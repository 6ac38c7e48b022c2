"""Attributions: the words that say who spoke, before or after a quotation."""

import re

_ENGLISH = (
    "acknowledged|added|adds|admits|admitted|agreed|announced|argued|argues|asked|asks|believes|"
    "chipped in|claimed|commented|concluded|confirmed|continued|continues|declared|emphasised|"
    "explained|explains|grinned|hopes|insisted|insists|joked|jokes|laughed|noted|observed|pledged|"
    "promised|put it|puts it|quipped|read|reads|recalled|recalls|reckons|reflected|remarked|"
    "remembered|remembers|replied|replies|responded|revealed|said|says|shrugged|sighed|smiled|"
    "stated|stressed|suggested|thinks|told|tweeted|urged|urges|warned|warns|went on|writes|wrote"
)
_WELSH = "dywedodd|meddai|ychwanegodd|eglurodd|esboniodd|dywed|nododd|parhaodd|aeth ymlaen|atebodd|pwysleisiodd"
_VERB = re.compile(rf"\b(?:(?P<welsh>{_WELSH})|{_ENGLISH})\b", re.IGNORECASE)
_VERB_LAST = re.compile(rf"\b(?:{_ENGLISH})$")
_MESSAGE = re.compile(r"\b(?:statement|message|response|words|datganiad|neges|ymateb)\b", re.IGNORECASE)
_SENTENCE = re.compile(
    r"(?<!\bMr\.)(?<!\bDr\.)(?<!\bMs\.)(?<!\bSt\.)(?<!\bMrs\.)(?<!\bRev\.)(?<!\bProf\.)(?<!\bCllr\.)"
    r"(?<=[a-z0-9)”\"’'][.!?])[”\"’']?\s+(?=[^\Wa-z])"
)
_ACCORDING = re.compile(r"\b(?:according to|yn ôl)\s(?P<who>.{2,90}),$", re.IGNORECASE)
_ISSUED = re.compile(r"\b(?:has |have )?(?:issued|released|made|published|given)\b", re.IGNORECASE)
_INVERTED = re.compile(rf",\s(?i:{_WELSH}|said|says) (?P<who>(?:the )?[^\W\da-z][^,;:]{{2,90}}),$")
_OWNER = re.compile(r"(?P<who>(?:[^\W\da-z][\w-]*\.? ){0,4}[^\W\da-z][\w-]+)[’']s? \S")
_NAMING = re.compile(
    r"(?P<who>.{3,90}?)\b(?:called|calls|described|describes|dubbed|hailed|branded|labelled)\s.{2,60}", re.IGNORECASE
)
_GOING_ON = re.compile(
    r"\W*(?:and |before |gan )?(?:adding|saying|explaining|continuing|warning|insisting|telling \w+|ychwanegu)\W*",
    re.IGNORECASE,
)
_DASHED = re.compile(r":\s?[–—-]$")
_THAT = re.compile(r"\s(?:\w{1,12} )?(?:that|how|it|he|she|they)\b.{0,60}")
_MARKS = " \u00a0,:;–—-“”\"‘’'"
_FULL_STOP = " ."
_DIRECT = re.compile(r"(?: that| of \w{1,12}| simply| only)?[\s–—-]*")
_OBJECT_LIMIT, _COMMA_LIMIT = 90, 30
_TRAIL_LIMIT = 160


def before(text: str) -> str | None:
    """Return whom the end of a text announces as about to speak, None when it announces nobody.

    "Asked about it, Mr Hill told the panel:" → "Asked about it, Mr Hill"; "which, said Mr Hill," → "Mr Hill".
    "" means that a verb stands alone.
    """
    sentence = _DASHED.sub(":", _SENTENCE.split(text.strip())[-1].strip())
    colon, comma = sentence.endswith((":", ";")), sentence.endswith(",")
    verbs = list(_VERB.finditer(sentence))
    if _GOING_ON.fullmatch(sentence):
        return ""
    if not verbs:
        return _verbless(sentence) if sentence.endswith(":") else None
    if inverted := _INVERTED.search(sentence):
        return inverted["who"]
    verb = verbs[-1]
    limit = _OBJECT_LIMIT if colon else _COMMA_LIMIT
    if verb["welsh"] and sentence[verb.end() :].strip(_MARKS):
        return sentence[verb.end() :].strip(_MARKS) if colon or comma else None
    said = sentence[verb.end() :]
    if len(said) > limit or not (colon or comma or _DIRECT.fullmatch(said)):
        return None
    return sentence[: verb.start()].strip(_MARKS)


def _verbless(sentence: str) -> str | None:
    """Return whom a sentence without a verb of speech announces before its colon: "Ann Hill's first task:"."""
    owner = _OWNER.match(sentence)
    if who := issued(sentence) or (owner["who"] if owner else ""):
        return who
    announced = _MESSAGE.search(sentence) or len(sentence.split()) <= 12  # noqa: PLR2004
    return sentence.strip(_MARKS) if announced else None


def reported(text: str) -> str | None:
    """Return whom the end of a text reports in a sentence that a quotation completes, None for nobody.

    "Ann Hill said that it was" → "Ann Hill"; "According to Ann Hill," → "Ann Hill".
    """
    sentence = _SENTENCE.split(text.strip())[-1].strip()
    according = _ACCORDING.search(sentence)
    if according:
        return according["who"]
    verb = _VERB.search(sentence)
    if verb is not None and _THAT.fullmatch(sentence[verb.end() :]):
        return sentence[: verb.start()].strip(_MARKS)
    naming = _NAMING.fullmatch(sentence)
    return naming["who"].strip(_MARKS) if naming and verb is None else None


def related(text: str) -> str | None:
    """Return whose words the last whole sentence of a text relates, so that a quotation can go on; None for nobody.

    "Ann Hill, chair of the panel, said members had been impressed." → "Ann Hill, chair of the panel"
    """
    sentence = _SENTENCE.split(text.strip())[-1].strip()
    verb = _VERB.search(sentence) if sentence.endswith(".") else None
    if verb is None or verb["welsh"] or not sentence[verb.end() :].strip(_FULL_STOP):
        return None
    return sentence[: verb.start()].strip(_MARKS) or None


def issued(text: str) -> str | None:
    """Return who has issued a statement by the last sentence of a text, so that the words must follow; None for nobody.

    "Ann Hill has issued the following statement after the inquest." → "Ann Hill"
    """
    sentence = _SENTENCE.split(text.strip())[-1].strip()
    verb = _ISSUED.search(sentence)
    if verb is None or not _MESSAGE.search(sentence[verb.end() :]):
        return None
    return sentence[: verb.start()].strip(_MARKS) or None


def after(text: str) -> str | None:
    """Return whom the beginning of a text names as having spoken, None when it names nobody.

    ", said Ann Hill of the rural team. The" → "Ann Hill of the rural team".
    """
    sentence = _SENTENCE.split(text)[0][:_TRAIL_LIMIT]
    verb = _VERB.search(sentence)
    if verb is None:
        return None
    subject = sentence[: verb.start()].strip(_MARKS)
    if subject:
        return subject if len(subject) <= _OBJECT_LIMIT and not re.match(r"(?:and|but|which|that)\b", subject) else None
    return sentence[verb.end() :].strip(f"{_MARKS}.")


def is_open(text: str) -> bool:
    """Tell whether a text ends on an attribution, so that the words must follow."""
    return _DASHED.sub(":", text.rstrip()).endswith((":", ",", ";")) or bool(
        re.search(rf"\b(?:{_ENGLISH})$", text.rstrip())
    )


def says(text: str) -> bool:
    """Tell whether a text has a verb of speech: words after "X said:" are X's, marked or not."""
    return bool(_VERB.search(text))


def is_direct(text: str) -> bool:
    """Tell whether a text begins with a verb of speech: "remembers farmer Nigel Stubbins"."""
    verb = _VERB.search(text)
    return verb is not None and not text[: verb.start()].strip()


def is_single(text: str) -> bool:
    """Tell whether a text is no more than one sentence."""
    return len(_SENTENCE.split(text.strip())) == 1
