"""Writes GB/T 40217-2021 files and CSV files from the standard's field lists; shares nothing with the readers."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

NAMESPACE = "http://sxbw.audit.gov.cn/AppsDataInterfaceStandard/2019/Pension/XMLSchema"
PAYMENT = "职工基本养老保险个人征缴明细表"
ZHANG = "119901198503150015"

PAYMENT_FIELDS = {
    "时间属性": "2026010120261231",
    "地域属性": "110000",
    "行政区划代码": "119901",
    "行政区划": "示范区",
    "经办机构编码": "11990101",
    "经办机构": "示范区社会保险事业管理中心",
    "结算单号": "S1",
    "结算年月": "202610",
    "应缴年月": "202610",
    "应缴类型代码": "10",
    "应缴类型": "正常应缴",
    "人员编码": "1000001",
    "社会保障号码": ZHANG,
    "证件类型": "居民身份证",
    "证件类型代码": "01",
    "证件号码": ZHANG,
    "姓名": "张三",
    "单位编码": "900001",
    "单位名称": "示例科技有限公司",
    "险种代码": "110",
    "险种名称": "企业职工基本养老保险",
    "应缴总金额": "1080.00",
    "缴费基数": "4500.00",
    "单位缴费比例": "0.1600",
    "单位应缴金额": "720.00",
    "单位划账金额": "0.00",
    "个人缴费比例": "0.0800",
    "个人应缴金额": "360.00",
    "个人实缴金额": "360.00",
    "个人划账金额": "360.00",
    "核销标志": "已核销",
    "足额到账标志代码": "1",
    "足额到账标志": "是",
    "到账日期": "20261020",
    "修改时间": "20261101",
}
"""Table 11, in the standard's order."""


def payment(**changed: str | None) -> dict[str, str]:
    """Return a table 11 record with some fields changed, or left out (None)."""
    return {name: text for name, text in (PAYMENT_FIELDS | changed).items() if text is not None}


def record(table: str, fields: dict[str, str], *, locate: bool = False, indent: str = "") -> str:
    """Write one record."""
    where = ' locID="123456"' if locate else ""
    lines = [f"{indent}<{name}{where}>{escape(text)}</{name}>" for name, text in fields.items()]
    return f"<{table}>{''.join(lines)}{indent}</{table}>"


def gbt(
    *records: str, root: str = "人员缴费", declared: str = "GB 18030", namespace: str = NAMESPACE, between: str = "\n"
) -> str:
    """Write a whole file."""
    head = f'<?xml version="1.0" encoding="{declared}"?>\n' if declared else ""
    schema = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="x 人员缴费.xsd"'
    return f'{head}<{root} xmlns="{namespace}" {schema}>{between}{between.join(records)}{between}</{root}>'


def save(folder: Path, text: str, encoding: str = "gb18030", mark: bytes = b"", name: str = "data.xml") -> Path:
    """Save a text as a file of some encoding."""
    path = folder / name
    path.write_bytes(mark + text.encode(encoding))
    return path


def table(*rows: dict[str, str], delimiter: str = ",") -> str:
    """Write rows as CSV; the first row's keys are the header."""
    return "\n".join(delimiter.join(row) for row in ([*rows[0]], *(list(row.values()) for row in rows))) + "\n"
