"""The word lists behind names, people and roles, read once from the tables of `seeds/`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from transforms.folding import strip_marks
from transforms.grammar import HYPHENS, REGNAL
from transforms.names.fact_weights import Arrays, unpack_weights
from transforms.nouns import Nouns, read_nouns
from transforms.places.place_table import PlaceTable, read_table

Rows = list[dict[str, str]]

LONGEST_HONORIFIC = 2  # words
LISTED = 0.05  # the share of women of a man's name that a list of one country has, see seeds/README.md
LONGEST_TITLE = 4  # words


class Title(NamedTuple):
    """What a title or job word tells: honorific | office | job, and a gender where the word has one."""

    sort: str
    gender: str | None


@dataclass(frozen=True)
class Lexicon:
    """Look-up tables; every key is lower case.

    titles: words of a title without full stops, joined by one space ("lt gov")
    female_share: given name to the share of its bearers who are women
    formal_names: nickname to the given names it stands for
    name_words: last word of a name to the kind of thing such a name means ("committee" to organization)
    collectives: common noun for a body to the name words it may refer back to ("bank" to {"bank", "bancorp"})
    """

    titles: Mapping[str, Title]
    exact_titles: Mapping[str, str]  # titles that count only as they are written: "he" to "HE"
    female_share: Mapping[str, float]
    surnames: frozenset[str]  # without accents
    formal_names: Mapping[str, frozenset[str]]
    name_words: Mapping[str, str]
    collectives: Mapping[str, frozenset[str]]
    title_ends: frozenset[str]  # last words of titles
    title_starts: frozenset[str]  # first words of titles
    place_names: Mapping[str, str]  # to country | state | city | town | landmark | nationality
    country_codes: Mapping[str, str]  # names of countries
    facilities: frozenset[str]  # common nouns for buildings and sites
    currency_signs: frozenset[str]  # "rm", "n$": what stands before a sum
    months: frozenset[str]  # as written
    days: frozenset[str]  # of the week, as written
    particles: Mapping[str, str]  # "van", "el" to particle | article | joint | binder, as in name_parts.csv
    generic_words: Mapping[str, str]  # words that names of bodies share ("national"), and what they mean alone
    organization_names: frozenset[str]  # bodies that readers know
    parties: frozenset[str]  # names of political parties
    faiths: frozenset[str]  # what believers are called, one of them
    home_aliases: Mapping[str, frozenset[str]]  # names of a well-known body to those it goes by at home ("Fed")
    home_names: frozenset[str]  # all of those
    known_people: frozenset[str]  # full names and surnames of people that the world's news name often
    known_bodies: Mapping[str, tuple[tuple[str, ...], ...]]  # a name of a well-known body to the words of all its names
    pronoun_weights: Mapping[str, float]  # fact to its weight in transforms.entities.coreference
    speech_verbs: frozenset[str]  # lemmas of verbs whose subject speaks
    kind_weights: Mapping[str, tuple[float, ...]]  # fact to a weight for each class of transforms.names.kinds
    cue_weights: Mapping[str, tuple[float, ...]]  # fact to a weight for each class of transforms.names.unknown_names
    words: Mapping[str, frozenset[str]]  # small lists by use, in entity_words.csv
    nouns: Nouns  # what describes people and bodies

    def gender_of(self, given_name: str) -> str | None:
        """The gender a given name tells, null where fewer than 9 in 10 of its bearers agree."""
        share = self.female_share.get(self._spell_given(given_name), 0.5)
        if share >= 0.9:
            return "female"
        return "male" if share <= 0.1 else None

    def differs_in_gender(self, given_name: str) -> bool:
        """Whether the gender of a given name is one country's list's, and may differ in another."""
        share = self.female_share.get(self._spell_given(given_name), 0.5)
        return LISTED <= share <= 1 - LISTED

    def is_given_name(self, word: str) -> bool:
        """Whether the word, or the first half of it ("Jean-Marc"), is borne as a given name."""
        return self._spell_given(word) in self.female_share

    def _spell_given(self, word: str) -> str:
        """The word as given_names.csv may have it: as it is, without accents, or its first half."""
        word = word.lower()
        if word in self.female_share:
            return word
        plain = strip_marks(word)
        return next((spelt for spelt in (plain, plain.partition("-")[0]) if spelt in self.female_share), word)

    def is_body_word(self, word: str) -> bool:
        """Whether many bodies have the word in their names, so that it tells none of them."""
        return word in self.generic_words or word in self.name_words or word in self.words["light_word"]

    def is_particle(self, word: str) -> bool:
        """Whether the word as written, in small letters, may stand within a person's name."""
        return self.particles.get(word, "binder") != "binder"

    def is_binder(self, word: str) -> bool:
        """Whether the word as written, with a capital, belongs to the surname behind it: "Abu", "Two"."""
        return word[0].isupper() and self.particles.get(word.rstrip(".").lower()) == "binder"

    def begins_surname(self, word: str) -> bool:
        """Whether a surname may begin with the word, which is no other word of English or of places' names."""
        return self.particles.get(word) == "particle"

    @cached_property
    def short_titles(self) -> frozenset[str]:
        """Titles that are written with a full stop: "Hon."."""
        spellings = (str.capitalize, str.upper)
        return frozenset(f"{spell(word)}." for word in self.words["short_title"] for spell in spellings)

    @cached_property
    def kept_whole(self) -> frozenset[str]:
        """Short forms before names whose full stop ends no sentence: titles and given names, "Ma. Teresa"."""
        return self.short_titles | frozenset(f"{word.capitalize()}." for word in self.words["short_given"])

    @cached_property
    def binding_words(self) -> frozenset[str]:
        """What may stand beside the parts of an organization's name, or between them: a sign, a noun, a post."""
        posts = frozenset(post.partition(" ")[0] for post in self.words["society_post"])
        return (
            self.organization_nouns | self.words["foreign_link"] | posts | {"(", "'", "’", "'s", "’s", "&", "-", "for"}
        )

    @cached_property
    def organization_nouns(self) -> frozenset[str]:
        """Common nouns for organizations."""
        return frozenset(self.collectives) | self.words["organization_noun"] | self.words["descriptor"]

    @cached_property
    def organization_ends(self) -> frozenset[str]:
        """Words that tell an organization at the end of a name."""
        ends = {word for word, kind in self.name_words.items() if kind == "organization"}
        return frozenset(ends) | self.words["sort_end"] | self.words["society_end"]

    def is_title_end(self, word: str) -> bool:
        """Whether a title may end with the word."""
        return (self._bare(word) if "-" in word else word).lower().rstrip(".") in self.title_ends

    def is_descriptor(self, word: str) -> bool:
        """Whether a word in small letters, or its singular, says what a business is: "drugmakers"."""
        return word in self.words["descriptor"] or word.removesuffix("s") in self.words["descriptor"]

    def tells_body(self, word: str) -> bool:
        """Whether a common noun beside a name, in small letters, says that it is an organization's."""
        return word in self.organization_nouns or self.is_descriptor(word)

    def before_suffix(self, words: Sequence[str], last: int) -> int:
        """Where a title that ends before `last` ends without "-elect" and the like, in words of their own."""
        is_there = 2 < last <= len(words) and words[last - 2] in HYPHENS
        return last - 2 if is_there and words[last - 1].lower() in self.words["title_suffix"] else last

    def _bare(self, word: str) -> str:
        """A title without what a hyphen binds to it: "Gov." of "Gov.-elect"."""
        head, hyphen, tail = word.rpartition("-")
        return head if hyphen and tail.lower() in self.words["title_suffix"] else word

    def title_of(self, words: Sequence[str]) -> Title | None:
        """What the words are as a title, whatever their case, save where the list asks for one ("HE", not "he")."""
        if not words or not self.is_title_end(words[-1]):
            return None
        words = [*words[:-1], self._bare(words[-1])]
        written = words[0].rstrip(".") if len(words) == 1 else " ".join([word.rstrip(".") for word in words])
        if " - " in written:  # as the reader parts words
            written = written.replace(" - ", "-")
        key = written.lower()
        title = self.titles.get(key) or self.titles.get(key.replace("-", " "))
        if title is None or key not in self.exact_titles:
            return title
        return title if written.replace(".", "") == self.exact_titles[key] else None

    def is_title(self, word: str) -> bool:
        """Whether the word alone is a title."""
        return self.title_of((word,)) is not None

    def honorific_behind(self, words: Sequence[str]) -> int:
        """How many words the form of address has that ends the words, "Datuk Seri"; none where there is none."""
        if not words or not self.is_title_end(words[-1]):
            return 0
        sizes = range(min(LONGEST_HONORIFIC, len(words)), 0, -1)
        titles = ((size, self.title_of(words[-size:])) for size in sizes)
        return next((size for size, title in titles if title is not None and title.sort == "honorific"), 0)

    def means_human(self, noun: str) -> bool:
        """Whether a common noun means a person: "niece", "baker", "widow"."""
        return any(noun in self.words[use] for use in ("kin", "human", "man", "woman"))

    def is_plural_title(self, word: str) -> bool:
        """Whether the word is a title before several people: "Justices"."""
        word = word.lower().rstrip(".")
        return word.endswith("s") and word[:-1] in self.titles

    def is_honorific(self, word: str) -> bool:
        """Whether the word is a form of address such as "Mrs."."""
        title = self.title_of((word,))
        return title is not None and title.sort == "honorific"


