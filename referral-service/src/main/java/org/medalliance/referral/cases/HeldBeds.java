package org.medalliance.referral.cases;

import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.referral.content.Direction;
import org.medalliance.referral.content.Reservation;
import org.medalliance.referral.directory.Beds;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Keeps beside each case the bed that it takes from those its hospital has free, in the transaction of its moves. */
@Component
class HeldBeds {

    private final Beds beds;
    private final AllianceDatabase database;

    HeldBeds(Beds beds, AllianceDatabase database) {
        this.beds = beds;
        this.database = database;
    }

    private record Bed(String institution, String department) {}

    Mono<Void> follow(@Nullable Referral before, Referral next) {
        var had = before == null ? null : bedOf(before);
        var has = bedOf(next);
        if (had == null ? has == null : had.equals(has)) {
            return Mono.empty();
        }
        var scope = new Scope(next.alliance());
        var change = has == null
                ? beds.release(scope, next.id())
                : beds.hold(scope, next.id(), has.institution(), has.department(), next.movedAt());
        return database.within(scope, change).then();
    }

    /** None for a drill, for a visit that nobody was admitted from, and for whoever did not come. */
    private static @Nullable Bed bedOf(Referral it) {
        if (it.synthetic() || it.direction() == Direction.DOWN) {
            return null;
        }
        return switch (it.state()) {
            case ACCEPTED, IN_TRANSIT, ARRIVED -> comesToABed(it) ? bedAt(it) : null;
            case ADMITTED -> bedAt(it);
            case DRAFT,
                    SUBMITTED,
                    INFO_REQUESTED,
                    CONSULTING,
                    KEPT_LOCAL_PENDING_ACK,
                    DECLINED_PENDING_ACK,
                    NOT_ARRIVED,
                    TREATED,
                    CLOSED,
                    WITHDRAWN,
                    PROPOSED,
                    GIVEN_UP_PENDING_ACK,
                    FOLLOWING_UP,
                    RECALLED -> null;
        };
    }

    /** An emergency is promised no bed by name, and takes one. */
    private static boolean comesToABed(Referral it) {
        var reservation = it.details().reservation();
        return it.isEmergency() || reservation != null && reservation.kind() == Reservation.Kind.BED;
    }

    private static @Nullable Bed bedAt(Referral it) {
        var reservation = it.details().reservation();
        var department = reservation == null ? it.destination().department() : reservation.department();
        return department == null ? null : new Bed(it.destination().institution(), department);
    }
}
