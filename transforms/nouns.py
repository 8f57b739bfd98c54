"""Common nouns that describe people and bodies: "the senator", "the bank"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Rows = Sequence[Mapping[str, str]]
# the lists of words that Nouns ends with, in its order
USES = (
    "any_body",
    "any_business",
    "noun of a body",
    "public_body",
    "no_business",
    "other_post",
    "former",
    "changing",
    "leaving_verb",
    "byline_job",
    "another",
    "portfolio_adjective",
    "member",
)
PEOPLES = ("sh", "ch", "ese", "ss")  # ends of words that with "the" mean a whole people: "the Dutch"


@dataclass(frozen=True)
class Nouns:
    """What the seeds say of the nouns that describe people and bodies, all in small letters.

    bodies gives for a noun the words of names that it may refer back to, holders for the last word of a title the
    other nouns by which its holder is described ("rep" to {"representative", "congressman"}).
    """

    people: frozenset[str]
    bodies: Mapping[str, frozenset[str]]
    genders: Mapping[str, str]
    holders: Mapping[str, frozenset[str]]
    honorifics: frozenset[str]  # "mr", "sir": what nobody alone is called
    forms: Mapping[str, tuple[str, ...]]  # short titles of one word to the words they stand for: "pm"
    records: frozenset[str]  # nouns for what is written or counted: "poll"; nobody is called so
    any_body: frozenset[str]  # nouns that may mean the one body spoken of, whatever its name
    any_business: frozenset[str]  # those of them that mean businesses alone
    body_nouns: frozenset[str]  # all nouns for bodies, one word each
    public: frozenset[str]  # words in names of bodies that no such noun means
    no_business: frozenset[str]  # words in names of bodies that no noun for a business means
    other_post: frozenset[str]  # "deputy", "vice": before a title they make it another's
    former: frozenset[str]
    changing: frozenset[str]  # "new", "next": the post has had another holder
    leaving: frozenset[str]  # verbs of giving up a post
    press: frozenset[str]  # what whoever asks and writes is: "reporter"
    another: frozenset[str]  # "other", "second": somebody else than whoever was spoken of
    fields: frozenset[str]  # adjectives of what a body is for: "environmental"
    members: frozenset[str]  # "Croatian", "Catholic", "Republican": with "the" one of them

    def spell_out(self, title: str) -> tuple[str, ...]:
        """The words of a title for its short form: "prime minister" for "pm"."""
        return self.forms.get(title, (title,))


def read_nouns(seeds: Mapping[str, Rows]) -> Nouns:
    """The nouns of titles.csv, without honorifics, with what the other tables of nouns and titles say of them."""
    titles = [row for row in seeds["titles"] if row["sort"] != "honorific"]
    holders: dict[str, set[str]] = {}
    for row in seeds["title_nouns"]:
        holders.setdefault(row["title"], set()).add(row["noun"])
    for row in seeds["title_forms"]:
        holders.setdefault(row["form"].split()[-1], set()).add(row["title"].split()[-1])
    words: dict[str, set[str]] = {}
    for row in seeds["entity_words"]:
        words.setdefault(row["use"], set()).add(row["word"])
    bodies = {row["noun"].lower(): frozenset(row["name_words"].split()) for row in seeds["collective_nouns"]}
    words["member"] = words.get("member", set()) | _read_members(seeds)
    words["any_body"] = words.get("any_body", set()) | words.get("any_business", set())
    sorts = (word for use in ("organization_noun", "descriptor", "collective") for word in words.get(use, ()))
    words["noun of a body"] = {*bodies, *words["any_body"], *sorts}
    return Nouns(
        frozenset(row["title"].lower() for row in titles),
        bodies,
        {row["title"].lower(): row["gender"] for row in titles if row["gender"]},
        {title: frozenset(nouns) for title, nouns in holders.items()},
        frozenset(row["title"].lower() for row in seeds["titles"] if row["sort"] == "honorific"),
        {row["form"]: tuple(row["title"].split()) for row in seeds["title_forms"] if " " in row["title"]},
        frozenset(row["noun"] for row in seeds["spokes_nouns"]) - {row["title"].lower() for row in titles},
        *(frozenset(words.get(use, ())) for use in USES),
    )


def _read_members(seeds: Mapping[str, Rows]) -> set[str]:
    """What one of a people or a faith is called, where the same word with "the" does not mean all of them."""
    cells = (row[column] for row in seeds["countries"] for column in ("adjectives", "people"))
    names = {name.lower() for cell in cells for name in cell.split("|")} | {
        row["name"].lower() for row in seeds["faiths"]
    }
    return {name for name in names if name and not name.endswith((*PEOPLES, "s", "men"))}
