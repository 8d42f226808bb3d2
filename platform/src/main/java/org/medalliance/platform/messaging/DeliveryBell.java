package org.medalliance.platform.messaging;

/** Rung after the commit of an event that webhooks wait for. */
public interface DeliveryBell {

    void ring();
}
