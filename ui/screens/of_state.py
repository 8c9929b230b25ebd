"""One function maps the session's state to a screen."""

from __future__ import annotations

from typing import assert_never

from kiosk.states import (
    CardProblem,
    EnterNumber,
    EnterPassword,
    EnterPin,
    InsuranceDetail,
    OutOfService,
    Overview,
    Print,
    PrintFailed,
    Printing,
    ReadingCard,
    Register,
    Session,
    StillThere,
    TakeCard,
    TakePaper,
    Welcome,
)
from ui.scene import Scene
from ui.screens.card_problem import CardProblemScreen
from ui.screens.ending import OutOfServiceScreen, StillThereScreen, TakeCardScreen
from ui.screens.enter_number import EnterNumberScreen
from ui.screens.enter_secret import EnterPasswordScreen, EnterPinScreen
from ui.screens.insurance import InsuranceScreen
from ui.screens.overview import OverviewScreen
from ui.screens.print_list import PrintScreen
from ui.screens.printing import PrintFailedScreen, PrintingScreen, TakePaperScreen
from ui.screens.reading_card import ReadingCardScreen
from ui.screens.register import RegisterScreen
from ui.screens.screen import Screen
from ui.screens.welcome import WelcomeScreen


def screen_of(scene: Scene, session: Session) -> Screen:  # noqa: C901
    """Build the screen of a state."""
    match session.state:
        case Welcome():
            return WelcomeScreen(scene, session)
        case ReadingCard():
            return ReadingCardScreen(scene, session)
        case CardProblem():
            return CardProblemScreen(scene, session)
        case EnterNumber():
            return EnterNumberScreen(scene, session)
        case EnterPassword():
            return EnterPasswordScreen(scene, session)
        case EnterPin():
            return EnterPinScreen(scene, session)
        case Register():
            return RegisterScreen(scene, session)
        case Overview():
            return OverviewScreen(scene, session)
        case InsuranceDetail():
            return InsuranceScreen(scene, session)
        case Print():
            return PrintScreen(scene, session)
        case Printing():
            return PrintingScreen(scene, session)
        case PrintFailed():
            return PrintFailedScreen(scene, session)
        case TakePaper():
            return TakePaperScreen(scene, session)
        case TakeCard():
            return TakeCardScreen(scene, session)
        case StillThere():
            return StillThereScreen(scene, session)
        case OutOfService():
            return OutOfServiceScreen(scene, session)
        case _:
            assert_never(session.state)
