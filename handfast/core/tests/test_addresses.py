"""Where addresses break."""

from handfast.core.templatetags.addresses import breakable


def test_an_address_breaks_before_its_at_and_stays_text():
    assert breakable("ada@example.org") == "ada<wbr>@example.org"
    assert breakable("<b>@example.org") == "&lt;b&gt;<wbr>@example.org"
    assert breakable("") == ""
