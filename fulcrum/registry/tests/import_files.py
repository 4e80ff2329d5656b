"""Files as officers upload them, made in memory: CSV, XLSX and ODS of invented rows."""

import csv
import io
import zipfile
from xml.sax.saxutils import escape

import xlsxwriter

ODS = "application/vnd.oasis.opendocument.spreadsheet"


def as_csv(rows, *, delimiter=",", encoding="utf-8"):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def as_xlsx(rows, *, more_sheets=(), first="List"):
    """Numbers and days stay what they are; everything else is written as text."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, lines in ((first, rows), *more_sheets):
            sheet = book.add_worksheet(name)
            for number, row in enumerate(lines):
                for column, cell in enumerate(row):
                    if hasattr(cell, "isoformat"):
                        sheet.write_datetime(number, column, cell, day)
                    elif isinstance(cell, str):
                        sheet.write_string(number, column, cell)
                    else:
                        sheet.write(number, column, cell)
    return file.getvalue()


def as_ods(rows, *, repeat_last=0):
    """The smallest workbook that a reader of the format takes; `repeat_last` repeats the last row so many times."""
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(str(cell))}</text:p></table:table-cell>'
            for cell in row
        )
        again = f' table:number-rows-repeated="{repeat_last}"' if repeat_last and number == len(rows) else ""
        lines.append(f"<table:table-row{again}>{cells}</table:table-row>")
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="List">{"".join(lines)}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODS)
        archive.writestr("META-INF/manifest.xml", '<?xml version="1.0"?><manifest/>')
        archive.writestr("content.xml", content)
    return file.getvalue()
