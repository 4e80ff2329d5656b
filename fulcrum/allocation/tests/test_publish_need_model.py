"""Eligibility and weights can be read and changed: as a new version of the need model."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from fulcrum.allocation.models import NeedModel, ScoreRun
from fulcrum.allocation.services import worked_example

SHIPPED = worked_example.NEED_MODEL.read_text(encoding="utf-8")


def second_version(text):
    return text.replace("version: 1\n", "version: 2\n", 1)


@pytest.fixture
def publish(tmp_path, need_model):
    def run(text, *words):
        path = tmp_path / "model.yaml"
        path.write_text(text, encoding="utf-8")
        call_command("publish_need_model", str(path), *words)

    return run


def test_a_rule_that_is_taken_out_of_the_list_lets_those_bodies_in(publish):
    start = SHIPPED.index("  - id: diplomatic-mission")
    end = SHIPPED.index("  - id:", start + 5)

    publish(second_version(SHIPPED[:start] + SHIPPED[end:]))

    newest = ScoreRun.objects.first()
    assert newest.need_model.version == 2
    assert newest.scores.eligible().filter(organisation__slug="emb-1").exists()


def test_a_dry_run_changes_nothing(publish):
    publish(second_version(SHIPPED), "--dry-run")

    assert NeedModel.objects.count() == 1


def test_a_faulty_model_is_refused_with_each_fault(publish):
    with pytest.raises(CommandError, match=r"weight"):
        publish(second_version(SHIPPED).replace("weight: 20\n", "weight: 21\n", 1))

    assert NeedModel.objects.count() == 1


def test_a_change_without_a_new_version_is_refused(publish):
    with pytest.raises(CommandError, match="Give the changed model a new version"):
        publish(SHIPPED + "\n# changed\n")
