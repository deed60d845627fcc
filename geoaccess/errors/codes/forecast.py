"""Notices about forecasts: the years, the places and the ages they tell of."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

KINDS: tuple[NoticeKind, ...] = (
    NoticeKind(
        "GA-P070",
        "error",
        N_("[forecast] names a year, but nothing says how many people there will be."),
        N_(
            "Give a forecast under [inputs.forecast], or a preset such as preset = "
            '"stockholm-2032".'
        ),
    ),
    NoticeKind(
        "GA-P071",
        "error",
        N_("The study gives both a forecast file and the preset {value}."),
        N_("Keep one of them: [inputs.forecast], or preset under [forecast]."),
    ),
    NoticeKind(
        "GA-P072",
        "error",
        N_("The forecast starts from {value}, which is not before its year {year}."),
        N_("Let base be the year of the statistics, and year a later one."),
    ),
    NoticeKind(
        "GA-P073",
        "error",
        N_(
            "{key} lacks {missing}: the column of the age groups and what they add up to "
            "belong together."
        ),
        N_("Give both pivot and values, or neither if the numbers are all people."),
    ),
    NoticeKind(
        "GA-P074",
        "error",
        N_("{key} does not say which rows hold all people."),
        N_('Add people to values, such as people = ["totalt"].'),
    ),
    NoticeKind(
        "GA-P075",
        "error",
        N_("There is no forecast preset {value}."),
        N_("The nearest one is {nearest}. There are: {valid}."),
    ),
    NoticeKind(
        "GA-P076",
        "error",
        N_(
            "Nothing says which year the statistics speak of, so the forecast has no year to "
            "start from."
        ),
        N_(
            "Write base under [forecast], such as base = 2024, or the day in the statistics' "
            "vintage, such as 2024-12-31."
        ),
    ),
    NoticeKind(
        "GA-P077",
        "error",
        N_("{value} has no number for {year}: {what}."),
        N_("A forecast is needed for every place of the study: complete the table."),
    ),
    NoticeKind(
        "GA-P078",
        "error",
        N_("Places of the study that the forecast has no row for: {n} ({places})."),
        N_("Fetch the forecast for all of them; their codes must stand first in the column."),
    ),
    NoticeKind(
        "GA-P079",
        "error",
        N_("{place} has {value} in {year} ({part}), but only {most} in all ({whole})."),
        N_("Check the numbers, and which rows values adds up."),
    ),
    NoticeKind(
        "GA-P080",
        "error",
        N_("There is no column for the year {value}; the years are: {found}."),
        N_(
            "The nearest year is {nearest}. Change year or base under [forecast], or fetch "
            "the forecast with that year."
        ),
    ),
    NoticeKind(
        "GA-P081",
        "error",
        N_("Several columns are of the year {value}: {found}."),
        N_("Fetch the forecast with one measure only, or take the other columns away."),
    ),
    NoticeKind(
        "GA-P082",
        "warning",
        N_(
            "The forecast's {year} and the statistics differ by more than noise ({group}). "
            "Places: {n}, most in {place}: {ours} by the statistics, {theirs} by the "
            "forecast."
        ),
        N_(
            "The run has the forecast's totals. Check that both speak of the same places and "
            "year, and state base under [forecast]."
        ),
    ),
    NoticeKind(
        "GA-P083",
        "error",
        N_("The preset {value} speaks of {start} to {end}, the run is made from {base} to {year}."),
        N_("Choose years within the preset's, or give a forecast file."),
    ),
    NoticeKind(
        "GA-P084",
        "warning",
        N_(
            "Places that have nobody to scale an age cohort from ({group}): {n} ({places}). "
            "Their forecast people, {people} in all, are placed where the others live."
        ),
        N_("Check the statistics there; nothing to do if nobody of that age lives there today."),
    ),
    NoticeKind(
        "GA-P085",
        "info",
        N_(
            "Areas without age groups today: {n} ({areas}). Their people are forecast with "
            "the age groups of the rest of the place; the groups themselves stay not known."
        ),
        "",
        assumption=True,
    ),
    NoticeKind(
        "GA-P086",
        "info",
        N_(
            "People are those of {year}, forecast from {base} after {source}. Scaled age group by"
            " age group: {groups}; every place has the forecast's totals, as unrounded numbers. "
            "Kept as today: the shares of need counts, where in an area each age lives, sites, "
            "physicians, listed people, travel times. Physicians needed per unit are reckoned on "
            "the forecast people."
        ),
        "",
        assumption=True,
    ),
    NoticeKind(
        "GA-P087",
        "info",
        N_("The forecast does not tell of: {groups}. They grow as the cohort they are part of."),
        "",
        assumption=True,
    ),
    NoticeKind(
        "GA-P088",
        "info",
        N_(
            "Growth {base} to {year} by kommun ({group}): from {least} % ({least_place}) to "
            "{most} % ({most_place})."
        ),
        "",
        assumption=True,
    ),
    NoticeKind(
        "GA-P089",
        "info",
        N_(
            "The preset {value} tells the growth of {start} to {end}; for {base} to {year} "
            "the same steady growth per year is taken."
        ),
        "",
        assumption=True,
    ),
)
