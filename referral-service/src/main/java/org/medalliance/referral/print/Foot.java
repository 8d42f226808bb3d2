package org.medalliance.referral.print;

import java.awt.Color;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.ColumnText;
import org.openpdf.text.pdf.PdfPageEventHelper;
import org.openpdf.text.pdf.PdfTemplate;
import org.openpdf.text.pdf.PdfWriter;

/** What stands at the foot of each page: where the sheet belongs, when it was printed, and how many pages there are. */
final class Foot extends PdfPageEventHelper {

    private static final float SIZE = 8;

    private static final float GAP = 2;

    private static final Color GREY = new Color(0x55, 0x55, 0x55);

    private final Typeface typeface;
    private final String left;
    private final PdfTemplate total;

    Foot(Typeface typeface, String left, PdfWriter writer) {
        this.typeface = typeface;
        this.left = left;
        this.total = writer.getDirectContent().createTemplate(60, 12);
    }

    @Override
    public void onEndPage(PdfWriter writer, Document document) {
        var canvas = writer.getDirectContent();
        var y = document.bottom() - 20;
        var page = "第 %d 页，共".formatted(writer.getPageNumber());
        var room = typeface.width("88 页", SIZE);
        ColumnText.showTextAligned(canvas, Element.ALIGN_LEFT, phrase(left), document.left(), y, 0);
        ColumnText.showTextAligned(canvas, Element.ALIGN_RIGHT, phrase(page), document.right() - room - GAP, y, 0);
        canvas.addTemplate(total, document.right() - room, y);
    }

    @Override
    public void onCloseDocument(PdfWriter writer, Document document) {
        var pages = "%d 页".formatted(writer.getPageNumber() - 1);
        ColumnText.showTextAligned(total, Element.ALIGN_LEFT, phrase(pages), 0, 0, 0);
    }

    private Phrase phrase(String text) {
        return new Phrase(text, typeface.regular(SIZE, GREY));
    }
}
