"""The entities of one article and every place where they are mentioned."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.entities.aliases import join_aliases
from transforms.entities.clusters import Cluster, fullest
from transforms.entities.coreference import resolve_pronouns
from transforms.entities.descriptions import DescriptionFinder
from transforms.entities.genders import add_genders
from transforms.entities.labelled import add_label_names
from transforms.entities.named_things import NamedThings
from transforms.entities.nameless import Descriptions, find_nameless
from transforms.entities.nominals import definite_nouns, find_described_bodies, find_described_people
from transforms.entities.organizations import cluster_bodies, drop_common, join_nation
from transforms.entities.people import cluster_people
from transforms.folding import strip_marks
from transforms.lexicon import Lexicon
from transforms.names.addressed import cut_addressed
from transforms.names.candidates import find_candidates
from transforms.names.capitals import drop_shouted, find_shouted, find_shouted_runs
from transforms.names.clubs import find_clubs
from transforms.names.compounds import part_compounds
from transforms.names.cuts import cut_names
from transforms.names.echoes import part_echoes
from transforms.names.fronts import bind_fronts
from transforms.names.growing import grow_bodies
from transforms.names.joins import join_organizations, join_people
from transforms.names.kinds import decide_kinds
from transforms.names.spreading import spread_names
from transforms.names.words import Name, has_suffix, name_key
from transforms.page.credits import find_credit_names, find_dateline_names
from transforms.reading.reading import Reading
from transforms.records import ArticleEntities, Entity, Mention, Role
from transforms.roles.roles import RoleFinder, in_text_order


@dataclass(frozen=True, slots=True)
class Cast:
    """Whom and what an article names: an entity for each cluster of names, with mentions of form name alone."""

    clusters: list[Cluster]
    named: ArticleEntities
    names: NamedThings


def find_names(reading: Reading, lexicon: Lexicon, paper: str = "") -> Cast:
    """The entities that an article names, in the order of their first mention; `paper` is its publisher's name."""
    clusters = cluster_article(reading, lexicon, paper)
    entities, mentions = [], []
    for number, cluster in enumerate(clusters):
        name, names = fullest(reading, cluster)
        entities.append(Entity(cluster.kind, name, names, gender=cluster.gender))
        for place in cluster.names:
            mentions.append(Mention(*place.span(reading), cluster.kind, "name", number))
    add_genders(reading, clusters, entities, lexicon)
    named = _in_order(entities, mentions)
    return Cast(clusters, named, NamedThings(reading, named, lexicon.nouns))


def find_mentions(reading: Reading, cast: Cast, lexicon: Lexicon) -> tuple[ArticleEntities, list[Role]]:
    """The entities with the names, descriptions and pronouns that mean them, and the roles of the people.

    A name's roles tell whom "the senator" means, and "he" may follow such a description; then the pronouns' own roles
    ("she is a judge") are read, and people are described once more by all that is known.
    """
    nouns = definite_nouns(reading)
    bodies = find_described_bodies(DescriptionFinder(reading, cast.named, (), lexicon.nouns, cast.names), nouns)
    known = _in_order(cast.named.entities, cast.named.mentions + bodies)
    finder = RoleFinder(reading, known, lexicon)
    roles = finder.find(cast.named.mentions)
    described = DescriptionFinder(reading, known, roles, lexicon.nouns, cast.names)
    people = find_described_people(described, nouns)
    nameless = find_nameless(described, lexicon)
    pronouns = resolve_pronouns(reading, cast.clusters, known.entities, lexicon, Descriptions(people, nameless))
    if pronouns:
        roles = in_text_order(roles + finder.find(pronouns))
        known = _in_order(known.entities, known.mentions + pronouns)
        people = find_described_people(DescriptionFinder(reading, known, roles, lexicon.nouns, cast.names), nouns)
    return _in_order(known.entities, known.mentions + people), roles


def _in_order(entities: list[Entity], mentions: list[Mention]) -> ArticleEntities:
    return ArticleEntities(entities, sorted(mentions, key=lambda m: (m.start, m.end)))


def cluster_article(reading: Reading, lexicon: Lexicon, paper: str = "") -> list[Cluster]:
    """The names of an article grouped by what they mean, in the order of first mention."""
    found = cut_addressed(reading, decide_kinds(reading, find_candidates(reading, lexicon), lexicon), lexicon)
    shouted = find_shouted(reading)
    runs = find_shouted_runs(reading, shouted)
    if shouted or runs:
        found = drop_shouted(reading, found, shouted, runs)
    found = join_organizations(reading, join_people(reading, found, lexicon), lexicon)
    found = grow_bodies(reading, cut_names(reading, found, lexicon), lexicon, paper)
    found = part_compounds(reading, spread_names(reading, found, lexicon, shouted), lexicon)
    found = find_clubs(reading, bind_fronts(reading, found, lexicon), lexicon)
    found = part_echoes(reading, found, lexicon)
    found = add_label_names(reading, found, lexicon)
    known = {name_key(name.words(reading)): name.kind for name in found}
    found += find_credit_names(reading, lexicon, known) + find_dateline_names(reading, lexicon)
    return _cluster(reading, found, lexicon)


def _key(reading: Reading, name: Name, lexicon: Lexicon) -> tuple[str, ...]:
    """The words by which a name is compared: "Poole, Dana" is "Dana Poole", "Typhoon Marlow" is "Marlow"."""
    words = name.words(reading)
    if name.kind == "person" and "," in words and not has_suffix(words):
        comma = words.index(",")
        words = words[comma + 1 :] + words[:comma]
    key = name_key(words)
    if name.kind == "person":
        key = tuple(strip_marks(word) for word in key)
    return key[1:] if name.kind == "event" and len(key) > 1 and key[0] in lexicon.words["storm"] else key


def _cluster(reading: Reading, names: list[Name], lexicon: Lexicon) -> list[Cluster]:
    """People and other things apart; those first named come first."""
    keyed = [(name, _key(reading, name, lexicon)) for name in names]
    people = [(n, k) for n, k in keyed if n.kind == "person"]
    clusters = cluster_people(people, lexicon, [has_suffix(name.words(reading)) for name, _ in people])
    bodies = cluster_bodies([(n, k) for n, k in keyed if n.kind != "person"], lexicon)
    others = drop_common(join_nation(reading, bodies), lexicon)
    clusters = join_aliases(reading, clusters + others, lexicon)
    return sorted(clusters, key=lambda c: min(n.first for n in c.names))
