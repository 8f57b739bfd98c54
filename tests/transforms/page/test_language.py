import pytest

from transforms.page.language import read_language


@pytest.mark.parametrize(
    ("given", "text", "language"),
    [
        ("en_US", "Il ministro ha detto", "en"),
        ("French", "", "fr"),
        ("deu", "", "de"),
        ("und", "Rates rose.", "und"),
        (None, "$5 million", "und"),
        (None, "”“”“", "und"),
        (None, "The minister said on Friday that the ferry would sail again and that nobody would lose a job.", "en"),
        (
            None,
            "Le ministre a déclaré vendredi que le bac reprendrait la mer sans que personne y perde.",
            "fr",
        ),
        (
            None,
            "El ministro dijo el viernes que el barco zarparía de nuevo y que nadie perdería su empleo.",
            "es",
        ),
        (None, "大臣は金曜日、フェリーの運航を再開すると述べた。", "ja"),
        (None, "وقال الوزير يوم الجمعة إن العبارة ستبحر مرة أخرى", "ar"),
    ],
)
def test_language_is_given_or_read_from_the_letters(given, text, language):
    assert read_language(given, text) == language
