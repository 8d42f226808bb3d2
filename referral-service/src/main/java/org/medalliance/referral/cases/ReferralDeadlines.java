package org.medalliance.referral.cases;

import static org.medalliance.platform.deadline.DeadlineSubject.names;
import static org.medalliance.referral.cases.ReferralLifecycle.State.SUBMITTED;
import static org.medalliance.referral.cases.ReferralLimits.DEFAULTS;
import static org.medalliance.referral.cases.ReferralLimits.DOCTOR;
import static org.medalliance.referral.cases.ReferralLimits.DUTY;
import static org.medalliance.referral.cases.ReferralLimits.ETA;
import static org.medalliance.referral.cases.ReferralLimits.FOLLOW_UP_DUE;
import static org.medalliance.referral.cases.ReferralLimits.Fact.NOTICE_DESTINATION;
import static org.medalliance.referral.cases.ReferralLimits.Fact.NOTICE_FORMER;
import static org.medalliance.referral.cases.ReferralLimits.Fact.NOTICE_ORIGIN;
import static org.medalliance.referral.cases.ReferralLimits.LAST_RUNG;
import static org.medalliance.referral.cases.ReferralLimits.LEAD;
import static org.medalliance.referral.cases.ReferralLimits.NOT_THERE;
import static org.medalliance.referral.cases.ReferralLimits.OFFICER;
import static org.medalliance.referral.cases.ReferralLimits.PASS_ON;
import static org.medalliance.referral.cases.ReferralLimits.RESERVED_FOR;
import static org.medalliance.referral.cases.ReferralLimits.RESUME;
import static org.medalliance.referral.cases.ReferralLimits.RINGING_SINCE;
import static org.medalliance.referral.cases.ReferralLimits.RING_NEXT;
import static org.medalliance.referral.cases.ReferralLimits.SENT_AT;
import static org.medalliance.referral.cases.ReferralLimits.SPECIALIST;
import static org.medalliance.referral.cases.ReferralLimits.TASK_DUE;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.attention.CaseRef;
import org.medalliance.platform.deadline.DeadlineEffect;
import org.medalliance.platform.deadline.DeadlineSubject;
import org.medalliance.platform.deadline.Situation;
import org.medalliance.referral.cases.ReferralLifecycle.Action;
import org.medalliance.referral.cases.ReferralLifecycle.Party;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.cases.ReferralLimits.Answer;
import org.medalliance.referral.cases.ReferralLimits.Fact;
import org.medalliance.referral.content.Direction;
import org.medalliance.referral.content.Notice;
import org.medalliance.referral.content.Pathway;
import org.medalliance.referral.content.Place;
import org.medalliance.referral.content.Priority;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import reactor.core.publisher.Mono;

/** What a case shows the clock, and what the platform does by itself when time is up. */
@Configuration(proxyBeanMethods = false)
class ReferralDeadlines {

    static final String CASE_TYPE = "referral";

    /** When a clinic's day begins, on which a follow-up or a task is due. */
    private static final LocalTime MORNING = LocalTime.of(8, 0);

    @Bean
    DeadlineSubject referralDeadlineSubject() {
        var facts = new HashMap<String, Set<String>>();
        facts.put("priority", names(Priority.class));
        facts.put("pathway", names(Pathway.class));
        facts.put("direction", names(Direction.class));
        Arrays.stream(Fact.values()).forEach(fact -> facts.put(fact.key, names(Answer.class)));
        return new DeadlineSubject(
                CASE_TYPE,
                names(State.class),
                names(Party.class),
                Set.of(OFFICER, DUTY, DOCTOR, LEAD, SPECIALIST),
                facts,
                Set.of(SENT_AT, RESERVED_FOR, ETA, RINGING_SINCE, LAST_RUNG, FOLLOW_UP_DUE, TASK_DUE),
                Set.of(RESUME, NOT_THERE, PASS_ON, RING_NEXT),
                DEFAULTS);
    }

    /** A consult that is not held in time gives the case back to triage. */
    @Bean
    DeadlineEffect resumeOverdueConsult(@Lazy ReferralDesk desk) {
        return effect(
                RESUME, (scope, id) -> desk.actForPlatform(scope, id, Action.CONSULT_OVERDUE, TriageMoves::resumed));
    }

    @Bean
    DeadlineEffect sayThatNobodyCame(@Lazy ReferralDesk desk) {
        return effect(
                NOT_THERE,
                (scope, id) -> desk.actForPlatform(scope, id, Action.ARRIVAL_OVERDUE, JourneyMoves::notArrived));
    }

    @Bean
    DeadlineEffect passAppealOn(@Lazy ReferralDesk desk, @Lazy Elsewhere elsewhere) {
        return effect(
                PASS_ON,
                (scope, id) -> desk.actForPlatformLookingUp(scope, id, Action.PASS_ON, (seen, at) -> elsewhere
                        .next(seen.referral())
                        .map(place -> TriageMoves.forwarded(seen.referral(), place, null, null, null, at))));
    }

    @Bean
    DeadlineEffect ringTheNext(@Lazy ReferralDesk desk, @Lazy EmergencyIntake intake) {
        return effect(
                RING_NEXT,
                (scope, id) -> desk.actForPlatformLookingUp(
                        scope, id, Action.RING_NEXT, (seen, at) -> intake.placesFor(seen.referral())
                                .map(places -> EmergencyMoves.rungNext(seen.referral(), places, at))));
    }

