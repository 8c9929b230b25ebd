"""A line that is plain, what may stand in its cells instead, and cells of every sort."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from kiosk.intake.profile import load_profile
from tests.kiosk.intake.samples import ZHANG

HR = load_profile("hr-csv")
LINE = {
    **{
        "AAC001": "1000001",
        "AAC002": ZHANG,
        "AAC003": "张三",
        "AAC058": "01",
        "AAB301": "119901",
        "AAB034": "11990101",
    },
    **{
        "AAB001": "900001",
        "AAE044": "示例 公司",
        "AAE140": "110",
        "EAZ058": "S1",
        "AAE003": "202609",
        "AAE002": "202610",
    },
    **{"AAA115": "10", "AAB191": "20261020", "AIC020": "4500.00", "AAA042": "0.16", "AAA041": "0.08"},
    **{"AAE058": "1080.00", "AAE020": "720.00", "AAE022": "360.00", "AAE080": "720.00", "AAE082": "360.00"},
    **{"AAE114": "1", "AAE021": "0.00", "AAE034": "0.00", "something else": "x"},
}
HARMLESS = {
    **{"AAC002": ["", "A123456", "11990119850315001X"], "AAC003": ["李 四", "\u00b7", "\U00020000"], "AAC058": [""]},
    **{"AAB301": [""], "AAB034": ["", "示范区"], "AAB001": ["", "1"], "AAE044": [""], "AAE140": ["210", "410"]},
    **{"EAZ058": ["", "S-2"], "AAE003": ["190001", "219912"], "AAA115": ["", "31"], "AAB191": ["", "2026-10-20"]},
    **{"AIC020": ["", "4500", "4500.0", "4500.0000"], "AAA042": ["", ".16", "0.160000", "0.1600000"]},
    **{"AAE058": [""], "AAE020": ["720"], "AAE022": ["360.0"], "AAE114": ["", "0", "3", "在途"], "AAE021": ["", "-1"]},
    "something else": ["", " 甲 "],
}

CELLS = st.one_of(
    st.text(
        st.sampled_from("0123456789.-+%XxeE１ \t\u3000\u00a0\\?？\ufffd\ue000\U000f0000'合计甲張A/:\u2028\x85\x0b"),
        max_size=9,
    ),
    st.text(max_size=4),
    st.sampled_from(
        ["0.160000001", "8%", "1.005", "2026-09", "20260901", "202613", "202600", "2026", "20261032", "1e3"]
    ),
    st.sampled_from(
        ["1.19901E+17", "119901198503150", "119901198503150000", "999", "Infinity", "NaN", "(5)", "$5", "5,0"]
    ),
    st.integers(15, 210).map("x".__mul__),
    st.integers(5, 25).map("9".__mul__),
)


def is_in_the_calendar(day: str) -> bool:
    """Whether the database takes a day; for one like the 32nd it refuses the whole, and the readers have their say."""
    try:
        return not day or bool(date.fromisoformat(day))
    except ValueError:
        return False
