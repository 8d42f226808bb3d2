package org.medalliance.referral.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.medalliance.referral.cases.Cases.CARDIOLOGY;
import static org.medalliance.referral.cases.Cases.OFFICER;
import static org.medalliance.referral.cases.Cases.SECOND;
import static org.medalliance.referral.cases.Cases.START;
import static org.medalliance.referral.cases.Cases.bed;
import static org.medalliance.referral.cases.Cases.minute;
import static org.medalliance.referral.cases.Cases.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.medalliance.referral.cases.ReferralDetails.Undo;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.content.Admission;
import org.medalliance.referral.content.Claim;
import org.medalliance.referral.content.Clinical;
import org.medalliance.referral.content.Closing;
import org.medalliance.referral.content.Conclusion;
import org.medalliance.referral.content.Consent;
import org.medalliance.referral.content.ConsultRequest;
import org.medalliance.referral.content.Decline;
import org.medalliance.referral.content.Diagnosis;
import org.medalliance.referral.content.FirstReport;
import org.medalliance.referral.content.Hop;
import org.medalliance.referral.content.NodeStamp;
import org.medalliance.referral.content.Notice;
import org.medalliance.referral.content.Outcome;
import org.medalliance.referral.content.Question;
import org.medalliance.referral.content.Remark;
import org.medalliance.referral.content.Ring;
import org.medalliance.referral.content.TakenOption;
import org.medalliance.referral.content.Transport;

/** What a case gathers on its way is neither lost by a later move nor changed from outside. */
class ReferralDetailsTest {

    private static final Clinical CLINICAL = new Clinical(
            List.of(new Diagnosis("I21.0", "急性前壁心肌梗死")), "chest pain", null, "penicillin", "aspirin", "ECG");

    /** One of everything, though no single case comes to all of it. */
    private static ReferralDetails everything() {
        return ReferralDetails.NONE.edited(edit -> {
            edit.reason = "BEYOND_CAPABILITY";
            edit.clinical = CLINICAL;
            edit.consent = new Consent(Consent.Giver.PATIENT, Consent.Form.SIGNED, START);
            edit.claim = new Claim("s-officer", null, minute(15));
            edit.questions = List.of(new Question("Which drugs?", START, null, null));
            edit.hops = List.of(new Hop("hospital", "cardio", START));
            edit.decline = new Decline("NO_CAPACITY", "full", "s-officer", "hospital");
            edit.appeal = "He cannot wait";
            edit.consult = new ConsultRequest("Infarct?", 3L, new UUID(7, 1), "C1", Conclusion.REFER_UP);
            edit.objection = "He lives alone";
            edit.reserve(bed(minute(600)), START);
            edit.transport = new Transport(Transport.Means.OWN, null, null, START, minute(60));
            edit.arrivedAt = minute(50);
            edit.admission = new Admission("ward 3", null, minute(55));
            edit.outcome = new Outcome("stents", Outcome.Result.CURED);
            edit.outside = "provincial";
            edit.outsideCode = "OTHER";
            edit.diedAt = minute(90);
            edit.firstReport = new FirstReport("chest pain", START, START, 61);
            edit.ring = new Ring(START, List.of(CARDIOLOGY, SECOND), null, null, Map.of());
            edit.nodes = List.of(new NodeStamp("DOOR", START, "s", "hospital", List.of()));
            edit.carePlan = plan();
            edit.option = new TakenOption(TakenOption.Kind.CONSULT, null, "hospital", null, START);
            edit.withdrawal = "IMPROVED";
            edit.closing = Closing.TREATED;
            edit.notices = List.of(new Notice("DIVERT", "ORIGIN", "clinic", START, null, null));
            edit.remarks = List.of(new Remark(2, "DIVERT", "ROAD", null));
            edit.continues = new UUID(1, 1);
            edit.recalledBy = new UUID(1, 2);
            edit.undo = new Undo("s-officer", minute(2), 2, State.SUBMITTED, CARDIOLOGY, ReferralDetails.NONE);
        });
    }

    @Test
    void whatWasGatheredStaysWhenNothingIsChanged() {
        var all = everything();

        assertThat(all).hasNoNullFieldsOrProperties();
        assertThat(all.edited(_ -> {})).isEqualTo(all);
    }

    @Test
    void oneChangeLeavesTheRestAndWhatStoodBefore() {
        var all = everything();

        var changed = all.edited(edit -> edit.reason = "OTHER");

        assertThat(all.reason()).isEqualTo("BEYOND_CAPABILITY");
        assertThat(changed.reason()).isEqualTo("OTHER");
        assertThat(changed.edited(edit -> edit.reason = "BEYOND_CAPABILITY")).isEqualTo(all);
    }

    @Test
    void aCaseBeginsWithNothing() {
        var none = ReferralDetails.NONE;

        assertThat(none.questions()).isEmpty();
        assertThat(none.hops()).isEmpty();
        assertThat(none.nodes()).isEmpty();
        assertThat(none.notices()).isEmpty();
        assertThat(none.remarks()).isEmpty();
        assertThat(none.reservation()).isNull();
        assertThat(none.undo()).isNull();
    }

    @Test
    void whatWasStoredBeforeAListWasThoughtOfReadsAsAnEmptyOne() {
        var old = ReferralDetails.NONE.edited(edit -> {
            edit.questions = null;
            edit.hops = null;
            edit.nodes = null;
            edit.notices = null;
            edit.remarks = null;
        });

        assertThat(old).isEqualTo(ReferralDetails.NONE);
        var claimed = TriageMoves.claimed(Cases.submitted().withDetails(old), OFFICER, minute(2));
        assertThat(claimed.details().hops()).isEmpty();
    }

    @Test
    void aListThatSomebodyKeptDoesNotChangeTheCase() {
        var mine = new ArrayList<>(List.of(new Hop("hospital", "cardio", START)));
        var details = ReferralDetails.NONE.edited(edit -> edit.hops = mine);

        mine.clear();

        assertThat(details.hops()).hasSize(1);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> details.hops().clear());
    }

    @Test
    void aListGrowsAtItsEndAndIsMendedInItsPlace() {
        var list = List.of("a", "b", "c");

        assertThat(Lists.plus(list, "d", "e")).containsExactly("a", "b", "c", "d", "e");
        assertThat(Lists.plus(list)).isEqualTo(list);
        assertThat(Lists.replaced(list, 0, "x")).containsExactly("x", "b", "c");
        assertThat(Lists.replaced(list, 1, "x")).containsExactly("a", "x", "c");
        assertThat(Lists.replaced(list, 2, "x")).containsExactly("a", "b", "x");
        assertThat(list).containsExactly("a", "b", "c");
    }
}
