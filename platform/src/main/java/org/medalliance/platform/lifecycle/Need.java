package org.medalliance.platform.lifecycle;

/** Something an action cannot do without, such as a reason code. Implemented by an enum of the service. */
public interface Need {
    String name();
}
