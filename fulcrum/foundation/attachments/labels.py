"""The classes of attachments in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fulcrum.kit.classification import Classification

CLASSES: Mapping[str, Promise] = {
    Classification.PUBLIC: _("Public"),
    Classification.LIMITED: _("Limited"),
    Classification.CONFIDENTIAL: _("Confidential"),
}
CLASSES_EXPLAINED: Mapping[str, Promise] = {
    Classification.PUBLIC: _("Public: anybody may read it"),
    Classification.LIMITED: _("Limited: for those whose work it touches"),
    Classification.CONFIDENTIAL: _("Confidential: for those cleared for it; each reading is logged"),
}
