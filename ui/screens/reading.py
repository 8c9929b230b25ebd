"""Policy and guide: paragraphs to read, page by page; nobody needs to log in for them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from kiosk.account.policy import Paragraph, policy, policy_for
from kiosk.insurance import Insurance
from kiosk.states import Policy, Session
from kiosk.terms import articles_words
from ui.guide import guide
from ui.parts.leaves import Leaves
from ui.parts.panel import Panel
from ui.parts.paragraph import TitledText
from ui.scene import Scene
from ui.screens.screen import Screen


class ReadingScreen(Screen):
    """Paragraphs on one surface."""

    def __init__(self, scene: Scene, name: str, heading: str, paragraphs: Sequence[Paragraph], *, finish: bool) -> None:
        super().__init__(scene, name, heading, finish=finish)
        panel = Panel(scene.theme, padding_mm=6 if not scene.theme.small else 3)
        blocks = [partial(self._paragraph, name, each) for each in paragraphs]
        panel.inside.addWidget(Leaves(scene, blocks), 1)
        self.body.addWidget(panel, 1)

    def _paragraph(self, name: str, paragraph: Paragraph) -> TitledText:
        words, hotline = self.scene.words, self.scene.settings.hall.hotline
        articles = articles_words(words, paragraph.articles)
        source = words("Social Insurance Law, articles {articles}", articles=articles) if articles else ""
        text = words(paragraph.text, hotline=hotline)
        return TitledText(self.scene.theme, words(paragraph.title), text, name=f"{name}-{paragraph.key}", source=source)


class PolicyScreen(ReadingScreen):
    """Who pays what and why; looked into for one insurance, its own paragraphs come first."""

    def __init__(self, scene: Scene, session: Session) -> None:
        state = session.state
        insurance = state.insurance if isinstance(state, Policy) else None
        heading = scene.words("Who pays what, and why")
        super().__init__(scene, "policy", heading, _in_order(insurance), finish=True)


class GuideScreen(ReadingScreen):
    """How to get a card, use it, and where else to look up."""

    def __init__(self, scene: Scene, session: Session) -> None:
        super().__init__(scene, "guide", scene.words("Guide"), guide(), finish=True)


def _in_order(insurance: Insurance | None) -> tuple[Paragraph, ...]:
    first = policy_for(insurance) if insurance else ()
    return (*first, *(each for each in policy() if each not in first))
