"""Triggers that keep a published plan, its places and its scenario as they were."""

import pgtrigger

_PLAN = """
    IF EXISTS (SELECT 1 FROM allocation_publication WHERE plan_id = OLD.id)
       AND (TG_OP = 'DELETE'
            OR to_jsonb(OLD) - 'is_worked_example' - 'is_simulated_example'
               IS DISTINCT FROM to_jsonb(NEW) - 'is_worked_example' - 'is_simulated_example') THEN
        RAISE EXCEPTION 'plan % is published and cannot change', OLD.id;
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""

_PLACE = """
    DECLARE asked bigint;
    BEGIN
        FOREACH asked IN ARRAY ARRAY[
            CASE WHEN TG_OP <> 'INSERT' THEN OLD.plan_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.plan_id END
        ] LOOP
            PERFORM 1 FROM allocation_plan WHERE id = asked FOR SHARE;
            IF EXISTS (SELECT 1 FROM allocation_publication WHERE plan_id = asked) THEN
                RAISE EXCEPTION 'plan % is published and its places cannot change', asked;
            END IF;
        END LOOP;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END;
"""

_SCENARIO = """
    IF EXISTS (SELECT 1 FROM allocation_publication
               JOIN allocation_plan ON allocation_plan.id = allocation_publication.plan_id
               WHERE allocation_plan.scenario_id = OLD.id) THEN
        RAISE EXCEPTION 'the plan of scenario % is published and its question cannot change', OLD.id;
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""


def of_plan() -> pgtrigger.Trigger:
    """A published plan changes in nothing but whether it is shown as an example."""
    return pgtrigger.Trigger(
        name="published_plan_never_changes",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=_PLAN,
    )


def of_place() -> pgtrigger.Trigger:
    """Places of a published plan stay; the lock on the plan makes a change wait for whoever is publishing it."""
    return pgtrigger.Trigger(
        name="published_places_never_change",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=_PLACE,
    )


def of_scenario() -> pgtrigger.Trigger:
    """The question of a published plan stays as it was asked."""
    return pgtrigger.Trigger(
        name="published_scenario_never_changes",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=_SCENARIO,
    )
