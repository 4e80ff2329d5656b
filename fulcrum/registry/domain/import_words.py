"""What lists kept elsewhere call their columns and write into them, in three languages.

Beside these words the labels of the program itself are known, in each of its languages; case and punctuation never matter.
A word stands for one field or one code only.
"""

from fulcrum.registry.domain.import_fields import ImportKind

_OF_NAMES = {
    "name_en": (
        "name", "full name", "english name", "name in english", "name (english)",
        "ඉංග්‍රීසි නම", "නම (ඉංග්‍රීසි)", "ஆங்கிலப் பெயர்", "பெயர் (ஆங்கிலம்)", "பெயர் ஆங்கிலத்தில்",
    ),
    "name_si": (
        "sinhala name", "name in sinhala", "name (sinhala)", "name sinhala",
        "නම", "සිංහල නම", "නම (සිංහල)", "නම සිංහලෙන්", "சிங்களப் பெயர்", "பெயர் (சிங்களம்)",
    ),
    "name_ta": (
        "tamil name", "name in tamil", "name (tamil)", "name tamil",
        "දෙමළ නම", "නම (දෙමළ)", "பெயர் தமிழ்", "பெயர்", "தமிழ்ப் பெயர்", "தமிழ் பெயர்", "பெயர் (தமிழ்)", "பெயர் தமிழில்",
    ),
}  # fmt: skip

HEADINGS: dict[ImportKind, dict[str, tuple[str, ...]]] = {
    ImportKind.ORGANISATIONS: {
        **{
            field: (*words, *more)
            for (field, words), more in zip(
                _OF_NAMES.items(),
                (
                    ("organisation", "organization", "institution", "organisation name", "name of organisation",
                     "name of institution", "name of the institution", "office"),
                    ("ආයතනයේ නම", "ආයතනය", "කාර්යාලය"),
                    ("நிறுவனத்தின் பெயர்", "நிறுவனம்", "அலுவலகம்"),
                ),
                strict=True,
            )
        },
        "key": ("organisation key", "organisation number", "ආයතන අංකය", "நிறுவன இலக்கம்"),
        "id": ("slug", "short name", "organisation id", "කෙටි නම", "குறுகிய பெயர்"),
        "kind": ("type", "category", "type of organisation", "type of institution", "kind of organisation",
                 "වර්ගය", "ආයතන වර්ගය", "வகை", "நிறுவன வகை"),
        "subkind": ("sub kind", "sub type", "subtype", "sub category", "උප වර්ගය", "உப வகை"),
        "tier": ("level", "level of government", "tier of government", "මට්ටම", "රාජ්‍ය මට්ටම", "மட்டம்", "அரச மட்டம்"),
        "sector": ("field of work", "function", "cofog", "ක්ෂේත්‍රය", "විෂය ක්ෂේත්‍රය", "துறை", "பணித்துறை"),
        "parent_id": ("parent", "parent organisation", "ministry", "line ministry", "under", "belongs to", "reports to",
                      "අමාත්‍යාංශය", "මව් ආයතනය", "රේඛීය අමාත්‍යාංශය", "அமைச்சு", "தாய் நிறுவனம்", "வரிசை அமைச்சு"),
        "district_code": ("district", "district of the seat", "administrative district", "දිස්ත්‍රික්කය", "மாவட்டம்"),
        "region_code": ("region", "area", "area served", "division", "ds division", "divisional secretariat division",
                        "ප්‍රදේශය", "ප්‍රාදේශීය ලේකම් කොට්ඨාසය", "பிரதேசம்", "பிரதேச செயலகப் பிரிவு"),
        "official_code": ("code", "institution code", "office code", "කේතය", "ආයතන කේතය", "குறியீடு", "நிறுவனக் குறியீடு"),
        "website": ("web site", "web", "url", "web address", "homepage", "වෙබ් අඩවිය", "இணையத்தளம்", "வலைத்தளம்"),
        "source": ("source code", "publication", "මූලාශ්‍රය", "மூலம்"),
        "source_year": ("year", "year of the source", "වර්ෂය", "ஆண்டு"),
        "note": ("notes", "remark", "remarks", "comment", "සටහන", "සටහන්", "குறிப்பு", "குறிப்புகள்"),
        "opened_on": ("opened", "established", "established on", "date established", "ආරම්භ කළ දිනය", "ஆரம்பித்த திகதி"),
        "closed_on": ("closed", "abolished", "abolished on", "date closed", "වසා දැමූ දිනය", "மூடப்பட்ட திகதி"),
    },
    ImportKind.PEOPLE: {
        **{
            field: (*words, *more)
            for (field, words), more in zip(
                _OF_NAMES.items(),
                (
                    ("officer", "name of officer", "officer name", "employee", "employee name", "person name"),
                    ("නිලධාරියාගේ නම", "සම්පූර්ණ නම"),
                    ("உத்தியோகத்தரின் பெயர்", "முழுப் பெயர்"),
                ),
                strict=True,
            )
        },
        "person": ("person number", "number of the person", "පුද්ගල අංකය", "நபர் இலக்கம்"),
        "initials_en": ("name with initials", "initials", "name with initials (english)"),
        "initials_si": ("මුලකුරු සමඟ නම", "මුලකුරු සහිත නම", "name with initials (sinhala)"),
        "initials_ta": ("முதலெழுத்துகளுடன் பெயர்", "name with initials (tamil)"),
        "preferred_name": ("preferred name", "known as", "called"),
        "email": ("e-mail", "mail", "email address", "e-mail address", "official email",
                  "විද්‍යුත් තැපෑල", "ඊමේල්", "மின்னஞ்சல்", "மின்னஞ்சல் முகவரி"),
        "phone": ("telephone", "telephone number", "phone number", "mobile", "mobile number", "contact number", "tel",
                  "දුරකථනය", "දුරකථන අංකය", "ජංගම දුරකථනය", "தொலைபேசி", "தொலைபேசி இலக்கம்", "கையடக்கத் தொலைபேசி"),
        "languages": ("language", "working languages", "භාෂාව", "භාෂා", "மொழி", "மொழிகள்"),
        "role": ("post", "position", "designation", "appointment", "appointed as",
                 "තනතුර", "භූමිකාව", "பதவி", "பதவிப் பெயர்"),
        "manner": ("held as", "status", "nature of appointment", "appointment type", "පත්වීමේ ස්වභාවය", "நியமனத்தின் தன்மை"),
        "reach": ("how far", "how far it reaches", "scope"),
        "organisation": ("organization", "institution", "office", "department", "work place", "workplace", "place of work",
                         "ආයතනය", "කාර්යාලය", "සේවා ස්ථානය", "நிறுவனம்", "அலுவலகம்", "பணியிடம்"),
        "region": ("area", "district", "province", "ප්‍රදේශය", "දිස්ත්‍රික්කය", "பிரதேசம்", "மாவட்டம்"),
        "begins_on": ("from", "begin", "begins", "start", "start date", "date of appointment", "appointed on", "since",
                      "appointment date", "සිට", "පත්වීම් දිනය", "ආරම්භක දිනය", "இருந்து", "நியமனத் திகதி", "ஆரம்பத் திகதி"),
        "until": ("to", "till", "end", "ends", "end date", "last day", "until when",
                  "දක්වා", "අවසන් දිනය", "வரை", "முடிவுத் திகதி"),
        "agreement": ("agreement reference", "contract", "ගිවිසුම", "உடன்படிக்கை"),
        "basis": ("letter", "decision", "letter number", "reference", "reference number", "ලිපි අංකය", "கடித இலக்கம்"),
    },
}  # fmt: skip

