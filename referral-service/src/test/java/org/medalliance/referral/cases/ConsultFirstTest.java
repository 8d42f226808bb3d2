package org.medalliance.referral.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.medalliance.referral.cases.Cases.accepted;
import static org.medalliance.referral.cases.Cases.consulting;
import static org.medalliance.referral.cases.Cases.minute;
import static org.medalliance.referral.cases.Cases.submitted;
import static org.medalliance.referral.cases.Refused.conflict;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.content.Closing;
import org.medalliance.referral.content.Conclusion;
import org.medalliance.referral.content.ConsultRequest;
import org.medalliance.referral.content.Priority;
import org.medalliance.referral.content.Remark;

/** A hospital asks telemedicine before it decides: which opinion moves a case, and where to. */
class ConsultFirstTest {

    private static final UUID CONSULT = new UUID(7, 1);
    private static final UUID ANOTHER = new UUID(7, 2);

    private static Referral opened() {
        var it = consulting();
        return TriageMoves.consultOpened(it, CONSULT, "C20261122-0001", it.version(), minute(3));
    }

    @Test
    void aConsultIsAskedForAsTheVersionThatAsks() {
        var it = consulting();

        assertThat(it.state()).isEqualTo(State.CONSULTING);
        assertThat(it.details().consult())
                .isEqualTo(new ConsultRequest("Is it an infarct?", it.version(), null, null, null));
    }

    @Test
    void anOpenedConsultIsKnownByItsNumber() {
        var it = opened();

        assertThat(it.state()).isEqualTo(State.CONSULTING);
        assertThat(it.since()).isEqualTo(minute(2));
        assertThat(it.details().consult())
                .isEqualTo(new ConsultRequest("Is it an infarct?", it.version() - 1, CONSULT, "C20261122-0001", null));
    }

    @Test
    void aConsultThatAnswersAnEarlierRequestIsNotOurs() {
        var it = consulting();

        assertThat(conflict(() -> TriageMoves.consultOpened(it, CONSULT, "C1", it.version() - 1, minute(3))))
                .isEqualTo("other-consult");
        assertThat(conflict(() -> TriageMoves.consultOpened(submitted(), CONSULT, "C1", null, minute(3))))
                .isEqualTo("other-consult");
    }

    @Test
    void aConsultThatDoesNotSayWhatItAnswersIsTakenForTheLast() {
        assertThat(TriageMoves.consultOpened(consulting(), CONSULT, "C1", null, minute(3))
                        .details()
                        .consult()
                        .consult())
                .isEqualTo(CONSULT);
    }

    @Test
    void aRequestFromBeforeVersionsWereNotedTakesAnyConsult() {
        var it = consulting();
        var old = it.withDetails(it.details()
                .edited(edit -> edit.consult = new ConsultRequest("Is it an infarct?", null, null, null, null)));

        assertThat(TriageMoves.consultOpened(old, CONSULT, "C1", 99L, minute(3))
                        .details()
                        .consult()
                        .consult())
                .isEqualTo(CONSULT);
    }

    @Test
    void anOpinionToTreatLocallyWaitsForTheSender() {
        var it = TriageMoves.concluded(opened(), CONSULT, Conclusion.TREAT_LOCALLY, minute(40));

        assertThat(it.state()).isEqualTo(State.KEPT_LOCAL_PENDING_ACK);
        assertThat(it.since()).isEqualTo(minute(40));
        assertThat(it.details().consult())
                .isEqualTo(new ConsultRequest(
                        "Is it an infarct?", it.version() - 2, CONSULT, "C20261122-0001", Conclusion.TREAT_LOCALLY));
        assertThat(TriageMoves.acknowledged(it, minute(50)).details().closing()).isEqualTo(Closing.KEPT_LOCAL);
    }

    @Test
    void anOpinionToReferGoesBackToTriageAndAnEmergencyGoesFirst() {
        var up = TriageMoves.concluded(opened(), CONSULT, Conclusion.REFER_UP, minute(40));
        assertThat(up.state()).isEqualTo(State.SUBMITTED);
        assertThat(up.priority()).isEqualTo(Priority.ROUTINE);
        assertThat(up.details().consult().conclusion()).isEqualTo(Conclusion.REFER_UP);

        var atOnce = TriageMoves.concluded(opened(), CONSULT, Conclusion.REFER_EMERGENCY, minute(40));
        assertThat(atOnce.state()).isEqualTo(State.SUBMITTED);
        assertThat(atOnce.priority()).isEqualTo(Priority.EMERGENCY);
    }

    @Test
    void anOpinionToReviewAgainKeepsTheCaseWaiting() {
        var it = TriageMoves.concluded(opened(), CONSULT, Conclusion.REVIEW_AGAIN, minute(40));

        assertThat(it.state()).isEqualTo(State.CONSULTING);
        assertThat(it.since()).isEqualTo(minute(2));
    }

    @Test
    void anotherConsultsOpinionMovesNothing() {
        var it = opened();

        assertThat(conflict(() -> TriageMoves.concluded(it, ANOTHER, Conclusion.REFER_UP, minute(40))))
                .isEqualTo("other-consult");
        assertThat(conflict(() -> TriageMoves.consultEnded(it, ANOTHER, minute(40))))
                .isEqualTo("other-consult");
        assertThat(conflict(() -> TriageMoves.concluded(accepted(), CONSULT, Conclusion.REFER_UP, minute(40))))
                .isEqualTo("other-consult");
        assertThat(conflict(() -> TriageMoves.consultEnded(consulting(), CONSULT, minute(40))))
                .as("a consult that was never opened here")
                .isEqualTo("other-consult");
    }

    @Test
    void aConsultThatEndsWithoutAnOpinionGivesTheCaseBack() {
        var it = TriageMoves.consultEnded(opened(), CONSULT, minute(40));

        assertThat(it.state()).isEqualTo(State.SUBMITTED);
        assertThat(it.since()).isEqualTo(minute(40));
        assertThat(it.details().consult().conclusion()).isNull();
    }

    @Test
    void theHospitalMayGoOnWithoutTheOpinion() {
        var it = TriageMoves.resumed(opened(), minute(40));

        assertThat(it.state()).isEqualTo(State.SUBMITTED);
        assertThat(it.movedAt()).isEqualTo(minute(40));
    }

    @Test
    void aSenderWhoObjectsIsHeard() {
        var kept = TriageMoves.concluded(opened(), CONSULT, Conclusion.TREAT_LOCALLY, minute(40));

        var it = TriageMoves.objected(kept, "He lives alone", minute(45));

        assertThat(it.state()).isEqualTo(State.SUBMITTED);
        assertThat(it.details().objection()).isEqualTo("He lives alone");
        assertThat(it.details().remarks()).containsExactly(new Remark(it.version(), "OBJECT", null, "He lives alone"));
    }
}
