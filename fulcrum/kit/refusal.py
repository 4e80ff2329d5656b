"""A refusal: the program understood, and says no, with a reason that a person can act on."""


class Refusal(Exception):  # noqa: N818 - the house's word; it is an answer, not a fault
    """Something may not be done now. The code is worded by the app's refusals.py; facts fill the sentence.

    code    short name of the reason, such as `plan_not_ready`
    facts   values for the sentence's placeholders
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.code} ({told})" if told else self.code
