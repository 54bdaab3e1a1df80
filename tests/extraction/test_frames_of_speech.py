"""Whose word it is, and that who speaks gives nothing, in every usual frame of speech of each language.

Any state may speak of a flow between two others, by its name or its capital. All sentences are written for these tests.
"""

from __future__ import annotations

import pytest
from extraction_makers import OnlyClaim

# What is told of the flow, by language; the German one once as a clause of its own, once behind what opens a sentence.
TOLD = {
    "de": "Nordkorea hat 7000 Container mit Granaten nach Russland geschickt",
    "en": "North Korea has sent 7,000 containers of shells to Russia",
    "fr": "la Corée du Nord a envoyé 7 000 conteneurs d'obus à la Russie",
    "it": "la Corea del Nord ha inviato 7.000 container di proiettili alla Russia",
    "es": "Corea del Norte ha enviado 7.000 contenedores de proyectiles a Rusia",
    "pt": "a Coreia do Norte enviou 7 mil contentores de projéteis à Rússia",
    "pl": "Korea Północna wysłała do Rosji 7 tysięcy kontenerów z pociskami",
    "ru": "КНДР отправила в Россию 7 тысяч контейнеров со снарядами",
    "uk": "КНДР відправила до Росії 7 тисяч контейнерів зі снарядами",
    "ko": "북한이 러시아에 포탄 컨테이너 7000개를 보냈다",
}
BEHIND = {"de": "hat Nordkorea 7000 Container mit Granaten nach Russland geschickt"}
# Who speaks, and what of the name stands behind `of` and `in`, where it has endings.
NAMES = {
    "de": [
        ("Kiew", "Kiew", "Kiew"),
        ("Seoul", "Seoul", "Seoul"),
        ("Washington", "Washington", "Washington"),
        ("Südkorea", "Südkorea", "Südkorea"),
    ],
    "en": [
        ("Kyiv", "Kyiv", "Kyiv"),
        ("Seoul", "Seoul", "Seoul"),
        ("Washington", "Washington", "Washington"),
        ("South Korea", "South Korea", "South Korea"),
        ("Ukraine", "Ukraine", "Ukraine"),
    ],
    "fr": [("Kiev", "Kiev", "Kiev"), ("Séoul", "Séoul", "Séoul"), ("Washington", "Washington", "Washington")],
    "it": [("Kiev", "Kiev", "Kiev"), ("Seul", "Seul", "Seul"), ("Washington", "Washington", "Washington")],
    "es": [
        ("Kiev", "Kiev", "Kiev"),
        ("Seúl", "Seúl", "Seúl"),
        ("Washington", "Washington", "Washington"),
        ("Corea del Sur", "Corea del Sur", "Corea del Sur"),
        ("Ucrania", "Ucrania", "Ucrania"),
    ],
    "pt": [("Kiev", "Kiev", "Kiev"), ("Seul", "Seul", "Seul"), ("Washington", "Washington", "Washington")],
    "pl": [
        ("Kijów", "Kijowa", "Kijów"),
        ("Seul", "Seulu", "Seul"),
        ("Waszyngton", "Waszyngtonu", "Waszyngton"),
        ("Korea Południowa", "Korei Południowej", "Korea Południowa"),
        ("Ukraina", "Ukrainy", "Ukraina"),
    ],
    "ru": [
        ("Киев", "Киева", "Киеве"),
        ("Сеул", "Сеула", "Сеуле"),
        ("Вашингтон", "Вашингтона", "Вашингтоне"),
        ("Южная Корея", "Южной Кореи", "Южной Корее"),
        ("Украина", "Украины", "Украине"),
    ],
    "uk": [
        ("Київ", "Києва", "Києві"),
        ("Сеул", "Сеула", "Сеулі"),
        ("Вашингтон", "Вашингтона", "Вашингтоні"),
        ("Південна Корея", "Південної Кореї", "Південній Кореї"),
        ("Україна", "України", "Україні"),
    ],
    "ko": [
        ("서울", "서울", "서울"),
        ("한국", "한국", "한국"),
        ("미국", "미국", "미국"),
        ("우크라이나", "우크라이나", "우크라이나"),
    ],
}
FRAMES = {
    "de": [
        "{name} zufolge {behind}.",
        "Nach Informationen aus {name} {behind}.",
        "{told}, so {name}.",
        "{told}, wie {name} mitteilte.",
        "{told}, teilte {name} mit.",
        "{told}, hieß es aus {name}.",
        "{told}, erklärte {name} am Montag.",
        "{name} gibt an, dass Nordkorea 7000 Container mit Granaten nach Russland geschickt hat.",
        "{name} sagt, Nordkorea habe 7000 Container mit Granaten nach Russland geschickt.",
        "Nach Angaben von {name} {behind}.",
        "Laut {name} {behind}.",
        "{name} schätzt, dass Nordkorea 7000 Container mit Granaten nach Russland geschickt hat.",
        "{name} wirft Nordkorea vor, 7000 Container mit Granaten nach Russland geschickt zu haben.",
        "{name} spricht von 7000 Containern mit Granaten, die Nordkorea nach Russland geschickt habe.",
        "Nordkorea soll nach Einschätzung von {name} 7000 Container mit Granaten nach Russland geschickt haben.",
        "{told} – teilte {name} mit.",
    ],
    "en": [
        "{told}, {name} said.",
        "{told}, according to {name}.",
        "According to {name}, {told}.",
        "{name} says {told}.",
        "{name} has accused North Korea of sending 7,000 containers of shells to Russia.",
        "{name} estimates that {told}.",
        "{name} believes {told}.",
        "{told}, {name} claimed on Monday.",
        "By {name}'s count, {told}.",
        "{name} puts the number of containers of shells sent by North Korea to Russia at 7,000.",
        "In {name}'s view, {told}.",
        "{told}, says {name}.",
        "Officials in {name} say {told}.",
        "{name} alleges that {told}.",
        "{name}'s defence ministry said {told}.",
    ],
    "fr": [
        "Selon {name}, {told}.",
        "D'après {name}, {told}.",
        "{told}, selon {name}.",
        "{told}, a déclaré {name}.",
        "{told}, affirme {name}.",
        "{name} affirme que {told}.",
        "{name} accuse la Corée du Nord d'avoir envoyé 7 000 conteneurs d'obus à la Russie.",
        "{name} estime que {told}.",
        "A en croire {name}, {told}.",
        "Pour {name}, {told}.",
        "La Corée du Nord aurait envoyé, selon {name}, 7 000 conteneurs d'obus à la Russie.",
        "{name} évalue à 7 000 le nombre de conteneurs d'obus envoyés par la Corée du Nord à la Russie.",
        "{told}, a annoncé lundi {name}.",
        "{told}, a-t-on appris à {name}.",
        "{told} — affirme {name}.",
    ],
    "it": [
        "Secondo {name}, {told}.",
        "{told}, secondo {name}.",
        "{told}, ha detto {name}.",
        "{name} sostiene che {told}.",
        "{name} accusa la Corea del Nord di aver inviato 7.000 container di proiettili alla Russia.",
        "{name} stima che {told}.",
        "A detta di {name} {told}.",
        "Stando a {name}, {told}.",
        "Per {name} {told}.",
        "La Corea del Nord avrebbe inviato, secondo {name}, 7.000 container di proiettili alla Russia.",
        "{told}, fa sapere {name}.",
        "{told}, afferma {name}.",
        "{told}: lo riferisce {name}.",
        "Fonti di {name} dicono che {told}.",
        "{told} – riferisce {name}.",
    ],
    "es": [
        "Según {name}, {told}.",
        "{told}, según {name}.",
        "{told}, dijo {name}.",
        "{name} afirma que {told}.",
        "{name} acusa a Corea del Norte de haber enviado 7.000 contenedores de proyectiles a Rusia.",
        "{name} calcula que {told}.",
        "De acuerdo con {name}, {told}.",
        "Para {name}, {told}.",
        "{told}, informó {name} el lunes.",
        "{told}, ha denunciado {name}.",
        "Corea del Norte habría enviado, según {name}, 7.000 contenedores de proyectiles a Rusia.",
    ],
    "pt": [
        "Segundo {name}, {told}.",
        "De acordo com {name}, {told}.",
        "{told}, segundo {name}.",
        "{told}, disse {name}.",
        "{name} afirma que {told}.",
        "{name} acusa a Coreia do Norte de ter enviado 7 mil contentores de projéteis à Rússia.",
        "{name} estima que {told}.",
        "Para {name}, {told}.",
        "{told}, anunciou {name}.",
        "Conforme {name}, {told}.",
    ],
    "pl": [
        "{told}, podał {name}.",
        "{told} – informuje {name}.",
        "{name} twierdzi, że {told}.",
        "{name} oskarża Koreę Północną o wysłanie do Rosji 7 tysięcy kontenerów z pociskami.",
        "{name} szacuje, że {told}.",
        "Jak podaje {name}, {told}.",
        "Jak twierdzi {name}, {told}.",
        "Zdaniem {of} {told}.",
        "Według {of} {told}.",
        "{told} – poinformował {name}.",
    ],
    "ru": [
        "{told}, заявил {name}.",
        "{told}, сообщает {name}.",
        "{name} утверждает, что {told}.",
        "{name} считает, что {told}.",
        "Как утверждает {name}, {told}.",
        "{name} обвиняет КНДР в отправке в Россию 7 тысяч контейнеров со снарядами.",
        "По версии {of}, {told}.",
        "По данным {of}, {told}.",
        "По словам {of}, {told}.",
        "По оценке {of}, {told}.",
        "В {within} заявили, что {told}.",
        "В {within} считают, что {told}.",
        "{told} — сообщает {name}.",
    ],
    "uk": [
        "{told}, заявив {name}.",
        "{told}, повідомляє {name}.",
        "{name} стверджує, що {told}.",
        "{name} вважає, що {told}.",
        "Як стверджує {name}, {told}.",
        "{name} звинувачує КНДР у відправленні до Росії 7 тисяч контейнерів зі снарядами.",
        "За даними {of}, {told}.",
        "За словами {of}, {told}.",
        "За оцінкою {of}, {told}.",
        "У {within} заявили, що {told}.",
        "{told} — повідомляє {name}.",
    ],
    "ko": [
        "{name}에 따르면 {told}.",
        "{name}은 {told}고 밝혔다.",
        "{name} 정부는 {told}고 주장했다.",
        "{name} 국방부는 {told}고 추정했다.",
        "{told}고 {name} 정부가 밝혔다.",
        "{name} 측은 {told}고 말했다.",
    ],
}


@pytest.mark.parametrize(("lang", "frame"), [(lang, frame) for lang, frames in FRAMES.items() for frame in frames])
def test_who_speaks_is_the_source_and_gives_nothing(only_figure: OnlyClaim, lang: str, frame: str) -> None:
    """Whatever stands between what is told and the verb of saying, and whichever comes first."""
    for name, of, within in NAMES[lang]:
        words = {"told": TOLD[lang], "behind": BEHIND.get(lang, TOLD[lang]), "name": name, "of": of, "within": within}
        text = frame.format(**words)
        text = text[0].upper() + text[1:]
        claim = only_figure(lang, text)
        assert (claim.supplier, claim.recipient, claim.quantity.low) == ("KP", "RU", 7000), text
        assert claim.source is not None, text
        assert any(form in claim.source.cut(text) for form in (name, of, within)), text
