"""What a person is typing: it outlives a change of language or look, and is overwritten when no longer needed."""

from __future__ import annotations

from dataclasses import dataclass, field

NUMBER_LENGTH = 18
"""An ID number; foreigners' numbers are no longer."""
CARD_NUMBER_LENGTH = 9
PASSWORD_LENGTH = 6
"""The query password and the card's PIN have six places."""
STAFF_NUMBER_LENGTH = 12
STAFF_PASSWORD_LENGTH = 32
"""More than anybody types on a screen; the password is chosen by staff themselves."""


@dataclass(slots=True)
class Typed:
    """The characters of one entry. Bytes, not text, so that they can be overwritten."""

    longest: int
    secret: bool = False
    x_places: tuple[int, ...] = ()
    """How many characters stand before a place that may hold an X."""
    characters: bytearray = field(default_factory=bytearray, repr=False)

    def __len__(self) -> int:
        return len(self.characters)

    @property
    def full(self) -> bool:
        """Whether nothing more fits."""
        return len(self.characters) >= self.longest

    @property
    def takes_x(self) -> bool:
        """Whether an X may stand at the next place."""
        return len(self.characters) in self.x_places

    def add(self, character: str) -> bool:
        """Type one character; False when it has no place here."""
        if self.full or (self.secret and character == "X" and not self.takes_x):
            return False
        self.characters += character.encode("ascii")
        return True

    def delete(self) -> None:
        """Take the last character back."""
        if self.characters:
            self.characters[-1] = 0
            del self.characters[-1]

    def wipe(self) -> None:
        """Overwrite and forget."""
        for place in range(len(self.characters)):
            self.characters[place] = 0
        self.characters.clear()

    def text(self) -> str:
        """The characters of an entry that is no secret."""
        if self.secret:
            raise ValueError("a secret has no text")
        return self.characters.decode("ascii")

    def hand_over(self) -> bytearray:
        """A copy for whoever uses it and overwrites it; ours is wiped."""
        copy = bytearray(self.characters)
        self.wipe()
        return copy


def _number() -> Typed:
    return Typed(NUMBER_LENGTH, x_places=(NUMBER_LENGTH - 1, CARD_NUMBER_LENGTH - 1))


def _password() -> Typed:
    return Typed(PASSWORD_LENGTH, secret=True, x_places=(PASSWORD_LENGTH - 1,))


def _staff_password() -> Typed:
    # An X is a letter like any other in it.
    return Typed(STAFF_PASSWORD_LENGTH, secret=True, x_places=tuple(range(STAFF_PASSWORD_LENGTH)))


@dataclass(slots=True)
class Draft:
    """Everything typed or turned to on the present screen."""

    number: Typed = field(default_factory=_number)
    card_number: Typed = field(
        default_factory=lambda: Typed(CARD_NUMBER_LENGTH, x_places=(CARD_NUMBER_LENGTH - 1,)),
    )
    password: Typed = field(default_factory=_password)
    password_again: Typed = field(default_factory=_password)
    staff_number: Typed = field(default_factory=lambda: Typed(STAFF_NUMBER_LENGTH))
    staff_password: Typed = field(default_factory=_staff_password)
    staff_password_again: Typed = field(default_factory=_staff_password)
    active: int = 0
    """Which field of a form is being filled."""
    letters: bool = False
    """Whether the letters are shown instead of the digits."""
    year: int | None = None
    """Which year of an insurance is shown."""
    rows: bool = False
    """Whether an insurance's rows are shown instead of its year grid."""
    page: int = 0
    place: int | None = None
    """Which of the insurances is shown, where one leads to the next."""
    marking: bool = False
    """Whether the months are shown that can be marked, where there is room for one thing only."""
    begun: bool = False
    """Whether what the state knows already was put into the fields."""
    seen: object = field(default=None, repr=False)
    """The state whose answer was already taken note of."""
    chosen: object = field(default=None, repr=False)
    """What staff are about to change on a page of maintenance."""

    def wipe(self) -> None:
        """Overwrite everything typed."""
        for typed in self._all_typed():
            typed.wipe()
        self.active, self.letters, self.year, self.rows, self.page = 0, False, None, False, 0
        self.place, self.marking = None, False
        self.begun, self.seen, self.chosen = False, None, None

    def _all_typed(self) -> tuple[Typed, ...]:
        people = (self.number, self.card_number, self.password, self.password_again)
        return (*people, self.staff_number, self.staff_password, self.staff_password_again)
