package org.medalliance.platform.messaging;

import org.medalliance.platform.worker.Bell;
import org.springframework.stereotype.Component;

/** For the relay: something was written that is to be announced. */
@Component
class RelayBell extends Bell {}
