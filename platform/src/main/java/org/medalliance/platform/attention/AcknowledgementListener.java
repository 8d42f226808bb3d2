package org.medalliance.platform.attention;

import org.medalliance.platform.access.Scope;
import reactor.core.publisher.Mono;

/** Told in the transaction of an acknowledgement, before the item is written. */
public interface AcknowledgementListener {
    Mono<Void> acknowledged(Scope scope, AttentionItem item);
}
