"""What journeys of houses and their units share: a head for a time, a unit that stands since now, its members, its letters."""

from tests.journeys.steps import in_days, send, told

PHONE = {"width": 390, "height": 844}


def fits(page):
    """Nothing on the page is wider than the screen."""
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def is_letter(page, link):
    """What the link leads to is a PDF that the browser keeps as a file; returns its content."""
    answer = page.request.get(link.get_attribute("href"))
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/pdf"
    content = answer.body()
    assert content.startswith(b"%PDF-")
    return content


def house_with_open_offer(officer):
    """The short name of an organisation whose offer waits, not that of the demonstration's head; the offer stays open."""
    officer.goto("/offers/?pack=demo&state=open")
    officer.locator("main tbody tr", has_not_text="Yameso").last.get_by_role("link").first.click()
    house = officer.get_by_role("link", name="The page of the organisation").get_attribute("href")
    return house.split("/organisations/")[1].strip("/")


def give_role(officer, person, **role):
    """Appoint somebody of the demonstration for two months, as an officer; the page of the person stays open."""
    officer.goto(f"/people/?search={person}")
    officer.get_by_role("link", name=f"{person} (demo)").click()
    officer.get_by_role("link", name="Give a role").click()
    send(officer, "Appoint", **role, until=in_days(60))
    assert "The appointment is made" in told(officer)


def let_head(officer, house):
    """Ruwani heads this house for a time."""
    give_role(officer, "Ruwani", role="head", reach="organisation", organisation=house, manner="acting")


def accept_offer(head):
    """Accept on the page of the offer, without scripts as well."""
    head.get_by_role("link", name="Accept", exact=True).click()
    head.locator("[name=staff]").fill("60")
    head.locator("[name=is_agreed]").check()
    head.get_by_role("button", name="Accept for my organisation").click()
    assert "You have accepted" in told(head)


def new_unit(officer, head):
    """A unit that stands since now: Ruwani heads a house whose offer waits, and accepts it. Returns its address."""
    house = house_with_open_offer(officer)
    offer = officer.url
    let_head(officer, house)
    head.goto(offer)
    accept_offer(head)
    return head.get_by_role("link", name="Open the unit").get_attribute("href")


def name_member(head, unit, posts, **fields):
    """Name somebody new, or somebody of the register, for posts of the unit."""
    head.goto(f"{unit}members/nominate/")
    for post in posts:
        head.locator(f"[name=posts][value={post}]").check()
    send(head, "Send the nomination", **fields)


def accept_member(officer, name):
    """Accept a nomination that waits, found in the list of those that wait."""
    officer.goto("/nominations/?state=nominated")
    officer.get_by_role("link", name=name).first.click()
    officer.get_by_role("link", name="Accept", exact=True).click()
    send(officer, "Accept")
    assert "The letter of appointment is ready" in told(officer)


def member_line(page, unit, post):
    """The line of a post on the page of the unit's members."""
    page.goto(f"{unit}members/")
    return page.locator("main table tbody tr", has=page.locator("th .quiet", has_text=post)).first
