from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "fulcrum.foundation.notices"
    label = "notices"
