package org.medalliance.platform.lifecycle;

/**
 * What an action asks of the case beside its state, such as that the time to undo is not over. Implemented by an enum of
 * the service, which says whether it holds.
 */
public interface Guard {
    String name();
}
