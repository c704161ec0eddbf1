"""Tests of newscrawl.dates.months: names of months in the languages of the news."""

from __future__ import annotations

import pytest

from newscrawl.dates.months import join_names, month_number

# Twelve names a language, as a date takes them.
NAMES = {
    "en": "January February March April May June July August September October"
    " November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November"
    " Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre"
    " décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre"
    " noviembre diciembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro"
    " novembro dezembro",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre"
    " novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober"
    " november december",
    "da": "januar februar marts april maj juni juli august september oktober november"
    " december",
    "sv": "januari februari mars april maj juni juli augusti september oktober november"
    " december",
    "nb": "januar februar mars april mai juni juli august september oktober november"
    " desember",
    "fi": "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta"
    " elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
    "et": "jaanuar veebruar märts aprill mai juuni juuli august september oktoober"
    " november detsember",
    "lv": "janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris"
    " oktobris novembris decembris",
    "lt": "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo"
    " spalio lapkričio gruodžio",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września"
    " października listopada grudnia",
    "cs": "ledna února března dubna května června července srpna září října listopadu"
    " prosince",
    "sk": "januára februára marca apríla mája júna júla augusta septembra októbra"
    " novembra decembra",
    "sl": "januar februar marec april maj junij julij avgust september oktober november"
    " december",
    "hr": "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna"
    " listopada studenoga prosinca",
    "sr": "јануар фебруар март април мај јун јул август септембар октобар новембар"
    " децембар",
    "bg": "януари февруари март април май юни юли август септември октомври ноември"
    " декември",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября"
    " декабря",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня"
    " листопада грудня",
    "be": "студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня"
    " кастрычніка лістапада снежня",
    "hu": "január február március április május június július augusztus szeptember"
    " október november december",
    "ro": "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie"
    " noiembrie decembrie",
    "el": "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου"
    " Σεπτεμβρίου Οκτωβρίου Νοεμβρίου Δεκεμβρίου",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "ca": "gener febrer març abril maig juny juliol agost setembre octubre novembre"
    " desembre",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "fa": "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
    "he": "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
    "hi": "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November"
    " Desember",
    "th": "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน"
    " ตุลาคม พฤศจิกายน ธันวาคม",
}


@pytest.mark.parametrize("language", NAMES)
def test_twelve_months(language: str) -> None:
    names = NAMES[language].split()
    assert [month_number(name, language) for name in names] == list(range(1, 13))
    assert [month_number(name.upper(), language) for name in names] == list(
        range(1, 13)
    )


@pytest.mark.parametrize("word", ["", ".", "day", "decade", "марка", "5", "januaryx"])
def test_other_words_name_none(word: str) -> None:
    assert month_number(word) is None


def test_a_region_speaks_its_language() -> None:
    assert month_number("listopada", "pl-PL") == 11
    assert month_number("listopada", "hr-HR") == 10


def test_names_of_two_words_are_joined() -> None:
    text = "25 كانون الثاني 2024"
    assert join_names(text) == "25 كانون_الثاني 2024"
    assert len(join_names(text)) == len(text)
