"""The commented study file that ``geoaccess init`` writes: every key, explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geoaccess.messages import Language

__all__ = ["study_template"]

# Lines that start with "sv|" or "en|" are comments of that language; the others are common.
_LINES = """\
sv|# Studie för geoaccess: vilken region, vilka filer, vilka regler.
sv|# Rader som börjar med # är förklaringar och val; ta bort # framför det som ska gälla.
sv|# Sökvägar räknas från den här filens mapp, eller från --data.
en|# Study for geoaccess: which region, which files, which rules.
en|# Lines that start with # are explanations and options; remove the # of what shall count.
en|# Paths start at this file's folder, or at --data.

[study]
sv|# id: små bokstäver, siffror och bindestreck.
en|# id: small letters, digits and hyphens.
id = "min-region-2026"
name = "Min region 2026"
region = "Region Exempel"
sv|# date: dagen studien gäller; vårdenheter som då är stängda räknas inte.
en|# date: the day the study speaks for; sites closed on it do not count.
date = 2026-10-01
sv|# crs: koordinatsystem i meter. language: "sv" eller "en".
en|# crs: coordinate system in metres. language: "sv" or "en".
crs = "EPSG:3006"
language = "sv"
sv|# synthetic = true stämplar allt som påhittade data. contact: vem som svarar på frågor.
en|# synthetic = true stamps everything as made-up data. contact: who answers questions.
# synthetic = false
# contact = "analys@region.example"

sv|# ---- Indata. Varje fil har samma nycklar:
sv|#   path          filen: CSV, XLSX, GeoJSON, GeoPackage, Parquet, GeoParquet, zippad shapefil
sv|#   columns       våra kolumnnamn = filens kolumnnamn; "a + b" summerar två av filens
sv|#   source, licence   varifrån filen kommer och under vilken licens (måste anges)
sv|#   vintage       årgång, t.ex. "DeSO 2025" för gränser; url och retrieved: adress och hämtdag
sv|#   sensitivity   "open" eller "confidential" (gäller om inget anges: små tal döljs)
sv|#   layer         blad eller lager; header_row: rubrikraden, om den inte är den första
sv|#   crs           koordinatsystem, om filen inte säger det själv
sv|#   encoding      "utf-8" eller "cp1252"; delimiter: "," ";" eller "\\t"; decimal: "," eller "."
sv|#   constants     samma värde i varje rad; recode: filens värden = våra ("*" = alla andra)
sv|#   missing       fler tecken för saknat värde, utöver "", "..", "X" och "<5"
sv|#   where         bara rader med ett visst värde: where = { Kon = "1+2" }
sv|#   exclude       rader som utelämnas: column, values, reason
en|# ---- Inputs. Every file has the same keys:
en|#   path          the file: CSV, XLSX, GeoJSON, GeoPackage, Parquet, GeoParquet, zipped shapefile
en|#   columns       our column names = the file's; "a + b" sums two of the file's
en|#   source, licence   where the file comes from and under which licence (needed)
en|#   vintage       such as the boundaries' "DeSO 2025"; url and retrieved: address and day fetched
en|#   sensitivity   "open" or "confidential" (which holds if nothing is said: small counts hidden)
en|#   layer         sheet or layer; header_row: the header's row if it is not the first
en|#   crs           coordinate system, if the file does not say
en|#   encoding      "utf-8" or "cp1252"; delimiter: "," ";" or "\\t"; decimal: "," or "."
en|#   constants     the same value in every row; recode: the file's values = ours ("*" = any other)
en|#   missing       more marks of a missing value, beside "", "..", "X" and "<5"
en|#   where         only the rows of one value: where = { Kon = "1+2" }
en|#   exclude       rows to leave out: column, values, reason

sv|# Områdenas gränser (DeSO).
en|# Boundaries of the areas (DeSO).
[inputs.areas]
path = "deso_2025.geojson"
columns = { area_id = "desokod", kommun_code = "kommunkod" }  # name
vintage = "DeSO 2025"
source = "SCB, DeSO 2025"
licence = "CC0"
# url = "https://www.scb.se/"
# retrieved = 2026-09-01
# crs = "EPSG:3006"
sensitivity = "open"
sv|# shapes = "h3": area_id är H3-celler och gränserna görs av dem. Finns regso_id, eller
sv|# kommun_name och regso_name, bland columns kan tabeller per RegSO läsas.
en|# shapes = "h3": area_id are H3 cells, and the boundaries are made of them. With regso_id, or
en|# kommun_name and regso_name, among columns, tables by RegSO can be read.
# shapes = "file"

