"""Names end where their text or sentence does, and are found in every text from left to right."""

import numpy as np

from tests.transforms.reading.texts import load_plain
from transforms.reading.recognizer import Recognizer, Walk, find_last


def test_a_name_goes_on_neither_over_a_text_nor_over_a_sentence():
    starts = np.array([True, False, True, True, False])
    assert find_last([3, 0, 2], starts).tolist() == [False, True, True, False, True]


def test_every_text_is_walked_from_name_to_name():
    recognizer = Recognizer(load_plain().get_pipe("ner"))
    begin = recognizer.labels.index("ORG")
    single = len(recognizer.labels) - 1 - recognizer.labels[::-1].index("GPE")
    outside = recognizer.labels.index("")
    assert recognizer.begins[begin] and not recognizer.begins[single] and recognizer.is_name[single]
    choice = np.array([single, begin, begin, outside, begin, single, outside])
    walk = Walk([4, 3], choice, recognizer)
    assert (walk.open, walk.first, walk.at) == ([0, 1], [1, 4], [2, 5])
    walk.step([True, False])
    walk.step([False])
    assert not walk.open
    assert walk.names == [[(0, 1, "GPE"), (1, 4, "ORG")], [(0, 2, "ORG")]]


def test_labels_are_those_of_the_component():
    pipe = load_plain().get_pipe("ner")
    assert set(Recognizer(pipe).labels) == {"", *pipe.labels}
