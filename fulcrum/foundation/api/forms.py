from django import forms
from django.utils.translation import gettext_lazy as _


class TokenForm(forms.Form):
    """What a new token is for, and how long it lasts."""

    name = forms.CharField(label=_("What is it for?"), max_length=80)
    days = forms.IntegerField(label=_("Days until it ends"), min_value=1, max_value=366, initial=90)