    private static DeadlineEffect effect(String name, BiFunction<Scope, UUID, Mono<?>> apply) {
        return new DeadlineEffect() {
            @Override
            public String caseType() {
                return CASE_TYPE;
            }

            @Override
            public String name() {
                return name;
            }

            @Override
            public Mono<?> apply(Scope scope, UUID caseId) {
                return apply.apply(scope, caseId);
            }
        };
    }

    static Situation situation(Referral it) {
        var institutions = new HashMap<String, String>();
        institutions.put(Party.ORIGIN.name(), it.origin().institution());
        if (it.destination().wasChosen()) {
            institutions.put(Party.DESTINATION.name(), it.destination().institution());
        }
        rungBeside(it).ifPresent(who -> institutions.put(Party.STANDBY.name(), who));
        owed(it, Party.FORMER).findFirst().ifPresent(who -> institutions.put(Party.FORMER.name(), who));
        return new Situation(
                new CaseRef(CASE_TYPE, it.id(), it.number()),
                it.state().name(),
                facts(it),
                times(it),
                institutions,
                earliest(it));
    }

    /** Nobody is missed while it rings, nor for the time that it rang, whatever the alliance's own limits say. */
    private static Map<String, Instant> earliest(Referral it) {
        var heard = it.details().ring() == null ? null : it.details().ring().heardAt();
        return heard == null ? Map.of() : Map.of(NOT_THERE, heard);
    }

    private static Map<String, String> facts(Referral it) {
        var details = it.details();
        var facts = new HashMap<String, String>();
        facts.put("priority", it.priority().name());
        facts.put("pathway", it.pathway().name());
        facts.put("direction", it.direction().name());
        facts.put(
                Fact.RINGING.key,
                answer(details.ring() != null && details.ring().ringsOn()));
        facts.put(Fact.RUNG_BESIDE.key, answer(rungBeside(it).isPresent()));
        facts.put(Fact.APPEALED.key, answer(details.appeal() != null && it.state() == SUBMITTED));
        facts.put(Fact.TASK_OPEN.key, answer(DownMoves.hasOpenTasks(it)));
        facts.put(NOTICE_ORIGIN.key, answer(owed(it, Party.ORIGIN).findAny().isPresent()));
        facts.put(
                NOTICE_DESTINATION.key,
                answer(owed(it, Party.DESTINATION).findAny().isPresent()));
        facts.put(NOTICE_FORMER.key, answer(owed(it, Party.FORMER).findAny().isPresent()));
        return facts;
    }

    /** The last that was rung beside the destination. */
    private static Optional<String> rungBeside(Referral it) {
        var ring = it.details().ring();
        return ring == null || !ring.ringsOn()
                ? Optional.empty()
                : ring.rung().stream()
                        .map(Place::institution)
                        .filter(who -> !who.equals(it.destination().institution()))
                        .reduce((_, later) -> later);
    }

    private static String answer(boolean yes) {
        return (yes ? Answer.YES : Answer.NO).name();
    }

    /** The institutions that are owed word, of those that hold this part now. */
    private static Stream<String> owed(Referral it, Party party) {
        return it.details().notices().stream()
                .filter(notice -> notice.awaitsAnswer() && partOf(it, notice) == party)
                .map(notice -> notice.institution());
    }

    /** Who was told as the destination and sent the case on is owed the word still, and the next one is not. */
    private static Party partOf(Referral it, Notice notice) {
        if (notice.party().equals(Party.ORIGIN.name())) {
            return Party.ORIGIN;
        }
        return notice.institution().equals(it.destination().institution()) ? Party.DESTINATION : Party.FORMER;
    }

    private static Map<String, Instant> times(Referral it) {
        var details = it.details();
        var times = new HashMap<String, Instant>();
        times.put(SENT_AT, it.submittedAt());
        put(
                times,
                RESERVED_FOR,
                details.reservation() == null ? null : details.reservation().at());
        put(times, ETA, expected(details));
        var ring = details.ring();
        if (ring != null) {
            times.put(RINGING_SINCE, ring.rungAt(it.destination().institution()));
            times.put(LAST_RUNG, ring.lastRungAt());
        }
        put(times, FOLLOW_UP_DUE, morning(DownMoves.nextDue(it)));
        put(times, TASK_DUE, morning(DownMoves.nextTaskDue(it)));
        return times;
    }

    /** As the sender says, else for when a place is kept; not before a hospital has answered that it is ready. */
    private static @Nullable Instant expected(ReferralDetails details) {
        var transport = details.transport();
        var said = transport != null && transport.eta() != null ? transport.eta() : promised(details);
        var heard = details.ring() == null ? null : details.ring().heardAt();
        return said == null || heard != null && heard.isAfter(said) ? heard : said;
    }

    /** What was kept before the patient became an emergency is no hour at which an emergency is awaited. */
    private static @Nullable Instant promised(ReferralDetails details) {
        var reservation = details.reservation();
        var ring = details.ring();
        var made = details.reservedAt();
        var isOlder = ring != null && (made == null || made.isBefore(ring.since()));
        return reservation == null || isOlder ? null : reservation.at();
    }

    private static @Nullable Instant morning(@Nullable LocalDate day) {
        return day == null ? null : day.atTime(MORNING).atZone(CaseTimes.COUNTY).toInstant();
    }

    private static void put(Map<String, Instant> times, String name, @Nullable Instant time) {
        if (time != null) {
            times.put(name, time);
        }
    }
}
