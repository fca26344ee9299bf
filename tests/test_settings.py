"""Settings: names, kinds, presets, and what is refused."""

import pytest
from irtool.backends.registry import lookup
from irtool.backends.stress import make_buffer
from irtool.ir.errors import SettingError, UnsupportedError
from irtool.settings import SETTINGS, Settings


def test_defaults_are_valid_and_supported() -> None:
    settings = Settings()
    for name, row in SETTINGS.items():
        assert settings.get(name) == row.default
        settings.set(name, row.default)
    settings.check_supported()
    assert settings.target_flags() == {}


@pytest.mark.parametrize("text", ["true", "on", "yes", "1"])
def test_booleans_have_several_spellings(text: str) -> None:
    settings = Settings("x86_64")
    settings.apply(f"regalloc_checker={text}")
    assert settings.get_bool("regalloc_checker")
    settings.apply(f"has_avx={text}")
    assert settings.target_flags() == {"has_avx": "true"}
    settings.apply("has_avx=no")
    settings.apply("regalloc_checker=off")
    assert settings.target_flags() == {"has_avx": "false"}
    assert not settings.get_bool("regalloc_checker")


def test_bare_names() -> None:
    settings = Settings("x86_64")
    for text in ("regalloc_checker", "has_bmi1", "sse41"):
        settings.apply(text)
    assert settings.get_bool("regalloc_checker")
    assert set(settings.target_flags()) == {"has_bmi1", "has_sse3", "has_ssse3", "has_sse41"}


def test_presets_include_what_they_promise() -> None:
    haswell = Settings("x86_64")
    haswell.apply("haswell")
    for flag in (
        "sse3",
        "ssse3",
        "sse41",
        "sse42",
        "popcnt",
        "cmpxchg16b",
        "avx",
        "avx2",
        "bmi1",
        "bmi2",
        "fma",
        "lzcnt",
    ):
        assert haswell.target_flags()[f"has_{flag}"] == "true"
    for other in ("skylake", "broadwell"):
        settings = Settings("x86_64")
        settings.apply(other)
        assert settings.target_flags() == haswell.target_flags()
    icelake = Settings("x86_64")
    icelake.apply("icelake-client")
    more = set(icelake.target_flags()) - set(haswell.target_flags())
    assert more == {f"has_avx512{part}" for part in ("f", "dq", "vl", "vbmi", "bitalg", "vnni")}
    baseline = Settings("x86_64")
    baseline.apply("baseline")
    assert baseline.target_flags() == {}


@pytest.mark.parametrize(
    ("target", "text", "message"),
    [
        ("", "no_such", "unknown setting 'no_such'"),
        ("", "has_avx", "unknown setting 'has_avx'"),
        ("", "opt_levle=speed", "did you mean 'opt_level'"),
        ("", "opt_level", "needs a value"),
        ("", "opt_level=fast", "one of none, speed, speed_and_size"),
        ("", "enable_verifier=maybe", "true or false"),
        ("", "probestack_size_log2", "needs a value"),
        ("", "probestack_size_log2=-1", "number from 0 to 255"),
        ("", "probestack_size_log2=999", "number from 0 to 255"),
        ("aarch64", "has_avx", "unknown setting 'has_avx' for aarch64"),
        ("x86_64", "has_lse", "unknown setting 'has_lse' for x86_64"),
        ("x86_64", "has_avx=2", "true or false"),
    ],
)
def test_wrong_settings_are_refused(target: str, text: str, message: str) -> None:
    settings = Settings(target)
    with pytest.raises(SettingError, match=message):
        settings.apply(text)
    assert settings.changed() == {}


@pytest.mark.parametrize("text", ["regalloc_verbose_logs", "log2_min_function_alignment=5", "tls_model=coff"])
def test_what_is_not_carried_out_is_named(text: str) -> None:
    settings = Settings("x86_64")
    settings.apply(text)
    with pytest.raises(UnsupportedError, match=text.partition("=")[0]):
        settings.check_supported()


def test_copy_is_independent() -> None:
    settings = Settings("x86_64")
    settings.apply("has_avx")
    copy = settings.copy()
    copy.apply("has_fma")
    copy.apply("opt_level=speed")
    assert settings.target_flags() == {"has_avx": "true"}
    assert settings.get("opt_level") == "none"


def test_pinned_register_reaches_the_target() -> None:
    settings = Settings("aarch64")
    settings.apply("enable_pinned_reg")
    assert settings.target_flags() == {"enable_pinned_reg": "true"}


def test_numbers_have_limits() -> None:
    settings = Settings()
    settings.apply("text_veneer_threshold=134217728")
    assert settings.get_int("text_veneer_threshold") == 128 << 20
    long = "chaos_seed=" + "9" * 5000
    for text in ("text_veneer_threshold=134217729", "bb_padding_log2_minus_one=32", long):
        with pytest.raises(SettingError, match="is a number from 0 to"):
            settings.apply(text)


def test_label_ranges() -> None:
    settings = Settings("aarch64")
    assert settings.get_ranges("label_ranges") == {}
    settings.apply("label_ranges=branch14:1024,branch19:2048")
    assert settings.get_ranges("label_ranges") == {"branch14": 1024, "branch19": 2048}
    for text in ("branch14", "branch14:", "branch14:1024,", ":5", "branch14:-1"):
        with pytest.raises(SettingError, match="is KIND:BYTES"):
            settings.apply("label_ranges=" + text)


@pytest.mark.parametrize(
    ("target", "ranges", "message"),
    [
        ("aarch64", "branch32:1024", "no kind 'branch32' here; there are branch14, branch19, lit"),
        ("x86_64", "rel8:64", "no kind 'rel8' here; there are rel32, branch32"),
        ("aarch64", "branch26:1024", "branch26 of 1024 bytes; the least is 16384"),
    ],
)
def test_label_ranges_belong_to_a_machine(target: str, ranges: str, message: str) -> None:
    settings = Settings(target)
    settings.apply("label_ranges=" + ranges)
    with pytest.raises(SettingError, match=message):
        make_buffer(lookup(target).labels, settings)


def test_settings_from_keywords() -> None:
    settings = Settings("x86_64", opt_level="speed", enable_verifier=False, haswell=True, has_avx=False)
    assert settings.get("opt_level") == "speed" and not settings.get_bool("enable_verifier")
    assert settings.target_flags()["has_bmi2"] == "true" and settings.target_flags()["has_avx"] == "false"
    assert Settings(probestack_size_log2=14).get_int("probestack_size_log2") == 14
    assert Settings(regalloc_checker=True).get_bool("regalloc_checker")
    for values, message in (
        ({"opt_level": "fast"}, "setting 'opt_level' is one of none, speed, speed_and_size, not 'fast'"),
        ({"opt_level": True}, "setting 'opt_level' is one of none, speed, speed_and_size, not 'true'"),
        ({"opt_levle": "speed"}, "unknown setting 'opt_levle'; did you mean 'opt_level'?"),
        ({"haswell": True}, "unknown setting 'haswell'.*"),
        ({"enable_verifier": 2}, "setting 'enable_verifier' is true or false, not '2'"),
        ({"probestack_size_log2": -1}, "setting 'probestack_size_log2' is a number from 0 to 255, not '-1'"),
    ):
        with pytest.raises(SettingError, match=f"^{message.replace('?', '.')}$"):
            Settings(**values)  # type: ignore[arg-type]
    with pytest.raises(SettingError, match="has_avx"):
        Settings("x86_64", has_avx="perhaps")
