/**
 * PostgreSQL and Kafka as real processes, from what Maven laid under {@code deploy/local/target}. Used by the runner
 * and, through {@link org.medalliance.local.engine.PostgresEngine} and {@link
 * org.medalliance.local.engine.KafkaEngine}, by every test that needs a real engine.
 */
@NullMarked
package org.medalliance.local.engine;

import org.jspecify.annotations.NullMarked;
