"""Lines of contributions: plain ones of two known persons, and of a new one."""

from __future__ import annotations

from kiosk.intake.profile import load_profile
from tests.kiosk.intake.samples import ZHANG
from tests.kiosk.store.month_rows import LI

HR, MEDICAL = load_profile("hr-csv"), load_profile("medical-csv")
SNAPSHOT = HR.model_copy(update={"content": "snapshot"})

LINE = {
    **{"AAC001": "1000001", "AAC002": ZHANG, "AAC003": "张三", "AAB301": "119901", "AAB001": "900001"},
    **{"AAE044": "示例公司", "AAE140": "110", "EAZ058": "S1", "AAE003": "202609", "AAE002": "202610"},
    **{"AAA115": "10", "AAB191": "20261020", "AIC020": "4500.00", "AAA042": "0.16", "AAA041": "0.08"},
    **{"AAE058": "1080.00", "AAE020": "720.00", "AAE022": "360.00", "AAE080": "720.00", "AAE082": "360.00"},
    **{"AAE114": "1", "AAE021": "10.01", "AAE023": "0.5", "AAE034": "1", "else": "x"},
}
SECOND = {"AAC001": "1000002", "AAC002": LI[1], "AAC003": "李四"}
NEW = {"AAC001": "1000009", "AAC002": "A1234567", "AAC003": "孙九"}


def rows_of(*changes: dict[str, str]) -> list[dict[str, str]]:
    """Rows with settlement numbers of their own, unless they say otherwise."""
    return [LINE | {"EAZ058": f"S{n}"} | change for n, change in enumerate(changes)]
