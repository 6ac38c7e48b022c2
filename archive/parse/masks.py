"""E-mail addresses that a content network hides from readers without script."""

from archive.parse.tree import Element

_HREF = "/cdn-cgi/l/email-protection#"


def remove(root: Element) -> None:
    """Put hidden addresses back, in place; what cannot be decoded stays as the page shows it."""
    for link in root.iter("a"):
        _, mark, code = link.get("href", "").partition(_HREF)
        if mark and (address := _decoded(code)):
            link.set("href", f"mailto:{address}")
    for element in list(root.iter("a", "span")):
        address = _decoded(element.get("data-cfemail", ""))
        if address:
            for child in list(element):
                element.remove(child)
            element.text = address


def _decoded(code: str) -> str:
    """Return the address behind a hexadecimal code, whose first byte is the key to the others; "" for none."""
    try:
        key, *letters = bytes.fromhex(code)
        address = bytes(letter ^ key for letter in letters).decode("utf-8")
    except ValueError:
        return ""
    return address if "@" in address else ""
