"""Two sets of words that made articles are filled with: rules are written with the first, the second decides."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """What the slots of a template draw from."""

    men: tuple[str, ...]
    women: tuple[str, ...]
    surnames: tuple[str, ...]
    jobs: tuple[str, ...]
    organizations: tuple[tuple[str, str], ...]  # name, noun
    towns: tuple[str, ...]
    places: tuple[str, ...]
    venues: tuple[str, ...]
    said: tuple[str, ...]
    openings: tuple[str, ...]  # sentences, "%" is the nonsense word
    clauses: tuple[str, ...]  # clauses to be reported
    questions: tuple[str, ...]


FIRST = Words(
    men=("Henrik", "Victor", "Samuel", "Jorge", "Omar", "Pieter", "Kenji", "Arjun", "Colin", "Mateo"),
    women=("Harriet", "Lucia", "Amina", "Ingrid", "Priya", "Yuki", "Olga", "Beatrice", "Carla", "Ruth"),
    surnames=(
        "Dole", "Brandt", "Okafor", "Lindqvist", "Reyes", "Tansley", "Kowalski", "Nakamura", "Mehta", "Falk",
        "Quint", "Sallow", "Ortega", "Petrov", "Achebe", "Wray", "Castellan", "Hopkirk", "Melo", "Strand",
    ),
    jobs=(
        "harbour master", "treasurer", "surveyor", "librarian", "headteacher", "union leader", "shop steward",
        "fire chief", "engineer", "clerk", "architect", "governor", "sheriff", "bishop", "economist",
    ),
    organizations=(
        ("Harland Bank", "bank"), ("Norland Steel", "company"), ("Fenwick University", "university"),
        ("Tarrow Airlines", "airline"), ("Eastmark Hospital", "hospital"), ("Pell Motors", "carmaker"),
        ("Corvane Energy", "company"), ("Dorrit Insurance", "insurer"),
    ),
    towns=("Harwick", "Pelmouth", "Santa Rosalia", "Lindholm", "Arkley", "Tarrow Bay"),
    places=("old mill", "town hall", "ferry port", "school", "stadium", "market"),
    venues=("Pelmouth Town Hall", "the Riverside Hotel", "Arkley Stadium"),
    said=("said", "insisted", "warned", "argued", "explained", "noted", "added"),
    openings=(
        "We never wanted the %", "Nobody told us about the %", "There will be no % this year",
        "I have seen the % with my own eyes", "The % is worth more than the whole valley",
        "It took two winters to pay for the %", "My mother still keeps a % in the kitchen",
        "This is the worst % in thirty years", "They can have the % if they want it",
    ),
    clauses=(
        "the % would be sold in May", "nobody had paid for the %", "there was no % in the cellar",
        "the town needed a new %", "the % had never been tested", "two men had carried the % to the river",
        "it would take years to mend the %", "the old % was safe",
    ),
    questions=(
        "Who will pay for the %?", "Is the % still open?", "Why was the % never tested?", "Did you ever see the %?",
    ),
)  # fmt: skip

SECOND = Words(
    men=("Gareth", "Tobias", "Rashid", "Ivan", "Diego", "Kwame", "Hiroshi", "Sanjay", "Patrick", "Luca"),
    women=("Miriam", "Fatima", "Elena", "Sofia", "Anjali", "Naomi", "Gwen", "Helga", "Teresa", "Zainab"),
    surnames=(
        "Pryce", "Vandermeer", "Mwangi", "Sorensen", "Delgado", "Birch", "Nowak", "Tanaka", "Iyer", "Grohl",
        "Marsh", "Trask", "Benitez", "Volkov", "Adeyemi", "Finch", "Laurent", "Osgood", "Prins", "Holt",
    ),
    jobs=(
        "fishmonger", "coroner", "secretary", "conductor", "principal", "campaigner", "foreman", "police chief",
        "geologist", "accountant", "curator", "senator", "magistrate", "rabbi", "analyst",
    ),
    organizations=(
        ("Merrow Bank", "bank"), ("Calder Shipping", "company"), ("Ostrava College", "college"),
        ("Blue Heron Airways", "airline"), ("Wexcombe Clinic", "clinic"), ("Lomax Foods", "company"),
        ("Talbot Pharmaceuticals", "drugmaker"), ("Ridley Stores", "retailer"),
    ),
    towns=("Wexcombe", "Port Alder", "Villanova", "Grimsund", "Oakhaven", "Kilbride"),
    places=("lighthouse", "court house", "bus station", "museum", "abattoir", "library"),
    venues=("Oakhaven Arena", "the Grand Pavilion", "Grimsund Cathedral"),
    said=("said", "claimed", "maintained", "complained", "stressed", "observed", "recalled"),
    openings=(
        "You will not find a better % anywhere", "Our children grew up beside the %", "I would burn the % tomorrow",
        "Every village has lost its %", "The % was never ours to sell", "People laughed at the % for years",
        "Somebody has to look after the %", "A % like that costs a fortune", "We are proud of the %",
    ),
    clauses=(
        "a second % was on its way", "the committee had ignored the %", "he knew nothing of any %",
        "the % belonged to the state", "winter had ruined the %", "more than forty people had asked for a %",
        "the % could be repaired by autumn", "no one should touch the %",
    ),
    questions=(
        "Where did they put the %?", "How much did the % cost?", "Has anybody lost a %?", "Should we keep the %?",
    ),
)  # fmt: skip
SETS = {"first": FIRST, "second": SECOND}
