package org.medalliance.referral.print;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Map;
import org.openpdf.text.Image;
import org.openpdf.text.pdf.PdfWriter;

/** A text as a QR code in lines, so that it stays sharp on every printer. */
final class QrCode {

    private QrCode() {}

    /**
     * @param edge in points
     */
    static Image of(String text, float edge, PdfWriter writer) {
        var modules = modules(text);
        var drawing = writer.getDirectContent().createTemplate(modules.getWidth(), modules.getHeight());
        for (var y = 0; y < modules.getHeight(); y++) {
            for (var x = 0; x < modules.getWidth(); x++) {
                if (modules.get(x, y)) {
                    drawing.rectangle(x, modules.getHeight() - 1f - y, 1, 1);
                }
            }
        }
        drawing.fill();
        var image = Image.getInstance(drawing);
        image.scaleAbsolute(edge, edge);
        return image;
    }

    private static BitMatrix modules(String text) {
        try {
            return new QRCodeWriter()
                    .encode(
                            text,
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.Q, EncodeHintType.MARGIN, 0));
        } catch (WriterException e) {
            throw new IllegalStateException("A case's number makes a QR code.", e);
        }
    }
}