sv|# Eller en nyckelfil som säger i vilken RegSO varje område ligger.
en|# Or a key file that says which RegSO each area lies in.
# [inputs.regso_key]
# path = "koppling_deso_regso.csv"
# columns = { area_id = "DeSO", regso_id = "RegSO", kommun_name = "Kommun", regso_name = "Namn" }
# source = "SCB"
# licence = "CC0"

sv|# Hur många som bor i varje område. Här en lång tabell som SCB:s PxWeb ger den: pivot skiljer
sv|# måtten åt, value_column har talen, values säger vilka som summeras, where väljer rader.
sv|# En bred tabell har bara columns: people, age_65plus, age_80plus, age_85plus och CNI:s antal
sv|# (elderly_alone, foreign_born, unemployed, single_parent, moved_in, low_edu, under5).
en|# How many live in each area. Here a long table as SCB's PxWeb gives it: pivot tells the
en|# measures apart, value_column holds the numbers, values says which are summed, where picks rows.
en|# A wide table has only columns: people, age_65plus, age_80plus, age_85plus and CNI's counts
en|# (elderly_alone, foreign_born, unemployed, single_parent, moved_in, low_edu, under5).
[[inputs.statistics]]
path = "folkmangd_deso_2024.csv"
columns = { area_id = "Region" }
pivot = "Alder"
value_column = "000007Y7 2024"
where = { Kon = "1+2" }
vintage = "DeSO 2025, 2024-12-31"
source = "SCB, TAB6574"
licence = "CC0"
sensitivity = "open"

sv|# level = "regso" eller "kommun": tabellen är per RegSO eller kommun, med koder eller (RegSO)
sv|# "Kommun (Namn)"; varje område får sin RegSO:s eller kommuns värde. Antal delas ut på områdena
sv|# bara om spread säger efter vad: "people", ett annat antal eller "grid"; en uppskattning.
sv|# counts: de egna kolumner som är antal; övriga är andelar, medelvärden eller typer.
sv|# Tabellen får även vara PxWeb:s JSON eller JSON-stat 2, med samma kolumner som i CSV-filen.
en|# level = "regso" or "kommun": the table is by RegSO or kommun, with codes or (RegSO)
en|# "Kommun (Namn)"; each area takes the value of its RegSO or kommun. Counts are shared out over
en|# the areas only where spread says by what: "people", another count, or "grid"; an estimate.
en|# counts: those of your own columns that are counts; the others are shares, means or types.
en|# The table may also be PxWeb's JSON or JSON-stat 2, with the same columns as in the CSV file.
# level = "area"
# spread = "people"
# counts = []

[inputs.statistics.values]
people = ["totalt"]
age_65plus = ["65-69", "70-74", "75-79", "80-"]
age_80plus = ["80-"]

sv|# En tabell på andra gränser, till exempel vintage = "DeSO 2018", räknas om med en nyckelfil:
sv|# andelen (share, 0-1) av det äldre områdets folk som bor i det nya. change: vad som hände.
sv|# lists = "changes": filen tar bara upp områden som ändrats. Utan nyckel: boundaries, de gamla
sv|# gränserna; då avgör rutnätets folk andelarna.
en|# A table on other boundaries, such as vintage = "DeSO 2018", is converted by a key file: the
en|# share (0-1) of the older area's people that live in the new one. change: what happened.
en|# lists = "changes": the file names only areas that changed. Without a key: boundaries, the old
en|# ones; then the grid's people decide the shares.
# [inputs.statistics.key]
# path = "koppling_deso2018_deso2025.csv"
# lists = "all"
# source = "SCB"
# licence = "CC0"
# columns = { from_id = "DeSO_2018", to_id = "DeSO_2025", share = "Andel", change = "Förändring" }
# [inputs.statistics.boundaries]
# path = "deso_2018.gpkg"
# columns = { area_id = "deso" }
# source = "SCB"
# licence = "CC0"

sv|# Vårdenheter; flera listor ges som flera [[inputs.sites]]. context = true: bortom gränsen.
en|# Care facilities; several lists are several [[inputs.sites]]. context = true: beyond the border.
[[inputs.sites]]
path = "vardenheter.xlsx"
# layer = "Blad1"
# header_row = 1
# context = false
source = "Region Exempel"
licence = "intern"
sensitivity = "confidential"
# encoding = "cp1252"
# delimiter = ";"
# decimal = ","
# missing = ["NULL"]
# constants = { care_type = "vardcentral" }

