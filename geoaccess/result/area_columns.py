"""The columns of the table of areas."""

from __future__ import annotations

from geoaccess.messages import LANGUAGES, N_
from geoaccess.result.indicators import NEXT_NEAREST, WAY_KNOWN, Indicator, gsa_columns

__all__ = ["AREA_COLUMNS"]

AREA_COLUMNS = (
    Indicator("area_id", "text", N_("Area code"), N_("Code of the statistical area (DeSO).")),
    Indicator("name", "text", N_("Area"), N_("Name of the area; its code where it has none.")),
    Indicator(
        "merged",
        "text",
        N_("Merged areas"),
        N_(
            "Codes of the areas that are merged to this one since few live in some of them; empty "
            "for an area that is as it was."
        ),
        optional=True,
    ),
    Indicator("unit_id", "text", N_("Unit code"), N_("The unit where most of its people live.")),
    Indicator("unit_name", "text", N_("Unit"), N_("Kommun or stadsdelsområde.")),
    Indicator(
        "settlement",
        "text",
        N_("Settlement class"),
        N_("S big city, C main town, B other town, A outside towns, island without fixed link."),
    ),
    Indicator("people", "count", N_("People"), N_("Inhabitants by the statistics table."), True),
    Indicator("age_65plus", "count", N_("65 or older"), N_("Inhabitants aged 65 or more."), True),
    Indicator("age_80plus", "count", N_("80 or older"), N_("Inhabitants aged 80 or more."), True),
    Indicator(
        "age_85plus",
        "count",
        N_("85 or older"),
        N_("Inhabitants aged 85 or more."),
        True,
        optional=True,
    ),
    Indicator(
        "elderly_alone",
        "count",
        N_("65 or older, living alone"),
        N_("Inhabitants aged 65 or more who live alone, as the need of care counts them."),
        True,
        optional=True,
    ),
    Indicator(
        "no_car",
        "count",
        N_("Households without a car"),
        N_("Households, not people."),
        True,
        optional=True,
    ),
    Indicator(
        "need_index",
        "index",
        N_("Need index"),
        N_("Need by the study's measure; for CNI, 1 is the reference population."),
    ),
    Indicator(
        "need_percentile",
        "number",
        N_("Need percentile"),
        N_("Share of the region's people who live in areas with lower need, 0-100."),
    ),
    Indicator(
        "need_percentile_low",
        "number",
        N_("Need percentile, lowest"),
        N_("Lowest when a component is left out or the weights are moved by 20%."),
    ),
    Indicator(
        "need_percentile_high",
        "number",
        N_("Need percentile, highest"),
        N_("Highest when a component is left out or the weights are moved by 20%."),
    ),
    Indicator(
        "need_quintile", "number", N_("Need quintile"), N_("1 lowest need, 5 highest, by people.")
    ),
    Indicator(
        "area_type",
        "number",
        N_("Area type"),
        N_(
            "As the table gives it: 1 large socio-economic challenges, 2 challenges, 3 mixed, "
            "4 good conditions, 5 very good conditions."
        ),
        optional=True,
    ),
    Indicator(
        "area_type_own",
        "number",
        N_("Area type (own calculation)"),
        N_(
            "Reckoned by geoaccess from the socio-economic index, not SCB's own: 1 large "
            "socio-economic challenges, 2 challenges, 3 mixed, 4 good conditions, 5 very good "
            "conditions."
        ),
        optional=True,
    ),
    Indicator(
        "vintage_change",
        "status",
        N_("Change between vintages"),
        N_(
            "What became of the area where a table on another vintage was converted: unchanged, "
            "split, merged or redrawn. Converted counts are estimates in all but the first."
        ),
        optional=True,
    ),
    Indicator(
        "mode", "text", N_("Deciding mode"), N_("The way of travel that decides for access.")
    ),
    Indicator(
        "threshold_min", "minutes", N_("Threshold"), N_("Longest acceptable time by that mode.")
    ),
    Indicator(
        "minutes_median",
        "minutes",
        N_("Travel time, median"),
        N_("Half of the area's people have at most this time to the nearest vårdcentral."),
    ),
    Indicator(
        "minutes_p90",
        "minutes",
        N_("Travel time, 90th percentile"),
        N_("Nine in ten of the area's people have at most this time."),
    ),
    Indicator(
        "minutes_status",
        "status",
        N_("Travel time, status"),
        N_("Why there is no median time: beyond cutoff, unreachable, not snapped, no data."),
    ),
    *NEXT_NEAREST,
    Indicator(
        "share_within",
        "share",
        N_("Share within the threshold"),
        N_("Share of the area's people who reach a vårdcentral within the threshold."),
        True,
    ),
    WAY_KNOWN,
    Indicator(
        "people_beyond",
        "count",
        N_("People beyond the threshold"),
        N_("People with a longer time than the threshold, or with no way at all."),
        True,
    ),
    Indicator(
        "beyond_age_80plus",
        "count",
        N_("Beyond the threshold: 80 or older"),
        N_("Of the people beyond; where the area is flagged or the way is long."),
        True,
        optional=True,
    ),
    Indicator(
        "beyond_elderly_alone",
        "count",
        N_("Beyond the threshold: 65 or older, living alone (estimate)"),
        N_(
            "The area's number times the share of its people aged 65 or more who are beyond; where "
            "the area is flagged or the way is long."
        ),
        True,
        optional=True,
    ),
    Indicator(
        "beyond_no_car",
        "count",
        N_("Beyond the threshold: households without a car (estimate)"),
        N_(
            "The area's number of households times the share of its people who are beyond; where "
            "the area is flagged or the way is long."
        ),
        True,
        optional=True,
    ),
    Indicator(
        "people_without_time",
        "count",
        N_("People without a time"),
        N_("Of these, people for whom no way was found; why is in the status."),
        True,
    ),
    *gsa_columns(),
    Indicator(
        "nearest_site_id",
        "text",
        N_("Nearest vårdcentral, id"),
        N_("The vårdcentral that is nearest for most of the area's people."),
    ),
    Indicator("nearest_site_name", "text", N_("Nearest vårdcentral"), N_("Its name.")),
    Indicator(
        "nearest_unit_name",
        "text",
        N_("Unit of the nearest vårdcentral"),
        N_("The unit it lies in; empty beyond the study's border."),
    ),
    Indicator(
        "supply_per_1000",
        "ratio",
        N_("Supply per 1,000 people"),
        N_("Supply within reach shared with everyone else in reach (E2SFCA)."),
    ),
    Indicator(
        "spar",
        "ratio",
        N_("Relative access (SPAR)"),
        N_("Supply within reach relative to the region's mean; 1 is the mean."),
    ),
    Indicator(
        "flag",
        "status",
        N_("Flag"),
        N_("flagged, not_flagged, low_need_high_access or not_assessable."),
    ),
    Indicator(
        "flag_class",
        "status",
        N_("How clear"),
        N_("clear or borderline: whether nearby thresholds give the same answer."),
    ),
    Indicator(
        "flag_stability",
        "share",
        N_("Flagged under nearby thresholds"),
        N_("Share of the draws of limits, speeds and weights under which the area is flagged."),
    ),
    *(
        Indicator(
            f"flag_tipping_{lang}",
            "text",
            N_("Where the flag tips"),
            N_("At which limit each criterion turns, the others as they are."),
        )
        for lang in LANGUAGES
    ),
    *(
        Indicator(
            f"flag_matters_most_{lang}",
            "text",
            N_("What the flag hangs on most"),
            N_("What goes most with the flag over all draws; empty where all draws agree."),
        )
        for lang in LANGUAGES
    ),
    Indicator(
        "priority",
        "number",
        N_("Priority"),
        N_(
            "People beyond the threshold times need relative to the region's mean (the index may "
            "be relative to more than the region); where only little care flags the area, people "
            "times what it lacks to the mean instead. Never a ranking finer than that."
        ),
        True,
    ),
    Indicator(
        "cluster",
        "status",
        N_("Cluster of need and travel time"),
        N_(
            "The area's need with its neighbours' travel times: high_need_long_ways, "
            "high_need_short_ways, low_need_long_ways, low_need_short_ways, not_significant or "
            "not_assessed. A pattern around the area, no ranking."
        ),
        optional=True,
    ),
    Indicator(
        "cluster_why_not",
        "status",
        N_("Cluster, why not assessed"),
        N_(
            "too_few_people, no_need, no_time, no_neighbours, access_not_judged, too_few_areas or "
            "all_alike; empty where it is assessed."
        ),
        optional=True,
    ),
    Indicator("reasons_sv", "text", N_("Reasons (Swedish)"), N_("Why, in Swedish.")),
    Indicator("reasons_en", "text", N_("Reasons (English)"), N_("Why, in English.")),
)
