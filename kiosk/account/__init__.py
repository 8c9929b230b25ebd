"""What a person has, and why: from the rows of an account to what screen and paper tell of them; pure, no I/O.

`drawing_up` makes the payment list that both show; `cases` says what each month is. What one screen shows of its own:
history, balances, checks, points, benefits, rights, my_data, policy, objection. `rates` and `relief` read what is
dated and local.
"""
