package org.medalliance.referral.export;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * RFC 4180 in UTF-8 with a mark at its beginning, without which Excel takes Chinese for something else. A value that a
 * spreadsheet would take for a formula is given an apostrophe.
 */
final class CsvFile implements ExportFile {

    private static final String MARK = "\uFEFF";

    private static final String LINE = "\r\n";

    private static final String FORMULAS = "=+-@\t\r";

    private String before;

    CsvFile(List<String> headers) {
        this.before = MARK + line(headers);
    }

    @Override
    public byte[] add(List<List<String>> rows) {
        var text = rows.stream().map(CsvFile::line).collect(Collectors.joining("", before, ""));
        before = "";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] end() {
        return new byte[0];
    }

    private static String line(List<String> values) {
        return values.stream().map(CsvFile::field).collect(Collectors.joining(",", "", LINE));
    }

    static String field(String value) {
        var safe = !value.isEmpty() && FORMULAS.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        return safe.chars().anyMatch(it -> it == ',' || it == '"' || it == '\r' || it == '\n')
                ? '"' + safe.replace("\"", "\"\"") + '"'
                : safe;
    }
}
