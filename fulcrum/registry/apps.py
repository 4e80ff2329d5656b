from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "fulcrum.registry"
    label = "registry"

    def ready(self) -> None:
        from fulcrum.foundation.api import refusals as of_api
        from fulcrum.foundation.signin import demonstration as cast
        from fulcrum.foundation.signin import refusals as of_signin
        from fulcrum.foundation.signin import second_factor
        from fulcrum.foundation.users import rights
        from fulcrum.foundation.web import refusals
        from fulcrum.registry import (
            access,
            as_it_was,
            audited,
            demonstration_people,
            documents,
            job_kinds,
            menu_lines,
            my_work,
            notices,
            own_jobs,
            people_slot,
            people_work,
            permissions,
            refused,
        )
        from fulcrum.registry.calendar_slot import register as register_calendars

        access.register(permissions.ACTIONS, permissions.WORDS, nationwide=permissions.NATIONWIDE)
        rights.answer_by(access.may, audited.organisations_where)
        audited.register()
        as_it_was.register()
        documents.register()
        refusals.register(refused.WORDINGS)
        refusals.register(of_signin.WORDINGS)
        refusals.register(of_api.WORDINGS)
        second_factor.demanded_by(access.needs_second_factor)
        menu_lines.register()
        people_work.register()
        people_slot.register()
        job_kinds.register()
        cast.register(demonstration_people.HEAD, demonstration_people.ANALYST)
        register_calendars()
        own_jobs.register()
        notices.register()
        my_work.register()
