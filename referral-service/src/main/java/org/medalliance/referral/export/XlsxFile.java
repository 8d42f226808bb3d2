package org.medalliance.referral.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * A workbook whose rows are written out as they come. Texts stand in the cells themselves: a table of shared texts would
 * be held to the end. Every cell is a text, and none a formula.
 */
final class XlsxFile implements ExportFile {

    /** A sheet has 1,048,576 rows at most; the next begins with the headers again. */
    private static final int ROWS = 1_000_000;

    private static final int WIDTH = 18;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Workbook workbook = new Workbook(written, "medalliance", null);
    private final List<String> headers;
    private Worksheet sheet;
    private int sheets;
    private int row;

    XlsxFile(List<String> headers) {
        this.headers = headers;
        this.sheet = begun();
    }

    private Worksheet begun() {
        sheets++;
        row = 0;
        var next = workbook.newWorksheet("转诊 " + sheets);
        for (int column = 0; column < headers.size(); column++) {
            next.width(column, WIDTH);
        }
        next.freezePane(0, 1);
        write(next, headers);
        return next;
    }

    @Override
    public byte[] add(List<List<String>> rows) {
        try {
            for (var values : rows) {
                if (row == ROWS) {
                    sheet.finish();
                    sheet = begun();
                }
                write(sheet, values);
            }
            sheet.flush();
            return taken();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Worksheet to, List<String> values) {
        for (int column = 0; column < values.size(); column++) {
            if (!values.get(column).isEmpty()) {
                to.inlineString(row, column, values.get(column));
            }
        }
        row++;
    }

    @Override
    public byte[] end() {
        try {
            sheet.finish();
            workbook.finish();
            return taken();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] taken() {
        var bytes = written.toByteArray();
        written.reset();
        return bytes;
    }
}
