from django.apps import AppConfig


class SigninConfig(AppConfig):
    name = "fulcrum.foundation.signin"
    label = "signin"

    def ready(self) -> None:
        from allauth.account.signals import user_logged_in
        from allauth.usersessions.signals import on_user_logged_in

        from fulcrum.foundation.jobs import kinds
        from fulcrum.foundation.signin import audited, job_kinds, notices

        # services/sessions.py notes each session once; allauth would also read every other session of the account,
        # and one of the demonstration has hundreds.
        user_logged_in.disconnect(on_user_logged_in)
        notices.register()
        audited.register()
        kinds.register(*job_kinds.KINDS)
