package org.medalliance.local.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.medalliance.local.process.LocalFailure;

/** Reads {@code deploy/demo/diagnoses.csv}: UTF-8, a head, four fields, none of which holds a comma or a quote. */
final class DiagnosesCsv {

    private static final String HEAD = "code,name_zh,pinyin_initials,specialty";

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private DiagnosesCsv() {}

    /** Field names are those of the catalogue's import. */
    record Diagnosis(String code, String name, String pinyinInitials, String specialty) {}

    static List<Diagnosis> read(Path file) {
        try {
            return parse(file.getFileName().toString(), Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException("诊断表无法读取 | the diagnoses cannot be read: " + file, e);
        }
    }

    static List<Diagnosis> parse(String name, List<String> lines) {
        var head = lines.isEmpty() ? "" : lines.getFirst().replace(BYTE_ORDER_MARK, "");
        if (!head.equals(HEAD)) {
            throw new LocalFailure("%s 第 1 行应为 %s | line 1 must be that head, is: %s".formatted(name, HEAD, head));
        }
        var codes = new HashSet<String>();
        var diagnoses = new ArrayList<Diagnosis>();
        for (int line = 2; line <= lines.size(); line++) {
            var text = lines.get(line - 1);
            if (text.isBlank()) {
                continue;
            }
            var diagnosis = diagnosis(name, line, text);
            if (!codes.add(diagnosis.code())) {
                throw new LocalFailure("%s 第 %d 行：编码 %s 重复 | line %d: the code is there twice"
                        .formatted(name, line, diagnosis.code(), line));
            }
            diagnoses.add(diagnosis);
        }
        return List.copyOf(diagnoses);
    }

    private static Diagnosis diagnosis(String name, int line, String text) {
        var fields = text.split(",", -1);
        if (fields.length != 4 || text.contains("\"")) {
            throw new LocalFailure(
                    "%s 第 %d 行应有 4 个字段，不含逗号和引号：%s | line %d must have 4 fields without commas or quotes inside"
                            .formatted(name, line, text, line));
        }
        return new Diagnosis(fields[0].strip(), fields[1].strip(), fields[2].strip(), fields[3].strip());
    }
}
