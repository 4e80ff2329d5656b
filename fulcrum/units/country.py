"""The countries whose roll-out can be looked at: the real one, and the simulated one."""

from django.utils.translation import gettext_lazy as _

from fulcrum.registry.models.region import COUNTRY_PACK, SIMULATED

COUNTRIES = ((COUNTRY_PACK, _("Sri Lanka")), (SIMULATED, _("The simulated country")))
