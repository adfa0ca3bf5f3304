//! A workbook with a sheet for each table. Numbers are numbers, dates are dates, telephone numbers stay texts.

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

use super::table::{Cell, Table};

/// The widest column, in characters.
const WIDEST: usize = 48;

/// The file; `day` is when it is from, so that the same report has the same bytes.
pub(super) fn bytes(tables: &[Table], day: Date) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&excel(day)?));
    for table in tables {
        sheet(workbook.add_worksheet(), table)?;
    }
    workbook.save_to_buffer()
}

fn sheet(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_border_bottom(FormatBorder::Thin).set_text_wrap().set_align(FormatAlign::VerticalCenter);
    let (day, text) = (Format::new().set_num_format("yyyy-mm-dd"), Format::new().set_num_format("@"));
    let percent = Format::new().set_num_format("+0%;-0%;0%");
    sheet.set_name(&table.name)?;
    for (column, name) in (0u16..).zip(&table.head) {
        sheet.write_string_with_format(0, column, name, &bold)?;
        sheet.set_column_width(column, width(table, usize::from(column)))?;
    }
    for (row, cells) in (1u32..).zip(&table.rows) {
        for (column, cell) in (0u16..).zip(cells) {
            match cell {
                Cell::Nothing => &mut *sheet,
                Cell::Text(content) => sheet.write_string_with_format(row, column, content, &text)?,
                Cell::Number(number) => sheet.write_number(row, column, float(i64::try_from(*number).unwrap_or(i64::MAX)))?,
                Cell::Percent(change) => sheet.write_number_with_format(row, column, float(*change) / 100.0, &percent)?,
                Cell::Date(date) => sheet.write_datetime_with_format(row, column, excel(*date)?, &day)?,
            };
        }
    }
    sheet.set_freeze_panes(1, 1)?;
    let (last_row, last_column) = (table.rows.len().try_into().unwrap_or(u32::MAX), table.head.len().saturating_sub(1));
    sheet.autofilter(0, 0, last_row, last_column.try_into().unwrap_or(u16::MAX))?;
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
fn float(number: i64) -> f64 {
    number as f64
}

#[expect(clippy::cast_precision_loss, reason = "a column is narrow")]
fn width(table: &Table, column: usize) -> f64 {
    let head = table.head[column].width();
    let widest = table.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.text().width()).fold(head, usize::max);
    (widest + 2).clamp(8, WIDEST) as f64
}

fn excel(date: Date) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_ymd(date.year().unsigned_abs(), date.month().unsigned_abs(), date.day().unsigned_abs())
}
