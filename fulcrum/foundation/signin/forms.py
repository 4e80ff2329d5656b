from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fulcrum.foundation.users.domain.preferences import DIGEST_HOUR, NoticeFrequency
from fulcrum.foundation.users.models import User

FREQUENCIES = (
    (NoticeFrequency.AT_ONCE.value, _("At once")),
    (NoticeFrequency.DAILY.value, _("Collected, once a day")),
)
HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]
_advice = lazy(lambda: " ".join(password_validators_help_texts()), str)


def _languages() -> list[tuple[str, str]]:
    return list(settings.LANGUAGES)


def _password_field(label: Any, autocomplete: str, **options: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, max_length=4096, widget=widget, **options)


def _code_field(label: Any, **options: Any) -> forms.CharField:
    attributes = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
    return forms.CharField(label=label, max_length=40, widget=forms.TextInput(attrs=attributes), **options)


class SignInForm(forms.Form):
    """E-mail address and password."""

    username = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password = _password_field(_("Password"), "current-password")


class CodeForm(forms.Form):
    """A code of the second factor at signing in."""

    code = _code_field(
        _("Code"),
        help_text=_("The six digits that your app shows now, or one of your recovery codes."),
    )


class SetUpForm(forms.Form):
    """The code that proves that the app has the secret."""

    code = _code_field(_("Code"), help_text=_("The six digits that your app shows now."))


class ConfirmForm(forms.Form):
    """The password once more."""

    password = _password_field(_("Password"), "current-password")


class ForgottenForm(forms.Form):
    """The address to which a link may go."""

    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )


class NewPasswordForm(forms.Form):
    """A new password, typed twice."""

    password = _password_field(
        _("New password"),
        "new-password",
        help_text=_advice(),  # type: ignore[no-untyped-call]
    )
    again = _password_field(_("The new password once more"), "new-password")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "password" in data and "again" in data and data["password"] != data["again"]:
            self.add_error("again", gettext("The two passwords differ. Type the same one twice."))
        return data


class ChangePasswordForm(NewPasswordForm):
    """The same, with the present password; whether that is right is counted like a sign-in."""

    old = _password_field(_("Present password"), "current-password")
    field_order = ("old", "password", "again")


class InvitationForm(NewPasswordForm):
    """What somebody who was invited says of themself."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("As others should see it, in the script you prefer."),
    )
    language = forms.ChoiceField(label=_("Language in which you read"), choices=_languages)
    field_order = ("name", "language", "password", "again")


class ProfileForm(forms.Form):
    """Name, language, and when mail comes."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("As others should see it, in the script you prefer."),
    )
    language = forms.ChoiceField(
        label=_("Language in which you read"),
        choices=_languages,
        help_text=_("It comes with you to every device on which you sign in."),
    )
    notice_frequency = forms.ChoiceField(
        label=_("Mail about notices"),
        choices=FREQUENCIES,
        help_text=_("What is urgent, or about the safety of your account, always comes at once."),
    )
    digest_hour = forms.TypedChoiceField(
        label=_("Hour of the collected mail"), choices=HOURS, coerce=int, initial=DIGEST_HOUR
    )
