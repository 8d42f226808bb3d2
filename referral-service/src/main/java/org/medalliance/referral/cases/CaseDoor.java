package org.medalliance.referral.cases;

import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.audit.Audit;
import org.medalliance.platform.audit.Basis;
import org.medalliance.platform.breakglass.BreakGlass;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.referral.cases.ReferralLifecycle.Party;
import org.medalliance.referral.patient.CaseReader;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The way into a case for the rooms beside it, such as its files and its print: who may come in, and as what. */
@Component
public class CaseDoor {

    private final Referrals referrals;
    private final BreakGlass breakGlass;
    private final Audit audit;

    CaseDoor(Referrals referrals, BreakGlass breakGlass, Audit audit) {
        this.referrals = referrals;
        this.breakGlass = breakGlass;
        this.audit = audit;
    }

    /**
     * A case as somebody has come into it.
     *
     * @param parties that the actor's institution holds on it; none of somebody who is there in an emergency
     */
    public record Entry(Referral referral, Set<Party> parties) {

        public UUID id() {
            return referral.id();
        }

        /** The case's own alliance, which need not be the actor's. */
        public Scope scope() {
            return new Scope(referral.alliance());
        }

        /** Had it once and has sent it on: looks and does nothing. */
        public boolean isFormerOnly() {
            return parties.stream().allMatch(it -> it == Party.FORMER);
        }

        public boolean isOpen() {
            return referral.state().isOpen();
        }
    }

    /**
     * To read: as a party, or in an emergency.
     *
     * @throws Refusal.Unknown when the actor has no part in it, whether or not it exists
     * @throws Refusal.Forbidden as {@link CaseReader#require}
     */
    public Mono<Entry> enter(Actor actor, UUID id) {
        return asParty(actor, id)
                .switchIfEmpty(Mono.defer(() -> inAnEmergency(actor, id)))
                .switchIfEmpty(Mono.error(Refusal.Unknown::new))
                .doOnNext(_ -> CaseReader.require(actor));
    }

    /**
     * To do something.
     *
     * @throws Refusal.Unknown when the actor's institution has no part in it
     */
    public Mono<Entry> enterAsParty(Actor actor, UUID id) {
        return asParty(actor, id).switchIfEmpty(Mono.error(Refusal.Unknown::new));
    }

    /**
     * The case is shown to who came in; wait for it before the answer leaves.
     *
     * @param parts what of it in particular, by id, such as one file
     */
    public Mono<Void> shown(Actor actor, Entry entry, UUID... parts) {
        var ids = Stream.concat(Stream.of(entry.id()), Stream.of(parts)).toList();
        var noted = audit.listed(actor, ReferralDeadlines.CASE_TYPE, ids);
        return entry.parties().isEmpty() ? Audit.on(Basis.BREAK_GLASS, noted) : noted;
    }

    private Mono<Entry> asParty(Actor actor, UUID id) {
        return referrals.find(actor, id).map(seen -> new Entry(seen.referral(), seen.parties()));
    }

    private Mono<Entry> inAnEmergency(Actor actor, UUID id) {
        return breakGlass
                .isHeld(actor, id)
                .filter(held -> held)
                .flatMap(_ -> referrals.find(actor.scope(), id))
                .map(referral -> new Entry(referral, Set.of()));
    }
}
