package org.medalliance.platform.audit.verify;

import java.util.List;

/**
 * What was found of one service's trail.
 *
 * @param anchored number of the newest batch that was told outside, 0 when none was asked for or there is none
 * @param waiting entries that are not sealed yet: nothing can be said of them
 * @param findings in the order of the chain, at most {@value #MOST}
 */
public record Report(
        String service,
        long batches,
        long entries,
        long anchored,
        long waiting,
        long milliseconds,
        List<Finding> findings) {

    static final int MOST = 1_000;

    public boolean isIntact() {
        return findings.isEmpty();
    }
}
