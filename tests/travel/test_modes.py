import datetime as dt

import pytest

from geoaccess.errors import ConfigError
from geoaccess.study.model import ModeSettings, Study
from geoaccess.travel import load_modes
from geoaccess.travel.modes import make_mode
from geoaccess.travel.presets import ModesPreset, modes_preset, read_preset
from geoaccess.travel.way_speed import way_speed

NAMES = ("walk", "walk_slow", "bicycle", "car")


def a_study(**modes):
    return Study.model_construct(modes=modes)


def test_the_presets_are_those_of_the_domain():
    walk, slow, bicycle, car = (make_mode(name) for name in NAMES)

    assert walk.base_speed_ms == pytest.approx(1.34)
    assert slow.base_speed_ms == pytest.approx(0.9)
    assert bicycle.base_speed_ms == pytest.approx(16 / 3.6)
    assert car.base_speed_ms is None
    kmh = {key: round(3.6 * speed) for key, speed in car.class_speeds_ms.items()}
    assert kmh | {
        "motorway": 110, "trunk": 90, "primary": 80, "secondary": 70, "tertiary": 60,
        "unclassified": 50, "residential": 30, "living_street": 7, "service": 15, "track": 20,
    } == kmh  # fmt: skip
    assert (car.speed_factor, car.terminal_s, car.cutoff_s) == (0.9, 120, 7200)
    assert car.access_speed_ms == walk.access_speed_ms == bicycle.access_speed_ms
    assert (walk.cutoff_s, slow.access_speed_ms) == (5400, slow.base_speed_ms)


def test_a_study_changes_what_it_names_and_nothing_else():
    modes = load_modes(
        a_study(
            car=ModeSettings(
                cutoff_min=45.0,
                speed_factor=0.8,
                class_speeds_kmh={"residential": 25.0},
                terminal_min=0.0,
                max_snap_m=300.0,
            ),
            walk=ModeSettings(speed_kmh=3.6),
        )
    )

    assert list(modes) == ["car", "walk"]
    car, walk = modes["car"], modes["walk"]
    assert (car.cutoff_s, car.speed_factor, car.terminal_s, car.max_snap_m) == (2700, 0.8, 0, 300)
    assert car.class_speeds_ms["residential"] * 3.6 == pytest.approx(25)
    assert car.class_speeds_ms["primary"] * 3.6 == pytest.approx(80)
    assert walk.class_speeds_ms["footway"] == walk.access_speed_ms == 1.0
    assert walk.class_speeds_ms["steps"] == 0.5
    assert make_mode("car").cutoff_s == 7200


def test_a_class_has_a_factor_of_its_own_signed_or_not():
    car = make_mode("car", ModeSettings(speed_factor=0.5, class_factors={"primary": 0.5}))
    kmh = {
        tags: round(3.6 * way_speed(dict(tags), car).forward, 6)
        for tags in (
            (("highway", "primary"),),
            (("highway", "primary"), ("maxspeed", "60")),
            (("highway", "secondary"), ("maxspeed", "60")),
            (("highway", "secondary;primary"), ("maxspeed", "60")),
        )
    }

    assert list(kmh.values()) == [80 / 4, 60 / 4, 60 / 2, 60 / 2]
    with pytest.raises(ConfigError, match=r"modes\.car\.class_factors: 'primry'.*primary"):
        make_mode("car", ModeSettings(class_factors={"primry": 0.5}))


def test_impossible_speeds_are_refused_all_at_once_with_the_nearest_class():
    study = a_study(
        car=ModeSettings(speed_kmh=50.0, class_speeds_kmh={"motorwy": 100.0}),
        bicycle=ModeSettings(class_speeds_kmh={"motorway": 100.0}),
    )

    with pytest.raises(ConfigError) as refused:
        load_modes(study)

    assert [n.code for n in refused.value.notices] == ["GA-M031", "GA-M032", "GA-M032"]
    assert "modes.car.class_speeds_kmh: 'motorwy'" in str(refused.value)
    assert "the nearest is motorway" in str(refused.value)


def test_a_preset_with_an_unknown_key_or_no_speed_is_refused(tmp_path):
    file = tmp_path / "modes.toml"
    file.write_text("version = '1'\ndate = 2026-01-01\nspede = 3\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"GA-M030.*network.*spede"):
        read_preset(file, ModesPreset)

    file.write_text("version = ", encoding="utf-8")
    with pytest.raises(ConfigError, match="GA-M030"):
        read_preset(file, ModesPreset)

    walk = modes_preset().modes["walk"].model_dump()
    with pytest.raises(ValueError, match="speed_kmh with classes"):
        type(modes_preset().modes["walk"]).model_validate(walk | {"speed_kmh": None})


def test_presets_say_which_version_and_day_they_are_of():
    assert modes_preset().version
    assert modes_preset().date > dt.date(2026, 1, 1)


def test_words_are_written_in_order_so_that_two_runs_write_the_same_receipt():
    written = modes_preset().model_dump(mode="json")

    access = written["access"]
    assert len(access["denied"]) > 10
    for name in ("denied", "granted", "dismount", "closed_service", "closed_classes"):
        assert access[name] == sorted(access[name])
    for mode in written["modes"].values():
        assert mode["closed_barriers"] == sorted(mode["closed_barriers"])
    for words in written["network"]["closed_to_start"].values():
        assert words == sorted(words)
