package org.medalliance.platform.webhook;

import org.medalliance.platform.messaging.DeliveryBell;
import org.medalliance.platform.worker.Bell;
import org.springframework.stereotype.Component;

/** For the courier: something is to be delivered, or a delivery has ended and left a hand free. */
@Component
class CourierBell extends Bell implements DeliveryBell {}
