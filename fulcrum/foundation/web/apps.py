from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "fulcrum.foundation.web"
    label = "web"

    def ready(self) -> None:
        from fulcrum.foundation.attachments import refusals as of_attachments
        from fulcrum.foundation.jobs import refusals as of_jobs
        from fulcrum.foundation.web import refusals

        refusals.register(of_attachments.WORDINGS)
        refusals.register(of_jobs.WORDINGS)
