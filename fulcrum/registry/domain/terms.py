"""Official words for kinds of bodies in three languages, so that a search finds a body by what it is.

Constants and not the catalogue of translations: what a search finds must not depend on the language of the one who
loaded the register. The words are those of docs/glossary.md and of the names that the sources state.
"""

from collections.abc import Mapping

from fulcrum.registry.domain.codes import Kind, RegionLevel, Subkind

Words = tuple[str, ...]

OF_KIND: Mapping[Kind, Words] = {
    Kind.MINISTRY: ("ministry", "අමාත්‍යාංශය", "அமைச்சு"),
    Kind.DEPARTMENT: ("department", "දෙපාර්තමේන්තුව", "திணைக்களம்"),
    Kind.COMMISSION: ("commission", "කොමිෂන් සභාව", "ஆணைக்குழு"),
    Kind.COURT: ("court", "අධිකරණය", "நீதிமன்றம்"),
    Kind.STATUTORY_BODY: ("statutory body", "ව්‍යවස්ථාපිත ආයතනය", "நியதிச்சட்ட நிறுவனம்"),
    Kind.STATE_OWNED_ENTERPRISE: ("state-owned enterprise", "රාජ්‍ය ව්‍යවසාය", "அரச தொழில்முயற்சி"),
    Kind.UNIVERSITY: ("university", "විශ්වවිද්‍යාලය", "பல்கலைக்கழகம்"),
    Kind.HOSPITAL: ("hospital", "රෝහල", "வைத்தியசாலை", "மருத்துவமனை"),
    Kind.DISTRICT_SECRETARIAT: ("district secretariat kachcheri", "දිස්ත්‍රික් ලේකම් කාර්යාලය කච්චේරිය", "மாவட்ட செயலகம் கச்சேரி"),
    Kind.DIVISIONAL_SECRETARIAT: ("divisional secretariat", "ප්‍රාදේශීය ලේකම් කාර්යාලය", "பிரதேச செயலகம்"),
    Kind.PROVINCIAL_COUNCIL: ("provincial council", "පළාත් සභාව", "மாகாண சபை"),
    Kind.PROVINCIAL_MINISTRY: ("provincial ministry", "පළාත් අමාත්‍යාංශය", "மாகாண அமைச்சு"),
    Kind.PROVINCIAL_DEPARTMENT: ("provincial department", "පළාත් දෙපාර්තමේන්තුව", "மாகாண திணைக்களம்"),
    Kind.PROVINCIAL_OFFICE: ("provincial office", "පළාත් කාර්යාලය", "மாகாண அலுவலகம்"),
    Kind.PROVINCIAL_STATUTORY_BODY: (
        "provincial statutory body", "පළාත් ව්‍යවස්ථාපිත ආයතනය", "மாகாண நியதிச்சட்ட நிறுவனம்",
    ),
    Kind.MUNICIPAL_COUNCIL: ("municipal council", "මහ නගර සභාව", "மாநகர சபை"),
    Kind.URBAN_COUNCIL: ("urban council", "නගර සභාව", "நகர சபை"),
    Kind.PRADESHIYA_SABHA: ("pradeshiya sabha", "ප්‍රාදේශීය සභාව", "பிரதேச சபை"),
}  # fmt: skip
"""A kind that is no kind of its own (`Kind.OTHER`) has no word."""

OF_SUBKIND: Mapping[Subkind, Words] = {
    Subkind.PRESIDENTIAL_TASK_FORCE: ("presidential task force", "ජනාධිපති කාර්ය සාධක බලකාය", "ஜனாதிபதி செயலணி"),
    Subkind.UNIVERSITY_CAMPUS: ("university campus", "විශ්වවිද්‍යාල මණ්ඩපය", "பல்கலைக்கழக வளாகம்"),
    Subkind.UNIVERSITY_INSTITUTE: ("university institute", "විශ්වවිද්‍යාල ආයතනය", "பல்கலைக்கழக நிறுவகம்"),
    Subkind.COLLEGE_OF_EDUCATION: ("college of education", "අධ්‍යාපන විද්‍යාපීඨය", "கல்வியியற் கல்லூரி"),
    Subkind.BANK: ("bank", "බැංකුව", "வங்கி"),
    Subkind.SUBSIDIARY: ("subsidiary company", "පාලිත සමාගම", "துணைக் கம்பனி"),
    Subkind.ECONOMIC_CENTRE: ("economic centre", "ආර්ථික මධ්‍යස්ථානය", "பொருளாதார மத்திய நிலையம்"),
    Subkind.DIPLOMATIC_MISSION: ("mission abroad", "විදේශ දූත මණ්ඩලය", "வெளிநாட்டுத் தூதரகம்"),
    Subkind.TEACHING_HOSPITAL: ("teaching hospital", "ශික්ෂණ රෝහල", "போதனா வைத்தியசாலை"),
    Subkind.PROVINCIAL_GENERAL_HOSPITAL: ("provincial general hospital", "පළාත් මහ රෝහල", "மாகாண பொது வைத்தியசாலை"),
    Subkind.DISTRICT_GENERAL_HOSPITAL: ("district general hospital", "දිස්ත්‍රික් මහ රෝහල", "மாவட்ட பொது வைத்தியசாலை"),
    Subkind.BASE_HOSPITAL_A: ("base hospital", "මූලික රෝහල", "ஆதார வைத்தியசாலை"),
    Subkind.BASE_HOSPITAL_B: ("base hospital", "මූලික රෝහල", "ஆதார வைத்தியசாலை"),
    Subkind.SPECIAL_HOSPITAL: ("special hospital", "විශේෂිත රෝහල", "விசேட வைத்தியசாலை"),
    Subkind.HEALTH_PROGRAMME: ("health programme", "සෞඛ්‍ය වැඩසටහන", "சுகாதார நிகழ்ச்சித்திட்டம்"),
    Subkind.REGIONAL_HEALTH_DIRECTORATE: (
        "regional health directorate", "ප්‍රාදේශීය සෞඛ්‍ය සේවා අධ්‍යක්ෂ කාර්යාලය", "பிராந்திய சுகாதார சேவைகள் பணிமனை",
    ),
    Subkind.ZONAL_EDUCATION_OFFICE: ("zonal education office", "කලාප අධ්‍යාපන කාර්යාලය", "வலயக் கல்வி அலுவலகம்"),
}  # fmt: skip

