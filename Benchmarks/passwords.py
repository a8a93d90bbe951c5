"""Password samples whose guess numbers are known because of how they are made, and what three judges say of them.

An easy sample needs at most as many guesses as its kind has members (2^32.2 at most), a good one at least so many (2^46 at
least). A judge that gives an easy one 32 bits or more takes it wrongly; one that gives a good one less refuses it wrongly.
Since each judge may have another measure, what it takes is also told at the bounds where it refuses 0.2, 0.5 and 1 % of the good.
"""

import argparse
import base64
import gzip
import importlib
import math
import random
import subprocess
import time
from pathlib import Path

import django.contrib.auth
import wordfreq
from zxcvbn import zxcvbn
from zxcvbn.frequency_lists import FREQUENCY_LISTS

LEAST = 12  # characters: PasswordPolicy refuses less, whatever they are
BITS = 32  # PasswordStrength.minimumBits
LANGUAGES = ("en", "de", "fr", "es", "it")
LOVE = {
    "en": ("iloveyou", "ilove", "mylove"), "de": ("ichliebe", "ichliebedich"), "fr": ("jetaime", "jaime"),
    "es": ("teamo", "tequiero"), "it": ("tiamo", "amoremio"),
}
ENDINGS = ("", "!", "1", "1!", "123", "?", ".", "12")
LEET = str.maketrans({"a": "4", "e": "3", "i": "1", "o": "0", "s": "5", "t": "7"})
LEET_SIGNS = str.maketrans({"a": "@", "e": "3", "i": "!", "o": "0", "s": "$", "t": "+"})
ROWS = {
    "qwerty": ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"),
    "qwertz": ("1234567890", "qwertzuiop", "asdfghjkl", "yxcvbnm"),
    "azerty": ("1234567890", "azertyuiop", "qsdfghjklm", "wxcvbn"),
}


def words(language, count, least=4):
    """The commonest words of a language, in their order."""
    return [word for word in wordfreq.top_n_list(language, 40000) if word.isalpha() and len(word) >= least][:count]


def names(language):
    """First names of a language."""
    locale = {"en": "en_US", "de": "de_DE", "fr": "fr_FR", "es": "es_ES", "it": "it_IT"}[language]
    provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
    return sorted({name.lower() for name in provider.first_names if name.isalpha() and len(name) >= 4})


def leaked():
    """Passwords of leaked lists, as far as they are long enough."""
    with gzip.open(Path(django.contrib.auth.__file__).with_name("common-passwords.txt.gz"), "rt", encoding="utf-8") as file:
        seen = dict.fromkeys(file.read().split())
    seen.update(dict.fromkeys(FREQUENCY_LISTS["passwords"]))
    with open("/usr/share/john/password.lst", encoding="latin-1") as file:
        seen.update(dict.fromkeys(line.strip() for line in file if not line.startswith("#!")))
    return [word for word in seen if len(word) >= LEAST]


def case(word, chance):
    return chance.choice((word, word, word.capitalize(), word.upper()))


