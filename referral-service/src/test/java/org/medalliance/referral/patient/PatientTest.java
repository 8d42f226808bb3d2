package org.medalliance.referral.patient;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.medalliance.referral.patient.Patient.IdentityKind;
import org.medalliance.referral.patient.Patient.Insurance;
import org.medalliance.referral.patient.Patient.Personal;
import org.medalliance.referral.patient.Patient.Sex;

class PatientTest {

    @Test
    void ofANameTheFamilyNameIsShownAndOfNobodyThatNobodyKnows() {
        assertThat(called("郭靖", IdentityKind.RESIDENT_ID).maskedName()).isEqualTo("郭*");
        assertThat(called("郭靖", IdentityKind.UNKNOWN).maskedName()).isEqualTo("郭*");
        assertThat(called("未知患者 R20261122-0001", IdentityKind.UNKNOWN).maskedName())
                .isEqualTo("未知患者");
        assertThat(called("无名氏U20261122-0001", IdentityKind.UNKNOWN).maskedName())
                .isEqualTo("无名氏");
        assertThat(called("无名氏", IdentityKind.PASSPORT).maskedName())
                .as("a document has it so")
                .isEqualTo("无*");
    }

    private static Patient called(String name, IdentityKind kind) {
        var born = LocalDate.of(1980, 7, 1);
        return new Patient(
                new UUID(0, 1),
                "clinic",
                1,
                Sex.MALE,
                kind,
                Insurance.SELF_PAY,
                new Personal(name, born, null, null, null, null),
                null,
                null,
                Instant.EPOCH,
                null);
    }
}
