from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "fulcrum.foundation.api"
    label = "api"
