from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "fulcrum.foundation.audit"
    label = "audit"
