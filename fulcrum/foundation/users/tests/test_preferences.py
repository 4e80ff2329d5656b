"""What a person prefers is kept with the person."""

import pytest
from django.db import IntegrityError, transaction

from fulcrum.foundation.users.models import User
from fulcrum.foundation.users.services import preferences


def test_the_chosen_language_is_kept_with_the_person(stranger):
    preferences.choose_language(stranger, "ta")

    assert User.objects.get(pk=stranger.pk).language == "ta"


def test_a_language_that_is_not_offered_is_nobody_s(stranger):
    with pytest.raises(ValueError, match="'fr'"):
        preferences.choose_language(stranger, "fr")


@pytest.mark.parametrize("wrong", [{"language": "fr"}, {"notice_frequency": "never"}, {"digest_hour": 24}])
def test_the_database_holds_no_preference_that_nobody_can_follow(wrong, stranger):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=stranger.pk).update(**wrong)