def read_lexicon(
    seeds: Mapping[str, Rows], read_weights: Callable[[str], Arrays], places: PlaceTable | None = None
) -> Lexicon:
    """The lexicon in titles.csv, given_names.csv, nicknames.csv and others, and in the trained weights of names."""
    formal: dict[str, set[str]] = {}
    for row in seeds["nicknames"]:
        formal.setdefault(row["nickname"].lower(), set()).add(row["name"].lower())
    titles = _read_titles(seeds["titles"], seeds["entity_words"])
    return Lexicon(
        titles=titles,
        exact_titles={
            row["title"].lower(): row["title"] for row in seeds["titles"] if row["title"] != row["title"].lower()
        },
        female_share={row["name"].lower(): float(row["female_share"]) for row in seeds["given_names"]},
        surnames=frozenset(row["name"] for row in seeds["surnames"]),
        formal_names={nickname: frozenset(names) for nickname, names in formal.items()},
        name_words={row["word"].lower(): row["kind"] for row in seeds["name_words"]},
        collectives={row["noun"].lower(): frozenset(row["name_words"].split()) for row in seeds["collective_nouns"]},
        place_names=_read_places(seeds, places := places or read_table(seeds)),
        country_codes=_read_countries(seeds, places),
        facilities=frozenset(row["word"] for row in seeds["facility_words"]),
        currency_signs=frozenset(r["term"].lower() for r in seeds["currency_terms"] if r["place"] != "after"),
        months=frozenset(row["word"].capitalize() for row in seeds["date_words"] if row["kind"] == "month"),
        days=frozenset(row["word"].capitalize() for row in seeds["date_words"] if row["kind"] == "weekday"),
        particles=read_particles(seeds["name_parts"]),
        generic_words={r["word"].lower(): r["alone"] for r in seeds["generic_body_words"] if r["alone"] != "shared"},
        organization_names=_read_organizations(seeds),
        faiths=frozenset(row["name"].lower() for row in seeds["faiths"]),
        parties=_read_parties(seeds["known_entities"]),
        known_people=_read_people(seeds["known_entities"]),
        known_bodies=_read_bodies(seeds["known_entities"]),
        home_aliases=(home_aliases := _read_home_aliases(seeds["known_entities"])),
        home_names=frozenset().union(*home_aliases.values()),
        pronoun_weights={row["fact"]: float(row["weight"]) for row in seeds["pronoun_weights"]},
        speech_verbs=frozenset(row["verb"] for row in seeds["speech_verbs"]),
        kind_weights=unpack_weights(read_weights("name_kinds")),
        cue_weights=unpack_weights(read_weights("name_cues")),
        words=_read_words(seeds),
        nouns=read_nouns(seeds),
        title_starts=frozenset(title.split()[0] for title in titles),
        title_ends=frozenset(title.split()[-1] for title in titles),
    )


