"""From `dossier.tally.v1` to the steps of a secret dossier."""

from collections.abc import Mapping
from typing import Final

from services.contracts.events.payload import Payload
from services.contracts.events.tally import DossierTallied
from services.stats.application.translate import Translate
from services.stats.domain.activity.tallies import TallyChange

_UNDECLARED: Final = "province"


def tally_translator(tiers: Mapping[str, str]) -> Translate:
    """Return the translation; a tally does not say the tier of its agency, so `tiers` has it from the catalogue.

    An agency that is there no more is counted with its province.
    """

    def translate(data: Payload) -> TallyChange:
        if not isinstance(data, DossierTallied):
            raise TypeError(type(data))  # the decoder lets only types of the topic through
        return TallyChange(data.agency, tiers.get(data.agency, _UNDECLARED), data.day, data.outcome)

    return translate
