package org.medalliance.referral.cases;

import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.identity.Ids;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.content.Direction;
import org.medalliance.referral.content.Pathway;
import org.medalliance.referral.content.Place;
import org.medalliance.referral.content.Priority;

/** A referral that is being put together, before it is first written. */
record Case(Referral begun) {

    static Case begun(Actor actor, String number, Direction direction, UUID patient, State state, Instant now) {
        return new Case(new Referral(
                Ids.next(),
                1,
                actor.alliance(),
                number,
                direction,
                Priority.ROUTINE,
                Pathway.GENERAL,
                "",
                patient,
                new Place(actor.institution(), null, actor.practitioner()),
                Place.UNDECIDED,
                state,
                ReferralDetails.NONE,
                false,
                now,
                now,
                now));
    }

    static Case of(Referral draft) {
        return new Case(draft);
    }

    Case to(Place destination, String specialty) {
        return rebuilt(begun.priority(), begun.pathway(), destination, specialty, begun.details());
    }

    Case with(Priority priority, Pathway pathway) {
        return rebuilt(priority, pathway, begun.destination(), begun.specialty(), begun.details());
    }

    Case details(Consumer<ReferralDetails.Edit> change) {
        return rebuilt(
                begun.priority(),
                begun.pathway(),
                begun.destination(),
                begun.specialty(),
                begun.details().edited(change));
    }

    private Case rebuilt(
            Priority priority, Pathway pathway, Place destination, String specialty, ReferralDetails details) {
        return new Case(new Referral(
                begun.id(),
                begun.version(),
                begun.alliance(),
                begun.number(),
                begun.direction(),
                priority,
                pathway,
                specialty,
                begun.patient(),
                begun.origin(),
                destination,
                begun.state(),
                details,
                begun.synthetic(),
                begun.submittedAt(),
                begun.since(),
                begun.movedAt()));
    }

    Referral build() {
        return begun;
    }
}
