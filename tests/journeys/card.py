"""A guest's hands on the pay page: what is typed into Stripe's frame, and what the bank asks."""

from playwright.sync_api import FrameLocator, Page

GOOD = "4242424242424242"
DECLINED = "4000000000000002"
CHALLENGED = "4000000000003220"


def element(page: Page) -> FrameLocator:
    """Stripe's form, once it has been drawn and the page's own button may be pressed."""
    page.locator("#submit:not([disabled])").wait_for()
    return page.frame_locator('iframe[title="Secure payment input frame"]')


def pay(page: Page, number: str = GOOD) -> None:
    """Types a card and presses the button."""
    form = element(page)
    form.get_by_label("Card number").fill(number)
    form.get_by_label("Expiration date").fill("12 / 40")
    form.get_by_label("Security code").fill("123")
    form.get_by_label("Country").select_option("GB")
    form.get_by_label("Postal code").fill("SY8 1AA")
    page.locator("#submit").click()


def answer_challenge(page: Page, button: str) -> None:
    """Presses "Complete" or "Fail" when the bank asks whether it is really the guest."""
    page.frame_locator('iframe[title="Test challenge of the bank"]').get_by_role("button", name=button).click()
