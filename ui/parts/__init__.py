"""Parts of screens: key, keypad, header, notice ..."""
