from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "fulcrum.foundation.attachments"
    label = "attachments"

    def ready(self) -> None:
        from fulcrum.foundation.attachments import content_check, links, told
        from fulcrum.foundation.audit import links as audit_links
        from fulcrum.foundation.audit import verify, wording
        from fulcrum.foundation.jobs import kinds

        verify.register(content_check.NAME, content_check.check)
        wording.register(told.ACTIONS, told.OBJECTS)
        audit_links.register("attachments.attachment", links.find)
        kinds.register(*told.JOBS)
