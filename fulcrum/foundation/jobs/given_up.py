"""What becomes of the work of a job that is given up, told by the app whose job it is."""

from collections.abc import Callable, Mapping
from typing import Any

Answer = Callable[..., object]

_answers: dict[str, Answer] = {}


def register(task_name: str, answer: Answer) -> None:
    """Have `answer` called with the job's own arguments, by name; called in an app's ready().

    It may be called twice for one job. Raises ValueError if another answer is registered for the task.
    """
    if _answers.setdefault(task_name, answer) is not answer:
        raise ValueError(f"the task {task_name!r} has an answer already")


def answer(task_name: str, arguments: Mapping[str, Any]) -> None:
    """Call what is registered for this task; without an answer nothing happens."""
    if task_name in _answers:
        _answers[task_name](**arguments)
