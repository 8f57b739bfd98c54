"""The hidden layer computed once per word gives the scores that spaCy's step gives."""

import numpy as np
import pytest
import spacy

from tests.transforms.reading.texts import ODD, load_plain
from transforms.reading.encoder import UnknownNetwork
from transforms.reading.transitions import Hidden, read_linear


@pytest.mark.parametrize(("name", "count"), [("parser", 8), ("ner", 3)])
def test_scores_of_the_first_step_are_spacys(name, count):
    nlp = load_plain()
    doc = nlp(ODD[0])
    pipe = nlp.get_pipe(name)
    states = pipe.moves.init_batch([doc])
    step = pipe.model.predict([doc])
    expected = step.predict(states)
    hidden = Hidden(pipe, count)
    encoded = pipe.model.get_ref("tok2vec").layers[0].predict([doc])[0]
    features = np.empty((len(doc), hidden.count * hidden.width), np.float32)
    hidden.fill(encoded, features)
    wanted = step.get_token_ids(states)[0]
    by_word = features.reshape(len(doc), hidden.count, hidden.width)
    rows = [by_word[word, part] if word >= 0 else hidden.missing[part] for part, word in enumerate(wanted.tolist())]
    weights, bias = read_linear(pipe.model.get_ref("upper"))
    assert np.allclose(hidden.answer(np.sum(rows, axis=0)[None]) @ weights + bias, expected, atol=1e-3)


def test_parts_that_look_at_other_words_are_told():
    nlp = load_plain()
    with pytest.raises(UnknownNetwork):
        Hidden(nlp.get_pipe("parser"), 3)
    with pytest.raises(UnknownNetwork):
        read_linear(nlp.get_pipe("ner").model.get_ref("lower"))


def test_a_recognizer_that_weighs_several_ways_is_told():
    pipe = spacy.blank("en").add_pipe("beam_ner")
    with pytest.raises(UnknownNetwork):
        Hidden(pipe, 3)
