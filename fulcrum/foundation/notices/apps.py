from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "fulcrum.foundation.notices"
    label = "notices"

    def ready(self) -> None:
        from fulcrum.foundation.notices import own_kinds

        own_kinds.register()