sv|# Obs: i svenska listor heter nordkoordinaten ofta X. Finns bara grader: lat och lon.
sv|# Fler: unit_id, fte_spec, fte_st, listed, opening_hours, gsa, valid_from, valid_to.
en|# Mind: Swedish lists often call the northing X. With degrees only: lat and lon.
en|# More: unit_id, fte_spec, fte_st, listed, opening_hours, gsa, valid_from, valid_to.
[inputs.sites.columns]
site_id = "HSA-id"
name = "Namn"
care_type = "Typ"
operator_form = "Driftsform"
north = "Sweref99X"
east = "Sweref99Y"

sv|# Våra vårdformer: vardcentral, filial, narakut, jour, bvc, mvc, rehab, specialist, digital, ...
en|# Our care types: vardcentral, filial, narakut, jour, bvc, mvc, rehab, specialist, digital, ...
[inputs.sites.recode.care_type]
"Vårdcentral" = "vardcentral"
"Digital vårdcentral" = "digital"
"*" = "other"

# [[inputs.sites.exclude]]
# column = "Namn"
# values = ["Hjälpmedelscentralen"]
# reason = "ingen vårdcentral"

sv|# Kommunernas namn.
en|# Names of the kommuner.
# [inputs.kommuner]
# path = "kommuner.csv"
# columns = { kommun_code = "kod", name = "namn" }
# source = "SCB"
# licence = "CC0"

sv|# Eller, för några få, direkt här: kod och namn.
en|# Or, for a few, here: code and name.
# [kommun_names]
# "2080" = "Falun"

sv|# Stadsdelsområden som tillsammans ersätter kommunerna i replaces.
en|# Stadsdelsområden that together replace the kommuner in replaces.
# [inputs.districts]
# path = "stadsdelsomraden.geojson"
# columns = { unit_id = "kod", name = "namn" }
# replaces = ["0180"]
# source = "Staden"
# licence = "CC0"

sv|# Befolkade rutor: var i området folk bor. Filens geometri gäller om den har någon; annars
sv|# cell_id, som är SCB:s rutkod (rutid_scb) eller Inspires (rutid_inspire); annars east och
sv|# north, med anchor = "lower_left" eller "centre". cell_size behövs inte där geometrin eller
sv|# Inspires kod säger den.
en|# Populated cells: where in the area people live. The file's geometry counts if it has one; else
en|# cell_id, which is SCB's cell code (rutid_scb) or INSPIRE's (rutid_inspire); else east and
en|# north, with anchor = "lower_left" or "centre". cell_size is not needed where the geometry or
en|# INSPIRE's code tells it.
# [inputs.grid]
# path = "befolkning_250m.csv"
# cell_size = 250
# anchor = "lower_left"
# columns = { cell_id = "rutid_scb", people = "beftotalt" }
# source = "SCB"
# licence = "CC0"

sv|# Byggnader där folk bor: ytor eller punkter. De vägs efter dwellings (bostäder) eller floor_area
sv|# (bostadsyta), annars ytan på marken gånger storeys. use: "home", eller "other" som utelämnas.
en|# Buildings that people live in: polygons or points. They weigh by dwellings or floor_area, else
en|# by the ground they cover times storeys. use: "home", or "other", which is left out.
# [inputs.buildings]
# path = "byggnader.gpkg"
# columns = { use = "andamal", storeys = "vaningar" }
# recode = { use = { "Bostad" = "home", "*" = "other" } }
# source = "Lantmäteriet"
# licence = "CC BY 4.0"

sv|# Prognos: en rad per kommun (eller level = "area") och åldersgrupp, en kolumn per år. area_id är
sv|# koden, eller text som börjar med den: "0180 Stockholm". Läses när [forecast] eller --year anger
sv|# ett år.
en|# Forecast: a row per kommun (or level = "area") and age group, a column per year. area_id is the
en|# code, or text that starts with it: "0180 Stockholm". Read when [forecast] or --year names a
en|# year.
# [inputs.forecast]
# path = "befolkningsprognos_kommun.csv"
# level = "kommun"
# columns = { area_id = "region" }
# pivot = "ålder"
# where = { "kön" = "totalt" }
# values = { people = ["totalt"], age_65plus = ["65-79 år", "80+ år"], age_80plus = ["80+ år"] }
# source = "SCB, TAB694"
# licence = "CC0"

