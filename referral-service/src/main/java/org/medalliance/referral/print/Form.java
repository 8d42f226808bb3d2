package org.medalliance.referral.print;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.medalliance.referral.print.Sheet.Field;
import org.medalliance.referral.print.Sheet.Fields;
import org.medalliance.referral.print.Sheet.Lines;
import org.medalliance.referral.print.Sheet.Section;
import org.medalliance.referral.print.Sheet.Texts;
import org.openpdf.text.Chunk;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.Font;
import org.openpdf.text.PageSize;
import org.openpdf.text.Phrase;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfString;
import org.openpdf.text.pdf.PdfWriter;
import org.openpdf.text.pdf.draw.DottedLineSeparator;

/** Draws one sheet as hospitals know it: A4, a grid of labels and values, black on white. Sizes are in points. */
final class Form {

    /** Rows of a table that is not torn apart at the end of a page; a longer one has its head on each page. */
    private static final int SHORT = 12;

    private static final float SIDE = 45;
    private static final float QR = 62;
    private static final float RULE = 0.6f;
    private static final float TEXT = 9.5f;

    private static final Color TINT = new Color(0xEE, 0xEE, 0xEE);
    private static final Color GREY = new Color(0x55, 0x55, 0x55);

    /** Label, value, label, value. */
    private static final float[] COLUMNS = {15, 35, 15, 35};

    private final Typeface typeface;
    private final Sheet sheet;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Document document = new Document(PageSize.A4, SIDE, SIDE, 36, 54);
    private final PdfWriter writer = PdfWriter.getInstance(document, bytes);

    Form(Typeface typeface, Sheet sheet) {
        this.typeface = typeface;
        this.sheet = sheet;
    }

    /**
     * @param foot stands on each page
     */
    byte[] draw(String foot) {
        document.addTitle(sheet.title() + " " + sheet.number());
        writer.setViewerPreferences(PdfWriter.DisplayDocTitle);
        document.open();
        writer.getExtraCatalog().put(PdfName.LANG, new PdfString("zh-CN"));
        writer.setPageEvent(new Foot(typeface, sheet.title() + " " + sheet.number() + "　" + foot, writer));
        document.add(head());
        sheet.sections().forEach(it -> document.add(section(it)));
        document.add(signatures());
        if (!sheet.stub().isEmpty()) {
            document.add(stub());
        }
        document.close();
        return bytes.toByteArray();
    }

    private PdfPTable head() {
        var head = table(QR + 14, PageSize.A4.getWidth() - 2 * SIDE - 2 * (QR + 14), QR + 14);
        head.setSpacingAfter(8);
        head.addCell(notice());
        head.addCell(title());
        head.addCell(code());
        return head;
    }

    private PdfPCell notice() {
        var cell = plain();
        cell.setVerticalAlignment(Element.ALIGN_MIDDLE);
        if (sheet.notice() != null) {
            var pill = new PdfPTable(1);
            var inner = new PdfPCell(phrase(sheet.notice(), typeface.bold(16, Color.WHITE)));
            inner.setBackgroundColor(Color.BLACK);
            inner.setHorizontalAlignment(Element.ALIGN_CENTER);
            inner.setPadding(6);
            inner.setPaddingBottom(9);
            inner.setBorder(Rectangle.NO_BORDER);
            pill.addCell(inner);
            pill.setTotalWidth(QR);
            pill.setLockedWidth(true);
            pill.setHorizontalAlignment(Element.ALIGN_LEFT);
            cell.addElement(pill);
        }
        return cell;
    }

    private PdfPCell title() {
        var cell = plain();
        cell.setVerticalAlignment(Element.ALIGN_MIDDLE);
        var lines = new PdfPTable(1);
        lines.setWidthPercentage(100);
        lines.addCell(centred(sheet.issuer(), typeface.regular(12), 0));
        lines.addCell(centred(sheet.title(), typeface.bold(20), 4));
        lines.addCell(centred("编号 " + sheet.number(), typeface.regular(11), 2));
        cell.addElement(lines);
        return cell;
    }

    private PdfPCell centred(String text, Font font, float above) {
        var cell = plain();
        cell.setPhrase(phrase(text, font));
        cell.setHorizontalAlignment(Element.ALIGN_CENTER);
        cell.setPaddingTop(above);
        cell.setPaddingBottom(4);
        return cell;
    }

    private PdfPCell code() {
        var cell = new PdfPCell(QrCode.of(sheet.number(), QR, writer));
        cell.setBorder(Rectangle.NO_BORDER);
        cell.setPadding(0);
        cell.setHorizontalAlignment(Element.ALIGN_RIGHT);
        cell.setVerticalAlignment(Element.ALIGN_MIDDLE);
        return cell;
    }