def easy_kinds(chance):
    """Of each kind the bits by construction, what makes one sample in a language, and the languages."""
    common = {language: words(language, 3000) for language in LANGUAGES}
    long_words = {language: words(language, 20000, least=11) for language in LANGUAGES}
    given = {language: names(language) for language in LANGUAGES}
    variants = math.log2(4 * len(ENDINGS))

    def word_year(language):
        return case(chance.choice(common[language]), chance) + str(chance.randint(1950, 2025)) + chance.choice(ENDINGS)

    def word_digits(language):
        return case(chance.choice(common[language]), chance) + f"{chance.randrange(10000):04d}" + chance.choice(ENDINGS)

    def name_date(language):
        date = f"{chance.randint(1, 31):02d}{chance.randint(1, 12):02d}{chance.randint(1940, 2015)}"
        return case(chance.choice(given[language]), chance) + chance.choice(("", ".", "_")) + date

    def two_words(language):
        pair = [chance.choice(common[language][:2000]) for _ in range(2)]
        return chance.choice(("", "", "-", "_")).join(pair) + chance.choice(("", "", "1", "!", "12", "99"))

    def leet(language):
        word = chance.choice(common[language])
        return word.translate(chance.choice((LEET, LEET_SIGNS))) + f"{chance.randrange(10000):04d}" + chance.choice(("", "!"))

    def love(language):
        return chance.choice(LOVE[language]) + chance.choice(given[language]) + chance.choice(("", "1", "12", "123", "!", "4ever"))

    def twice(language):
        word = chance.choice(common[language])
        return word * chance.choice((2, 3)) + chance.choice(("", "1", "12", "!"))

    def long_word(language):
        return case(chance.choice(long_words[language]), chance) + chance.choice(ENDINGS)

    def backwards(language):
        return chance.choice(common[language])[::-1] + chance.choice(("123", "1234", "12345", "2020", "2021", "99"))

    def two_names(language):
        glue = chance.choice(("und", "y", "et", "and", "e", "", "-", "+"))
        return chance.choice(given[language]) + glue + chance.choice(given[language]) + chance.choice(("", "1", "2010"))

    def walk(_):
        rows = ROWS[chance.choice(tuple(ROWS))]
        kind = chance.randrange(3)
        if kind == 0:
            text = "".join(chance.sample(rows, 2))
        elif kind == 1:  # down the columns
            start = chance.randrange(4)
            text = "".join("".join(row[column] for row in rows if column < len(row)) for column in range(start, start + 4))
        else:  # two rows alternating
            upper, lower = rows[chance.randrange(3)], rows[3]
            index = sorted(chance.sample(range(3), 2))
            text = "".join(a + b for a, b in zip(rows[index[0]], rows[index[1]]))
        text = text if chance.random() < 0.7 else text[::-1]
        return text[: chance.randint(12, 16)] + chance.choice(("", "", "1", "!"))

    def phone(_):
        return chance.choice(("0049", "0033", "0034", "0039", "001")) + f"{chance.randrange(10**9):09d}"

    return {
        "word, year, sign": (math.log2(3000 * 76) + variants, word_year, LANGUAGES),
        "word, 4 digits, sign": (math.log2(3000 * 10**4) + variants, word_digits, LANGUAGES),
        "name, birthday": (math.log2(4000 * 4 * 3 * 31 * 12 * 76), name_date, LANGUAGES),
        "two words": (math.log2(2000**2 * 3 * 5), two_words, LANGUAGES),
        "l33t word, 4 digits": (math.log2(3000 * 2 * 10**4 * 2), leet, LANGUAGES),
        "I love NAME": (math.log2(11 * 4000 * 6), love, LANGUAGES),
        "word twice": (math.log2(3000 * 2 * 4), twice, LANGUAGES),
        "one long word": (math.log2(20000) + variants, long_word, LANGUAGES),
        "word backwards, digits": (math.log2(3000 * 6), backwards, LANGUAGES),
        "two names": (math.log2(2000**2 * 8 * 3), two_names, LANGUAGES),
        "keyboard": (20.0, walk, ("any",)),
        "phone number": (math.log2(5 * 10**9), phone, ("any",)),
    }


def good_kinds(chance):
    """The same of passwords that must be taken."""
    common = {language: words(language, 8000, least=3) for language in LANGUAGES}
    plain = "abcdefghijklmnopqrstuvwxyz0123456789"

    def some(language, count, glue, size=8000):
        return glue.join(chance.choice(common[language][:size]) for _ in range(count))

    def syllables(_):
        return "".join(chance.choice("bcdfghjklmnpqrstvwxz") + chance.choice("aeiou") for _ in range(7))

    def words_and_digits(language):
        return some(language, 3, "-") + f"-{chance.randrange(10**4):04d}"

    def letters_and_digits(_):
        return "".join(chance.choice(plain) for _ in range(12))

    return {
        "four words, spaces": (math.log2(8000**4), lambda language: some(language, 4, " "), LANGUAGES),
        "four words, joined": (math.log2(8000**4), lambda language: some(language, 4, ""), LANGUAGES),
        "five words of 2000": (math.log2(2000**5), lambda language: some(language, 5, " ", 2000), LANGUAGES),
        "three words, 4 digits": (math.log2(8000**3 * 10**4), words_and_digits, LANGUAGES),
        "12 letters and digits": (math.log2(36**12), letters_and_digits, ("any",)),
        "16 hexadecimal digits": (64.0, lambda _: f"{chance.randrange(16**16):016x}", ("any",)),
        "20 digits": (math.log2(10**20), lambda _: f"{chance.randrange(10**20):020d}", ("any",)),
        "7 syllables": (math.log2(100**7), syllables, ("any",)),
    }


