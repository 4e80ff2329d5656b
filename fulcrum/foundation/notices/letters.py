"""Write the mail of an outbox row: in the reader's language, as plain text and as simple HTML."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, Template
from django.template.loader import get_template, select_template
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from fulcrum.foundation.notices import facts, kinds, links, readers, sentences
from fulcrum.foundation.notices.models import Mail, Notice
from fulcrum.foundation.notices.models.mail import DIGEST
from fulcrum.foundation.notices.models.preference import EVERY_OTHER
from fulcrum.foundation.users.models import User


@dataclass(frozen=True)
class Letter:
    """A mail as it will be read. unsubscribe: the link that ends such mails; empty for a duty."""

    language: str
    subject: str
    text: str
    html: str
    unsubscribe: str


@dataclass(frozen=True)
class Item:
    """One notice inside a digest."""

    group: str
    subject: str
    text: str
    link: str


def message(mail: Mail) -> EmailMultiAlternatives:
    """The message that is given to the mail server for this row."""
    letter = written(mail)
    headers = {
        "Message-ID": mail.message_id,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Content-Language": letter.language,
    }
    if letter.unsubscribe:
        headers["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made = EmailMultiAlternatives(
        letter.subject, letter.text, settings.DEFAULT_FROM_EMAIL, [mail.address], headers=headers
    )
    made.attach_alternative(letter.html, "text/html")
    return made


def written(mail: Mail) -> Letter:
    """The letter of an outbox row."""
    language = readers.language_of(mail.to) if mail.to else mail.language
    notices = list(mail.notices.order_by("at", "pk")) if mail.to else []
    with translation.override(language):
        if mail.kind == DIGEST:
            return digest(mail.to, notices, language)
        kind = kinds.kind(mail.kind)
        kept, url = (notices[0].facts, notices[0].url) if notices else (mail.facts, mail.url)
        return single(kind, kept, url, mail.to, language)


def single(kind: kinds.Kind, kept: dict[str, Any], url: str, to: User | None, language: str) -> Letter:
    """The letter of one notice; call it with `language` active."""
    said = sentences.of(kind, kept)
    unsubscribe = "" if kind.is_duty or to is None else links.unsubscribe(to.pk, kind.code)
    values = {**facts.told(kept, language), "link": links.absolute(url) if url else "", "to": to}
    if kind.is_confidential:
        subject, body = _("Something confidential waits for you in Fulcrum"), _only_that_it_waits()
    else:
        subject = said.subject
        body = _filled(select_template([kind.template, "notices/short.txt"]), {**values, "text": said.text})
    return _framed(language, subject, body, str(kind.why), values["link"], unsubscribe, to)


def digest(to: User | None, notices: Sequence[Notice], language: str) -> Letter:
    """The letter that carries all collected notices, grouped; call it with `language` active."""
    if to is None:
        raise ValueError("a digest goes to somebody with an account")
    items = sorted(map(_item, notices), key=lambda item: item.group)
    groups = [(label, list(some)) for label, some in groupby(items, key=lambda item: item.group)]
    body = _filled(get_template("notices/digest.txt"), {"groups": groups})
    why = _("You get this mail because you asked for notices to be collected.")
    subject = translation.ngettext(
        "%(count)d new notice in Fulcrum", "%(count)d new notices in Fulcrum", len(items)
    ) % {"count": len(items)}
    return _framed(language, subject, body, why, "", links.unsubscribe(to.pk, EVERY_OTHER), to)


def _item(notice: Notice) -> Item:
    kind = kinds.known(notice.kind)
    said = sentences.of_notice(notice)
    link = links.absolute(notice.url or reverse("notices:index"))
    if kind is not None and kind.is_confidential:
        said = sentences.Said(_("Something confidential waits for you in Fulcrum"), _only_that_it_waits())
    return Item(str(kind.group) if kind else "", said.subject, said.text, link)


def _only_that_it_waits() -> str:
    return _("What it says is not sent by mail. Sign in to read it.")


def _framed(
    language: str, subject: str, body: str, why: str, link: str, unsubscribe: str, to: User | None
) -> Letter:
    """The body between greeting and footer, in both forms."""
    values = {
        "language": language,
        "subject": subject,
        "name": to.name if to else "",
        "body": body.strip(),
        "link": link,
        "why": why,
        "unsubscribe": unsubscribe,
        "preferences": links.absolute(reverse("notices:preferences")) if to else "",
        "home": links.absolute("/"),
    }
    text = _filled(get_template("notices/mail.txt"), values)
    html = get_template("notices/mail.html").render(values)
    return Letter(language, subject, text.strip() + "\n", html, unsubscribe)


def _filled(template: Any, values: dict[str, Any]) -> str:
    """A text template filled as it stands: nothing is escaped, since nothing reads it as HTML."""
    inner: Template = template.template
    return inner.render(Context(values, autoescape=False))