sv|# Vem som har GSA och KSA: unit_id, gsa_site_id, ksa_function, valid_from, valid_to.
en|# Who has GSA and KSA: unit_id, gsa_site_id, ksa_function, valid_from, valid_to.
# [inputs.register]
# path = "gsa_ksa_register.csv"
# source = "Region Exempel"
# licence = "intern"

sv|# Gatunätet. Utan det uppskattas restiderna från fågelvägen, och det stämplas på allt.
en|# The streets. Without them times are estimated from straight lines, and everything says so.
# [inputs.streets]
# path = "region.osm.pbf"
# source = "OpenStreetMap"
# licence = "ODbL"

sv|# Restider räknade på annat håll: from_id, to_id, travel_time (minuter).
en|# Travel times made elsewhere: from_id, to_id, travel_time (minutes).
# [[inputs.times]]
# path = "restider_bil.csv"
# mode = "car"
# source = "Trafikverket"
# licence = "intern"

sv|# Tidtabeller: GTFS i en zip, en per flöde. De läses och kontrolleras, men kollektivtrafik räknas
sv|# inte i restiderna ännu. day: vilken dag; annars en vanlig tisdag nära studiens date.
en|# Timetables: GTFS in a zip, one per feed. They are read and checked, but public transport is
en|# not part of the travel times yet. day: which day; else a usual Tuesday near the study's date.
# [[inputs.timetables]]
# path = "gtfs.zip"
# day = 2026-09-29
# source = "Trafiklab, GTFS Regional"
# licence = "CC0"

sv|# Kartans bakgrund: lager i en GeoPackage.
en|# The map's background: layers of a GeoPackage.
# [inputs.background]
# path = "kartunderlag.gpkg"
# layers = { water = "vatten", roads = "vagar", places = "orter" }
# source = "Lantmäteriet"
# licence = "CC0"

sv|# ---- Prognosår: hela körningen görs för year. base: statistikens år, om dess vintage inte säger
sv|# det. preset: en angiven ökning i stället för [inputs.forecast], till exempel "stockholm-2032".
en|# ---- Forecast: the whole run is made for year. base: the year of the statistics, if their
en|# vintage does not say. preset: a stated growth instead of [inputs.forecast].
# [forecast]
# year = 2032
# base = 2024
# preset = "stockholm-2032"

sv|# ---- Var i områdena folk bor: rutnätet före byggnaderna före gatorna. by: det bästa som
sv|# används; "buildings" placerar efter byggnader fast ett rutnät är angivet.
en|# ---- Where in the areas people live: the grid before the buildings before the streets. by: the
en|# best that is used; "buildings" places by buildings though a grid is given.
# [places]
# by = "buildings"

sv|# ---- Utbud. capacity: "fte" räknar läkare (fte_spec, fte_st), "none" varje enhet som en.
en|# ---- Supply. capacity: "fte" counts physicians (fte_spec, fte_st), "none" each site as one.
[supply]
capacity = "none"

sv|# Hur många vårdcentraler en fullständig lista har; under 95 % bedöms inte tillgängligheten.
en|# How many vårdcentraler a complete list has; below 95 % access is not assessed.
[supply.expected_sites]
number = 31
source = "Region Exempel"
date = 2026-09-01
sv|# Det samma för annan vård, om regelpaketet bedömer den: narakut, jour, bvc, mvc, rehab,
sv|# specialist, mobile.
en|# The same for other care, if the rule pack judges it: narakut, jour, bvc, mvc, rehab,
en|# specialist, mobile.
# [supply.expected_of.bvc]
# number = 12
# source = "Region Exempel"
# date = 2026-09-01

sv|# ---- Bebyggelse. S storstad, C centralort, B annan tätort, A utanför, island utan fast
sv|# förbindelse. DeSO-kodens bokstav ger C, B och A; default gäller koder utan bokstav.
en|# ---- Settlement. S big city, C main town, B other town, A outside, island without fixed link.
en|# The DeSO code's letter gives C, B and A; default holds for codes without one.
[settlement]
# big_city_kommuner = ["0180"]
# islands = []
# default = "B"

