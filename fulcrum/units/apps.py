from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "fulcrum.units"
    label = "units"

    def ready(self) -> None:
        from fulcrum.units import member_welcome, own_jobs, receivers, welcome  # noqa: F401 - receivers connect themselves

        welcome.register()
        member_welcome.register()
        own_jobs.register()