def _read_titles(rows: Rows, words: Rows) -> dict[str, Title]:
    """The titles of titles.csv, and the offices that have what they are for before them: "Sugar Minister"."""
    titles = {row["title"].lower(): Title(row["sort"], row["gender"] or None) for row in rows}
    uses: dict[str, list[str]] = {}
    for row in words:
        uses.setdefault(row["use"], []).append(row["word"])
    for office in uses.get("portfolio_office", ()):
        for field in uses["portfolio"]:
            titles.setdefault(f"{field} {office}", Title("office", None))
    return titles


PARTICLE_KINDS = ("particle", "article", "joint", "binder")


def read_particles(rows: Rows) -> dict[str, str]:
    """The small words of surnames and their kind, in name_parts.csv."""
    return {row["part"]: row["kind"] for row in rows if row["kind"] in PARTICLE_KINDS}


def surname_start(words: Sequence[str], particles: Mapping[str, str], floor: int = 1) -> int:
    """Where the surname of a full name begins: with the particles before its last word and what a hyphen binds to it.

    `floor` is the first place it may begin at; words that join two surnames ("y") take the first one in, too.

    >>> surname_start(["Dana", "Ortega", "y", "Poole"], {"y": "joint"})
    1
    """
    first = len(words) - 1
    while first > floor:
        before = particles.get(words[first - 1].lower())
        step = 2 if before == "joint" or words[first - 1] in HYPHENS else 1 if before is not None else 0
        if not step or first - step < floor:
            break
        first -= step
    return first


def _read_organizations(seeds: Mapping[str, Rows]) -> frozenset[str]:
    """The names of well-known organizations: those that link articles by an id, and those that are only names."""
    linked = (row for row in seeds["known_entities"] if row["kind"] == "organization")
    names = [name for row in linked for name in (row["name"], *_list_aliases(row))]
    names += [row["name"] for row in seeds["organization_names"]]
    return frozenset(name.lower().replace(".", "") for name in names if name)


