from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "fulcrum.foundation.api"
    label = "api"

    def ready(self) -> None:
        from fulcrum.foundation.api import audited, receivers  # noqa: F401 - importing receivers connects them

        audited.register()
