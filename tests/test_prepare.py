"""What a person reads when the preparation at the start cannot be done."""

from django.utils import translation

from fulcrum.config import prepare
from fulcrum.kit.refusal import Refusal


def test_a_refusal_is_told_in_its_app_s_words_and_in_english(monkeypatch, capsys):
    def refuse(_say):
        raise Refusal("worked_example_failed", outcome="infeasible")

    monkeypatch.setattr(prepare, "prepare", refuse)
    with translation.override("ta"):
        code = prepare.main()

    assert code == 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        "The program could not be prepared: "
        "The shipped scenario gives no plan (infeasible). Correct its quotas and start again."
    )