sv|# ---- Färdsätt: walk, walk_slow, bicycle, car. Tomt betyder förinställningen.
en|# ---- Modes: walk, walk_slow, bicycle, car. Empty means the preset.
[modes.car]
# cutoff_min = 90
# speed_kmh = 50
# speed_factor = 1.0
# class_speeds_kmh = { residential = 30 }
# terminal_min = 3
# access_speed_kmh = 4.8
# max_snap_m = 500
# [modes.walk]
# [modes.walk_slow]
# [modes.bicycle]

sv|# Uppskattning från fågelvägen där gator saknas.
en|# Estimate from straight lines where there are no streets.
[straight_line]
# detour_factor = 1.3
# car_speeds_kmh = { S = 25, C = 35, B = 45, A = 60 }

sv|# ---- Behov. recipe säger hur:
sv|#   cni         CNI ur de sju antalen
sv|#   cni_table   CNI ur en köpt tabell: cni_index, cni_per_inhabitant eller cni_relative; har
sv|#               tabellen egen folkmängd, cni_people. reference_source säger vad 1 är
sv|#   cni_proxy   de sju antalen ur öppna tabeller; provenance säger hur vart och ett är framtaget
sv|#   townsend, imd_like, ses_index, area_type   färdiga index; vad de behöver står i
sv|#               data/presets/need
sv|#   age         åldersbehov (se [need.age])
sv|#   index       egna komponenter
sv|# reference: poäng per invånare som är 1, med reference_source; label: indexets namn; date:
sv|# talens dag. combine: väg samman med åldersbehov, "product" eller "geometric".
en|# ---- Need. recipe says how:
en|#   cni         CNI from its seven counts
en|#   cni_table   CNI from a bought table: cni_index, cni_per_inhabitant or cni_relative; if the
en|#               table has people of its own, cni_people. reference_source says what 1 is
en|#   cni_proxy   the seven counts from open tables; provenance says how each was come by
en|#   townsend, imd_like, ses_index, area_type   indices that come with geoaccess; what they need
en|#               stands in data/presets/need
en|#   age         age-need (see [need.age])
en|#   index       components of your own
en|# reference: points per inhabitant that are 1, with reference_source; label: the index's name;
en|# date: of the counts. combine: together with age-need, "product" or "geometric".
[need]
recipe = "index"
# reference = 2.9
# reference_source = "SCB"
# label = { sv = "Behovsindex", en = "Need index" }
# date = 2024-12-31
# combine = "product"
sv|# ses_index: rikets medelvärde och standardavvikelse, för områdestyp 1-5.
en|# ses_index: the country's mean and standard deviation, for area types 1-5.
# area_type_mean = 0.12
# area_type_spread = 0.06
sv|# cni_proxy: missing = "leave_out" räknar utan det som saknas, och säger det överallt.
en|# cni_proxy: missing = "leave_out" reckons without what is missing, and says so everywhere.
# missing = "refuse"

sv|# cni_proxy: observed, scaled, synthetic eller missing för var och en av de sju.
en|# cni_proxy: observed, scaled, synthetic or missing for each of the seven.
# [need.provenance]
# under5 = "observed"
# foreign_born = "scaled"
# elderly_alone = "synthetic"
# moved_in = "missing"

sv|# Åldersbehov: hur många gånger mer vård en grupp tar än de yngre. Utan weights räknas 85 år
sv|# eller äldre (age_85plus) 7 gånger. share: hur mycket ålder väger i "geometric".
en|# Age-need: how many times as much care a group takes as the younger. Without weights people
en|# of 85 or older (age_85plus) count 7 times. share: how much age weighs in "geometric".
# [need.age]
# weights = { age_65plus = 1.8, age_80plus = 3.0 }
# source = "Region Exempel, besök i öppenvård 2024"
# share = 0.5

sv|# En komponent: column delat med per. direction: 1 mer behov, -1 mindre.
sv|# transform: none, log, z, rank, percentile, minmax, log_z (z av log) eller imd (exponentiell
sv|# rang). winsor: andelar som kapas i vardera änden.
en|# A component: column over per. direction: 1 more need, -1 less.
en|# transform: none, log, z, rank, percentile, minmax, log_z (z of log) or imd (exponential
en|# rank). winsor: shares cut off at either end.
[[need.components]]
column = "age_65plus"
per = "people"
weight = 1.0
direction = 1
transform = "z"
# winsor = [0.01, 0.99]

