package org.medalliance.referral.directory;

import org.medalliance.referral.directory.Directory.Institution;

/** How long it takes from one institution to another. */
public final class Travel {

    /** County roads: longer than the straight line, by this much on average; a planning assumption. */
    private static final double DETOUR = 1.4;

    /** Ambulances and buses on county roads; a planning assumption. */
    private static final double KILOMETRES_PER_MINUTE = 40.0 / 60;

    private Travel() {}

    /** From coordinates, by the haversine formula on a sphere of 6,371 km. */
    public static int minutes(Institution from, Institution to) {
        var latitudes = Math.toRadians(to.latitude() - from.latitude());
        var longitudes = Math.toRadians(to.longitude() - from.longitude());
        var a = Math.pow(Math.sin(latitudes / 2), 2)
                + Math.cos(Math.toRadians(from.latitude()))
                        * Math.cos(Math.toRadians(to.latitude()))
                        * Math.pow(Math.sin(longitudes / 2), 2);
        var kilometres = 2 * 6371 * Math.asin(Math.sqrt(a));
        return (int) Math.ceil(kilometres * DETOUR / KILOMETRES_PER_MINUTE);
    }
}
