from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "fulcrum.registry"
    label = "registry"
