package org.medalliance.referral.diagnosis;

import java.util.List;
import java.util.stream.IntStream;
import org.medalliance.platform.privacy.BlindIndex;
import org.medalliance.referral.content.Diagnosis;
import org.springframework.stereotype.Component;

/** The hashes by which a case is found by its sealed diagnoses: one of each beginning of a code, from its category on. */
@Component
public class DiagnosisIndex {

    /** Of an ICD-10 category, such as {@code I20}. */
    public static final int CATEGORY = 3;

    private static final String FIELD = "diagnosis";

    private final BlindIndex index;

    DiagnosisIndex(BlindIndex index) {
        this.index = index;
    }

    /** To store. */
    public List<String> of(String alliance, List<Diagnosis> diagnoses) {
        return diagnoses.stream()
                .map(Diagnosis::code)
                .flatMap(code -> IntStream.rangeClosed(CATEGORY, code.length())
                        .mapToObj(length -> code.substring(0, length))
                        .filter(beginning -> !beginning.endsWith(".")))
                .distinct()
                .map(beginning -> index.hash(alliance, FIELD, beginning))
                .toList();
    }

    /**
     * To look for.
     *
     * @param beginning of a code, its category at least
     */
    public List<String> hashes(String alliance, String beginning) {
        return index.hashes(alliance, FIELD, beginning);
    }
}
