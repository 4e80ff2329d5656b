from django.apps import AppConfig


class AllocationConfig(AppConfig):
    name = "fulcrum.allocation"
    label = "allocation"

    def ready(self) -> None:
        from fulcrum.allocation import receivers, welcome  # noqa: F401 - importing receivers connects them

        welcome.register()
