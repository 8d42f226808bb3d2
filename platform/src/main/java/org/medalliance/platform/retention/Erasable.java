package org.medalliance.platform.retention;

import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.UUID;
import org.medalliance.platform.access.Scope;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Something that a service forgets when its time is over. A bean of this kind is part of every alliance's policy by being
 * there.
 */
public interface Erasable {

    /** Part of the API and of metrics, such as {@code closed-referrals}. */
    String name();

    Keeping keeping();

    /** The alliances that have something from before this time; seen as a worker. */
    Flux<Scope> holders(Instant before);

    /**
     * Erases a batch in the caller's transaction, the oldest first, and is called again for what is left. Runs with the
     * scope carried, so that the database shows this alliance's rows only.
     *
     * @param before what began its time before this
     * @param limit how many at most, but for what goes with them
     * @return their ids, for the audit trail; fewer than the limit when nothing is left
     */
    Mono<List<UUID>> erase(Scope scope, Instant before, int limit);

    /**
     * @param usual until an alliance decides otherwise
     * @param least shorter is refused
     * @param ground where {@code least} comes from, Chinese and English
     */
    record Keeping(Period usual, Period least, String ground) {

        /**
         * Outpatient records: 15 years from the last visit. 《医疗机构病历管理规定（2013年版）》第二十九条.
         */
        public static final Keeping OUTPATIENT_RECORD = new Keeping(
                Period.ofYears(15),
                Period.ofYears(15),
                "门（急）诊病历自患者最后一次就诊之日起不少于 15 年（医疗机构病历管理规定第二十九条）" + " · outpatient records: 15 years from the last visit");

        /**
         * Inpatient records: 30 years from the last stay. 《医疗机构病历管理规定（2013年版）》第二十九条.
         */
        public static final Keeping INPATIENT_RECORD = new Keeping(
                Period.ofYears(30),
                Period.ofYears(30),
                "住院病历自患者最后一次住院出院之日起不少于 30 年（医疗机构病历管理规定第二十九条）" + " · inpatient records: 30 years from the last stay");

        /** Logs of the network's running and of security: six months. 《网络安全法》第二十一条第（三）项. */
        public static final Keeping LOG =
                new Keeping(Period.ofYears(1), Period.ofMonths(6), "网络日志不少于六个月（网络安全法第二十一条） · network logs: six months");
    }
}
