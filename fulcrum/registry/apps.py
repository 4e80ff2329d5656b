from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "fulcrum.registry"
    label = "registry"

    def ready(self) -> None:
        from fulcrum.registry import access, permissions

        access.register(permissions.ACTIONS)
