"""The words for ethnicity codes (AAC005): GB/T 3304, the codes 01 to 56 in its order."""

from __future__ import annotations

from kiosk.words import N_

_NAMES = (
    N_("Han"),
    N_("Mongol"),
    N_("Hui"),
    N_("Tibetan"),
    N_("Uygur"),
    N_("Miao"),
    N_("Yi"),
    N_("Zhuang"),
    N_("Bouyei"),
    N_("Korean"),
    N_("Manchu"),
    N_("Dong"),
    N_("Yao"),
    N_("Bai"),
    N_("Tujia"),
    N_("Hani"),
    N_("Kazak"),
    N_("Dai"),
    N_("Li"),
    N_("Lisu"),
    N_("Va"),
    N_("She"),
    N_("Gaoshan"),
    N_("Lahu"),
    N_("Sui"),
    N_("Dongxiang"),
    N_("Naxi"),
    N_("Jingpo"),
    N_("Kirgiz"),
    N_("Tu"),
    N_("Daur"),
    N_("Mulao"),
    N_("Qiang"),
    N_("Blang"),
    N_("Salar"),
    N_("Maonan"),
    N_("Gelao"),
    N_("Xibe"),
    N_("Achang"),
    N_("Pumi"),
    N_("Tajik"),
    N_("Nu"),
    N_("Uzbek"),
    N_("Russian"),
    N_("Evenki"),
    N_("Deang"),
    N_("Bonan"),
    N_("Yugur"),
    N_("Gin"),
    N_("Tatar"),
    N_("Derung"),
    N_("Oroqen"),
    N_("Hezhen"),
    N_("Monba"),
    N_("Lhoba"),
    N_("Jino"),
)


def ethnicity_name(code: str) -> str | None:
    """The catalogue message for a code of two digits; None for a code the standard does not have."""
    number = int(code) if code.isascii() and code.isdigit() else 0
    return _NAMES[number - 1] if 1 <= number <= len(_NAMES) else None
