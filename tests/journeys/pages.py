"""Every page that a person can open, with who must be signed in; used by the checks of accessibility and the matrix."""

PUBLIC = (
    "/",
    "/plan/",
    "/plan/?which=all&search=kandy",
    "/plan/?search=nothinglikethis",
    "/plan/proof/",
    "/plan/why/dsec-11/",
    "/need/",
    "/organisations/",
    "/organisations/?search=hospital",
    "/organisations/?search=zzzzqqqq",
    "/organisations/dsec-11/",
    "/organisations/min-defence/",
    "/districts/",
    "/districts/LK-11/",
    "/sources/",
    "/sign-in/",
    "/no-such-page/",
)
OFFICER = (
    "/tour/1/",
    "/tour/2/",
    "/tour/3/",
    "/scenarios/",
    "/scenarios/new/",
    "/scenarios/1/",
    "/scenarios/1/why/dsec-11/",
    "/registry/load/",
)
