from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "fulcrum.foundation.notices"
    label = "notices"

    def ready(self) -> None:
        from fulcrum.foundation.notices import audited, own_jobs, own_kinds

        audited.register()
        own_jobs.register()
        own_kinds.register()