def sample(kinds, count):
    """The name, language and texts of each kind; fewer than `count` when there are no more that are long enough."""
    for name, (bits, make, languages) in kinds.items():
        for language in languages:
            found = set()
            for _ in range(count * 60):
                text = make(language)
                if LEAST <= len(text) <= 60:
                    found.add(text)
                if len(found) == count:
                    break
            yield name, language, bits, sorted(found)


def judge(command, texts):
    """The bits that a program gives each text."""
    result = subprocess.run(command, input="".join(f"{text}\n" for text in texts), capture_output=True, text=True, check=True)
    bits = [float(line) for line in result.stdout.split()]
    assert len(bits) == len(texts), f"{command[0]} judged {len(bits)} of {len(texts)}"
    return bits


def milliseconds(command, text):
    """What one judgement of `text` takes, the start of the program taken off."""
    def seconds(count):
        started = time.perf_counter()
        judge(command, [text] * count)
        return time.perf_counter() - started
    seconds(1)
    count = 9 if len(text) > 100 else 1001
    return max(0.0, min(seconds(count) for _ in range(3)) - min(seconds(1) for _ in range(3))) / (count - 1) * 1000


def share(values, holds):
    """The percentage of values for which something holds."""
    return 100 * sum(map(holds, values)) / max(1, len(values))


def print_kinds(groups, judges, is_easy):
    """How each judge errs, kind by kind."""
    def errs(bits):
        return (bits >= BITS) == is_easy
    print(f"\n{'easy ones that are taken, %' if is_easy else 'good ones that are refused, %':32s}{'bits':>6s}{'of':>6s}"
          + "".join(f"{judge:>11s}" for judge in judges))
    for name in dict.fromkeys(name for name, *_ in groups):
        rows = [group for group in groups if group[0] == name]
        print(f"{name:32s}{rows[0][2]:6.1f}{sum(len(texts) for *_, texts in rows):6d}" + "".join(
            f"{share([bits[text] for *_, texts in rows for text in texts], errs):11.1f}" for bits in judges.values()))


def print_sums(easy, good, judges):
    """What each judge takes of the easy at our bound, and at bounds where all judges refuse as many of the good."""
    print(f"\n{'easy taken, % (bound)':24s}{'at 32 bits':>12s}{'good refused':>14s}"
          + "".join(f"{f'at {target} % refused':>18s}" for target in (0.2, 0.5, 1.0)))
    for name, bits in judges.items():
        values = sorted(bits[text] for text in good)
        line = f"{name:24s}{share(easy, lambda text: bits[text] >= BITS):12.1f}{share(good, lambda text: bits[text] < BITS):14.2f}"
        for target in (0.2, 0.5, 1.0):
            bound = values[int(target / 100 * len(values))]
            line += f"{f'{share(easy, lambda text: bits[text] >= bound):.1f} ({bound:.1f})':>18s}"
        print(line)


def main():
    parser = argparse.ArgumentParser(description="Compares judges of passwords; run it by Benchmarks/run-passwords.sh.")
    parser.add_argument("--ours", required=True, type=str.split)
    parser.add_argument("--libzxcvbn", required=True, type=str.split)
    parser.add_argument("--count", required=True, type=int)
    parser.add_argument("--seed", required=True, type=int)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    easy = [("leaked lists", "any", 15.0, leaked()), *sample(easy_kinds(chance), options.count)]
    good = list(sample(good_kinds(chance), options.count))
    texts = list(dict.fromkeys(text for *_, texts in easy + good for text in texts))
    judges = {
        "ours": dict(zip(texts, judge(options.ours, texts))),
        "libzxcvbn": dict(zip(texts, judge(options.libzxcvbn, texts))),
        "PyPI": {text: math.log2(float(zxcvbn(text)["guesses"])) for text in texts},
    }
    print_kinds(easy, judges, True)
    print_kinds(good, judges, False)
    print_sums([text for *_, texts in easy for text in texts], [text for *_, texts in good for text in texts], judges)
    worst = {
        "12 random characters": "kx9fq2mzp4lw", "aaaa…, 256 characters": "a" * 256, "1212…, 256 characters": "12" * 128,
        "1212…, 1 KB": "12" * 512, "passwordpassword…, 1 KB": "password" * 128,
        "base64, 1 KB": base64.b64encode(chance.randbytes(768)).decode(),
    }
    print(f"\n{'milliseconds a judgement':32s}{'ours':>11s}{'libzxcvbn':>11s}")
    for name, text in worst.items():
        print(f"{name:32s}{milliseconds(options.ours, text):11.2f}{milliseconds(options.libzxcvbn, text):11.2f}")


main()
