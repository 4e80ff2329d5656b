from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "fulcrum.foundation.jobs"
    label = "jobs"

    def ready(self) -> None:
        from fulcrum.foundation.jobs import kinds, own_kinds

        kinds.register(*own_kinds.KINDS)
