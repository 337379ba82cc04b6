"""Small statements of the kind that people's snippets are full of and libraries are not."""

from __future__ import annotations

from random import Random

_ANSWERS = ("yes", "no", "quit", "start", "red", "left", "a", "north", "y", "stop")
_REMARKS = (
    *("Wrong!", "That's right", "Try again", "You've won", "It isn't there", "Done", "Please enter a number"),
    *("Goodbye", "Not found", "Let's begin", "I don't understand", "Too low", "Here you go", "What's next?"),
)
_NUMBERS = (2, 3, 5, 10, 12, 20, 50, 100)

#: `{n}` is a name of the code, `{w}` its words, `{a}` an answer, `{r}` a remark, `{k}` a number.
_PRINTS = (
    "print({n})",
    'print("{w}:", {n})',
    'print("{w}: %s" % {n})',
    'print("The {w} is " + str({n}))',
    'print("{w}: {{}}".format({n}))',
    "print('{w}', {n})",
    "print('the {w} is %s' % ({n}))",
    'print(f"{w}: {{{n}}}")',
    'print("{r}")',
    "print({n}, end=' ')",
    "print('{w} =', {n}, len({n}))",
    'print("You have", {n}, "left")',
    "print('Hello, ' + {n} + '!')",
    'print("It\'s %s, not %s" % ({n}, {k}))',
    "print('%d of %d' % ({n}, {k}))",
    'print("=" * {k})',
)
_OTHERS = (
    '{n} = input("Enter the {w}: ")',
    '{n} = int(input("Enter the {w}: "))',
    '{n} = str(input("What\'s the {w}? "))',
    '{n} = float(input("{w}? ")) * {k}',
    'if {n} == "{a}":\n    print("{r}")\nelse:\n    print({n})',
    'if {n} > {k}:\n    print("Too big")\nelif {n} < 0:\n    print("{r}")\nelse:\n    print({n})',
    "if {n} == '{a}' or {n} == '{a}s':\n    print('{w}')",
    "for i in range({k}):\n    print(i, {n})",
    "for i in range(0, len({n})):\n    print({n}[i])",
    "for x in {n}:\n    print(x)",
    'while {n} != "{a}":\n    {n} = input("{r} ")',
    "while True:\n    {n} += 1\n    if {n} >= {k}:\n        break",
    'with open("{a}.txt", "w") as f:\n    f.write(str({n}))',
    'try:\n    {n} = float({n})\nexcept ValueError:\n    print("{r}")',
    "numbers = [1, 2, {k}, 4]\nnumbers.append({n})",
    'scores = {{"{a}": 1, "b": {k}}}\nprint(scores["{a}"])',
    'def show({n}):\n    print("{w}:", {n})\n    return {n}',
    "def add(a, b):\n    return a + b\n\nprint(add({n}, {k}))",
    "class Thing(object):\n    def __init__(self, {n}):\n        self.{n} = {n}",
    "total = 0\nfor x in {n}:\n    total = total + x\nprint(total / len({n}))",
    'match {n}:\n    case "{a}":\n        print("{r}")\n    case _:\n        pass',
    "match {n}:\n    case 1:\n        print(1)\n    case 2:\n        {n}()\n    case _:\n        print()",
    'class_ = "{a}"\nprint("{w}:", {n}, class_)',
    "lambda_ = 1 / {k}\n{n} = {n} * lambda_",
    'from_ = input("From: ")\nprint(from_, {n})',
    "import random\n{n} = random.randint(1, {k})",
)
_PRINT_SHARE = 0.65


def statement(name: str, rng: Random) -> str:
    """One statement, or a few, about the variable `name`; without indentation."""
    template = rng.choice(_PRINTS if rng.random() < _PRINT_SHARE else _OTHERS)
    remark = rng.choice(_REMARKS)
    words = name.replace("_", " ").strip()
    return template.format(n=name, w=words, a=rng.choice(_ANSWERS), r=remark, k=rng.choice(_NUMBERS))
