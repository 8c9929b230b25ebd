"""The screen shows the very sentences that were agreed for each code (screen.md section 3)."""

from __future__ import annotations

import pytest

from kiosk import errors
from kiosk.choices import PrintChoice
from kiosk.errors import Failure
from kiosk.events import Health, ReaderCondition
from kiosk.period import Month
from kiosk.states import CardProblem, Claim, EnterPassword, OutOfService, Print, PrintFailed, State, Welcome
from tests.ui.conftest import Theatre
from tests.ui.states_shown import WORKER

LOCKED_FOR = 900
SHOWN: dict[str, tuple[State, str]] = {
    "C01": (CardProblem(errors.CARD_UNREADABLE), "没有读到卡。请把有芯片的一面朝上，插到底。"),
    "C02": (CardProblem(errors.CARD_FOREIGN), "这不是社会保障卡。请插入社会保障卡，或点“输入号码”。"),
    "C03": (Welcome(errors.CARD_PULLED), "卡已取出，查询已结束，屏幕内容已清除。需要时请重新插卡。"),
    "C04": (CardProblem(errors.READER_GONE), "读卡器暂时不能用。可以点“输入号码”查询，或到人工窗口办理。"),
    "C05": (CardProblem(errors.CARD_NEW), "这张卡本月刚发放，下个月起可以查询。"),
    "A01": (EnterPassword(Claim(), errors.WRONG_LOGIN, tries_left=2), "号码或密码不对。还可以再试 2 次。"),
    "A02": (
        EnterPassword(Claim(), errors.LOCKED, wait_seconds=LOCKED_FOR),
        "试的次数较多。为保护您的信息，请 15分钟 后再试，或带身份证到窗口办理。",
    ),
    "A03": (EnterPassword(Claim(), errors.INITIAL_PASSWORD), "这是初始密码。请先设置自己的密码，再查询。"),
    "P01": (
        Print(WORKER, PrintChoice(), None, errors.NO_PAPER),
        "本机缺纸。您可以先查询，或请工作人员加纸，或到旁边的机器打印。",
    ),
    "P02": (
        PrintFailed(WORKER, errors.PRINT_BROKEN_OFF),
        "打印中断。没有打完的内容已删除。请叫工作人员，或换一台机器重打。",
    ),
    "P03": (
        PrintFailed(WORKER, errors.PRINTER_SILENT),
        "打印机没有回应，本次打印已取消，不会在您离开后打出。",
    ),
    "D01": (OutOfService(errors.DATA_AWAY), "现在查不到数据，不是您的操作问题。请稍后再来，或到人工窗口。"),
    "S01": (OutOfService(errors.UNEXPECTED), "系统出了问题，已自动退出并清除您的信息。请重新开始。"),
}


def told(theatre: Theatre) -> str:
    """The message, and behind it how many tries are left."""
    return theatre.text("message") + (theatre.text("tries-left") if theatre.has("tries-left") else "")


@pytest.mark.parametrize("code", SHOWN)
def test_the_agreed_sentence_is_shown_with_its_code(theatre: Theatre, code: str) -> None:
    state, agreed = SHOWN[code]
    theatre.show(state)
    assert told(theatre).startswith(agreed)
    assert theatre.text("message-code") == code


def test_welcome_says_how_fresh_the_data_are(theatre: Theatre) -> None:
    theatre.show(Welcome(), health=Health(ReaderCondition.NO_CARD, data_as_of=Month(2026, 10)))
    assert theatre.text("health").endswith("数据截至 2026年10月。之后的缴费可能还没有显示。")


def test_a_running_wait_is_told_once(theatre: Theatre) -> None:
    theatre.show(SHOWN["A02"][0])
    assert theatre.text("countdown") == "还要等15分钟"


@pytest.mark.parametrize("failure", errors.FAILURES, ids=lambda failure: failure.code)
def test_every_failure_stands_whole_on_the_screen(theatre: Theatre, failure: Failure) -> None:
    theatre.show(Welcome(failure))
    assert theatre.text("message-code") == failure.code
    assert not set("{}") & set(theatre.text("message"))
