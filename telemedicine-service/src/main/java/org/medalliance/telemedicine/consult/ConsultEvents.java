package org.medalliance.telemedicine.consult;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.lifecycle.Rule;
import org.medalliance.platform.messaging.Event;
import org.medalliance.telemedicine.consult.ConsultLifecycle.Action;
import org.medalliance.telemedicine.consult.ConsultLifecycle.State;

/** What the other services are told: ids, codes and routing facts, never a person or a finding. */
final class ConsultEvents {

    static final String TOPIC = "telemedicine.events.v1";

    private ConsultEvents() {}

    /** Empty when there is nothing to announce, or not yet. */
    static Optional<Event> of(Rule<State, Action> rule, Consult consult) {
        return Optional.ofNullable(data(rule.action(), consult))
                .map(data -> new Event(
                        new Scope(consult.alliance()),
                        TOPIC,
                        rule.event(),
                        consult.id().toString(),
                        consult.version(),
                        consult.movedAt(),
                        data));
    }

    private static @Nullable Object data(Action action, Consult consult) {
        return switch (action) {
            case REQUEST, REFERRAL_ASKED -> Opened.of(consult);
            case AGREE -> consult.state() == State.SCHEDULED ? Scheduled.of(consult) : null;
            case SIGN -> OpinionSigned.of(consult);
            case ACKNOWLEDGE -> new Closed(consult.id(), consult.number(), referral(consult));
            case DECLINE, CANCEL, REFERRAL_WITHDRAWN -> Ended.of(consult);
            case ARRANGE, TAKE, REFUSE, EXPERT_UNAVAILABLE, START, DRAFT_OPINION -> null;
        };
    }

    /**
     * @param referralVersion the referral's version that asked, as the consult answers it
     */
    record Opened(
            UUID consultId,
            String number,
            @Nullable UUID referralId,
            @Nullable Long referralVersion,
            String requester,
            String provider,
            String specialty,
            Consult.Kind kind,
            Consult.Priority priority) {

        static Opened of(Consult consult) {
            return new Opened(
                    consult.id(),
                    consult.number(),
                    referral(consult),
                    consult.origin() == null ? null : consult.origin().version(),
                    consult.requester(),
                    consult.provider(),
                    consult.specialty(),
                    consult.kind(),
                    consult.priority());
        }
    }

    record Scheduled(
            UUID consultId, @Nullable UUID referralId, Instant startsAt, Instant endsAt, List<String> experts) {

        static Scheduled of(Consult consult) {
            var slot = requireNonNull(consult.span());
            return new Scheduled(consult.id(), referral(consult), slot.startsAt(), slot.endsAt(), consult.experts());
        }
    }

    record OpinionSigned(
            UUID consultId, String number, @Nullable UUID referralId, Opinion.Conclusion conclusion, Instant signedAt) {

        static OpinionSigned of(Consult consult) {
            return new OpinionSigned(
                    consult.id(),
                    consult.number(),
                    referral(consult),
                    consult.opinion().conclusion(),
                    consult.movedAt());
        }
    }

    record Closed(UUID consultId, String number, @Nullable UUID referralId) {}

    record Ended(UUID consultId, String number, @Nullable UUID referralId, Consult.How how) {

        static Ended of(Consult consult) {
            var how = requireNonNull(consult.details().ending()).how();
            return new Ended(consult.id(), consult.number(), referral(consult), how);
        }
    }

    private static @Nullable UUID referral(Consult consult) {
        return consult.origin() == null ? null : consult.origin().referral();
    }
}
