from django.apps import AppConfig


class UsersConfig(AppConfig):
    name = "fulcrum.foundation.users"
    label = "users"