sv|# ---- Regler. pack: regelpaketets namn eller fil; resten ändrar dess värden.
en|# ---- Rules. pack: the rule pack's name or file; the rest changes its values.
[rules]
pack = "stockholm"
# high_need_percentile = 75
# min_people = 100
# share_beyond = 0.5
# thresholds_min = { C = { car = 15 }, A = { car = 30 } }

sv|# ---- Mått på tillgång utöver restiderna; visas i karta, rapporter och tabeller.
sv|#   measures      cumulative, gravity, 2sfca, e2sfca, kd2sfca, v2sfca, 3sfca, m2sfca,
sv|#                 mm2sfca, mh3sfca, raam; för vårdenheter i2sfca, huff
sv|#   equity        false: hur jämnt måtten är fördelade, och om de följer behovet, visas inte
sv|#   mode          färdsätt; reach_min: längsta tid; annars enligt reglerna
sv|#   demand        "need" räknar varje invånare efter områdets behov
sv|#   decay         hur mycket mindre det räknas som ligger längre bort: form är step, linear,
sv|#                 exponential, inverse_power, gaussian, gaussian_dai, epanechnikov, logistic,
sv|#                 log_logistic eller butterworth; half_min är tiden då det räknas till hälften,
sv|#                 floor_min (inverse_power) tiden före vilken det räknas fullt, spread_min
sv|#                 (logistic) och power (log_logistic, butterworth) hur brant det avtar
sv|#   mode_shares   hur stor del som färdas på vilket sätt (mm2sfca)
en|# ---- Measures of access beside the travel times; shown in map, reports and tables.
en|#   measures      cumulative, gravity, 2sfca, e2sfca, kd2sfca, v2sfca, 3sfca, m2sfca,
en|#                 mm2sfca, mh3sfca, raam; of sites i2sfca, huff
en|#   equity        false: how evenly they are spread, and whether by need, is not shown
en|#   mode          way of travel; reach_min: the longest time; otherwise as the rules say
en|#   demand        "need" counts each person as much as the area's need
en|#   decay         how much less counts what is farther away: form is step, linear,
en|#                 exponential, inverse_power, gaussian, gaussian_dai, epanechnikov, logistic,
en|#                 log_logistic or butterworth; half_min is the time at which it counts half,
en|#                 floor_min (inverse_power) that before which it counts in full, spread_min
en|#                 (logistic) and power (log_logistic, butterworth) how steeply it falls
en|#   mode_shares   which part of the people travels by which mode (mm2sfca)
[access]
# measures = ["e2sfca", "3sfca", "raam"]
# equity = true
# mode = "car"
# reach_min = 30
# demand = "people"
# decay = { form = "gaussian", half_min = 10 }
# decay = { form = "step", zones_min = { "10" = 1.0, "20" = 0.68, "30" = 0.22 } }
# decay = { form = "inverse_power", half_min = 10, floor_min = 2 }
# decay = { form = "logistic", half_min = 15, spread_min = 3 }
# decay = { form = "butterworth", half_min = 15, power = 3 }
# mode_shares = { car = 0.8, bicycle = 0.2 }

sv|# ---- Röjandeskydd: mindre tal än så visas inte ur konfidentiella indata.
en|# ---- Disclosure: smaller counts of confidential inputs are not shown.
sv|# protection: så brett är minst spannet av tal som ett skyddat tal kan vara; annars min_count
sv|# (med round halva base).
sv|# mode = "round": i stället avrundas alla sådana tal till multiplar av base.
sv|# mode = "merge": områden med små tal slås först samman med en granne.
en|# protection: the least width of what a protected count could be; min_count if it is not stated
en|# (half of base with round).
en|# mode = "round": instead all such counts are rounded to multiples of base.
en|# mode = "merge": areas with small counts are first merged with a neighbour.
[disclosure]
min_count = 5
# protection = 5
# mode = "round"
# base = 5

[outputs]
map = true
reports = true
"""


def study_template(lang: Language = "sv") -> str:
    """Text of a study file to fill in, with comments in Swedish or English.

    Examples
    --------
    >>> study_template("en").splitlines()[0]
    '# Study for geoaccess: which region, which files, which rules.'
    """
    other = "en|" if lang == "sv" else "sv|"
    kept = [line for line in _LINES.splitlines() if not line.startswith(other)]
    return "\n".join(line.removeprefix(f"{lang}|") for line in kept) + "\n"
