package org.medalliance.platform.messaging;

import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.scheduling.annotation.EnableScheduling;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
@Import({
    Outbox.class,
    RelayBell.class,
    OutboxRelay.class,
    RelayLoop.class,
    Inbox.class,
    DeadLetters.class,
    DeadLetterDesk.class,
    DeadLetterController.class,
    DeadLetterRecoverer.class,
    MessagingPulse.class
})
public class MessagingConfiguration {

    @Bean(destroyMethod = "dispose")
    Scheduler outboxSending() {
        return Schedulers.newSingle("outbox-sending");
    }

    /** Without a recoverer the default handler logs a record that it cannot use and moves on: it is lost. */
    @Bean
    DefaultErrorHandler kafkaErrorHandler(DeadLetterRecoverer recoverer) {
        var handler = new DefaultErrorHandler(recoverer);
        // Every kind is tried again as often as its back-off says; the handler's own list of fatal kinds is emptied.
        handler.setClassifications(Map.of(), true);
        handler.setBackOffFunction((_, failure) -> DeadLetterRecoverer.backOff(failure));
        // The handler would log the cause with its message, which may quote the event; we log its kind instead.
        handler.setLogLevel(KafkaException.Level.DEBUG);
        handler.setRetryListeners(recoverer::tryAgain);
        return handler;
    }
}
