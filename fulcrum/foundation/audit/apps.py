from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "fulcrum.foundation.audit"
    label = "audit"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from fulcrum.foundation.audit import chain_check, receivers, verify, wording
        from fulcrum.foundation.jobs import kinds

        verify.register(chain_check.NAME, chain_check.check)
        kinds.register(kinds.Kind("audit.seal", _("Seal the audit log")))
        wording.register(receivers.ACTIONS, receivers.KINDS)
