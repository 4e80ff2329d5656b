from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "fulcrum.foundation.audit"
    label = "audit"

    def ready(self) -> None:
        from fulcrum.foundation.audit import chain_check, verify

        verify.register(chain_check.NAME, chain_check.check)
