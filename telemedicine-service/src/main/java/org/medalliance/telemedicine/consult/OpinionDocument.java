package org.medalliance.telemedicine.consult;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The document that a chief expert signs: complete in itself, its fields in one order, kept as the text it was. */
@Component
class OpinionDocument {

    static final String DECISION =
            "会诊意见供申请机构参考,诊疗决定由申请机构作出。" + " The decision on treatment stays with the requesting institution.";

    private final JsonMapper json;

    OpinionDocument(JsonMapper json) {
        this.json = json;
    }

    @JsonPropertyOrder(alphabetic = true)
    record Content(
            String advice,
            String alliance,
            String chief,
            Opinion.Conclusion conclusion,
            UUID consult,
            String decision,
            List<Consult.Diagnosis> diagnoses,
            List<String> experts,
            String findings,
            String number,
            Consult.Patient patient,
            String provider,
            String question,
            @Nullable UUID referral,
            String requester,
            Instant signedAt,
            String specialty,
            @Nullable String summary) {}

    /** Signs with a digest, which is all that stands for a signature so far. */
    Signature sign(Consult consult, String signedBy, Instant at) {
        var document = json.writeValueAsString(content(consult, at));
        return new Signature(Signature.Kind.HASH_ONLY, Digest.sha256(document), document, signedBy, at);
    }

    private static Content content(Consult consult, Instant at) {
        var ask = consult.details().ask();
        var opinion = consult.opinion();
        return new Content(
                opinion.advice(),
                consult.alliance(),
                consult.appointment().chief(),
                opinion.conclusion(),
                consult.id(),
                DECISION,
                ask.diagnoses(),
                consult.experts(),
                opinion.findings(),
                consult.number(),
                ask.patient(),
                consult.provider(),
                ask.question(),
                consult.origin() == null ? null : consult.origin().referral(),
                consult.requester(),
                at,
                consult.specialty(),
                ask.summary());
    }
}
