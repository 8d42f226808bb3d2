package org.medalliance.referral.directory;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.deadline.OpenSpan;
import org.medalliance.platform.deadline.OpeningHours;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Opening hours as staffing's directory has them. */
@Component
class DirectoryHours implements OpeningHours {

    private static final Map<String, DayOfWeek> DAYS = Map.of(
            "MON", DayOfWeek.MONDAY,
            "TUE", DayOfWeek.TUESDAY,
            "WED", DayOfWeek.WEDNESDAY,
            "THU", DayOfWeek.THURSDAY,
            "FRI", DayOfWeek.FRIDAY,
            "SAT", DayOfWeek.SATURDAY,
            "SUN", DayOfWeek.SUNDAY);

    private final Directory directory;

    DirectoryHours(Directory directory) {
        this.directory = directory;
    }

    @Override
    public Mono<List<OpenSpan>> of(Scope scope, String institution) {
        return directory
                .institution(scope, institution)
                .map(it -> it.openingHours().stream().map(DirectoryHours::span).toList());
    }

    private static OpenSpan span(Directory.Hours hours) {
        return new OpenSpan(
                DAYS.getOrDefault(hours.weekday(), DayOfWeek.MONDAY),
                LocalTime.parse(hours.from()),
                LocalTime.parse(hours.to()));
    }
}
