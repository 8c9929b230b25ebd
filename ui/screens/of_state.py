"""One function maps the session's state to a screen."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.staff.states import Maintenance, StaffLogin
from kiosk.states import (
    AccountDetail,
    BenefitsDetail,
    CardProblem,
    Discrepancy,
    EnterNumber,
    EnterPassword,
    EnterPin,
    Guide,
    InsuranceDetail,
    OutOfService,
    Overview,
    PersonDetail,
    PointsDetail,
    Policy,
    Print,
    PrintFailed,
    Printing,
    Rating,
    ReadingCard,
    Register,
    RightsDetail,
    Session,
    State,
    StillThere,
    TakeCard,
    TakePaper,
    Welcome,
)
from ui.scene import Scene
from ui.screens.account import AccountScreen
from ui.screens.benefits import BenefitsScreen
from ui.screens.card_problem import CardProblemScreen
from ui.screens.discrepancy import DiscrepancyScreen
from ui.screens.ending import OutOfServiceScreen, StillThereScreen, TakeCardScreen
from ui.screens.enter_number import EnterNumberScreen
from ui.screens.enter_secret import EnterPasswordScreen, EnterPinScreen
from ui.screens.insurance import InsuranceScreen
from ui.screens.maintenance.screen import MaintenanceScreen
from ui.screens.my_data import MyDataScreen
from ui.screens.overview import OverviewScreen
from ui.screens.points import PointsScreen
from ui.screens.print_paper import PrintScreen
from ui.screens.printing import PrintFailedScreen, PrintingScreen, TakePaperScreen
from ui.screens.rating import RatingScreen
from ui.screens.reading import GuideScreen, PolicyScreen
from ui.screens.reading_card import ReadingCardScreen
from ui.screens.register import RegisterScreen
from ui.screens.rights_record import RightsRecordScreen
from ui.screens.screen import Screen
from ui.screens.staff_login import StaffLoginScreen
from ui.screens.welcome import WelcomeScreen


def screen_of(scene: Scene, session: Session) -> Screen:
    """Build the screen of a state."""
    return _SCREENS[type(session.state)](scene, session)


_SCREENS: dict[type[State], Callable[[Scene, Session], Screen]] = {
    Welcome: WelcomeScreen,
    ReadingCard: ReadingCardScreen,
    CardProblem: CardProblemScreen,
    EnterNumber: EnterNumberScreen,
    EnterPassword: EnterPasswordScreen,
    EnterPin: EnterPinScreen,
    Register: RegisterScreen,
    Overview: OverviewScreen,
    InsuranceDetail: InsuranceScreen,
    AccountDetail: AccountScreen,
    PointsDetail: PointsScreen,
    BenefitsDetail: BenefitsScreen,
    PersonDetail: MyDataScreen,
    RightsDetail: RightsRecordScreen,
    Discrepancy: DiscrepancyScreen,
    Policy: PolicyScreen,
    Guide: GuideScreen,
    Print: PrintScreen,
    Printing: PrintingScreen,
    PrintFailed: PrintFailedScreen,
    TakePaper: TakePaperScreen,
    TakeCard: TakeCardScreen,
    Rating: RatingScreen,
    StillThere: StillThereScreen,
    OutOfService: OutOfServiceScreen,
    StaffLogin: StaffLoginScreen,
    Maintenance: MaintenanceScreen,
}
"""The screen of each kind of state; a test holds that every kind is there."""