VALUES: dict[str, dict[str, tuple[str, ...]]] = {
    "kind": {
        "ministry": ("min", "ministries"),
        "department": ("dept", "dep", "depts", "departments", "government department"),
        "commission": ("comm", "commissions"),
        "statutory_body": ("statutory", "board", "authority", "statutory board", "statutory authority"),
        "state_owned_enterprise": ("soe", "corporation", "state owned enterprise", "public corporation", "state company"),
        "university": ("uni", "univ", "higher education institute"),
        "hospital": ("hosp", "hospitals"),
        "district_secretariat": ("dist secretariat", "kachcheri", "district secretary s office"),
        "divisional_secretariat": ("ds", "ds office", "div secretariat", "divisional secretary s office"),
        "provincial_council": ("pc",),
        "provincial_ministry": ("provincial min",),
        "provincial_department": ("provincial dept", "prov dept"),
        "municipal_council": ("mc", "municipality"),
        "urban_council": ("uc",),
        "pradeshiya_sabha": ("ps", "pradeshiya sabhawa"),
        "other": ("others", "other organisation", "other institution"),
    },
    "tier": {
        "national": ("central", "central government", "line ministry", "nation"),
        "provincial": ("province", "provincial level"),
        "district": ("district level",),
        "divisional": ("division", "divisional level"),
        "local": ("local government", "local authority", "local level"),
    },
    "role": {
        "head": ("head of department", "head of institution", "head of the organisation", "secretary", "director general",
                 "ආයතන ප්‍රධානී", "நிறுவனத் தலைவர்"),
        "cdio": ("chief digital information officer", "chief information officer", "cio"),
        "ministry_cdio": ("ministry cdio",),
        "information_security_officer": ("iso", "infosec officer"),
        "unit_lead": ("dtu lead", "unit head", "lead of the unit"),
        "unit_member": ("dtu member", "member"),
        "public_officer": ("officer", "staff", "staff officer", "රජයේ නිලධාරී", "அரச உத்தியோகத்தர்"),
        "district_coordinator": ("coordinator", "district co ordinator"),
    },
    "manner": {
        "substantive": ("permanent", "confirmed", "ස්ථිර", "நிரந்தர", "நிரந்தரம்"),
        "acting": ("act", "actg", "වැඩ බලන", "பதில்", "பதில் கடமை"),
        "covering": ("cover up", "covering up", "attending to duties", "ආවරණය කරන", "රාජකාරි ආවරණය"),
    },
    "reach": {
        "nation": ("national", "island wide", "all island"),
        "area": ("district", "province"),
        "portfolio": ("ministry and below",),
        "organisation": ("organization", "institution"),
    },
    "sector": {
        "01": ("1", "general public services"),
        "02": ("2", "defence", "defense"),
        "03": ("3", "public order and safety"),
        "04": ("4", "economic affairs"),
        "05": ("5", "environmental protection", "environment"),
        "06": ("6", "housing and community amenities", "housing"),
        "07": ("7", "health"),
        "08": ("8", "recreation culture and religion"),
        "09": ("9", "education"),
        "10": ("social protection",),
    },
    "parent_basis": {"source": ("stated",), "inferred": ("assumed", "guessed")},
    "district_basis": {"source": ("stated",), "inferred": ("assumed", "guessed")},
}  # fmt: skip
