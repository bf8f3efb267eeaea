"""Which figures show the same number: what a reader of the catalogue knows without any table.

A number that is hidden in one statistic must not stand in another. Each entry names the statistics as the
catalogue does.
"""

from pipelines.disclosure.figures import ALL, CITY, GROSS_AGAINST_NET, MOVES, Key

MEANS_OVER_A_YEAR = {
    "recipients_monthly_mean": "months_per_recipient",
    "kvp_new_monthly_mean": "kvp_new",
}
"""A twelfth of another statistic, figure by figure."""

MEANS_OF_MONTHS = {"kvp_participants_monthly_mean", "intro_participants_monthly_mean", "persons_monthly_mean"}
"""A twelfth of the sum of the months; the sum itself is not published."""

MONTHS = {
    "recipients_month": "months_per_recipient",
    "kvp_participants_month": "kvp_participants_monthly_mean",
    "intro_participants_month": "intro_participants_monthly_mean",
    "persons_month": "persons_monthly_mean",
    "gross_by_purpose_month": "gross_by_purpose",
}
"""A statistic of months, and the one of years that its twelve months sum to."""

BASES = {
    **dict.fromkeys(
        (
            *("under_30", "with_children", "four_or_more_children", "refugee_background"),
            *("new_recipients", "duration", "long_term", "full_assistance"),
        ),
        "recipients_last_contact",
    ),
    **dict.fromkeys(
        (
            "months_per_recipient",
            "annual_amount_histogram",
            "moved_in",
            "moved_out",
            "net_moves",
            "income_year",
        ),
        "recipients_year",
    ),
    **dict.fromkeys(("refugee_recipients_month", "income_month"), "recipients_month"),
    **dict.fromkeys(("gross_by_purpose", "housing_purposes"), "gross_paid"),
    "gross_paid": "months_per_recipient",
}
"""A statistic, and the one whose value is its base."""

NEARLY = {
    **dict.fromkeys(
        ("foreign_background", "household_type_year", "age_by_refugee"), "recipients_last_contact"
    ),
    **dict.fromkeys(("kostra_duration", "kostra_amounts", "kostra_ages"), "kostra_recipients"),
    "household_type_month": "recipients_month",
    "kvp_new_characteristics": "kvp_new",
    "intro_characteristics": "intro_participants_year",
    "intro_countries": "intro_participants_year",
    "intro_new_characteristics": "intro_new",
    "intro_new_countries": "intro_new",
}
"""A statistic, and the one whose value its base comes near to.

Where that value is hidden, the base must not be shown.
"""

MEASURES = {
    "social_assistance": ("gross_paid", ALL),
    "temporary_housing": ("gross_by_purpose", "temporary_housing"),
}
"""Measures of gross against net, and the figure that is their gross side."""


def value_unknown(key: Key) -> tuple[Key, int]:
    """The unknown that a figure's value shows, and how many times the value it is: 12 for means of months."""
    name = key.statistic_id
    if name in MEANS_OVER_A_YEAR:
        return value_unknown(key._replace(statistic_id=MEANS_OVER_A_YEAR[name]))[0], 12
    if name in MEANS_OF_MONTHS:
        if key.category == "main_person":
            return key._replace(statistic_id="months_per_recipient", category=ALL), 12
        return key, 12
    return _same(key), 1


def base_unknown(key: Key) -> Key | None:
    """The unknown that a figure's base shows, when another statistic gives it."""
    name = BASES.get(key.statistic_id)
    return None if name is None else value_unknown(key._replace(statistic_id=name, category=ALL))[0]


def near_unknown(key: Key) -> Key | None:
    """The unknown that a figure gives away too nearly to be shown where that one is hidden."""
    if key.statistic_id == "annual_amount" and key.category == "mean":
        # the mean times the recipients is what was paid
        return key._replace(statistic_id="gross_paid", category=ALL)
    name = NEARLY.get(key.statistic_id)
    return None if name is None else value_unknown(key._replace(statistic_id=name, category=ALL))[0]


def _same(key: Key) -> Key:
    if key.statistic_id == "long_term":
        return key._replace(statistic_id="duration", category="months_24_plus")
    if key.statistic_id == "recipients_last_contact" and key.district_id == CITY:
        return key._replace(statistic_id="recipients_year")
    if key.statistic_id == "persons_month" and key.category == "main_person":
        return key._replace(statistic_id="recipients_month", category=ALL)
    if key.statistic_id == GROSS_AGAINST_NET and key.category in MEASURES:
        statistic_id, category = MEASURES[key.category]
        return key._replace(statistic_id=statistic_id, category=category)
    return _move_total(key)


def _move_total(key: Key) -> Key:
    """Row and column totals of the moves matrix are the moves out of and into a district.

    For the city the two are one number.
    """
    if key.statistic_id == MOVES and key.category == CITY:
        key = key._replace(statistic_id="moved_out", category=ALL)
    elif key.statistic_id == MOVES and key.district_id == CITY:
        key = key._replace(statistic_id="moved_in", district_id=key.category, category=ALL)
    if key.statistic_id == "moved_out" and key.district_id == CITY:
        return key._replace(statistic_id="moved_in")
    return key
