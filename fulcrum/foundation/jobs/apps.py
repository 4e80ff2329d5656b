from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "fulcrum.foundation.jobs"
    label = "jobs"
