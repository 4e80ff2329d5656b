"""What the templates of components need."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def beside(cells: Sequence[Any], columns: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Each cell of a row with its column. Raises ValueError if there are more of one than of the other."""
    return list(zip(cells, columns, strict=True))


@register.simple_tag(takes_context=True)
def shown(context: template.Context, name: str, own: dict[str, Any]) -> SafeString:
    """The template `name` with `own` on top of the page's context."""
    engine = context.template.engine  # type: ignore[union-attr]
    with context.push(**own):
        rendered: SafeString = engine.get_template(name).render(context)
    return rendered
