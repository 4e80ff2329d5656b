from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "fulcrum.foundation.attachments"
    label = "attachments"
