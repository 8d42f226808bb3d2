package org.medalliance.referral.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.lifecycle.Refusal.Invalid.Fault;
import org.medalliance.referral.cases.Checklist.Item;
import org.medalliance.referral.command.DownCommands.GivenCheck;

/** Before a patient goes home every question is answered. */
class ChecklistTest {

    private static final String POINTER = "/carePlan/checklist";

    private final Checklist checklist = new Checklist();

    /** Every item, all stable, in the order of the list. */
    private static List<GivenCheck> whole() {
        return new ArrayList<>(Arrays.stream(Item.values())
                .map(item -> new GivenCheck(item.name(), true, null))
                .toList());
    }

    private List<Fault> faults(List<GivenCheck> answers) {
        return catchThrowableOfType(Refusal.Invalid.class, () -> checklist.check(answers, POINTER))
                .faults();
    }

    @Test
    void aWholeListLetsThePatientGo() {
        assertThatCode(() -> checklist.check(whole(), POINTER)).doesNotThrowAnyException();
    }

    @Test
    void aMissingAnswerIsMissed() {
        assertThat(faults(whole().subList(1, Item.values().length)))
                .containsExactly(new Fault(POINTER, "checklist-incomplete"));
    }

    @Test
    void anInventedItemIsNamedByItsPlace() {
        var answers = whole();
        answers.add(2, new GivenCheck("GOOD_MOOD", true, null));

        assertThat(faults(answers)).containsExactly(new Fault(POINTER + "/2/item", "checklist-unknown"));
    }

    @Test
    void anItemIsAnsweredOnce() {
        var answers = whole();
        answers.add(answers.getFirst());

        assertThat(faults(answers))
                .containsExactly(new Fault(POINTER + "/" + Item.values().length + "/item", "checklist-twice"));
    }

    @Test
    void whatIsNotStableIsExplained() {
        var answers = whole();
        answers.set(1, new GivenCheck(Item.VITALS_STABLE.name(), false, null));
        assertThat(faults(answers)).containsExactly(new Fault(POINTER + "/1/remark", "checklist-needs-remark"));

        answers.set(1, new GivenCheck(Item.VITALS_STABLE.name(), false, "pressure high, treated"));
        assertThatCode(() -> checklist.check(answers, POINTER)).doesNotThrowAnyException();
    }

    @Test
    void everyFaultIsToldAtOnce() {
        var answers = whole().subList(0, 2);
        answers.set(1, new GivenCheck("GOOD_MOOD", true, null));

        assertThat(faults(answers))
                .containsExactly(
                        new Fault(POINTER + "/1/item", "checklist-unknown"),
                        new Fault(POINTER, "checklist-incomplete"));
    }
}
