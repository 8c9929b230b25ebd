"""A private speech-dispatcher whose only voice writes down what it is to say; nothing of it can be heard."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.hardware.processes import running, wait_until

SPOKEN_SECONDS = 30
"""How long the voice takes for anything: longer than a test, so that only a cancel ends it."""
ENDED = "ended"

# The null device of ALSA is there on machines without a sound card as well.
SERVICE = """
LogLevel 4
AudioOutputMethod "alsa"
AudioALSADevice "null"
AddModule "hearer" "sd_generic" "hearer.conf"
DefaultModule hearer
DefaultLanguage "zh-CN"
DisableAutoSpawn
"""
VOICE = """
Debug 0
GenericExecuteSynth "printf '%s %s\\\\n' '$VOICE' '$DATA' >> {heard}; sleep {seconds}; echo {ended} >> {heard}"
GenericMaxChunkLength 3000
GenericDelimiters "~"
GenericLanguage "zh-cn" "zh" "utf-8"
GenericLanguage "en" "en" "utf-8"
AddVoice "zh-cn" "MALE1" "mandarin"
AddVoice "en" "MALE1" "english"
"""


@dataclass(frozen=True, slots=True)
class SpeechDaemon:
    """A running service."""

    folder: Path
    socket: Path

    @property
    def environment(self) -> dict[str, str]:
        """What a client needs to find it."""
        return {"SPEECHD_ADDRESS": f"unix_socket:{self.socket}"}

    def heard(self) -> str:
        """All that was begun to be said so far, each with the voice of its language, and `ended` where it was."""
        file = self.folder / "heard.txt"
        return file.read_text(encoding="utf-8") if file.exists() else ""


@contextlib.contextmanager
def speech_daemon(folder: Path) -> Iterator[SpeechDaemon]:
    """Run the service in a folder; what it heard there before is kept."""
    (folder / "modules").mkdir(exist_ok=True)
    values = {"heard": folder / "heard.txt", "seconds": SPOKEN_SECONDS, "ended": ENDED}
    (folder / "speechd.conf").write_text(SERVICE, encoding="utf-8")
    (folder / "modules" / "hearer.conf").write_text(VOICE.format(**values), encoding="utf-8")
    made = SpeechDaemon(folder, folder / "speech.sock")
    made.socket.unlink(missing_ok=True)
    command = ["speech-dispatcher", "-s", "-C", str(folder), "-L", str(folder), "-P", str(folder / "pid"), "-t", "0"]
    command += ["-c", "unix_socket", "-S", str(made.socket)]
    with running(command, folder / "out.log"):
        wait_until(made.socket.exists, "speech-dispatcher listens")
        yield made
