"""Releases that a provider issues in English and in Arabic, and near misses, in words written for the replica."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from .edge_cases import Role
from .ids import eastern

_Text = tuple[str, tuple[str, ...]]


def _text(block: str) -> _Text:
    """Return headline and paragraphs of a text whose paragraphs stand apart by an empty line."""
    title, *paragraphs = (" ".join(part.split()) for part in block.strip().split("\n\n"))
    return title, tuple(paragraphs)


_FERRY = _text(
    """
    Gulf Ferries Orders Four Ships From Damen Yard

    MANAMA: Gulf Ferries has ordered four ships from the Dutch yard Damen for $86.4 million, its
    chairman Yousef Almoayed said on Monday. Each carries 275 passengers and 36 cars at 24 knots.

    The first ship is to sail between Manama and Dammam in 2027. The company moved 1.37 million
    passengers last year, 11.8 percent more than in the year before.
    """
)
_FERRY_ARABIC = _text(
    """
    فيريز الخليج تطلب أربع سفن من حوض دامن

    المنامة: طلبت شركة فيريز الخليج أربع سفن من حوض دامن الهولندي بقيمة 86.4 مليون دولار، بحسب ما قال
    رئيس مجلس إدارتها يوسف المؤيد الاثنين. وتتسع كل سفينة لـ275 راكبا و36 سيارة وتبلغ سرعتها 24 عقدة.

    ومن المقرر أن تبحر السفينة الأولى بين المنامة والدمام في 2027. ونقلت الشركة 1.37 مليون راكب العام
    الماضي بزيادة 11.8 في المئة على العام السابق.
    """
)
_WATER = _text(
    """
    Kuwait And Acciona Sign Deal On Desalination Plant At Doha West

    The Ministry of Electricity and the Spanish company Acciona signed a contract worth KD 148.2 million
    on Thursday for a desalination plant at Doha West that yields 60 million gallons of water a day.

    Undersecretary Adel Alzamel said the work takes 33 months and employs 1,450 people. Acciona's
    regional head Ramon Jimenez said the plant needs 2.9 kilowatt hours per cubic metre.
    """
)
_WATER_ARABIC = _text(
    """
    الكويت وأكسيونا توقعان عقد محطة التقطير في الدوحة الغربية

    وقعت وزارة الكهرباء والشركة الإسبانية أكسيونا اليوم الخميس عقدا بقيمة 148.2 مليون دينار لإنشاء محطة
    لتقطير المياه في الدوحة الغربية تنتج 60 مليون غالون يوميا.

    وقال وكيل الوزارة عادل الزامل إن الأعمال تستغرق 33 شهرا ويعمل فيها 1450 شخصا. وذكر المدير الإقليمي
    لأكسيونا رامون خيمينيز أن المحطة تحتاج إلى 2.9 كيلوواط ساعة للمتر المكعب.
    """
)
_MUSEUM = _text(
    """
    Qatar Museums To Show 214 Maps Of Ortelius And Blaeu

    Doha, Qatar: Qatar Museums will show 214 maps by Abraham Ortelius and Willem Blaeu in Doha from
    September 18. Curator Mariam Alsulaiti chose them from 3,860 sheets; the oldest is of 1570.

    The National Library of the Netherlands lends 57 of the maps, the Biblioteca Marciana in Venice 22.
    Visitors pay 50 riyals, and the catalogue has 412 pages.
    """
)
_MUSEUM_ARABIC = _text(
    """
    متاحف قطر تعرض 214 خريطة لأورتيليوس وبلاو

    الدوحة، قطر: تعرض متاحف قطر في الدوحة 214 خريطة لأبراهام أورتيليوس وويليم بلاو ابتداء من 18 سبتمبر.
    واختارت القيمة مريم السليطي الخرائط من بين 3860 لوحة، ويعود أقدمها إلى 1570.

    وتعير المكتبة الوطنية في هولندا 57 خريطة ومكتبة مارتشيانا في البندقية 22 خريطة. ويبلغ رسم الدخول 50
    ريالا ويضم الدليل 412 صفحة.
    """
)
_OTHER_FERRY = _text(
    """
    فيريز الخليج تفتتح صالة جديدة في الدمام

    الدمام: افتتحت شركة فيريز الخليج صالة جديدة للركاب في الدمام مساحتها 5200 متر مربع. وقال رئيس مجلس
    إدارتها يوسف المؤيد إن الصالة تضم 18 منضدة وتستقبل 640 مسافرا في الساعة.

    وبلغت كلفة الصالة 12.5 مليون دولار، واستغرق البناء 14 شهرا.
    """
)
_TWINS = (
    ("ferry", "courier", "2025-05-12 06:10:00", 25, (_FERRY, _FERRY_ARABIC), "Manama"),
    ("water", "kuna", "2025-05-15 07:02:00", -48, (_WATER, _WATER_ARABIC), "Kuwait"),
    ("museum", "peninsula", "2025-05-18 04:40:00", 180, (_MUSEUM, _MUSEUM_ARABIC), "Doha"),
)
"""Name, provider, Eastern time of the English text, minutes after which the Arabic one follows, texts, city."""


def twins() -> Iterator[Role]:
    """Yield the releases in both languages, and a later one of the same company in Arabic alone."""
    for name, wire, first, minutes, (english, arabic), city in _TWINS:
        moment = eastern(first)
        yield _role(wire, moment, english, city, "en", name)
        yield _role(wire, moment + timedelta(minutes=minutes), arabic, city, "ar", name)
    yield _role("courier", eastern("2025-05-12 09:30:00"), _OTHER_FERRY, "Manama", "ar", None)


def _role(wire: str, moment: datetime, text: _Text, city: str, language: str, name: str | None) -> Role:
    title, paragraphs = text
    plan = {
        "form": "written",
        "paragraphs": paragraphs,
        "city": city,
        "topic": "economy",
        "dateline": "",
        "quotes": "mixed",
    }
    page = {"sections": frozenset({"arab", "economy"}), "dates": "printed", "wire_id_shape": "once", "tags": ()}
    return Role(wire, moment, language=language, title=title, text=plan, story=page | {"twin": name})
