"""What the pages say of things in a few words: files, sizes, evidence; their own words are in words.toml."""

import re

from archive.release import Attachment, Release

SUMMARY_LENGTH = 240
_FORMATS = {
    "application/pdf": "PDF",
    "application/msword": "Word",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/vnd.oasis.opendocument.text": "OpenDocument text",
    "application/vnd.ms-excel": "Excel",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
    "application/vnd.oasis.opendocument.spreadsheet": "OpenDocument spreadsheet",
    "application/vnd.ms-powerpoint": "PowerPoint",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PowerPoint",
    "application/rtf": "RTF",
    "application/zip": "ZIP",
    "text/csv": "CSV",
    "text/plain": "text",
}
_THOUSAND = 1000
_WELSH_ROLE = re.compile(
    r"\b(?:(?:c|g|ch)omisiynydd|(?:c|g|ch)ynghorydd|(?:c|g|ch)adeirydd|(?:c|g|ch)yfarwyddwr|(?:c|g|ch)ydlynydd|"
    r"(?:c|ch)?g?wnstabl|d?dirprwy|arolygydd|rhingyll|f?maer|rheolwr|aelod|p?h?ennaeth|llefarydd|arweinydd|swyddog|"
    r"p?h?rif|g?weinidog)\b",
    re.IGNORECASE,
)


def sentence(text: str) -> str:
    """Return words that were written to follow a colon as a sentence of their own."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?", "…")) or not text else ".")


def summary(release: Release) -> str:
    """Return what a release is about: its standfirst, else its first paragraph, cut at a word; may be empty."""
    text = " ".join((release.standfirst or release.text.partition("\n\n")[0]).split())
    if len(text) <= SUMMARY_LENGTH:
        return text
    return re.sub(r"\W+\Z", "", text[:SUMMARY_LENGTH].rpartition(" ")[0] or text[:SUMMARY_LENGTH]) + "…"


def file(attachment: Attachment) -> str:
    """Return what a document is: "PDF, 1.2 MB"; "" when neither type nor length are known."""
    kind = _FORMATS.get(attachment.media_type, attachment.media_type.rpartition("/")[2].upper())
    return ", ".join(filter(None, (kind, size(attachment.length))))


def size(length: int | None) -> str:
    """Return a number of bytes for a person: "1.2 MB"; "" when it is not known."""
    if length is None:
        return ""
    amount = float(length)
    for unit in ("bytes", "kB", "MB"):
        if amount < _THOUSAND:
            return f"{amount:.{1 if unit == 'MB' else 0}f} {unit}"
        amount /= _THOUSAND
    return f"{amount:.1f} GB"


def role_language(role: str, language: str = "") -> str:
    """Return the language in which a role is named: Welsh where the release is or a Welsh title is in it, "en" else."""
    return "cy" if language == "cy" or _WELSH_ROLE.search(role) else "en"


def web(url: str) -> bool:
    """Tell whether an address may stand in a link: one of the web, and no script."""
    return url.lower().startswith(("http://", "https://"))


def contact(value: str) -> str:
    """Return where a link to the operator leads: an address of the web, or of e-mail; "" for neither."""
    if web(value):
        return value
    return f"mailto:{value}" if "@" in value else ""