OF_LEVEL: Mapping[RegionLevel, Words] = {
    RegionLevel.PROVINCE: ("province", "පළාත", "மாகாணம்"),
    RegionLevel.DISTRICT: ("district", "දිස්ත්‍රික්කය", "மாவட்டம்"),
    RegionLevel.DIVISION: ("division", "ප්‍රාදේශීය කොට්ඨාසය", "பிரதேச செயலகப் பிரிவு"),
}

OF_NAMES: Mapping[str, tuple[str, str]] = {
    "ministry": ("අමාත්‍යාංශය", "அமைச்சு"),
    "department": ("දෙපාර්තමේන්තුව", "திணைக்களம்"),
    "commission": ("කොමිෂන් සභාව", "ஆணைக்குழு"),
    "high commission": ("මහ කොමසාරිස් කාර්යාලය", "உயர்ஸ்தானிகராலயம்"),
    "embassy": ("තානාපති කාර්යාලය", "தூதரகம்"),
    "consulate": ("කොන්සල් කාර්යාලය", "துணைத் தூதரகம்"),
    "authority": ("අධිකාරිය", "அதிகாரசபை"),
    "board": ("මණ්ඩලය", "சபை"),
    "bureau": ("කාර්යාංශය", "பணியகம்"),
    "institute": ("ආයතනය", "நிறுவகம்"),
    "fund": ("අරමුදල", "நிதியம்"),
    "corporation": ("සංස්ථාව", "கூட்டுத்தாபனம்"),
    "bank": ("බැංකුව", "வங்கி"),
    "office": ("කාර්යාලය", "அலுவலகம்"),
    "university": ("විශ්වවිද්‍යාලය", "பல்கலைக்கழகம்"),
    "college of education": ("අධ්‍යාපන විද්‍යාපීඨය", "கல்வியியற் கல்லூரி"),
    "supreme court": ("ශ්‍රේෂ්ඨාධිකරණය", "உயர் நீதிமன்றம்"),
    "court of appeal": ("අභියාචනාධිකරණය", "மேன்முறையீட்டு நீதிமன்றம்"),
    "hospital": ("රෝහල", "வைத்தியசாலை"),
    "teaching hospital": ("ශික්ෂණ රෝහල", "போதனா வைத்தியசாலை"),
    "general hospital": ("මහ රෝහල", "பொது வைத்தியசாலை"),
    "base hospital": ("මූලික රෝහල", "ஆதார வைத்தியசாலை"),
    "national": ("ජාතික", "தேசிய"),
    "sri lanka": ("ශ්‍රී ලංකා", "இலங்கை"),
    "regional": ("ප්‍රාදේශීය", "பிராந்திய"),
    "zonal": ("කලාප", "வலய"),
    "provincial": ("පළාත්", "மாகாண"),
    "health": ("සෞඛ්‍ය", "சுகாதார"),
    "education": ("අධ්‍යාපන", "கல்வி"),
    "defence": ("ආරක්ෂක", "பாதுகாப்பு"),
    "finance": ("මුදල්", "நிதி"),
    "justice": ("අධිකරණ", "நீதி"),
    "foreign affairs": ("විදේශ කටයුතු", "வெளிநாட்டலுவல்கள்"),
    "public administration": ("රාජ්‍ය පරිපාලන", "பொது நிர்வாக"),
    "local government": ("පළාත් පාලන", "உள்ளூராட்சி"),
    "agriculture": ("කෘෂිකර්ම", "விவசாய"),
    "transport": ("ප්‍රවාහන", "போக்குவரத்து"),
    "highways": ("මහාමාර්ග", "நெடுஞ்சாலைகள்"),
    "tourism": ("සංචාරක", "சுற்றுலா"),
    "trade": ("වෙළඳ", "வர்த்தக"),
    "labour": ("කම්කරු", "தொழில்"),
    "energy": ("බලශක්ති", "வலுசக்தி"),
    "environment": ("පරිසර", "சுற்றாடல்"),
    "fisheries": ("ධීවර", "கடற்றொழில்"),
    "housing": ("නිවාස", "வீடமைப்பு"),
    "women": ("කාන්තා", "மகளிர்"),
    "youth": ("තරුණ", "இளைஞர்"),
    "science": ("විද්‍යා", "விஞ்ஞான"),
    "technology": ("තාක්ෂණ", "தொழில்நுட்ப"),
    "digital economy": ("ඩිජිටල් ආර්ථික", "டிஜிட்டல் பொருளாதார"),
    "water supply": ("ජල සම්පාදන", "நீர் வழங்கல்"),
}
"""Sinhala and Tamil for words of an English name (normalised): lent to a body whose local name no source states."""

SMALL_WORDS = frozenset({"of", "the", "and", "in", "at", "for", "සහ", "හා", "மற்றும்"})
"""Words of a search that say nothing when others stand beside them."""

DISTRICT_WORDS = frozenset({"district", "දිස්ත්‍රික්කය", "දිස්ත්‍රික්", "மாவட்டம்", "மாவட்ட"})
