"""Accounts and the machine: what each key asks for, and what is asked before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.staff.acts import Act, AddStaff, ConfirmClock, PrintReadiness, RemoveStaff, ResetStaff, Restart, ShutDown
from kiosk.staff.members import Role, StaffMember
from kiosk.staff.states import Maintenance
from kiosk.staff.views import Page
from tests.ui import staff_views as views
from tests.ui.conftest import Theatre
from tests.ui.test_maintenance import asked_for

STAFF = Maintenance(views.ADMINISTRATOR, Page.STAFF, view=views.STAFF)
MACHINE = Maintenance(views.ADMINISTRATOR, Page.MACHINE, view=views.MACHINE)


# Staff


def fill(theatre: Theatre, *fields: str) -> None:
    for place, field in enumerate(fields):
        for character in field:
            theatre.press(f"key-{character.lower()}")
        if place < len(fields) - 1:
            theatre.press("confirm")


def test_an_account_is_added_with_its_role(theatre: Theatre) -> None:
    theatre.show(STAFF, "en")
    theatre.press("confirm")
    theatre.press("role-attendant")
    fill(theatre, "20003", "12345678", "12345678")
    assert theatre.text("confirm") == "Save"
    theatre.press("confirm")
    assert asked_for(theatre) == [AddStaff("20003", Role.ATTENDANT, bytearray(b"12345678"))]
    assert theatre.has("staff-10001"), "the list is shown again"


def test_two_passwords_that_differ_are_typed_again(theatre: Theatre) -> None:
    theatre.show(STAFF, "en")
    theatre.press("staff-reset-20001")
    fill(theatre, "12345678", "12345679")
    theatre.press("confirm")
    assert asked_for(theatre) == []
    assert theatre.text("question").startswith("The two passwords are not the same.")
    theatre.press("understood")
    fill(theatre, "12345678", "12345678")
    theatre.press("confirm")
    assert asked_for(theatre) == [ResetStaff("20001", bytearray(b"12345678"))]


def test_what_was_typed_goes_when_it_is_not_saved(theatre: Theatre) -> None:
    theatre.show(STAFF, "en")
    theatre.press("confirm")
    theatre.press("role-administrator")
    fill(theatre, "20003", "12345678")
    theatre.press("form-cancel")
    theatre.press("confirm")
    theatre.press("role-administrator")
    assert theatre.text("field-number") == theatre.text("field-password") == ""


def test_a_form_outlives_another_language(theatre: Theatre) -> None:
    theatre.show(STAFF, "en")
    theatre.press("staff-reset-20001")
    fill(theatre, "12345")
    theatre.show(STAFF, "zh_CN")
    assert theatre.text("field-password") == "●" * 5


def test_an_account_is_removed_after_a_question_and_never_ones_own(theatre: Theatre) -> None:
    theatre.show(STAFF, "en")
    assert not theatre.has("staff-remove-10001")
    theatre.press("staff-remove-20002")
    assert asked_for(theatre) == []
    theatre.press("remove-yes")
    assert asked_for(theatre) == [RemoveStaff("20002")]


# Machine


@pytest.mark.parametrize(
    ("keys", "act"),
    [
        (["confirm-clock"], ConfirmClock()),
        (["print-readiness"], PrintReadiness()),
        (["restart", "restart-yes"], Restart()),
        (["shut-down", "shut-down-yes", "shut-down-sure"], ShutDown()),
    ],
    ids=["clock", "report", "restart", "off"],
)
def test_each_key_of_the_machine_asks_as_often_as_it_must(theatre: Theatre, keys: list[str], act: Act) -> None:
    theatre.show(MACHINE)
    for key in keys:
        assert asked_for(theatre) == []
        theatre.press(key)
    assert asked_for(theatre) == [act]


@pytest.mark.parametrize("member", [views.ATTENDANT, views.ADMINISTRATOR], ids=["attendant", "administrator"])
def test_everybody_sets_a_password_of_their_own(theatre: Theatre, member: StaffMember) -> None:
    theatre.show(replace(MACHINE, member=member), "en")
    assert theatre.text("confirm") == "Change my password"
    theatre.press("confirm")
    fill(theatre, "12345678", "12345678")
    theatre.press("confirm")
    assert asked_for(theatre) == [ResetStaff(member.number, bytearray(b"12345678"))]
    assert theatre.has("restart"), "the page is shown again"


def test_a_clock_in_doubt_says_why(theatre: Theatre) -> None:
    theatre.show(MACHINE, "en")
    assert not theatre.has("clock-doubt")
    assert theatre.text("clock") == "The clock shows 21 November 2026, 10:00. Is this right?"
    doubt = "The clock jumped."
    theatre.show(replace(MACHINE, view=replace(views.MACHINE, clock_doubt=doubt)), "en")
    assert theatre.text("clock-doubt") == doubt
