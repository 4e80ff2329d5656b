"""What several journeys do: look at a page, send a form, follow the day."""

from datetime import date, timedelta

from tests.journeys.axe import faults


def look(page):
    """The page is as accessible as every page has to be."""
    assert faults(page) == [], page.url


def send(page, button, **fields):
    """Fill the form's fields by their names, look at it, and send it."""
    form = page.locator("main form", has=page.get_by_role("button", name=button, exact=True))
    for name, value in fields.items():
        field = form.locator(f"[name='{name}']")
        if field.evaluate("it => it.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    look(page)
    form.get_by_role("button", name=button, exact=True).click()


def told(page):
    """What the page says was done, or why it was not."""
    return page.locator("main [role=status], main [role=alert]").first.inner_text()


def in_days(number):
    """A day ahead, as a date field takes it."""
    return (date.today() + timedelta(days=number)).isoformat()


def slug_of(page):
    """The short name of the organisation whose page this is."""
    return page.url.split("/organisations/")[1].split("/")[0]


def name_of(page):
    """The organisation's name on that page, without its mark."""
    return page.locator("main .eyebrow").evaluate("it => it.firstChild.textContent.trim()")
