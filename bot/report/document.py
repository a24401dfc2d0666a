"""The document behind a report page: everything it says, as it was when it was made."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any


@dataclass(frozen=True)
class Document:
    """`report` is the report JSON. `begun` is the day from which the days of the steps count.

    `headline` says how the snowball stands, `feedback` how its links push each other: `from`, `to`, `claim`, `text`.
    `questions` has where to `find` each open variable, `titles` the name of each diagnosis that could still come.
    `changes` are the figures before and after, once the merchant has come back.
    """

    made: str
    begun: str
    expires: str
    shop: str
    report: Mapping[str, Any]
    headline: str
    feedback: Sequence[Mapping[str, str]]
    questions: Mapping[str, Mapping[str, str]]
    titles: Mapping[str, str]
    changes: Sequence[Mapping[str, Any]]

    @staticmethod
    def from_json(text: str) -> Document:
        return Document(**json.loads(text))

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, allow_nan=False)

    @property
    def made_on(self) -> date:
        return datetime.fromisoformat(self.made).date()

    @property
    def begun_on(self) -> date:
        return date.fromisoformat(self.begun)

    @property
    def expires_on(self) -> date:
        return datetime.fromisoformat(self.expires).date()

    @property
    def main(self) -> Mapping[str, Any] | None:
        """The diagnosis the report leads with."""
        return next((one for one in self.report["diagnoses"] if one["id"] == self.report["main"]), None)

    @property
    def provisional(self) -> bool:
        """Whether an open question could still change the main diagnosis."""
        return self.main is not None and (self.main["status"] == "likely" or not self.report["decided"])

    @property
    def actions(self) -> tuple[str, ...]:
        """The steps that can be ticked."""
        return tuple(step["action"] for step in self.report["next_steps"])

    def review_on(self, step: Mapping[str, Any]) -> date:
        return self.begun_on + timedelta(days=step["review_days"])
