package org.medalliance.local.supervise;

/** Where it is told what happens, a line at a time, for people to read. */
@FunctionalInterface
public interface Journal {

    void tell(String line);
}
