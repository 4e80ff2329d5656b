"""What an action lets a person do is told in words, wherever it is declared."""

from fulcrum.registry import access


def test_every_action_is_worded():
    assert [action for action in access.declared() if access.words_of(action) == action] == []
