package org.medalliance.referral.attachment;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a file is, as its first bytes say; what it is called and claimed to be says nothing. */
enum Kind {
    PDF("application/pdf", "pdf"),
    JPEG("image/jpeg", "jpg", "jpeg"),
    PNG("image/png", "png"),
    WEBP("image/webp", "webp"),
    /** A preamble of 128 bytes and a mark: DICOM PS3.10, 7.1. */
    DICOM("application/dicom", "dcm"),
    /** HL7 annotated ECG. */
    AECG("application/xml", "xml"),
    /** EN 1064: the mark stands in the head of section 0, after the record's own head of six bytes. */
    SCP_ECG("application/octet-stream", "scp");

    private static final Pattern ANNOTATED_ECG =
            Pattern.compile("^(?:\u00ef\u00bb\u00bf)?\\s*<(?s:.{0,4000}<)?(?:\\w{1,20}:)?AnnotatedECG[\\s>]");

    /** A prologue with its comments is seldom longer. */
    private static final int PROLOGUE = 4096;

    private final String mediaType;
    private final List<String> extensions;

    Kind(String mediaType, String... extensions) {
        this.mediaType = mediaType;
        this.extensions = List.of(extensions);
    }

    String mediaType() {
        return mediaType;
    }

    /** The name with an ending of this kind: a file opens as what it is. */
    String named(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return extensions.stream().anyMatch(it -> lower.endsWith("." + it)) ? name : name + "." + extensions.getFirst();
    }

    /**
     * @param begin of the file, 4 KiB where it has as many
     * @return empty for what is none of these
     */
    static Optional<Kind> of(byte[] begin) {
        return Arrays.stream(values()).filter(it -> it.begins(begin)).findFirst();
    }

    private boolean begins(byte[] begin) {
        return switch (this) {
            case PDF -> has(begin, 0, "%PDF-");
            case JPEG -> has(begin, 0, "\u00ff\u00d8\u00ff");
            case PNG -> has(begin, 0, "\u0089PNG\r\n\u001a\n");
            case WEBP -> has(begin, 0, "RIFF") && has(begin, 8, "WEBP");
            case DICOM -> has(begin, 128, "DICM");
            case AECG -> ANNOTATED_ECG.matcher(text(begin)).find();
            case SCP_ECG -> has(begin, 16, "SCPECG");
        };
    }

    private static boolean has(byte[] begin, int at, String mark) {
        return begin.length >= at + mark.length() && mark.equals(new String(begin, at, mark.length(), ISO_8859_1));
    }

    private static String text(byte[] begin) {
        return new String(begin, 0, Math.min(begin.length, PROLOGUE), ISO_8859_1);
    }
}