    private PdfPTable section(Section section) {
        return switch (section) {
            case Fields it -> together(fields(headed(it.heading(), COLUMNS), it.fields()));
            case Texts it -> texts(headed(it.heading(), COLUMNS), it.paragraphs());
            case Lines it -> lines(headed(it.heading(), widths(it)), it);
        };
    }

    private PdfPTable headed(String heading, float... widths) {
        var grid = table(widths);
        var cell = cell(phrase(heading, typeface.bold(TEXT + 0.5f)));
        cell.setColspan(widths.length);
        cell.setBackgroundColor(TINT);
        grid.addCell(cell);
        grid.setSplitLate(false);
        return grid;
    }

    private static PdfPTable together(PdfPTable grid) {
        grid.setKeepTogether(true);
        return grid;
    }

    private PdfPTable fields(PdfPTable grid, List<Field> fields) {
        var half = false;
        for (var it : fields) {
            if (it.wide() && half) {
                grid.addCell(value("", 2));
            }
            grid.addCell(label(it.label()));
            grid.addCell(value(it.value(), it.wide() ? 3 : 1));
            half = !it.wide() && !half;
        }
        if (half) {
            grid.addCell(value("", 2));
        }
        return grid;
    }

    private PdfPTable texts(PdfPTable grid, List<Field> paragraphs) {
        for (var it : paragraphs) {
            grid.addCell(label(it.label()));
            grid.addCell(value(it.value(), 3));
        }
        return grid;
    }

    private PdfPTable lines(PdfPTable grid, Lines lines) {
        lines.columns().forEach(it -> grid.addCell(label(it)));
        lines.rows().forEach(row -> row.forEach(it -> grid.addCell(value(it, 1))));
        grid.setHeaderRows(2);
        return lines.rows().size() <= SHORT ? together(grid) : grid;
    }

    private static float[] widths(Lines lines) {
        var widths = new float[lines.widths().size()];
        for (var i = 0; i < widths.length; i++) {
            widths[i] = lines.widths().get(i);
        }
        return widths;
    }

    private PdfPTable signatures() {
        var grid = new PdfPTable(sheet.signatures().size());
        grid.setWidthPercentage(100);
        grid.setKeepTogether(true);
        sheet.signatures().forEach(it -> {
            var text = phrase(it.who(), typeface.regular(TEXT, GREY));
            text.add(new Chunk("\n\n" + typeface.legible(it.name() == null ? "" : it.name()), typeface.regular(TEXT)));
            text.add(new Chunk("\n\n　　　　年　　月　　日", typeface.regular(TEXT - 1, GREY)));
            var cell = cell(text);
            cell.setPaddingBottom(8);
            grid.addCell(cell);
        });
        return grid;
    }

    private PdfPTable stub() {
        var whole = new PdfPTable(1);
        whole.setWidthPercentage(100);
        whole.setKeepTogether(true);
        whole.setSpacingBefore(14);
        var cut = plain();
        var line = new DottedLineSeparator();
        line.setGap(3);
        var cutLine = new Chunk(line);
        cutLine.setFont(typeface.regular(TEXT));
        cut.setPhrase(new Phrase(cutLine));
        cut.setPaddingBottom(6);
        whole.addCell(cut);
        var heading = centred("存　根（转出机构留存）　编号 " + sheet.number(), typeface.bold(11), 4);
        heading.setPaddingBottom(8);
        whole.addCell(heading);
        var grid = plain();
        grid.addElement(fields(table(COLUMNS), sheet.stub()));
        whole.addCell(grid);
        return whole;
    }

    private PdfPCell label(String text) {
        var cell = cell(phrase(text, typeface.regular(TEXT, GREY)));
        cell.setVerticalAlignment(Element.ALIGN_MIDDLE);
        cell.setHorizontalAlignment(Element.ALIGN_CENTER);
        return cell;
    }

    private PdfPCell value(String text, int columns) {
        var cell = cell(phrase(text, typeface.regular(TEXT)));
        cell.setColspan(columns);
        cell.setVerticalAlignment(Element.ALIGN_MIDDLE);
        return cell;
    }

    private static PdfPCell cell(Phrase text) {
        var cell = new PdfPCell(text);
        cell.setBorderWidth(RULE);
        cell.setLeading(0, 1.35f);
        cell.setPadding(5);
        cell.setPaddingTop(1.5f);
        cell.setPaddingBottom(5);
        return cell;
    }

    private static PdfPCell plain() {
        var cell = new PdfPCell();
        cell.setBorder(Rectangle.NO_BORDER);
        cell.setPadding(0);
        return cell;
    }

    private static PdfPTable table(float... widths) {
        var table = new PdfPTable(widths);
        table.setWidthPercentage(100);
        return table;
    }

    private Phrase phrase(String text, Font font) {
        var chunk = new Chunk(typeface.legible(text), font);
        chunk.setSplitCharacter(LineBreaks.INSTANCE);
        var phrase = new Phrase();
        phrase.setFont(font);
        phrase.add(chunk);
        return phrase;
    }
}
