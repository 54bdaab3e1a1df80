# ruff: noqa: E501, SIM905
"""Whole numbers from 1 to 999,999 in words, written by the grammar of each language: an oracle apart from the packs."""

from __future__ import annotations

from collections.abc import Callable

_EN = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_DE = "ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn".split()
_DE_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
_IT = "uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove".split()
_IT_TENS = "venti trenta quaranta cinquanta sessanta settanta ottanta novanta".split()
_FR = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf".split()
_FR_TENS = "vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt".split()
_ES = "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve".split()
_ES_TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa".split()
_ES_HUNDREDS = (
    "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos".split()
)
_PT = "um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezasseis dezassete dezoito dezanove".split()
_PT_TENS = "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa".split()
_PT_HUNDREDS = "cento duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos".split()
_PL = "jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście trzynaście czternaście piętnaście szesnaście siedemnaście osiemnaście dziewiętnaście".split()
_PL_TENS = "dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt dziewięćdziesiąt".split()
_PL_HUNDREDS = "sto dwieście trzysta czterysta pięćset sześćset siedemset osiemset dziewięćset".split()
_RU = "один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать".split()
_RU_TENS = "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто".split()
_RU_HUNDREDS = "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот".split()
_UK = "один два три чотири п'ять шість сім вісім дев'ять десять одинадцять дванадцять тринадцять чотирнадцять п'ятнадцять шістнадцять сімнадцять вісімнадцять дев'ятнадцять".split()
_UK_TENS = "двадцять тридцять сорок п'ятдесят шістдесят сімдесят вісімдесят дев'яносто".split()
_UK_HUNDREDS = "сто двісті триста чотириста п'ятсот шістсот сімсот вісімсот дев'ятсот".split()
_KO = "일이삼사오육칠팔구"


def english(n: int) -> str:
    if n >= 1000:
        return f"{english(n // 1000)} thousand{' ' + english(n % 1000) if n % 1000 else ''}"
    if n >= 100:
        return f"{_EN[n // 100 - 1]} hundred{' and ' + english(n % 100) if n % 100 else ''}"
    if n >= 20:
        return _EN_TENS[n // 10 - 2] + (f"-{_EN[n % 10 - 1]}" if n % 10 else "")
    return _EN[n - 1]


def german(n: int, last: bool = True) -> str:
    if n >= 1000:
        return f"{german(n // 1000, False)}tausend{german(n % 1000) if n % 1000 else ''}"
    if n >= 100:
        return f"{_DE[n // 100 - 1]}hundert{german(n % 100, last) if n % 100 else ''}"
    if n >= 20:
        return (f"{_DE[n % 10 - 1]}und" if n % 10 else "") + _DE_TENS[n // 10 - 2]
    return "eins" if n == 1 and last else _DE[n - 1]


def italian(n: int) -> str:
    if n >= 1000:
        head = "mille" if n < 2000 else f"{italian(n // 1000)}mila".replace("unomila", "unmila")
        return head + (italian(n % 1000) if n % 1000 else "")
    if n >= 100:
        head = "cento" if n < 200 else f"{_IT[n // 100 - 1]}cento"
        return head + (italian(n % 100) if n % 100 else "")
    if n >= 20:
        tens, unit = _IT_TENS[n // 10 - 2], n % 10
        return (tens[:-1] if unit in (1, 8) else tens) + (_IT[unit - 1] if unit else "")
    return _IT[n - 1]


def french(n: int) -> str:
    if n >= 1000:
        head = "mille" if n < 2000 else f"{french(n // 1000)} mille"
        return head + (f" {french(n % 1000)}" if n % 1000 else "")
    if n >= 100:
        head = "cent" if n < 200 else f"{_FR[n // 100 - 1]} cent"
        return head + (f" {french(n % 100)}" if n % 100 else "")
    if n < 20:
        return _FR[n - 1]
    tens = _FR_TENS[n // 10 - 2]
    rest = n - 60 if 60 <= n < 80 else n - 80 if n >= 80 else n % 10
    if rest == 0:
        return tens
    return f"{tens} et {_FR[rest - 1]}" if rest in (1, 11) and n < 80 else f"{tens}-{_FR[rest - 1]}"


def spanish(n: int) -> str:
    if n >= 1000:
        head = "mil" if n < 2000 else f"{spanish(n // 1000)} mil"
        return head + (f" {spanish(n % 1000)}" if n % 1000 else "")
    if n == 100:
        return "cien"
    if n > 100:
        return _ES_HUNDREDS[n // 100 - 1] + (f" {spanish(n % 100)}" if n % 100 else "")
    if n >= 30:
        return _ES_TENS[n // 10 - 3] + (f" y {_ES[n % 10 - 1]}" if n % 10 else "")
    return _ES[n - 1]


def portuguese(n: int) -> str:
    if n >= 1000:
        head = "mil" if n < 2000 else f"{portuguese(n // 1000)} mil"
        joined = " e " if n % 1000 < 100 or n % 100 == 0 else " "
        return head + (f"{joined}{portuguese(n % 1000)}" if n % 1000 else "")
    if n == 100:
        return "cem"
    if n > 100:
        return _PT_HUNDREDS[n // 100 - 1] + (f" e {portuguese(n % 100)}" if n % 100 else "")
    if n >= 20:
        return _PT_TENS[n // 10 - 2] + (f" e {_PT[n % 10 - 1]}" if n % 10 else "")
    return _PT[n - 1]


def _slavic(
    units: list[str], tens: list[str], hundreds: list[str], one: str, few: str, many: str
) -> Callable[[int], str]:
    def below_thousand(n: int) -> str:
        words = [hundreds[n // 100 - 1]] if n >= 100 else []
        if n % 100 >= 20:
            words.append(tens[n % 100 // 10 - 2])
            n = n % 10
        words += [units[n % 100 - 1]] if n % 100 else []
        return " ".join(words)

    def spell(n: int) -> str:
        if n < 1000:
            return below_thousand(n)
        thousands = n // 1000
        form = few if thousands % 10 in (2, 3, 4) and thousands % 100 not in (12, 13, 14) else many
        head = one if thousands == 1 else f"{below_thousand(thousands)} {form}"
        return head + (f" {below_thousand(n % 1000)}" if n % 1000 else "")

    return spell


def korean(n: int) -> str:
    if n >= 10_000:
        head = "만" if n < 20_000 else f"{korean(n // 10_000)}만"
        return head + (f" {korean(n % 10_000)}" if n % 10_000 else "")
    spelled = ""
    for value, word in ((1000, "천"), (100, "백"), (10, "십")):
        digit, n = divmod(n, value)
        spelled += (_KO[digit - 1] if digit > 1 else "") + word if digit else ""
    return spelled + (_KO[n - 1] if n else "")


SPELLERS: dict[str, Callable[[int], str]] = {
    "en": english,
    "de": german,
    "it": italian,
    "fr": french,
    "es": spanish,
    "pt": portuguese,
    "pl": _slavic(_PL, _PL_TENS, _PL_HUNDREDS, "tysiąc", "tysiące", "tysięcy"),
    "ru": _slavic(_RU, _RU_TENS, _RU_HUNDREDS, "тысяча", "тысячи", "тысяч"),
    "uk": _slavic(_UK, _UK_TENS, _UK_HUNDREDS, "тисяча", "тисячі", "тисяч"),
    "ko": korean,
}
