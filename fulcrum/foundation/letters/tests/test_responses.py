"""How a page hands a letter out."""

import pytest

from fulcrum.foundation.letters.responses import as_pdf
from fulcrum.foundation.letters.tests.letters import letter


def test_a_letter_is_shown_under_its_name_and_kept_by_no_cache_on_the_way():
    response = as_pdf(letter(), "offer-12")

    assert response.content.startswith(b"%PDF-")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="offer-12.pdf"'
    assert response["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("name", ["", "a b", 'a"; x="', "../a", "a\r\nb", "ලිපිය"])
def test_a_name_that_does_not_fit_a_header_is_refused(name):
    with pytest.raises(ValueError, match="plain"):
        as_pdf(letter(), name)
