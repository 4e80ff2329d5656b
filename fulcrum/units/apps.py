from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "fulcrum.units"
    label = "units"

    def ready(self) -> None:
        from fulcrum.units import welcome

        welcome.register()
