package org.medalliance.referral.cases;

import static java.util.Objects.requireNonNull;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.content.Direction;
import org.medalliance.referral.content.Pathway;
import org.medalliance.referral.content.Place;
import org.medalliance.referral.content.Priority;

/** A referral as its row has it: what is clinical stays sealed in {@code details}. */
record ReferralRow(
        UUID id,
        long version,
        String number,
        String direction,
        String priority,
        String pathway,
        String specialty,
        UUID patientId,
        String originInstitution,
        @Nullable String originPractitioner,
        String destinationInstitution,
        @Nullable String destinationDepartment,
        @Nullable String destinationPractitioner,
        String state,
        @Nullable String details,
        boolean synthetic,
        Instant submittedAt,
        Instant since,
        Instant movedAt,
        @Nullable UUID continues,
        @Nullable String closing) {

    /** A page of twenty reads four hundred values: each is asked for as what it is, and nothing is converted. */
    static ReferralRow of(Readable row) {
        return new ReferralRow(
                requireNonNull(row.get("id", UUID.class)),
                requireNonNull(row.get("version", Long.class)),
                text(row, "number"),
                text(row, "direction"),
                text(row, "priority"),
                text(row, "pathway"),
                text(row, "specialty"),
                requireNonNull(row.get("patient_id", UUID.class)),
                text(row, "origin_institution"),
                row.get("origin_practitioner", String.class),
                text(row, "destination_institution"),
                row.get("destination_department", String.class),
                row.get("destination_practitioner", String.class),
                text(row, "state"),
                row.get("details", String.class),
                requireNonNull(row.get("synthetic", Boolean.class)),
                requireNonNull(row.get("submitted_at", Instant.class)),
                requireNonNull(row.get("since", Instant.class)),
                requireNonNull(row.get("moved_at", Instant.class)),
                row.get("continues", UUID.class),
                row.get("closing", String.class));
    }

    private static String text(Readable row, String column) {
        return requireNonNull(row.get(column, String.class));
    }

    static ReferralRow of(Referral it, String sealed) {
        return new ReferralRow(
                it.id(),
                it.version(),
                it.number(),
                it.direction().name(),
                it.priority().name(),
                it.pathway().name(),
                it.specialty(),
                it.patient(),
                it.origin().institution(),
                it.origin().practitioner(),
                it.destination().institution(),
                it.destination().department(),
                it.destination().practitioner(),
                it.state().name(),
                sealed,
                it.synthetic(),
                it.submittedAt(),
                it.since(),
                it.movedAt(),
                it.details().continues(),
                it.details().closing() == null ? null : it.details().closing().name());
    }

    Referral toReferral(String alliance, ReferralDetails opened) {
        return new Referral(
                id,
                version,
                alliance,
                number,
                Direction.valueOf(direction),
                Priority.valueOf(priority),
                Pathway.valueOf(pathway),
                specialty,
                patientId,
                new Place(originInstitution, null, originPractitioner),
                new Place(destinationInstitution, destinationDepartment, destinationPractitioner),
                State.valueOf(state),
                opened,
                synthetic,
                submittedAt,
                since,
                movedAt);
    }
}
