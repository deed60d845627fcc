"""Every sentence of the notices about the study, tables and geometry has its Swedish."""

import re

from geoaccess.errors.codes import config, geometry, tables
from geoaccess.messages import translator

_PLACE = re.compile(r"\{\w+\}")


def test_every_notice_of_the_inputs_has_swedish_with_the_same_places():
    swedish = translator("sv")
    for module in (config, tables, geometry):
        for kind in module.KINDS:
            for sentence in filter(None, (kind.text, kind.cure)):
                said = swedish(sentence)

                assert said != sentence, sentence
                assert set(_PLACE.findall(said)) == set(_PLACE.findall(sentence)), sentence
