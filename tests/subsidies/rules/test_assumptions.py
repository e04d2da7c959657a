"""What still waits for its document."""

from subsidies.rules.assumptions import assumed_counts


def test_rates_and_shares_without_a_document_are_counted_apart(document):
    assert assumed_counts(document) == {"rates": 6, "shares": 8}
    document["programmes"][0]["shares"][0].update(assumed=False)
    assert assumed_counts(document) == {"rates": 6, "shares": 7}


def test_a_draft_without_programmes_takes_nothing_for_granted():
    assert assumed_counts({}) == {"rates": 0, "shares": 0}
