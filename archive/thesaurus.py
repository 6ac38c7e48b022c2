"""What people write for one thing: abbreviations, hyphens, plurals that the stemmer of the index does not know.

Few, and only such as mean the same in every release: "DA" is domestic abuse here and "good" in Welsh.
"""

import re

# The first of a group stands for all of it, and so does each other one that is a single word.
_GROUPS = (
    ("apcc", "association of police and crime commissioners"),
    ("asb", "anti-social behaviour", "antisocial behaviour"),
    ("child", "children"),
    ("cps", "crown prosecution service"),
    ("csa", "child sexual abuse"),
    ("cse", "child sexual exploitation"),
    ("foi", "freedom of information"),
    ("hmicfrs", "hmic", "inspectorate of constabulary"),
    ("icv", "independent custody visitor"),
    ("idva", "independent domestic violence adviser", "independent domestic violence advisor"),
    ("iopc", "independent office for police conduct"),
    ("isva", "independent sexual violence adviser", "independent sexual violence advisor"),
    ("knife", "knives"),
    ("npcc", "national police chiefs council"),
    ("opcc", "office of the police and crime commissioner"),
    ("pcc", "police and crime commissioner"),
    ("pcso", "police community support officer"),
    ("pfcc", "police, fire and crime commissioner"),
    ("sarc", "sexual assault referral centre"),
    ("thief", "thieves"),
    ("vawg", "violence against women and girls"),
    ("vru", "violence reduction unit"),
    ("woman", "women"),
)
_SAME = {word: group for group in _GROUPS for word in group if " " not in word}

# The index keeps "antisocial" and "anti-social" apart. Not every word that begins so is made of two: antique, Cooper.
_HYPHEN = re.compile(
    r"(anti(?!c|q)|co(?=-?(?:operat|ordinat|produc))|cyber|multi(?!pl|tud)|re(?=-?offend))-?([^\W\d_]{3,})"
)


def same(word: str) -> tuple[str, ...]:
    """Return what a word may be written as, itself included; one that has no other way alone, as it was typed."""
    plain = word.casefold()
    if plain in _SAME:
        return _SAME[plain]
    if parts := _HYPHEN.fullmatch(plain):
        return (parts[1] + parts[2], f"{parts[1]}-{parts[2]}")
    return (word,)