def _read_words(seeds: Mapping[str, Rows]) -> dict[str, frozenset[str]]:
    """The words of each use; the legal forms of companies, of name_parts.csv, are light words too, and end names."""
    forms = {row["part"] for row in seeds["name_parts"] if row["kind"] == "company"}
    prefixes = {prefix.lower() for row in seeds["countries"] for prefix in row["prefixes"].split("|") if prefix}
    words: dict[str, set[str]] = {"legal_form": forms, "people_prefix": prefixes}
    for row in seeds["entity_words"]:
        words.setdefault(row["use"], set()).add(row["word"])
    words["light_word"] |= words["legal_form"]
    words["body_end"] |= words["legal_form"]
    return {use: frozenset(found) for use, found in words.items()}


def _read_parties(rows: Rows) -> frozenset[str]:
    """Every name of the parties in known_entities.csv."""
    parties = [row for row in rows if row["name"].endswith((" Party", " party", "Democrats"))]
    cells = (row[column] for row in parties for column in ("name", "aliases", "shared_aliases", "home_aliases"))
    return frozenset(name.lower() for cell in cells for name in cell.split("|") if name)


def _read_people(rows: Rows) -> frozenset[str]:
    """The full names of the well-known people, and their last words that are no ruler's number ("Rowan XVI")."""
    names = [name for row in rows if row["kind"] == "person" for name in _names_anywhere(row)]
    lasts = {name.split()[-1] for name in names if name.split()[-1].upper() not in REGNAL or " " not in name}
    return frozenset(names) | lasts


def _read_bodies(rows: Rows) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Every name that means a well-known body in any article, and all the names it goes by."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for row in rows:
        if row["kind"] == "organization":
            names = _names_anywhere(row)
            found |= dict.fromkeys(names, tuple(tuple(name.split()) for name in names))
    return found


def _read_home_aliases(rows: Rows) -> dict[str, frozenset[str]]:
    """Each name of a body that goes by a shorter one at home, and the shorter ones."""
    found: dict[str, frozenset[str]] = {}
    for row in rows:
        if row["kind"] == "organization" and row["home_aliases"]:
            aliases = frozenset(row["home_aliases"].lower().replace(".", "").split("|"))
            found |= dict.fromkeys(_names_anywhere(row), aliases)
    return found


def _names_anywhere(row: dict[str, str]) -> list[str]:
    """The names that mean a well-known body or person wherever they are read, as keys have them; of letters that others
    go by, too, it is the corpus that decides.
    """
    plain = (name.lower().replace(".", "") for name in (row["name"], *_list_aliases(row)))
    return [name.removeprefix("the ") for name in plain]


def _list_aliases(row: dict[str, str]) -> list[str]:
    return [name for column in ("aliases", "shared_aliases") for name in row[column].split("|") if name]


REPUBLICS = ("republic", "federal republic", "islamic republic", "democratic republic", "people's republic")
FORMS = (*REPUBLICS, "kingdom", "sultanate", "emirate", "commonwealth", "federation", "union", "state")


def _read_countries(seeds: Mapping[str, Rows], places: PlaceTable) -> dict[str, str]:
    """The names of countries, with and without what a country calls itself ("Republic of Fenwick"), and their codes."""
    states = {name.lower() for name in places.states}
    codes: dict[str, str] = {}
    for row in seeds["countries"]:
        for name in filter(None, (row["name"], *row["other_names"].split("|"))):
            plain, code = name.lower().replace(".", ""), row["code"].lower()
            forms = (form for form in FORMS if form != "state" or plain not in states)
            codes |= {f"{form} of {plain}": code for form in forms}
            codes[plain] = code
    return codes


UNMARKED = frozenset(("city", "state", "country"))  # what a text may write without its accents: "Brasilia"
LONG = 6  # letters of such a name


def _read_places(seeds: Mapping[str, Rows], places: PlaceTable) -> dict[str, str]:
    """What sort of place each name may mean, in countries.csv, places.csv and landmarks.csv; the larger sort wins."""
    sorts = dict(places.sorts)
    sorts |= {row["name"].lower().replace(".", ""): "landmark" for row in seeds["landmarks"]}
    for row in seeds["countries"]:
        for column in ("adjectives", "people", "name", "other_names"):
            sort = "nationality" if column in ("adjectives", "people") else "country"
            for name in row[column].split("|"):
                sorts[name.lower().replace(".", "")] = sort
    sorts |= dict.fromkeys(_read_countries(seeds, places), "country")
    for name in [name for name, sort in sorts.items() if sort in UNMARKED and len(name) >= LONG and not name.isascii()]:
        sorts.setdefault(strip_marks(name), sorts[name])
    sorts.pop("", None)
    return sorts
