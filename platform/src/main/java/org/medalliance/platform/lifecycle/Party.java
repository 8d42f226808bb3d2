package org.medalliance.platform.lifecycle;

/** A part that an institution plays in a case, such as its origin. Implemented by an enum of the service. */
public interface Party {
    String name();
}
