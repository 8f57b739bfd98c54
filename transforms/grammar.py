"""Closed classes of English and of the parser's labels that several rooms ask for."""

from __future__ import annotations

FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our"})
# between a noun and whom or what it belongs to: "the mayor of Port Quillan"
BELONGING = frozenset({"of", "for", "from", "by", "at", "with", "in"})
# between an office and where it is held: "the director of Acme", "a nurse at Acme"
OFFICE_LINKS = frozenset({"of", "for", "at", "with"})
# small words behind which somebody else's thing stands: "Quillan's answer to Acme"
LINKING = BELONGING | {"to", "toward", "towards", "on", "about", "against", "over", "and", "or", "than", "as", "into"}
# the parser's labels of words before a noun that say whose it is or which: "Quillan's mayor", "harbour board chief"
OWNER_DEPS = frozenset({"poss", "compound", "nmod", "amod"})
# the numbers of rulers
REGNAL = frozenset(
    ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI")
)
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})  # behind a name: they part father and son
ACTORS = frozenset({"person", "organization", "place", "group"})  # kinds of mentions that can do, hold or ask something
PHRASE_ENDS = frozenset({".", ",", ")", ";"})  # marks behind which a name or a phrase goes on no further
STOPS = frozenset({".", "?", "!", "…"})  # of sentences
DENYING = frozenset({"no", "nobody", "none", "neither", "noone"})  # who or which is said to be none
ACTOR_LABELS = frozenset({"PERSON", "ORG", "NORP", "GPE"})  # what spaCy calls those who can act or be told
HYPHENS = frozenset("-‐‑")
PERCENT = frozenset({"percent", "%", "pct", "per"})  # behind a number, "cent" after the last
APOSTROPHES = frozenset({"'", "’"})
SINGLE_MARKS = APOSTROPHES | {"‘"}  # an apostrophe, too, may be written as an opening mark
FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})  # tags of a verb that says what is or was; a headline leaves "is" out
SUBJECTS = frozenset({"nsubj", "nsubjpass"})  # the parser's labels of who or what does or suffers it
