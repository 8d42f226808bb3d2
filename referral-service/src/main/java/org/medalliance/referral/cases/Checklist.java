package org.medalliance.referral.cases;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.referral.command.DownCommands.GivenCheck;
import org.springframework.stereotype.Component;

/** The stability checklist before a patient goes home: every item answered, none left out and none invented. */
@Component
class Checklist {

    /**
     * What a clinic near home must be able to rely on. The items follow the conditions for down-referral in common use
     * in county alliances (急性期治疗后病情稳定、诊断明确、治疗方案确定、需继续康复或长期管理); no national list is laid down.
     */
    enum Item {
        ACUTE_PHASE_OVER,
        VITALS_STABLE,
        DIAGNOSIS_CLEAR,
        TREATMENT_SETTLED,
        NO_OPEN_CRITICAL_VALUE,
        WOUNDS_AND_TUBES_MANAGEABLE,
        DRUGS_OBTAINABLE_NEAR_HOME,
        FAMILY_INFORMED
    }

    private static final Set<String> ITEMS = names();

    private static Set<String> names() {
        var names = new HashSet<String>();
        for (var item : Item.values()) {
            names.add(item.name());
        }
        return Set.copyOf(names);
    }

    /** @throws Refusal.Invalid with every item that is missing, unknown or answered twice, or no to stability itself */
    void check(List<GivenCheck> answers, String pointer) {
        var faults = new ArrayList<Refusal.Invalid.Fault>();
        var answered = new HashSet<String>();
        for (int i = 0; i < answers.size(); i++) {
            var item = answers.get(i).item();
            if (!ITEMS.contains(item)) {
                faults.add(new Refusal.Invalid.Fault(pointer + "/" + i + "/item", "checklist-unknown"));
            } else if (!answered.add(item)) {
                faults.add(new Refusal.Invalid.Fault(pointer + "/" + i + "/item", "checklist-twice"));
            } else if (!answers.get(i).stable() && answers.get(i).remark() == null) {
                faults.add(new Refusal.Invalid.Fault(pointer + "/" + i + "/remark", "checklist-needs-remark"));
            }
        }
        if (!answered.containsAll(ITEMS)) {
            faults.add(new Refusal.Invalid.Fault(pointer, "checklist-incomplete"));
        }
        if (!faults.isEmpty()) {
            throw new Refusal.Invalid(faults);
        }
    }
}
