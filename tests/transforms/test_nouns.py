"""The nouns that describe people and bodies, as the seeds have them."""

from __future__ import annotations

from transforms.nouns import read_nouns


def test_nouns_come_from_the_seeds():
    nouns = read_nouns(
        {
            "titles": [
                {"title": "Mayor", "sort": "office", "gender": ""},
                {"title": "Mrs", "sort": "honorific", "gender": "female"},
                {"title": "chairwoman", "sort": "job", "gender": "female"},
            ],
            "title_nouns": [{"title": "rep", "noun": "congressman"}, {"title": "rep", "noun": "lawmaker"}],
            "title_forms": [{"form": "lt gov", "title": "lieutenant governor"}],
            "collective_nouns": [{"noun": "bank", "name_words": "bank bancorp"}],
            "spokes_nouns": [{"noun": "spokeswoman"}, {"noun": "mayor"}],
            "countries": [
                {"adjectives": "Norvish|Quillanian", "people": "Quillans|Quillanman|Quillanmen"},
                {"adjectives": "Tarnese", "people": ""},
            ],
            "faiths": [{"name": "Adventist"}],
            "entity_words": [{"word": "deputy", "use": "other_post"}, {"word": "quit", "use": "leaving_verb"}],
        }
    )
    assert nouns.people == {"mayor", "chairwoman"}
    assert nouns.genders == {"chairwoman": "female"}
    assert nouns.holders == {"rep": {"congressman", "lawmaker"}, "gov": {"governor"}}
    assert nouns.bodies == {"bank": {"bank", "bancorp"}}
    assert nouns.members == {"quillanian", "quillanman", "adventist"}
    assert (nouns.other_post, nouns.leaving, nouns.another) == ({"deputy"}, {"quit"}, frozenset())
