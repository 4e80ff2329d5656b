from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "fulcrum.foundation.web"
    label = "web"
