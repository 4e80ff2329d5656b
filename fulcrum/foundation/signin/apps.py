from django.apps import AppConfig


class SigninConfig(AppConfig):
    name = "fulcrum.foundation.signin"
    label = "signin"
