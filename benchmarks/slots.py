"""Names and figures that fill the templates of sibling releases."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

_FIRST = (
    "Alder Brightwell Carrow Delmont Eastgate Fenwick Galloway Harrowgate Ironbridge Juniper Kestrel Lakeshore Meridian"
    " Norwood Oakhurst Pinnacle Quarry Ridgeline Silverton Thornbury Umbra Vantage Westmark Yarrow Zephyr Arcturus"
    " Bluepeak Coppermine Driftwood Emberly Foxglove Granite Hollis Inverness Jadestone Kingsley Larkspur Maplewood"
).split()
_SECOND = (
    "Packaging Films Therapeutics Logistics Energy Capital Foods Robotics Mining Software Biosciences Airlines Steel"
    " Insurance Motors Retail Semiconductors Textiles Chemicals Hospitality Networks Pharmaceuticals Shipping Cement"
).split()
_FORMS = "Inc. plc AG Ltd. Corp. Holdings Group SA".split()
_GIVEN = (
    "Dana Omar Leila Karim Hanna Tariq Nadia Yusuf Salma Rashid Amira Faisal Julia Martin Sofia Viktor Elena Thomas"
    " Priya Rohan Mei Kenji Laura Peter Grace Samuel Ingrid Oscar Zeynep Emre"
).split()
_FAMILY = (
    "Farouk Haddad Mansour Khoury Nasser Rahman Qasim Barakat Novak Lindqvist Moreau Keller Petrov Marsh Iyer Kapoor"
    " Tanaka Wong Alvarez Brandt Okafor Sorensen Yilmaz Demir Whitfield Castellan Drummond Hartley Ferreira Zielinski"
).split()
CITIES = (
    "Nizwa Aqaba Sohar Muscat Amman Doha Manama Basra Erbil Tripoli Tunis Oran Rabat Fez Alexandria Aswan Sharjah"
    " Riyadh Jeddah Dammam Tabuk Sidon Latakia Mosul Agadir Sfax Salalah Fujairah Ajman Medina"
).split()
_COUNTRIES = (
    "Oman Jordan Qatar Bahrain Iraq Tunisia Algeria Morocco Egypt Lebanon Syria Yemen Libya Turkey Pakistan India Kenya"
    " Ghana Brazil Poland Norway Spain Japan Vietnam"
).split()
_FIRMS = "Rosenthal & Pike LLP;Bragar Colburn LLP;Levi Marston LLP;Schall Wexler LLP;Pomfret Gray LLP".split(";")
_EVENTS = (
    "Global Healthcare Conference;Industrial Growth Forum;Emerging Markets Summit;Technology Leaders Day;Energy"
    " Transition Symposium;Consumer Insights Conference;Autumn Investor Forum;Small Cap Showcase"
).split(";")
_AWARDS = (
    "Best Workplace Award;Gulf Innovation Prize;Golden Falcon Award;Sustainability Leader Award;Service Excellence"
    " Medal;Digital Pioneer Prize;Export Champion Award;Green Building Award"
).split(";")
_ROLES = (
    "chief financial officer;chief operating officer;head of retail;general counsel;head of research;chief marketing"
    " officer;managing director;head of procurement"
).split(";")
_TEAMS = (
    "Rovers Harriers Wanderers Falcons Mariners Stallions Pioneers Lancers Corsairs Sentinels Raiders Highlanders"
).split()
_MONTHS = "January February March April June July August September October November December".split()

_ARABIC_COMPANIES = (
    "الريان النخيل السواحل الواحة المنارة الأفق الرواد الزهراء البيداء المرجان الهضاب الساحل السنابل الفجر الكثبان"
    " الينابيع المحار الصفوة القلعة الميناء"
).split()
_ARABIC_GIVEN = "خالد ريم سلمى عمر ليلى فيصل نادية يوسف هند طارق مريم سعيد زينب راشد حمد نورة".split()
_ARABIC_FAMILY = "المنصوري العبدالله الحداد الخوري القاسم البلوشي الزعابي العتيبي الشامسي الدوسري الكعبي الراشد".split()
_ARABIC_CITIES = (
    "معان نزوى العقبة صحار البصرة طنجة صفاقس وهران اللاذقية المنامة الدمام صلالة عدن الفجيرة صور تبوك".split()
)


def slots(random: Random, template: str, draw: int) -> dict[str, str]:
    """Return a value for every slot of a template; each *draw* has another company, city and the like."""
    shuffled = Random(template)

    def nth(values: Sequence[str], count: int = 1) -> list[str]:
        order = shuffled.sample(values, len(values))
        return [order[(draw * count + place) % len(order)] for place in range(count)]

    first, second = nth(_FIRST, 2), random.sample(_SECOND, 2)
    given, family = random.sample(_GIVEN, 3), nth(_FAMILY, 3)
    (city,), month = nth(CITIES), random.sample(_MONTHS, 3)
    others = random.sample([other for other in CITIES if other != city], 2)
    teams = random.sample(_TEAMS, 2)
    values = {
        "company": f"{first[0]} {second[0]} {random.choice(_FORMS)}",
        "short": first[0],
        "trade": second[0].lower(),
        "rival": f"{first[1]} {second[1]}",
        "ticker": "".join(random.sample("ABCDEFGHKLMNPRSTVWXZ", 4)),
        "city": city,
        "city2": others[0],
        "city3": others[1],
        "country": nth(_COUNTRIES)[0],
        "firm": nth(_FIRMS)[0],
        "event": nth(_EVENTS)[0],
        "award": nth(_AWARDS)[0],
        "role": nth(_ROLES)[0],
        "home": f"{city} {teams[0]}",
        "away": f"{others[0]} {teams[1]}",
        "acompany": nth(_ARABIC_COMPANIES)[0],
        "aperson": " ".join((*nth(_ARABIC_GIVEN), *nth(_ARABIC_FAMILY))),
        "acity": nth(_ARABIC_CITIES)[0],
    }
    values |= {f"month{n or ''}": name for n, name in zip((0, 2, 3), month, strict=True)}
    people = zip(("", "2", "3"), given, family, strict=True)
    for number, one, two in people:
        values |= {f"person{number}": f"{one} {two}", f"last{number}": two}
    values |= {f"d{n}": str(random.randint(1, 28)) for n in range(1, 5)}
    values |= {f"n{n}": str(random.randint(2, 97)) for n in range(1, 9)}
    values |= {f"k{n}": f"{random.randint(1_000, 950_000):,}" for n in range(1, 7)}
    values |= {f"p{n}": f"{random.uniform(1, 90):.2f}" for n in range(1, 7)}
    return values
