from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "fulcrum.foundation.audit"
    label = "audit"

    def ready(self) -> None:
        from fulcrum.foundation.audit import chain_check, receivers, verify, wording

        verify.register(chain_check.NAME, chain_check.check)
        wording.register(receivers.ACTIONS, receivers.KINDS)
