package org.medalliance.staffing.beds;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is known of an institution's beds. Each department stands with the time of its own last report, so that whoever
 * reports one ward does not make the others look fresh.
 *
 * @param version counts the changes, from 1; 0 before the first report
 * @param departments in the order of their codes
 */
record BedBoard(String institution, long version, List<WardBeds> departments) {

    /**
     * @param free beds that a patient could be put into at that time
     * @param diverting whether the department asks that nobody be sent to it for now
     */
    record WardBeds(String department, int total, int free, boolean diverting, Instant reportedAt) {}

    static BedBoard empty(String institution) {
        return new BedBoard(institution, 0, List.of());
    }

    /** The later report of each department holds, in whatever order they come; the same board when none is news. */
    BedBoard with(List<WardBeds> reported) {
        Map<String, WardBeds> latest = departments.stream()
                .collect(Collectors.toMap(WardBeds::department, it -> it, (one, _) -> one, TreeMap::new));
        for (var ward : reported) {
            var known = latest.get(ward.department());
            if (known == null || ward.reportedAt().isAfter(known.reportedAt())) {
                latest.put(ward.department(), ward);
            }
        }
        var next = List.copyOf(latest.values());
        return next.equals(departments) ? this : new BedBoard(institution, version + 1, next);
    }
}
