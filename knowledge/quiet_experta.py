"""Experta without what importing it does to logging.

Experta configures the root logger when imported and reports every fact at INFO: under a server that logs at INFO, one
session writes hundreds of lines with merchants' figures in them.
"""

import logging

_handlers = list(logging.getLogger().handlers)

from experta import MATCH, NOT, DefFacts, Fact, KnowledgeEngine, L, P, Rule, unwatch  # noqa: E402
from experta.activation import Activation  # noqa: E402
from experta.agenda import Agenda  # noqa: E402
from experta.matchers import ReteMatcher  # noqa: E402
from experta.matchers.rete.check import FactCapture, FeatureCheck  # noqa: E402
from experta.matchers.rete.nodes import ConflictSetNode, FeatureTesterNode  # noqa: E402
from experta.matchers.rete.token import Token  # noqa: E402
from experta.strategies import DepthStrategy  # noqa: E402

logging.getLogger().handlers[:] = _handlers
unwatch()

__all__ = [
    "MATCH",
    "NOT",
    "Activation",
    "Agenda",
    "ConflictSetNode",
    "DefFacts",
    "DepthStrategy",
    "Fact",
    "FactCapture",
    "FeatureCheck",
    "FeatureTesterNode",
    "KnowledgeEngine",
    "L",
    "P",
    "ReteMatcher",
    "Rule",
    "Token",
]
